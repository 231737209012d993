//! Interfaces of existing clients: each translates its names and calls the same services as `/api/v1`.

pub(crate) mod coach;
mod supabase_auth;

use crate::http::edge::route::Route;

/// Every endpoint of these interfaces.
pub(super) fn routes() -> Vec<Route> {
    coach::routes().into_iter().chain(supabase_auth::routes()).collect()
}
