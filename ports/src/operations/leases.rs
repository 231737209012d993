//! Leases: exclusive rights with an expiry and a fencing token.

use std::time::Duration;

use async_trait::async_trait;
use domain_model::operations::lease::Lease;
use uuid::Uuid;

use crate::PortResult;

/// Rights to do something alone. Time is the database's, so nodes need not agree on it.
#[async_trait]
pub trait LeaseRepository: Send {
    /// Takes the lease when it is free, run out, or already the owner's. `None` while somebody else holds it.
    async fn acquire(&mut self, name: &str, owner: Uuid, lasting: Duration) -> PortResult<Option<Lease>>;

    /// Is this still the current lease? Asked inside the unit of work that writes under it, `true` means that the
    /// writes are the holder's, and the lease lasts `lasting` from now.
    async fn renew(&mut self, lease: &Lease, lasting: Duration) -> PortResult<bool>;

    /// Does anybody hold the lease?
    async fn is_held(&mut self, name: &str) -> PortResult<bool>;

    /// Gives the lease back. Nothing happens when it is somebody else's by now.
    async fn release(&mut self, lease: &Lease) -> PortResult<()>;
}
