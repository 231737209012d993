//! Broadcast of hints about new messages, inside the process and between nodes.

use std::pin::Pin;

use domain_model::kernel::id::ChatSessionId;
use futures_core::Stream;

/// Each item is a reason to look into the database: the number of a new message, or, when hints may have been missed, a
/// number that was told before. May leave some out; never the last one of this process.
pub type SeqStream = Pin<Box<dyn Stream<Item = u64> + Send>>;

/// Tells whoever watches a conversation that there is something new. A hint, never the store: it may be lost, doubled or
/// late, and the reader looks in the database either way.
///
/// Readers in this process are told directly. Readers on other nodes are told over a server, if there is one. While it is
/// away nothing fails and nobody waits; when it is back every reader is told to look. What is lost all the same is found by
/// looking at [`watched_here`](Self::watched_here) now and then.
pub trait Broadcast: Send + Sync {
    /// Message `seq` of the conversation is stored. Never waits.
    fn publish(&self, session: ChatSessionId, seq: u64);

    /// The newest message of the conversation is `seq`: read from the database, and told only to readers in this process
    /// that know it otherwise. Never waits.
    fn publish_here(&self, session: ChatSessionId, seq: u64);

    /// What is published from now on. A reader that is too slow misses hints, not messages.
    fn subscribe(&self, session: ChatSessionId) -> SeqStream;

    /// Do readers on other nodes hear of it at once? `true` where there are none to tell.
    fn is_connected(&self) -> bool;

    /// The conversations that have a reader in this process.
    fn watched_here(&self) -> Vec<ChatSessionId>;
}
