//! The audit log.

use async_trait::async_trait;
use domain_model::identity::audit::ChainedEntry;
use domain_model::kernel::page::{Page, PageRequest};

use crate::PortResult;

/// The audit log: append-only for every caller. Each entry carries the hash of the previous one.
#[async_trait]
pub trait AuditRepository: Send {
    /// The last entry. Blocks other appends until the unit of work ends, so read it last.
    async fn lock_last(&mut self) -> PortResult<Option<ChainedEntry>>;

    /// Appends an entry. `Conflict` when its number is taken.
    async fn insert(&mut self, entry: &ChainedEntry) -> PortResult<()>;

    /// Entries in order, after this number.
    async fn list(&mut self, after: u64, limit: u32) -> PortResult<Vec<ChainedEntry>>;

    /// Entries, newest first.
    async fn newest(&mut self, page: PageRequest<u64>) -> PortResult<Page<ChainedEntry, u64>>;
}
