//! The lifecycle of stored objects: pending, stored, abandoned.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::AccountId;

use crate::PortResult;

/// Which objects the storage may hold: bytes are in no transaction, so every key is written down before they are put.
///
/// An object is pending until something refers to it, then stored, and abandoned in the end. Only what is abandoned is
/// deleted, and what is abandoned never comes back: whoever deletes it can take any time, and be cut off anywhere.
#[async_trait]
pub trait ObjectRepository: Send {
    /// The account is about to put the object.
    async fn announce(&mut self, key: &str, account_id: AccountId, now: DateTime<Utc>) -> PortResult<()>;

    /// Something refers to the pending object from now on. `false` when it was abandoned meanwhile.
    async fn keep(&mut self, key: &str) -> PortResult<bool>;

    /// Nothing refers to the object any more.
    async fn abandon(&mut self, key: &str) -> PortResult<()>;

    /// Gives up every object of the account.
    async fn abandon_all(&mut self, account_id: AccountId) -> PortResult<()>;

    /// Abandons what was announced before then and is pending still.
    async fn abandon_pending(&mut self, announced_before: DateTime<Utc>) -> PortResult<()>;

    /// Keys of abandoned objects, those announced first to begin with.
    async fn list_abandoned(&mut self, limit: u32) -> PortResult<Vec<String>>;

    /// The abandoned object is deleted.
    async fn forget(&mut self, key: &str) -> PortResult<()>;
}
