//! Leases: exclusive rights with an expiry and a fencing token.

use std::time::Duration;

use async_trait::async_trait;
use domain_model::operations::lease::Lease;
use uuid::Uuid;

use crate::PortResult;

/// Leases. Expiry is judged by the database's clock, so nodes need no synchronised clocks.
#[async_trait]
pub trait LeaseRepository: Send {
    /// Acquires the lease when it is free, expired, or already the owner's. `None` while another owner holds it.
    async fn acquire(&mut self, name: &str, owner: Uuid, duration: Duration) -> PortResult<Option<Lease>>;

    /// Extends the lease by `duration`. `false` when it is no longer the current one. `true` inside the unit of work
    /// that writes under the lease means that the writes are the holder's.
    async fn renew(&mut self, lease: &Lease, duration: Duration) -> PortResult<bool>;

    /// Whether anyone holds the lease.
    async fn is_held(&mut self, name: &str) -> PortResult<bool>;

    /// Releases the lease. No effect when another owner holds it.
    async fn release(&mut self, lease: &Lease) -> PortResult<()>;
}
