//! Jobs: the catalogue, search in it, the history of each posting, and the jobs that the caller keeps for later.

pub(in crate::http) mod dto;
mod jobs;
mod saved;
mod search;
pub(crate) mod search_dto;
mod search_query;

use crate::http::edge::authorization::{ANYONE, SIGNED_IN};
use crate::http::edge::route::{Route, route};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(search::list, ANYONE),
        route(search::suggest, ANYONE),
        route(jobs::get, ANYONE),
        route(jobs::history, ANYONE),
        route(saved::list, SIGNED_IN),
        route(saved::get, SIGNED_IN),
        route(saved::save, SIGNED_IN),
        route(saved::unsave, SIGNED_IN),
    ]
}
