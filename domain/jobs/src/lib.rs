//! The job catalogue: the feed, details and history of a job, the jobs that people save, their applications, the market, and the
//! backlog of enrichment.

mod applications;
pub mod market;
mod saved;

use std::sync::Arc;

use domain_model::catalogue::enrichment::Enrichment;
use domain_model::catalogue::job::{Job, JobChange, JobSummary};
use domain_model::catalogue::outline::{Outline, Section};
use domain_model::catalogue::sameness::Listing;
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::id::{JobId, TaskId};
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::matching::embedding::ModelId;
use domain_model::operations::task::{EnrichJob, NewTask};
use ports::{
    Actor, Clock, ContextError, Database, FeedKey, FeedPage, IdGenerator, JobFeed, PortError, PortResult, UnitOfWork,
};

pub use applications::{
    ApplicationDetails, ApplicationError, ApplicationForJob, ApplicationResult, ApplicationService, PostedJob,
};
pub use saved::SavedJob;

/// Tasks that are enqueued per statement.
const BATCH: u32 = 1_000;

/// An error of the jobs context.
#[derive(Debug, thiserror::Error)]
pub enum JobsError {
    /// The job does not exist.
    #[error("there is no such job")]
    NotFound,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for JobsError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

/// The result of a jobs operation.
pub type JobsResult<T> = Result<T, JobsError>;

/// A job with its enrichment.
#[derive(Debug)]
pub struct JobDetails {
    /// The job.
    pub job: Job,
    /// Tips and questions; `None` while the job is being processed.
    pub enrichment: Option<Enrichment>,
    /// All postings of the same job, its own among them, first seen first. Empty when there is no other.
    pub listings: Vec<Listing>,
}

impl JobDetails {
    /// Statements of an overview at most.
    const OVERVIEW: usize = 5;

    /// What the person will do, in the words of the posting. Empty when it does not say.
    pub fn role_overview(&self) -> Vec<String> {
        let outline = Outline::of(&self.job.posting.description);
        let duties = outline.section(Section::Duties).take(Self::OVERVIEW);
        duties.map(|statement| statement.text.clone()).collect()
    }
}

/// The catalogue, for readers and for administrators.
pub struct JobsService {
    database: Arc<dyn Database>,
    feed: Arc<dyn JobFeed>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
}

impl JobsService {
    /// The service on these ports.
    pub fn new(
        database: Arc<dyn Database>,
        feed: Arc<dyn JobFeed>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
    ) -> Self {
        Self { database, feed, clock, ids }
    }

    /// Active jobs, newest first.
    pub async fn feed(&self, page: FeedPage) -> JobsResult<Arc<Page<JobSummary, FeedKey>>> {
        Ok(self.feed.page(page).await?)
    }

    /// A job in any state.
    pub async fn details(&self, id: JobId) -> JobsResult<JobDetails> {
        let mut read = self.database.read(Actor::Public);
        let job = read.jobs().get(id).await?.ok_or(JobsError::NotFound)?;
        let enrichment = read.enrichments().get_for_job(id).await?;
        let listings = read.clusters().listings(&[id]).await?;
        Ok(JobDetails { job, enrichment, listings })
    }

    /// The changes of a job, newest first.
    pub async fn history(&self, id: JobId, page: PageRequest<u32>) -> JobsResult<Page<JobChange, u32>> {
        let mut read = self.database.read(Actor::Public);
        read.jobs().get(id).await?.ok_or(JobsError::NotFound)?;
        Ok(read.jobs().history(id, page).await?)
    }

    /// Marks one job, or all jobs, for enrichment and enqueues their tasks. Returns the number of jobs.
    pub async fn reenrich(&self, id: Option<JobId>) -> JobsResult<u32> {
        let mut uow = self.database.begin(Actor::System).await?;
        let count = uow.jobs().reenrich(id).await?;
        match id {
            Some(_) if count == 0 => return Err(JobsError::NotFound),
            Some(id) => self.enqueue(uow.as_mut(), &[id]).await?,
            None => self.enqueue_backlog(uow.as_mut()).await?,
        };
        uow.commit().await?;
        Ok(count)
    }

    /// Adds jobs without a vector of this model to the backlog, and enqueues a task for each job of the backlog that has none.
    /// Returns the number of new tasks.
    pub async fn require_vectors_of(&self, model: &ModelId) -> JobsResult<u32> {
        let mut uow = self.database.begin(Actor::System).await?;
        uow.jobs().require_vectors_of(model).await?;
        let count = self.enqueue_backlog(uow.as_mut()).await?;
        uow.commit().await?;
        Ok(count)
    }

    /// The number of jobs in the backlog.
    pub async fn count_backlog(&self) -> PortResult<u32> {
        self.database.read(Actor::System).jobs().count_backlog().await
    }

    async fn enqueue_backlog(&self, uow: &mut dyn UnitOfWork) -> PortResult<u32> {
        let (mut count, mut last) = (0, None);
        loop {
            let jobs = uow.jobs().list_backlog(last, BATCH).await?;
            let Some(id) = jobs.last() else { return Ok(count) };
            last = Some(*id);
            count += self.enqueue(uow, &jobs).await?;
        }
    }

    async fn enqueue(&self, uow: &mut dyn UnitOfWork, jobs: &[JobId]) -> PortResult<u32> {
        let now = self.clock.now();
        let tasks: Vec<NewTask> =
            jobs.iter().map(|job| NewTask::new(TaskId(self.ids.next()), &EnrichJob { job: *job }, now)).collect();
        uow.tasks().enqueue(&tasks, now).await
    }
}
