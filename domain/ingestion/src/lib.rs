//! Ingestion: one run reads everything a source lists, recognises known jobs, records what changed, and closes jobs that
//! are no longer listed. A board that could not be read closes nothing.
//!
//! A run holds the source's lease and renews it while it works. It writes in batches; each is one transaction that also
//! renews the lease. A run that is killed leaves whole batches behind, and the next run continues from there.
//!
//! Employers who are here themselves post through [`PostingService`].

mod batch;
mod completeness;
mod error;
mod group;
mod lease;
mod normalise;
mod posting_reader;
mod postings;
mod preview;
mod run;

use std::sync::Arc;
use std::time::Duration;

use domain_model::ingestion::{Ledger, ScrapingCounts, ScrapingLog};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{Actor, Clock, Database, IdGenerator, JobSources, NamedSource, ScrapingLogKey};
use tracing::warn;
use url::Url;

use batch::close_all;
pub use error::{IngestionError, IngestionResult};
use lease::Leases;
pub use normalise::normalise;
pub use posting_reader::{PostingReader, ReadPosting};
pub use postings::{PostingError, PostingResult, PostingService};
pub use preview::Preview;

/// Expired jobs that are closed in one transaction.
const EXPIRED_BATCH: u32 = 500;
/// The newest runs that a ledger is drawn from.
const RUNS_IN_LEDGER: u32 = 30;

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

impl IngestionService {
    /// The service on these ports. After a kill a source stays leased for `lease_duration`.
    pub fn new(
        database: Arc<dyn Database>,
        sources: Arc<dyn JobSources>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        lease_duration: Duration,
    ) -> Self {
        let leases = Leases::new(database.clone(), clock.clone(), lease_duration);
        Self { database, sources, leases, clock, ids }
    }

    /// The known sources.
    pub fn sources(&self) -> &dyn JobSources {
        self.sources.as_ref()
    }

    /// The source of this name.
    pub fn source(&self, name: &str) -> IngestionResult<NamedSource> {
        self.sources.named(name).ok_or_else(|| IngestionError::UnknownSource(name.to_owned()))
    }

    /// The source that a person means: the configured one of this name, or the one at this address.
    pub fn source_or_address(&self, target: &str) -> IngestionResult<NamedSource> {
        match Url::parse(target) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => {
                self.sources.at(&url).map_err(IngestionError::UnusableAddress)
            }
            _ => self.source(target),
        }
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

    /// The configured sources and their crawl ledgers.
    pub async fn ledgers(&self) -> IngestionResult<Vec<(NamedSource, Ledger)>> {
        let mut read = self.database.read(Actor::System);
        let mut ledgers = Vec::new();
        for named in self.sources.configured() {
            let runs = read.scraping_logs().list_newest(named.source.key(), RUNS_IN_LEDGER).await?;
            ledgers.push((named.clone(), Ledger::of(&runs)));
        }
        Ok(ledgers)
    }

    /// Runs, newest first.
    pub async fn logs(&self, page: PageRequest<ScrapingLogKey>) -> IngestionResult<Page<ScrapingLog, ScrapingLogKey>> {
        Ok(self.database.read(Actor::System).scraping_logs().list(page).await?)
    }
}
