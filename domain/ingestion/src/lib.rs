//! Ingestion: one run reads everything a source lists, recognises known jobs, records what changed, and closes jobs that
//! are no longer listed. A board that could not be read closes nothing.
//!
//! A run holds the source's lease and renews it while it works. It writes in batches; each is one transaction that also
//! renews the lease. A run that is killed leaves whole batches behind, and the next run continues from there.

mod batch;
mod completeness;
mod error;
mod lease;
mod normalise;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use domain_model::catalogue::job::Posting;
use domain_model::ingestion::{ScrapingCounts, ScrapingLog, ScrapingStatus};
use domain_model::kernel::id::{JobId, ScrapingLogId, TaskId};
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::operations::lease::Lease;
use ports::{Actor, Clock, Database, IdGenerator, JobSources, NamedSource, ScrapingLogKey};
use tracing::{info, warn};

use batch::{Batch, close_all};
use completeness::{Completeness, RunFacts, completeness, usual_size};
pub use error::{IngestionError, IngestionResult};
use lease::Leases;
pub use normalise::normalise;

/// Postings in one transaction.
const BATCH: usize = 250;
/// A job is closed after this many complete lists without it in a row (SS-12).
const MISSES_UNTIL_CLOSED: u32 = 3;
/// The number of earlier runs that define the usual size of a source.
const RUNS_TO_COMPARE: u32 = 5;
/// Expired jobs that are closed in one transaction.
const EXPIRED_BATCH: u32 = 500;

/// Called with the counts after every batch.
pub type Progress<'a> = &'a (dyn Fn(&ScrapingCounts) + Send + Sync);

/// The ingestion service.
pub struct IngestionService {
    database: Arc<dyn Database>,
    sources: Arc<dyn JobSources>,
    leases: Leases,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
}

/// A run in progress.
struct Run {
    lease: Lease,
    log: ScrapingLog,
    seen: HashSet<String>,
}

impl IngestionService {
    /// The service on these ports. After a kill a source stays leased for `lease_lasts`.
    pub fn new(
        database: Arc<dyn Database>,
        sources: Arc<dyn JobSources>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        lease_lasts: Duration,
    ) -> Self {
        let leases = Leases::new(database.clone(), clock.clone(), lease_lasts);
        Self { database, sources, leases, clock, ids }
    }

    /// The known sources.
    pub fn sources(&self) -> &dyn JobSources {
        self.sources.as_ref()
    }

    /// The configured source of this name.
    pub fn source(&self, name: &str) -> IngestionResult<NamedSource> {
        let found = self.sources.configured().iter().find(|source| source.name == name).cloned();
        found.ok_or_else(|| IngestionError::UnknownSource(name.to_owned()))
    }

    /// Runs ingestion over one source. When the source cannot be read, the run is logged as failed and the error
    /// returned; batches written until then remain.
    pub async fn run(&self, named: &NamedSource, progress: Progress<'_>) -> IngestionResult<ScrapingLog> {
        let mut run = self.start(named).await?;
        let lease = run.lease.clone();
        let outcome = self.leases.hold(&lease, self.read(named, &mut run, progress)).await;
        if let Err(error) = &outcome {
            run.log.status = if run.seen.is_empty() { ScrapingStatus::Failed } else { ScrapingStatus::Partial };
            run.log.message = Some(error.to_string());
        }
        self.finish(&mut run).await?;
        let (log, counts) = (&run.log, &run.log.counts);
        info!(
            source = %log.source, status = %log.status, fetched = counts.fetched, new = counts.new,
            updated = counts.updated, skipped = counts.skipped, errors = counts.errors, closed = counts.closed,
            message = log.message.as_deref(), "ended the run over `{}`", log.source_name
        );
        outcome.map(|()| run.log)
    }

    /// Runs ingestion over all configured sources in turn. A failing source does not stop the others; its error is
    /// logged.
    pub async fn run_all(&self) {
        for source in self.sources.configured() {
            if let Err(error) = Box::pin(self.run(source, &|_| ())).await {
                warn!(source = source.name, %error, "could not run over `{}`", source.name);
            }
        }
    }

    /// Closes open jobs whose `valid_through` has passed. Returns how many.
    pub async fn close_expired(&self) -> IngestionResult<u32> {
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        let expired = uow.jobs().list_expired(now, EXPIRED_BATCH).await?;
        let closed = close_all(uow.as_mut(), expired, now).await?;
        uow.commit().await?;
        Ok(closed)
    }

    /// Runs, newest first.
    pub async fn logs(&self, page: PageRequest<ScrapingLogKey>) -> IngestionResult<Page<ScrapingLog, ScrapingLogKey>> {
        Ok(self.database.read(Actor::System).scraping_logs().list(page).await?)
    }

