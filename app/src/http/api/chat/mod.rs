//! Chat sessions: the caller's own, and all of them in the control tower for administrators. Messages are sent over the
//! WebSocket.

mod dto;
mod sessions;
mod tower;

use crate::http::edge::authorization::{ADMINS, SIGNED_IN};
use crate::http::edge::route::{Route, route};

/// Messages of a conversation that are shown with it.
const MESSAGES: u32 = 100;

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(sessions::open, SIGNED_IN).once(),
        route(sessions::list, SIGNED_IN),
        route(sessions::get, SIGNED_IN),
        route(sessions::messages, SIGNED_IN),
        route(sessions::ticket, SIGNED_IN).each_time("the answer is a secret"),
        route(sessions::ask_for_person, SIGNED_IN).once(),
        route(sessions::stop_waiting, SIGNED_IN),
        route(tower::list, ADMINS),
        route(tower::get, ADMINS),
        route(tower::messages, ADMINS),
        route(tower::intercept, ADMINS).once(),
        route(tower::send_message, ADMINS).once(),
        route(tower::release, ADMINS).once(),
        route(tower::close, ADMINS).once(),
    ]
}
