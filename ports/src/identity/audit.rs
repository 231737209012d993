//! The audit log.

use async_trait::async_trait;
use domain_model::identity::audit::ChainedEntry;
use domain_model::kernel::page::{Page, PageRequest};

use crate::PortResult;

/// The audit log: it grows and never changes, whoever asks. Each entry carries the hash of the one before.
#[async_trait]
pub trait AuditRepository: Send {
    /// The last entry. Until the end of the unit of work nobody else adds one: ask last.
    async fn lock_last(&mut self) -> PortResult<Option<ChainedEntry>>;

    /// Adds an entry. `Conflict` when there is one of its number.
    async fn insert(&mut self, entry: &ChainedEntry) -> PortResult<()>;

    /// In their order, after the one of this number.
    async fn list(&mut self, after: u64, limit: u32) -> PortResult<Vec<ChainedEntry>>;

    /// Newest first.
    async fn newest(&mut self, page: PageRequest<u64>) -> PortResult<Page<ChainedEntry, u64>>;
}
