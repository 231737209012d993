//! The outbox: domain events that wait to be dispatched.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::EventId;
use domain_model::operations::event::{EventRecord, UnreadableEvent};

use crate::PortResult;

/// An event that was taken from the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// The event's id.
    pub id: EventId,
    /// The stored name of its kind.
    pub kind: String,
    /// The event itself, unless the row cannot be read.
    pub event: Result<EventRecord, UnreadableEvent>,
}

/// The outbox: domain events on their way to their reactions. It hangs off the unit of work: an event is there exactly
/// when the change that it tells of is.
#[async_trait]
pub trait OutboxRepository: Send {
    /// Adds events.
    async fn append(&mut self, events: &[EventRecord]) -> PortResult<()>;

    /// Takes events that were not dispatched yet, oldest first, up to `limit`, and marks them as dispatched in this
    /// transaction: dropped without a commit they are there again. Of any number who take at the same time each event
    /// goes to one. Kinds that only a newer program knows are left to it (MN-03).
    async fn take(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<OutboxEntry>>;

    /// The kinds that this program does not know and of which events wait, each with how many.
    async fn unknown_kinds(&mut self) -> PortResult<Vec<(String, u64)>>;

    /// Deletes up to `limit` events that were dispatched before this instant. Returns how many.
    async fn prune(&mut self, dispatched_before: DateTime<Utc>, limit: u32) -> PortResult<u32>;
}
