//! The catalogue as people read it: the feed and one job in detail.

use std::sync::Arc;

use domain_model::enrichment::Enrichment;
use domain_model::id::JobId;
use domain_model::job::{Job, JobChange, JobSummary};
use ports::{Actor, Database, FeedPage, JobFeed, PortError};

/// What can go wrong with a job.
#[derive(Debug, thiserror::Error)]
pub enum JobsError {
    /// No such job.
    #[error("there is no such job")]
    NotFound,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// The answer of the jobs service.
pub type JobsResult<T> = Result<T, JobsError>;

/// A job and what was worked out about it.
#[derive(Debug)]
pub struct JobDetails {
    /// The job.
    pub job: Job,
    /// Tips and questions; `None` while the job is being processed.
    pub enrichment: Option<Enrichment>,
}

/// The catalogue as people read it.
pub struct JobsService {
    database: Arc<dyn Database>,
    feed: Arc<dyn JobFeed>,
}

impl JobsService {
    /// The service on these ports.
    pub fn new(database: Arc<dyn Database>, feed: Arc<dyn JobFeed>) -> Self {
        Self { database, feed }
    }

    /// Active jobs, newest first.
    pub async fn feed(&self, page: FeedPage) -> JobsResult<Arc<Vec<JobSummary>>> {
        Ok(self.feed.page(page).await?)
    }

    /// One job in whatever state.
    pub async fn details(&self, id: JobId) -> JobsResult<JobDetails> {
        let mut read = self.database.read(Actor::System);
        let job = read.jobs().get(id).await?.ok_or(JobsError::NotFound)?;
        let enrichment = read.enrichments().get_for_job(id).await?;
        Ok(JobDetails { job, enrichment })
    }

    /// Every change of a job, newest first.
    pub async fn history(&self, id: JobId) -> JobsResult<Vec<JobChange>> {
        let mut read = self.database.read(Actor::System);
        read.jobs().get(id).await?.ok_or(JobsError::NotFound)?;
        Ok(read.jobs().history(id).await?)
    }

    /// Puts one job, or all, back into the queue for enrichment. Answers how many.
    pub async fn reenrich(&self, id: Option<JobId>) -> JobsResult<u32> {
        let mut uow = self.database.begin(Actor::System).await?;
        let count = uow.jobs().reenrich(id).await?;
        if id.is_some() && count == 0 {
            return Err(JobsError::NotFound);
        }
        uow.commit().await?;
        Ok(count)
    }
}
