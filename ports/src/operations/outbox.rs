//! What has happened, and waits to be told.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::operations::event::DomainEvent;

use crate::PortResult;

/// What has happened, and waits to be told to those who react to it. It hangs off the unit of work: an event is there
/// exactly when the change that it tells of is.
#[async_trait]
pub trait OutboxRepository: Send {
    /// Writes down what has happened.
    async fn append(&mut self, events: &[DomainEvent]) -> PortResult<()>;

    /// Takes events that were not told yet, oldest first, up to `limit`, and marks them as told in this transaction:
    /// dropped without a commit they are there again. Of any number who take at the same time each event goes to one.
    /// Kinds that only a newer program knows are left to it (MN-03).
    async fn take(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<DomainEvent>>;

    /// Forgets up to `limit` events that were told before this instant. Answers how many.
    async fn prune(&mut self, told_before: DateTime<Utc>, limit: u32) -> PortResult<u32>;
}
