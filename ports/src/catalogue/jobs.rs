//! The catalogue of jobs, and the feed.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::enrichment::EnrichmentKey;
use domain_model::catalogue::job::{Job, JobChange, JobSummary};
use domain_model::ingestion::SourceKey;
use domain_model::kernel::id::{AccountId, JobId};
use domain_model::kernel::page::{Page, PageCursor, PageRequest};
use domain_model::matching::embedding::{Embedding, ModelId};

use crate::{IndexPosition, PortResult};

/// The sort key of the feed: when a job was first seen, and its id.
pub type FeedKey = (DateTime<Utc>, JobId);

/// A request for a page of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FeedPage {
    /// Where the page starts.
    pub start: FeedStart,
    /// The maximum number of jobs.
    pub limit: u32,
}

/// Where a page of the feed starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedStart {
    /// After this many jobs, for clients that know no cursors. The skipped rows are read all the same.
    Skip(u32),
    /// After the last job of the previous page.
    After(PageCursor<FeedKey>),
}

impl FeedStart {
    /// The newest job.
    pub const NEWEST: Self = Self::Skip(0);
}

/// The feed: active jobs, newest first. Of the same job it has the one seen first, with the places of all. A port of its
/// own, because everybody reads it all the time and a decorator may cache its pages briefly.
#[async_trait]
pub trait JobFeed: Send + Sync {
    /// One page; empty past the end.
    async fn page(&self, page: FeedPage) -> PortResult<Arc<Page<JobSummary, FeedKey>>>;
}

/// The result of an enrichment.
#[derive(Debug, Clone, Copy)]
pub struct EnrichedJob<'a> {
    /// The job at the revision that was enriched.
    pub job: &'a Job,
    /// The key of the enrichment.
    pub key: &'a EnrichmentKey,
    /// The skills it asks for.
    pub skills: &'a [String],
    /// Its embedding. Without one the job becomes visible and stays in the backlog.
    pub embedding: Option<&'a Embedding>,
}

/// The catalogue. Jobs are public, so methods take no principal.
#[async_trait]
pub trait JobRepository: Send {
    /// Adds jobs. `Conflict`, and none is added, when a job with the same source and external id exists. `text_keys[i]`
    /// is the text key of `jobs[i]`.
    async fn insert(&mut self, jobs: &[Job], text_keys: &[String]) -> PortResult<()>;

    /// A job in any state.
    async fn get(&mut self, id: JobId) -> PortResult<Option<Job>>;

    /// The jobs of a source with these external ids, in no particular order; unknown ids are left out.
    async fn find_by_external_ids(&mut self, source: &SourceKey, ids: &[&str]) -> PortResult<Vec<Job>>;

    /// Those of the text keys that some job in the catalogue has.
    async fn known_texts(&mut self, text_keys: &[String]) -> PortResult<Vec<String>>;

    /// Updates jobs and appends each change to the job's history. `text_keys[i]` is the text key of `changed[i]`.
    /// `Conflict` when a job has another revision by now; the unit of work is unusable then.
    async fn update(&mut self, changed: &[(Job, JobChange)], text_keys: &[String]) -> PortResult<()>;

    /// Records that the source still lists these jobs, and resets their count of missed sweeps.
    async fn mark_listed(&mut self, ids: &[JobId], now: DateTime<Utc>) -> PortResult<()>;

    /// Records that the source's list is as it was: the open jobs that it had then are still listed.
    async fn mark_unchanged(&mut self, source: &SourceKey, now: DateTime<Utc>) -> PortResult<()>;

    /// Increments the count of missed sweeps of every open job of the source not seen since `sweep_began`. Returns the
    /// jobs that have now missed `limit` sweeps in a row.
    async fn count_missed_sweep(
        &mut self,
        source: &SourceKey,
        sweep_began: DateTime<Utc>,
        limit: u32,
    ) -> PortResult<Vec<Job>>;

    /// The jobs of a source in every state, first seen last first.
    async fn list_of_source(
        &mut self,
        source: &SourceKey,
        page: PageRequest<FeedKey>,
    ) -> PortResult<Page<Job, FeedKey>>;

    /// Closes the open jobs that an account has posted, which is about to be erased. Returns how many.
    async fn close_posted_by(&mut self, account: AccountId, now: DateTime<Utc>) -> PortResult<u32>;

    /// Open jobs whose `valid_through` has passed.
    async fn list_expired(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<Job>>;

    /// The changes of a job, newest first, keyed by revision.
    async fn history(&mut self, id: JobId, page: PageRequest<u32>) -> PortResult<Page<JobChange, u32>>;

    /// Those of the jobs that are active, each with the places of its cluster, in no particular order.
    async fn list_active_by_ids(&mut self, ids: &[JobId]) -> PortResult<Vec<JobSummary>>;

    /// The descriptions of those of the jobs that exist, in no particular order.
    async fn list_descriptions(&mut self, ids: &[JobId]) -> PortResult<Vec<(JobId, String)>>;

    /// Those of the jobs that exist, in whatever state and in no particular order.
    async fn list_by_ids(&mut self, ids: &[JobId]) -> PortResult<Vec<Job>>;

    /// The number of entries that the feed has in all.
    async fn count_cards(&mut self) -> PortResult<u32>;

    /// Dates jobs as changed, so that whoever follows changes reads them again.
    async fn touch(&mut self, ids: &[JobId], now: DateTime<Utc>) -> PortResult<()>;

    /// The newest change of each job after `position`, oldest first. A change is dated before it is committed, so a
    /// reader must overlap: it starts a little before its last position.
    async fn changes_after(&mut self, position: Option<&IndexPosition>, limit: u32) -> PortResult<Vec<IndexPosition>>;

    /// The number of jobs in the backlog, which lack enrichment or an embedding.
    async fn count_backlog(&mut self) -> PortResult<u32>;

    /// Adds open jobs without an embedding of this model to the backlog. Returns how many.
    async fn require_vectors_of(&mut self, model: &ModelId) -> PortResult<u32>;

    /// The next jobs of the backlog, ordered by id, after this one.
    async fn list_backlog(&mut self, after: Option<JobId>, limit: u32) -> PortResult<Vec<JobId>>;

    /// Makes an enriched job visible and removes it from the backlog. `false`, without an effect, when the job changed
    /// meanwhile or is closed.
    async fn complete(&mut self, enriched: EnrichedJob<'_>, now: DateTime<Utc>) -> PortResult<bool>;

    /// Adds open jobs to the backlog again: one, or all. Returns how many.
    async fn reenrich(&mut self, id: Option<JobId>) -> PortResult<u32>;
}
