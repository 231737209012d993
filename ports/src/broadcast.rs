//! Hints between the parts of a conversation, possibly on different nodes.

use std::pin::Pin;

use domain_model::id::ChatSessionId;
use futures_core::Stream;

/// The numbers of new messages; may leave some out.
pub type SeqStream = Pin<Box<dyn Stream<Item = u64> + Send>>;

/// Tells whoever watches a conversation that there is something new. A hint, never the store: it may be lost, doubled
/// or late, and the reader looks in the database either way.
pub trait Broadcast: Send + Sync {
    /// Message `seq` of the conversation is stored. Never waits.
    fn publish(&self, session: ChatSessionId, seq: u64);

    /// What is published from now on. A reader that is too slow misses hints, not messages.
    fn subscribe(&self, session: ChatSessionId) -> SeqStream;
}
