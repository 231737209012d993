//! The jobs that people keep for later.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::{Page, PageRequest};

use crate::PortResult;

/// The sort key of saved jobs: when the job was saved, and its id.
pub type SavedJobKey = (DateTime<Utc>, JobId);

/// Saved jobs: one private list for each account.
#[async_trait]
pub trait SavedJobRepository: Send {
    /// Saves a job of the catalogue. One that is saved already keeps its time.
    async fn insert(&mut self, owner: &Principal, job: JobId, now: DateTime<Utc>) -> PortResult<()>;

    /// Removes a job from the list. Succeeds when it is not there.
    async fn delete(&mut self, owner: &Principal, job: JobId) -> PortResult<()>;

    /// When the job was saved.
    async fn get(&mut self, owner: &Principal, job: JobId) -> PortResult<Option<DateTime<Utc>>>;

    /// The list, last saved first.
    async fn list(
        &mut self,
        owner: &Principal,
        page: PageRequest<SavedJobKey>,
    ) -> PortResult<Page<SavedJobKey, SavedJobKey>>;
}
