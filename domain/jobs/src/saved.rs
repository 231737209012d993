//! The jobs that somebody keeps for later. A job that closes stays in the list.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{Job, JobSummary};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{Actor, SavedJobKey};

use crate::{JobsError, JobsResult, JobsService};

/// A job of the list.
#[derive(Debug)]
pub struct SavedJob {
    /// The job.
    pub job: JobSummary,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

impl JobsService {
    /// Keeps a job for later. Once it is there, nothing changes.
    pub async fn save(&self, owner: &Principal, id: JobId) -> JobsResult<()> {
        let mut uow = self.database.begin(owner.into()).await?;
        uow.jobs().get(id).await?.ok_or(JobsError::NotFound)?;
        uow.saved_jobs().insert(owner, id, self.clock.now()).await?;
        Ok(uow.commit().await?)
    }

    /// Keeps a job no longer. Succeeds when it is not kept.
    pub async fn unsave(&self, owner: &Principal, id: JobId) -> JobsResult<()> {
        let mut uow = self.database.begin(owner.into()).await?;
        uow.saved_jobs().delete(owner, id).await?;
        Ok(uow.commit().await?)
    }

    /// When a job was saved. `None` when it is not.
    pub async fn saved_at(&self, owner: &Principal, id: JobId) -> JobsResult<Option<DateTime<Utc>>> {
        Ok(self.database.read(owner.into()).saved_jobs().get(owner, id).await?)
    }

    /// The jobs somebody keeps, last saved first.
    pub async fn saved(
        &self,
        owner: &Principal,
        page: PageRequest<SavedJobKey>,
    ) -> JobsResult<Page<SavedJob, SavedJobKey>> {
        let saved = self.database.read(owner.into()).saved_jobs().list(owner, page).await?;
        let ids: Vec<JobId> = saved.items.iter().map(|(_, id)| *id).collect();
        let jobs = self.database.read(Actor::Public).jobs().list_by_ids(&ids).await?;
        let mut jobs: HashMap<JobId, Job> = jobs.into_iter().map(|job| (job.id, job)).collect();
        let items = saved
            .items
            .into_iter()
            .filter_map(|(saved_at, id)| jobs.remove(&id).map(|job| SavedJob { job: job.summary(), saved_at }));
        Ok(Page { items: items.collect(), next: saved.next })
    }
}
