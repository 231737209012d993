//! One run over one source: from the lease and the open log to the last closed job.

use std::collections::HashSet;

use domain_model::catalogue::job::Posting;
use domain_model::ingestion::{CrawlFacts, ScrapingCounts, ScrapingLog, ScrapingStatus, Validators};
use domain_model::kernel::id::{JobId, ScrapingLogId, TaskId};
use domain_model::operations::lease::Lease;
use ports::{Actor, ListingPage, NamedSource, UnreadablePosting};
use tracing::{info, warn};

use crate::batch::{Batch, close_all};
use crate::completeness::{Absence, EARLIER_RUNS, RunFacts, outcome};
use crate::{IngestionError, IngestionResult, IngestionService, Progress, normalise};

/// Postings in one transaction.
const BATCH: usize = 250;
/// A job is closed after this many complete lists without it in a row (SS-12).
const MISSES_UNTIL_CLOSED: u32 = 3;
/// What a server does that ignores its paging parameter.
const REPEATED_LIST: &str = "the source lists the same postings again: its list was not read whole";

/// A run in progress.
struct Run {
    lease: Lease,
    log: ScrapingLog,
    /// Earlier runs that did not fail, newest first.
    earlier: Vec<ScrapingLog>,
    seen: HashSet<String>,
    /// Ids of postings that are listed and cannot be read.
    unreadable: Vec<String>,
    /// How many more there are whose id is not known.
    unidentified: u32,
}

impl Run {
    /// Counts the postings of a page, and returns those that can be read.
    fn take(&mut self, page: Vec<Result<Posting, UnreadablePosting>>) -> Vec<Posting> {
        let mut postings = Vec::with_capacity(page.len());
        for posting in page {
            self.log.counts.fetched += 1;
            match posting.and_then(normalise) {
                Ok(posting) => postings.push(posting),
                Err(unreadable) => {
                    warn!(source = %self.log.source, %unreadable, "could not read a posting");
                    self.log.counts.errors += 1;
                    match unreadable.external_id {
                        Some(id) => self.unreadable.push(id),
                        None => self.unidentified += 1,
                    }
                }
            }
        }
        postings
    }

    /// The last list and its validators, when it was read whole. Every so often a list is read again all the same: the
    /// server may be wrong, and we may have learnt to read it better.
    fn last_list(&self) -> Option<(Validators, u32)> {
        let last = self.earlier.first().filter(|log| log.status == ScrapingStatus::Complete)?;
        let is_recent = self.earlier.iter().any(|log| !log.crawl.is_unchanged);
        last.crawl.validators.clone().filter(|_| is_recent).map(|validators| (validators, last.counts.fetched))
    }
}

impl IngestionService {
    /// Runs ingestion over one source. When the source cannot be read, the run is logged as failed and the error
    /// returned; batches written until then remain.
    pub async fn run(&self, named: &NamedSource, progress: Progress<'_>) -> IngestionResult<ScrapingLog> {
        let mut run = self.start(named).await?;
        let lease = run.lease.clone();
        let outcome = self.leases.hold(&lease, self.read(named, &mut run, progress)).await;
        if let Err(error) = &outcome {
            run.log.status = if run.seen.is_empty() { ScrapingStatus::Failed } else { ScrapingStatus::Partial };
            run.log.message = Some(error.to_string());
            run.log.crawl = CrawlFacts { is_disallowed: error.is_disallowed_by_robots(), ..CrawlFacts::default() };
        }
        self.finish(&mut run).await?;
        let (log, counts) = (&run.log, &run.log.counts);
        info!(
            source = %log.source, status = %log.status, fetched = counts.fetched, new = counts.new,
            updated = counts.updated, skipped = counts.skipped, errors = counts.errors, closed = counts.closed,
            message = log.message.as_deref(), "ended the run over `{}`", log.source_name
        );
        let was_complete = run.earlier.first().is_some_and(|log| log.status == ScrapingStatus::Complete);
        if was_complete && log.status != ScrapingStatus::Complete {
            warn!(source = %log.source, status = %log.status, "`{}` turned suspect", log.source_name);
        }
        outcome.map(|()| run.log)
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
        let earlier = uow.scraping_logs().list_ended(key, EARLIER_RUNS).await?;
        let log = ScrapingLog {
            id: ScrapingLogId(id),
            source_name: named.name.clone(),
            source: key.clone(),
            status: ScrapingStatus::Running,
            counts: ScrapingCounts::default(),
            crawl: CrawlFacts::default(),
            message: None,
            started_at: now,
            finished_at: None,
        };
        uow.scraping_logs().insert(&log).await?;
        uow.commit().await?;
        if abandoned > 0 {
            warn!(source = %key, abandoned, "earlier runs over `{key}` never ended");
        }
        Ok(Run { lease, log, earlier, seen: HashSet::new(), unreadable: Vec::new(), unidentified: 0 })
    }

