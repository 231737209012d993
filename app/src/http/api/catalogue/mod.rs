//! Jobs: the catalogue, search in it, and the history of each posting.

pub(in crate::http) mod dto;
mod jobs;
mod search;
pub(crate) mod search_dto;
mod search_query;

use crate::http::edge::authorization::ANYONE;
use crate::http::edge::route::{Route, route};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(search::list, ANYONE),
        route(search::suggest, ANYONE),
        route(jobs::get, ANYONE),
        route(jobs::history, ANYONE),
    ]
}
