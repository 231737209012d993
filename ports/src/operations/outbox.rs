//! The outbox: domain events that wait to be dispatched.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::EventId;
use domain_model::operations::event::{EventRecord, UnreadableEvent};

use crate::PortResult;

/// An event taken from the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// The event's id.
    pub id: EventId,
    /// The stored name of the event's kind.
    pub kind: String,
    /// The event, unless the row is unreadable.
    pub event: Result<EventRecord, UnreadableEvent>,
}

/// The outbox: domain events that wait to be dispatched. Events are appended in the transaction of the change they
/// report, so event and change exist together.
#[async_trait]
pub trait OutboxRepository: Send {
    /// Appends events.
    async fn append(&mut self, events: &[EventRecord]) -> PortResult<()>;

    /// Takes up to `limit` undispatched events, oldest first, and marks them as dispatched in this transaction; a
    /// rollback makes them available again. Concurrent callers get different events. Kinds that only a newer program
    /// knows are left for it (MN-03).
    async fn take(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<OutboxEntry>>;

    /// The unknown kinds of waiting events, each with its number of events.
    async fn unknown_kinds(&mut self) -> PortResult<Vec<(String, u64)>>;

    /// Deletes up to `limit` events that were dispatched before this instant. Returns how many.
    async fn prune(&mut self, dispatched_before: DateTime<Utc>, limit: u32) -> PortResult<u32>;
}
