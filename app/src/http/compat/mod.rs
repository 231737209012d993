//! Compatibility layers for existing clients. Each maps its names and calls the same services as `/api/v1`.

pub(crate) mod coach;
mod cv;
mod postgrest;
pub(in crate::http) mod supabase_auth;

use crate::http::edge::problem::ProblemFormat;
use crate::http::edge::route::Route;

/// Every endpoint of these interfaces.
pub(super) fn routes() -> Vec<Route> {
    // The pages of the coach's own client have addresses among these.
    let coach =
        coach::routes().into_iter().map(|route| if route.answers_only_json() { route.yields_to_spa() } else { route });
    coach.chain(cv::routes()).chain(supabase_auth::routes()).chain(postgrest::routes()).collect()
}

/// The format of errors below this path, where a contract has one of its own.
pub(super) fn problem_format(path: &str) -> Option<&'static ProblemFormat> {
    path.starts_with("/auth/v1/").then_some(&supabase_auth::problem::FORMAT)
}
