//! Broadcast of hints about new messages, inside the process and between nodes.

use std::pin::Pin;

use domain_model::kernel::id::ChatSessionId;
use futures_core::Stream;

/// Hints. Each item is the `seq` of a new message or, after a possible loss of hints, an earlier `seq`; either way the
/// subscriber reads the database. Items may be skipped, but never the last one of this process.
pub type SeqStream = Pin<Box<dyn Stream<Item = u64> + Send>>;

/// Publishes hints that a chat session has new messages. A hint may be lost, duplicated or late; the database is the
/// source of truth.
///
/// Subscribers in this process are notified directly, those on other nodes over a server, if there is one. While the
/// server is down nothing fails and nobody waits; after a reconnection every subscriber is notified. To find what is
/// lost all the same, poll [`local_sessions`](Self::local_sessions).
pub trait Broadcast: Send + Sync {
    /// Message `seq` of the session is stored. Never blocks.
    fn publish(&self, session: ChatSessionId, seq: u64);

    /// The newest message of the session is `seq`, as read from the database. Notifies only subscribers in this process
    /// that do not know it yet. Never blocks.
    fn publish_local(&self, session: ChatSessionId, seq: u64);

    /// Hints from now on. A slow subscriber misses hints, not messages.
    fn subscribe(&self, session: ChatSessionId) -> SeqStream;

    /// Whether subscribers on other nodes are notified at once. `true` when there are no other nodes.
    fn is_connected(&self) -> bool;

    /// The sessions that have a subscriber in this process.
    fn local_sessions(&self) -> Vec<ChatSessionId>;
}