    async fn start(&self, named: &NamedSource) -> IngestionResult<Run> {
        let key = named.source.key();
        let id = self.ids.next();
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        let Some(lease) = self.leases.acquire(uow.as_mut(), &format!("ingest:{key}"), id).await? else {
            return Err(IngestionError::AlreadyRunning(named.name.clone()));
        };
        let abandoned = uow.scraping_logs().fail_abandoned(key, now).await?;
        let log = ScrapingLog {
            id: ScrapingLogId(id),
            source_name: named.name.clone(),
            source: key.clone(),
            status: ScrapingStatus::Running,
            counts: ScrapingCounts::default(),
            message: None,
            started_at: now,
            finished_at: None,
        };
        uow.scraping_logs().insert(&log).await?;
        uow.commit().await?;
        if abandoned > 0 {
            warn!(source = %key, abandoned, "earlier runs over `{key}` never ended");
        }
        Ok(Run { lease, log, seen: HashSet::new() })
    }

    /// Reads the whole list, batch by batch, and closes jobs that have been missing long enough.
    async fn read(&self, named: &NamedSource, run: &mut Run, progress: Progress<'_>) -> IngestionResult<()> {
        let mut next = None;
        loop {
            let page = named.source.page(next).await.map_err(IngestionError::source_failed)?;
            let mut postings = Vec::with_capacity(page.postings.len());
            for posting in page.postings {
                run.log.counts.fetched += 1;
                match posting.and_then(normalise) {
                    Ok(posting) => postings.push(posting),
                    Err(unreadable) => {
                        run.log.counts.errors += 1;
                        warn!(source = %run.log.source, %unreadable, "could not read a posting");
                    }
                }
            }
            while !postings.is_empty() {
                let rest = postings.split_off(postings.len().min(BATCH));
                self.store(run, postings).await?;
                progress(&run.log.counts);
                postings = rest;
            }
            next = match page.next {
                Some(token) => Some(token),
                None => break,
            };
        }
        self.close_missing(named, run).await
    }

    /// One batch, one transaction.
    async fn store(&self, run: &mut Run, postings: Vec<Posting>) -> IngestionResult<()> {
        let now = self.clock.now();
        let source = run.log.source.clone();
        let mut counts = run.log.counts;
        let mut uow = self.leases.begin(&run.lease).await?;
        let fresh: Vec<Posting> =
            postings.into_iter().filter(|posting| run.seen.insert(posting.external_id.clone())).collect();
        let ids: Vec<&str> = fresh.iter().map(|posting| posting.external_id.as_str()).collect();
        let known = uow.jobs().find_by_external_ids(&source, &ids).await?;
        let batch = Batch::classify(fresh, known, &source, now, || JobId(self.ids.next()));
        batch.write(uow.as_mut(), &mut counts, now, || TaskId(self.ids.next())).await?;
        run.log.counts = counts;
        uow.scraping_logs().update(&run.log).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Decides whether absence counts, and closes jobs that have been missing long enough.
    async fn close_missing(&self, named: &NamedSource, run: &mut Run) -> IngestionResult<()> {
        let mut uow = self.leases.begin(&run.lease).await?;
        let earlier = uow.scraping_logs().list_ended(&run.log.source, RUNS_TO_COMPARE).await?;
        let facts = RunFacts {
            is_authoritative: named.source.is_authoritative(),
            counts: run.log.counts,
            usual_size: usual_size(&earlier),
        };
        match completeness(&facts) {
            Completeness::Complete => {
                let gone =
                    uow.jobs().count_missed_sweep(&run.log.source, run.log.started_at, MISSES_UNTIL_CLOSED).await?;
                run.log.counts.closed += close_all(uow.as_mut(), gone, self.clock.now()).await?;
                run.log.status = ScrapingStatus::Success;
            }
            Completeness::Partial => run.log.status = ScrapingStatus::Success,
            Completeness::Suspect(reason) => {
                run.log.status = ScrapingStatus::Partial;
                run.log.message = Some(reason);
            }
        }
        // The run is recorded as ended before the lease is released, in case of a kill in between.
        run.log.finished_at = Some(self.clock.now());
        uow.scraping_logs().update(&run.log).await?;
        uow.commit().await?;
        Ok(())
    }

    async fn finish(&self, run: &mut Run) -> IngestionResult<()> {
        run.log.finished_at = Some(self.clock.now());
        let mut uow = match self.leases.begin(&run.lease).await {
            // The new holder of the lease has already marked this run as failed.
            Err(IngestionError::LeaseLost) => return Ok(()),
            uow => uow?,
        };
        uow.scraping_logs().update(&run.log).await?;
        uow.leases().release(&run.lease).await?;
        uow.commit().await?;
        Ok(())
    }
}