    /// Reads the list, batch by batch, and closes jobs that have been missing long enough.
    async fn read(&self, named: &NamedSource, run: &mut Run, progress: Progress<'_>) -> IngestionResult<()> {
        let known = run.last_list();
        let first = match &known {
            Some((validators, _)) => named.source.page_if_changed(validators).await,
            None => named.source.page(None).await.map(Some),
        };
        let cut_short = match (first.map_err(IngestionError::source_failed)?, known) {
            (Some(page), _) => self.read_from(named, page, run, progress).await?,
            (None, known) => {
                let (validators, listed) = known.unzip();
                run.log.crawl = CrawlFacts { validators, is_unchanged: true, is_disallowed: false };
                run.log.counts.fetched = listed.unwrap_or_default();
                run.log.counts.skipped = run.log.counts.fetched;
                None
            }
        };
        self.close_missing(named, run, cut_short).await
    }

    /// Reads the list from this first page on. Returns why it was not read to its end.
    async fn read_from(
        &self,
        named: &NamedSource,
        mut page: ListingPage,
        run: &mut Run,
        progress: Progress<'_>,
    ) -> IngestionResult<Option<String>> {
        run.log.crawl.validators = page.validators.take();
        let mut is_first = true;
        loop {
            let mut postings = run.take(page.postings);
            let is_known = |posting: &Posting| run.seen.contains(&posting.external_id);
            if !is_first && !page.is_of_part && !postings.is_empty() && postings.iter().all(is_known) {
                return Ok(Some(REPEATED_LIST.to_owned()));
            }
            while !postings.is_empty() {
                let rest = postings.split_off(postings.len().min(BATCH));
                self.store(run, postings).await?;
                // What is not grouped now is grouped in the background.
                if let Err(error) = self.group().await {
                    warn!(%error, "jobs that are the same were not grouped");
                }
                progress(&run.log.counts);
                postings = rest;
            }
            let next = match page.next {
                Some(token) if page.cut_short.is_none() => token,
                _ => return Ok(page.cut_short),
            };
            page = named.source.page(Some(next)).await.map_err(IngestionError::source_failed)?;
            is_first = false;
        }
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

    /// Decides how the run ended, and closes jobs that have been missing long enough.
    async fn close_missing(
        &self,
        named: &NamedSource,
        run: &mut Run,
        cut_short: Option<String>,
    ) -> IngestionResult<()> {
        let mut uow = self.leases.begin(&run.lease).await?;
        let source = run.log.source.clone();
        let outcome = outcome(&RunFacts {
            is_authoritative: named.source.is_authoritative(),
            cut_short,
            counts: run.log.counts,
            unidentified: run.unidentified,
            earlier: &run.earlier,
        });
        let misses = match outcome.absence {
            Absence::MeansNothing => None,
            Absence::IsCounted => Some(MISSES_UNTIL_CLOSED),
            Absence::IsBelieved => Some(1),
        };
        if run.log.crawl.is_unchanged {
            uow.jobs().mark_unchanged(&source, self.clock.now()).await?;
        }
        if let Some(misses) = misses {
            // What is listed and cannot be read is not missing.
            let ids: Vec<&str> = run.unreadable.iter().map(String::as_str).collect();
            let listed = uow.jobs().find_by_external_ids(&source, &ids).await?;
            let listed: Vec<JobId> = listed.into_iter().map(|job| job.id).collect();
            uow.jobs().mark_listed(&listed, self.clock.now()).await?;
            let gone = uow.jobs().count_missed_sweep(&source, run.log.started_at, misses).await?;
            run.log.counts.closed += close_all(uow.as_mut(), gone, self.clock.now()).await?;
        }
        // Only a list that was believed and read to the last posting may be taken as read.
        let is_read = outcome.status == ScrapingStatus::Complete && run.log.counts.errors == 0;
        run.log.crawl.validators = run.log.crawl.validators.take().filter(|_| is_read);
        run.log.status = outcome.status;
        run.log.message = outcome.message;
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
