//! Jobs: the catalogue, search in it, the history of each posting, the jobs that the caller keeps for later, and
//! applications.

pub(in crate::http) mod application_dto;
mod applications;
pub(in crate::http) mod dto;
mod jobs;
mod postings;
mod saved;
mod search;
pub(crate) mod search_dto;
mod search_query;

use crate::http::edge::authorization::{ANYONE, PROVIDERS, RECRUITERS, SEEKERS, SIGNED_IN};
use crate::http::edge::rate_limit::class::Class;
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
        route(postings::list, PROVIDERS),
        route(postings::publish, PROVIDERS).once(),
        route(postings::preview, PROVIDERS).each_time("changes nothing"),
        route(postings::get, RECRUITERS),
        route(postings::revise, PROVIDERS),
        route(postings::close, RECRUITERS),
        route(postings::applicants, RECRUITERS),
        route(postings::decide, PROVIDERS),
        route(applications::list, SIGNED_IN),
        route(applications::apply, SEEKERS).limit(Class::Reading).each_time("a seeker applies for a job once"),
        route(applications::get, SIGNED_IN),
        route(applications::update, SEEKERS),
        route(applications::withdraw, SEEKERS).each_time("an application is withdrawn once"),
    ]
}
