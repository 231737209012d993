//! The chat WebSocket: handshake, connection, frames.

mod authorization;
mod connection;
pub(in crate::http) mod frames;
mod handshake;

use domain_model::kernel::id::ChatSessionId;

use crate::http::edge::authorization::ANYONE;
use crate::http::edge::route::{Route, route};

/// The socket is opened to everybody, and closed to whom it is not for: browsers show no status of a handshake.
pub(super) fn routes() -> Vec<Route> {
    vec![route(handshake::connect, ANYONE)]
}

/// What a ticket is good for: this conversation's socket.
pub(in crate::http) fn ticket_purpose(id: ChatSessionId) -> String {
    format!("chat:{id}")
}
