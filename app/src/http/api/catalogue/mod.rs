//! Jobs: the catalogue and the history of each posting.

pub(in crate::http) mod dto;
mod jobs;

use crate::http::edge::authorization::ANYONE;
use crate::http::edge::route::{Route, route};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![route(jobs::list, ANYONE), route(jobs::get, ANYONE), route(jobs::history, ANYONE)]
}
