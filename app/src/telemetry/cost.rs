//! Cost of requests: SQL statements and password hashes, counted by route.
//!
//! The route is a task local: work in the task of a request counts for its route, everything else for `background`. So
//! `/metrics` shows the cost of one request, whatever else the server does meanwhile.

use std::sync::Arc;

use metrics::{SharedString, counter};

/// The path of work that no request waits for.
const BACKGROUND: &str = "background";

tokio::task_local! {
    static ROUTE: Arc<str>;
}

/// Counts what `work` costs for this route.
pub(crate) async fn of_route<F: Future>(route: &str, work: F) -> F::Output {
    ROUTE.scope(route.into(), work).await
}

/// Counts an SQL statement. Beginning and ending a transaction are none.
pub(crate) fn count_statement() {
    counter!("jobwright_database_statements_total", "path" => route()).increment(1);
}

/// Counts a password hash that was computed.
pub(crate) fn count_password_hash() {
    counter!("jobwright_password_hashes_total", "path" => route()).increment(1);
}

fn route() -> SharedString {
    ROUTE.try_with(|route| SharedString::from_shared(Arc::clone(route))).unwrap_or(SharedString::const_str(BACKGROUND))
}
