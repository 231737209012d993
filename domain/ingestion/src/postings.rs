//! Postings of employers who are here themselves: written, revised and closed by the account that has posted them.
//!
//! A posting is treated as one that was read on a board: it is normalised, enriched in the background, and its changes stay in
//! its history. Its source is the account. A job is never deleted: people may have applied for it.

use std::sync::Arc;

use domain_model::catalogue::draft::{DraftFaults, PostingDraft};
use domain_model::catalogue::job::{Job, JobStatus, Posting};
use domain_model::identity::account::Principal;
use domain_model::ingestion::{ScrapingCounts, SourceKey};
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::id::{JobId, TaskId};
use domain_model::operations::task::{EnrichJob, NewTask};
use ports::{Actor, Clock, ContextError, Database, IdGenerator, PortError, PortErrorKind, PortResult};
use tracing::warn;

use crate::IngestionService;
use crate::batch::{Batch, close_all};
use crate::normalise::{normalise, text_key};

/// An error about postings.
#[derive(Debug, thiserror::Error)]
pub enum PostingError {
    /// The principal has posted no such job.
    #[error("there is no such job of yours")]
    NotFound,
    /// The draft is not complete.
    #[error("this cannot be posted yet: {0}")]
    Incomplete(#[from] DraftFaults),
    /// The posting cannot be kept.
    #[error("this cannot be posted: {0}")]
    Unreadable(String),
    /// A closed job stays as it is.
    #[error("the job is closed; post it anew")]
    Closed,
    /// The job was changed at the same time.
    #[error("the job was changed at the same time; reload it")]
    ChangedConcurrently,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for PostingError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::Incomplete(_) | Self::Unreadable(_) => ErrorKind::Validation,
            Self::Closed | Self::ChangedConcurrently => ErrorKind::Conflict,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

/// The result of an operation on postings.
pub type PostingResult<T> = Result<T, PostingError>;

/// Postings, for those who have written them.
pub struct PostingService {
    ingestion: Arc<IngestionService>,
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
}

impl PostingService {
    /// The service on these ports. Ingestion groups what is posted with what is the same.
    pub fn new(
        ingestion: Arc<IngestionService>,
        database: Arc<dyn Database>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
    ) -> Self {
        Self { ingestion, database, clock, ids }
    }

    /// The posting as it would be in the catalogue. Nothing is stored.
    pub async fn preview(&self, provider: &Principal, draft: PostingDraft) -> PostingResult<Posting> {
        self.readable(provider, draft, "preview".to_owned()).await
    }

    /// Puts a posting into the catalogue. It is shown once it is enriched, which follows in the background.
    pub async fn publish(&self, provider: &Principal, draft: PostingDraft) -> PostingResult<Job> {
        let posting = self.readable(provider, draft, self.ids.next().to_string()).await?;
        let (source, now) = (SourceKey::posted_by(provider.account_id), self.clock.now());
        let external_id = posting.external_id.clone();
        let batch = Batch::classify(vec![posting], Vec::new(), &source, now, || JobId(self.ids.next()));
        let mut uow = self.database.begin(Actor::System).await?;
        batch.write(uow.as_mut(), &mut ScrapingCounts::default(), now, || TaskId(self.ids.next())).await?;
        let posted = uow.jobs().find_by_external_ids(&source, &[&external_id]).await?.pop();
        uow.commit().await?;
        self.group().await;
        Ok(posted.ok_or(PortErrorKind::NotFound).map_err(PortError::from)?)
    }

    /// A job that the provider has posted; for administrators, any.
    pub async fn get(&self, provider: &Principal, id: JobId) -> PostingResult<Job> {
        let job = self.database.read(Actor::Public).jobs().get(id).await?;
        job.filter(|job| is_managed_by(job, provider)).ok_or(PostingError::NotFound)
    }

    /// Replaces the posting of an open job. `None` when the job is not as expected.
    pub async fn revise(
        &self,
        provider: &Principal,
        id: JobId,
        draft: PostingDraft,
        is_expected: &(dyn Fn(&Job) -> bool + Sync),
    ) -> PostingResult<Option<Job>> {
        let job = self.own(provider, id).await?;
        if !is_expected(&job) {
            return Ok(None);
        }
        if job.status == JobStatus::Closed {
            return Err(PostingError::Closed);
        }
        let posting = self.readable(provider, draft, job.posting.external_id.clone()).await?;
        // It is as old as when it was first posted.
        let posting = Posting { posted_at: job.posting.posted_at, ..posting };
        let now = self.clock.now();
        let (job, Some(change)) = job.observe(posting, now) else { return self.own(provider, id).await.map(Some) };
        let mut uow = self.database.begin(Actor::System).await?;
        let text_keys = [text_key(&job.posting)];
        let changed = [(job, change)];
        or_concurrent_change(uow.jobs().update(&changed, &text_keys).await)?;
        let [(job, _)] = changed;
        uow.clusters().mark_stale(&[job.id]).await?;
        if job.needs_enrichment {
            let task = NewTask::new(TaskId(self.ids.next()), &EnrichJob { job: job.id }, now);
            uow.tasks().enqueue(&[task], now).await?;
        }
        uow.commit().await?;
        self.group().await;
        Ok(Some(job))
    }

    /// Closes a job: nobody can apply any more, and everything stays readable. Doing it twice is doing it once.
    pub async fn close(&self, provider: &Principal, id: JobId) -> PostingResult<Job> {
        let job = self.get(provider, id).await?;
        if job.status != JobStatus::Closed {
            let mut uow = self.database.begin(Actor::System).await?;
            or_concurrent_change(close_all(uow.as_mut(), vec![job], self.clock.now()).await)?;
            uow.commit().await?;
        }
        self.get(provider, id).await
    }

    /// What is not grouped now is grouped in the background.
    async fn group(&self) {
        if let Err(error) = self.ingestion.group().await {
            warn!(%error, "a posted job was not grouped with those that are the same");
        }
    }

    async fn own(&self, provider: &Principal, id: JobId) -> PostingResult<Job> {
        let job = self.get(provider, id).await?;
        // An administrator closes the jobs of others, and writes none.
        if job.source.poster() == Some(provider.account_id) { Ok(job) } else { Err(PostingError::NotFound) }
    }

    /// The posting of a draft, under the name of the account where the draft names no employer.
    async fn readable(
        &self,
        provider: &Principal,
        mut draft: PostingDraft,
        external_id: String,
    ) -> PostingResult<Posting> {
        if draft.company.trim().is_empty() {
            let account = self.database.read(provider.into()).accounts().get(provider, provider.account_id).await?;
            let account = account.ok_or(PortErrorKind::NotFound).map_err(PortError::from)?;
            let domain = || account.email.canonical().rsplit('@').next().unwrap_or_default().to_owned();
            draft.company = account.full_name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(domain);
        }
        let posting = draft.posting(external_id, self.clock.now())?;
        normalise(posting).map_err(|unreadable| PostingError::Unreadable(unreadable.reason))
    }
}

/// Maps a conflict of the optimistic lock to [`PostingError::ChangedConcurrently`].
fn or_concurrent_change<T>(outcome: PortResult<T>) -> PostingResult<T> {
    match outcome {
        Err(error) if error.kind == PortErrorKind::Conflict => Err(PostingError::ChangedConcurrently),
        outcome => Ok(outcome?),
    }
}

/// Whoever has posted it, and administrators.
fn is_managed_by(job: &Job, principal: &Principal) -> bool {
    principal.role.is_admin() || job.source.poster() == Some(principal.account_id)
}
