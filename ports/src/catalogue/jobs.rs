//! The catalogue of jobs, and the feed.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::enrichment::EnrichmentKey;
use domain_model::catalogue::job::{Job, JobChange, JobSummary};
use domain_model::ingestion::SourceKey;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::{Page, PageCursor, PageRequest};
use domain_model::matching::embedding::{Embedding, ModelId};

use crate::PortResult;

/// What the feed is ordered by: when a job was first seen, and its id.
pub type FeedKey = (DateTime<Utc>, JobId);

/// A page of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FeedPage {
    /// Where it begins.
    pub start: FeedStart,
    /// How many jobs at most.
    pub limit: u32,
}

/// Where a page of the feed begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedStart {
    /// After so many jobs, for clients that know no cursors. What is left out is read all the same.
    Skip(u32),
    /// Where the page before ended.
    After(PageCursor<FeedKey>),
}

impl FeedStart {
    /// At the newest job.
    pub const NEWEST: Self = Self::Skip(0);
}

/// The feed: active jobs, newest first. A port of its own, because it is what everybody reads all the time and a
/// decorator may keep pages of it for a moment.
#[async_trait]
pub trait JobFeed: Send + Sync {
    /// One page, which is empty past the end.
    async fn page(&self, page: FeedPage) -> PortResult<Arc<Page<JobSummary, FeedKey>>>;
}

/// The outcome of an enrichment.
#[derive(Debug, Clone, Copy)]
pub struct EnrichedJob<'a> {
    /// The job, at the revision that was enriched.
    pub job: &'a Job,
    /// What was worked out.
    pub key: &'a EnrichmentKey,
    /// The skills it asks for.
    pub skills: &'a [String],
    /// Its vector. Without one the job becomes visible, and stays in the backlog until it has one.
    pub embedding: Option<&'a Embedding>,
}

/// The catalogue. Jobs are public: no principal is asked for.
#[async_trait]
pub trait JobRepository: Send {
    /// Adds jobs. `Conflict`, and none is added, when one with the same source and external id is there.
    /// `text_keys[i]` names the words of `jobs[i]`.
    async fn insert(&mut self, jobs: &[Job], text_keys: &[String]) -> PortResult<()>;

    /// A job in whatever state.
    async fn get(&mut self, id: JobId) -> PortResult<Option<Job>>;

    /// The jobs of a source with these external ids, in no particular order; unknown ids are left out.
    async fn find_by_external_ids(&mut self, source: &SourceKey, ids: &[&str]) -> PortResult<Vec<Job>>;

    /// Which of these texts some job of the catalogue already has.
    async fn known_texts(&mut self, text_keys: &[String]) -> PortResult<Vec<String>>;

    /// Writes jobs back, each with the change that led to it, which joins its history. `text_keys[i]` names the words of
    /// `changed[i]`. `Conflict` when one of them is of another revision by now; the unit of work is of no use then.
    async fn update(&mut self, changed: &[(Job, JobChange)], text_keys: &[String]) -> PortResult<()>;

    /// Notes that the source still lists these jobs; their count of missed sweeps starts again.
    async fn touch(&mut self, ids: &[JobId], now: DateTime<Utc>) -> PortResult<()>;

    /// Counts a missed sweep for every open job of the source not seen since `sweep_began`, and answers those that
    /// have now missed `limit` sweeps in a row.
    async fn miss(&mut self, source: &SourceKey, sweep_began: DateTime<Utc>, limit: u32) -> PortResult<Vec<Job>>;

    /// Open jobs whose own `valid_through` has passed.
    async fn list_expired(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<Job>>;

    /// The changes of a job, newest first, by the revisions they made.
    async fn history(&mut self, id: JobId, page: PageRequest<u32>) -> PortResult<Page<JobChange, u32>>;

    /// The active ones among these jobs, in no particular order.
    async fn list_active_by_ids(&mut self, ids: &[JobId]) -> PortResult<Vec<JobSummary>>;

    /// How many jobs are in the backlog: owed enrichment or a vector. A task for each of them does what is owed.
    async fn count_backlog(&mut self) -> PortResult<u32>;

    /// Puts open jobs without a vector of this model into the backlog. Answers how many there were.
    async fn require_vectors_of(&mut self, model: &ModelId) -> PortResult<u32>;

    /// The next jobs of the backlog after this one, in the order of their ids.
    async fn list_backlog(&mut self, after: Option<JobId>, limit: u32) -> PortResult<Vec<JobId>>;

    /// Makes an enriched job visible and takes it out of the backlog. `false`, and nothing happens, when it changed
    /// meanwhile or is closed.
    async fn complete(&mut self, enriched: EnrichedJob<'_>, now: DateTime<Utc>) -> PortResult<bool>;

    /// Puts open jobs back into the backlog: one, or all of them. Answers how many.
    async fn reenrich(&mut self, id: Option<JobId>) -> PortResult<u32>;
}
