//! Seekers' resumes, version by version.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::candidates::resume::{Resume, ResumeSummary};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::matching::embedding::ModelId;

use crate::PortResult;

/// What was deleted for good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purged {
    /// How many versions.
    pub versions: u64,
    /// The keys of files that no version refers to any more.
    pub object_keys: Vec<String>,
}

/// Versions of resumes. At most one version of an account is in use; its embedding is the one of the account.
#[async_trait]
pub trait ResumeRepository: Send {
    /// The number of the account's next version. Until the transaction ends, no other one numbers a version of the account
    /// or makes one current.
    async fn next_version(&mut self, id: AccountId) -> PortResult<u32>;

    /// Inserts a version. If it is the current one, the version before is no longer in use, and its embedding is deleted.
    /// `Conflict` when the number is taken.
    async fn insert(&mut self, resume: &Resume) -> PortResult<()>;

    /// Makes the version the current one, out of the bin if it is there, and deletes the embedding of the version before.
    /// `false` when there is no such version: then the transaction has to be rolled back.
    async fn make_current(&mut self, id: AccountId, version: u32) -> PortResult<bool>;

    /// Puts the version into the bin. `false` when there is no such version, or when it is in use.
    async fn move_to_bin(&mut self, id: AccountId, version: u32, now: DateTime<Utc>) -> PortResult<bool>;

    /// Deletes versions that were put into the bin before this instant, for good.
    async fn purge(&mut self, deleted_before: DateTime<Utc>, limit: u32) -> PortResult<Purged>;

    /// The account's version in use, if the principal may see it.
    async fn current(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Resume>>;

    /// A version of the account, in the bin or not, if the principal may see it.
    async fn get(&mut self, principal: &Principal, id: AccountId, version: u32) -> PortResult<Option<Resume>>;

    /// The account's versions, newest first, those in the bin among them. Empty if the principal may not see them.
    async fn list(
        &mut self,
        principal: &Principal,
        id: AccountId,
        page: PageRequest<u32>,
    ) -> PortResult<Page<ResumeSummary, u32>>;

    /// Current resumes without an embedding of this model, ordered by account, after `after`.
    async fn list_without_embedding(
        &mut self,
        model: &ModelId,
        after: Option<AccountId>,
        limit: u32,
    ) -> PortResult<Vec<Resume>>;
}
