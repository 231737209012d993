//! Mock interviews: the caller's own, and the review desk of administrators.

mod desk;
mod dto;
mod own;

use crate::http::edge::authorization::{ADMINS, SEEKERS, SIGNED_IN};
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(own::start, SEEKERS).once(),
        route(own::list, SIGNED_IN),
        route(own::get, SIGNED_IN),
        route(own::answer, SEEKERS).limit(Class::Models).once(),
        route(own::replace_transcript, SEEKERS),
        route(own::submit, SEEKERS).limit(Class::Models).once(),
        route(own::request_review, SEEKERS).once(),
        route(own::view, SEEKERS).once(),
        route(desk::list, ADMINS),
        route(desk::get, ADMINS),
        route(desk::review, ADMINS),
    ]
}
