//! The lifecycle of stored objects: pending, stored, abandoned.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::AccountId;

use crate::PortResult;

/// The lifecycle of stored objects. Bytes are in no transaction, so every key is recorded before the object is stored.
///
/// An object is pending until a row refers to it, then stored, and abandoned in the end. Only abandoned objects are
/// deleted, and an abandoned object never becomes stored again, so its deletion can be interrupted and repeated.
#[async_trait]
pub trait ObjectRepository: Send {
    /// Records a pending object that the account is about to store.
    async fn insert_pending(&mut self, key: &str, account_id: AccountId, now: DateTime<Utc>) -> PortResult<()>;

    /// Marks the pending object as stored, because a row refers to it. `false` when it was abandoned meanwhile.
    async fn mark_stored(&mut self, key: &str) -> PortResult<bool>;

    /// Marks the object as abandoned, because no row refers to it any more.
    async fn abandon(&mut self, key: &str) -> PortResult<()>;

    /// Abandons every object of the account.
    async fn abandon_all(&mut self, account_id: AccountId) -> PortResult<()>;

    /// Abandons objects that were recorded before this instant and are still pending.
    async fn abandon_pending(&mut self, inserted_before: DateTime<Utc>) -> PortResult<()>;

    /// Keys of abandoned objects, oldest first.
    async fn list_abandoned(&mut self, limit: u32) -> PortResult<Vec<String>>;

    /// Deletes the record of an abandoned object, once the object itself is deleted.
    async fn delete(&mut self, key: &str) -> PortResult<()>;
}
