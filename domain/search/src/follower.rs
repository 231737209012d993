//! The search follower: applies changes of the database to the search index, and rebuilds it when it cannot be trusted.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::catalogue::job::{Job, JobStatus};
use domain_model::catalogue::sameness::{self, Listing};
use domain_model::kernel::id::JobId;
use domain_model::search::document::SearchDocument;
use ports::{Actor, Database, IndexPosition, PortResult, SearchChange, SearchIndex};
use tracing::{info, warn};
use uuid::Uuid;

/// Changes per query.
const BATCH: u32 = 2_000;
/// Jobs that are read and indexed at once.
const JOBS_AT_ONCE: usize = 500;
/// Longer than any transaction takes between dating a change and committing it.
const OVERLAP: TimeDelta = TimeDelta::seconds(30);
/// An index that holds another number of jobs so many times in a row is not the database's. Once may be a change under way.
const MISCOUNTS: u32 = 3;

/// Applies changes of the database to the search index.
pub struct SearchFollower {
    database: Arc<dyn Database>,
    index: Arc<dyn SearchIndex>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Whether the index was held against the database since the start.
    is_checked: bool,
    miscounts: u32,
    /// Changes within the overlap that were applied already.
    recent: HashMap<JobId, DateTime<Utc>>,
}

impl SearchFollower {
    /// The follower on these ports.
    pub fn new(database: Arc<dyn Database>, index: Arc<dyn SearchIndex>) -> Self {
        Self { database, index, state: Mutex::default() }
    }

    /// Applies all changes since the last call. Returns how many were applied; none in a process that does not lead.
    pub async fn catch_up(&self) -> PortResult<usize> {
        if !self.index.lead().await? {
            return Ok(0);
        }
        if self.index.is_rebuild_requested().await? || self.is_of_another_database().await? {
            self.rebuild_from_nothing().await?;
        }
        let applied = self.apply_changes().await?;
        if !self.index.is_complete() {
            self.index.mark_complete().await?;
            let jobs = self.index.count().await?;
            info!(jobs, "the search index is complete");
        }
        Ok(applied)
    }

    /// Holds the number of jobs in the index against the database, and begins anew when they differ for good.
    pub async fn check(&self) -> PortResult<()> {
        if !self.index.lead().await? || !self.index.is_complete() {
            return Ok(());
        }
        let indexed = self.index.count().await?;
        let active = self.database.read(Actor::System).jobs().count_cards().await?;
        let miscounts = {
            let mut state = self.state();
            state.miscounts = if indexed == active { 0 } else { state.miscounts + 1 };
            state.miscounts
        };
        if miscounts >= MISCOUNTS {
            warn!(indexed, active, "the search index holds other jobs than the database; building it again");
            self.rebuild_from_nothing().await?;
        }
        Ok(())
    }

    /// Rebuilds the index here, or asks the process that leads to do so. Answers whether it was done here.
    pub async fn rebuild(&self) -> PortResult<bool> {
        if !self.index.lead().await? {
            self.index.request_rebuild().await?;
            return Ok(false);
        }
        self.rebuild_from_nothing().await?;
        self.catch_up().await?;
        Ok(true)
    }

    async fn rebuild_from_nothing(&self) -> PortResult<()> {
        *self.state() = State { is_checked: true, ..State::default() };
        self.index.clear().await
    }

    /// Whether the index has seen a change that the database does not know: it was restored, or is another one.
    async fn is_of_another_database(&self) -> PortResult<bool> {
        if std::mem::replace(&mut self.state().is_checked, true) {
            return Ok(false);
        }
        let Some(position) = self.index.position() else { return Ok(false) };
        let job = self.database.read(Actor::System).jobs().get(position.job_id).await?;
        let is_known = job.is_some_and(|job| job.updated_at >= position.updated_at);
        if !is_known {
            warn!("the search index is ahead of the database; building it again");
        }
        Ok(!is_known)
    }

    async fn apply_changes(&self) -> PortResult<usize> {
        let mut applied = 0;
        let mut from = self
            .index
            .position()
            .map(|position| IndexPosition { updated_at: position.updated_at - OVERLAP, job_id: JobId(Uuid::nil()) });
        match &from {
            Some(from) => self.state().recent.retain(|_, updated_at| *updated_at >= from.updated_at),
            // The index was begun anew: it knows nothing of what was applied.
            None => self.state().recent.clear(),
        }
        loop {
            let heads = self.database.read(Actor::System).jobs().changes_after(from.as_ref(), BATCH).await?;
            from = heads.last().copied();
            let new: Vec<IndexPosition> = {
                let state = self.state();
                let is_new = |head: &&IndexPosition| state.recent.get(&head.job_id) != Some(&head.updated_at);
                heads.iter().filter(is_new).copied().collect()
            };
            for some in new.chunks(JOBS_AT_ONCE) {
                applied += some.len();
                self.apply(some).await?;
            }
            if heads.len() < BATCH as usize {
                return Ok(applied);
            }
        }
    }

    /// Applies changes, and what follows from them for jobs of the same clusters: one of each is in the index.
    async fn apply(&self, heads: &[IndexPosition]) -> PortResult<()> {
        let mut ids: BTreeSet<JobId> = heads.iter().map(|head| head.job_id).collect();
        let changed: Vec<JobId> = ids.iter().copied().collect();
        let mut read = self.database.read(Actor::System);
        let listings = read.clusters().listings(&changed).await?;
        ids.extend(listings.iter().map(|listing| listing.job));
        let ids: Vec<JobId> = ids.into_iter().collect();
        let jobs = read.jobs().list_by_ids(&ids).await?;
        let clusters: HashMap<JobId, JobId> = listings.iter().map(|listing| (listing.job, listing.cluster)).collect();
        let newest = heads.last().map(|head| head.updated_at);
        let change = |job: Job| {
            // Others of a cluster may have changed again; that is yet to come, and the index must not be said to know it.
            let updated_at = newest.map_or(job.updated_at, |newest| newest.min(job.updated_at));
            let position = IndexPosition { updated_at, job_id: job.id };
            SearchChange { position, document: card(job, clusters.get(&position.job_id).copied(), &listings) }
        };
        let changes: Vec<SearchChange> = jobs.into_iter().map(change).collect();
        self.index.apply(&changes).await?;
        self.state().recent.extend(heads.iter().map(|head| (head.job_id, head.updated_at)));
        Ok(())
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The document of a job, with the places of its whole cluster; `None` unless it stands for the cluster.
fn card(mut job: Job, cluster: Option<JobId>, listings: &[Listing]) -> Option<SearchDocument> {
    if let Some(cluster) = cluster {
        let lead = sameness::lead(listings.iter().filter(|listing| listing.cluster == cluster));
        if lead != Some(job.id) {
            return None;
        }
        job.posting.locations = sameness::places(cluster, listings);
    }
    (job.status == JobStatus::Active).then(|| SearchDocument::of(&job))
}
