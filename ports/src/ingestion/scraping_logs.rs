//! The log of ingestion runs.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::ingestion::{ScrapingLog, SourceKey};
use domain_model::kernel::id::ScrapingLogId;
use domain_model::kernel::page::{Page, PageRequest};

use crate::PortResult;

/// The sort key of runs: their start, and their id.
pub type ScrapingLogKey = (DateTime<Utc>, ScrapingLogId);

/// The log of ingestion runs.
#[async_trait]
pub trait ScrapingLogRepository: Send {
    /// Adds a run that has started.
    async fn insert(&mut self, log: &ScrapingLog) -> PortResult<()>;

    /// Updates a run.
    async fn update(&mut self, log: &ScrapingLog) -> PortResult<()>;

    /// Marks runs of the source that never ended as failed. Only for the holder of the source's lease. Returns how
    /// many.
    async fn fail_abandoned(&mut self, source: &SourceKey, now: DateTime<Utc>) -> PortResult<u32>;

    /// The newest runs of one source that have ended and did not fail, newest first.
    async fn list_ended(&mut self, source: &SourceKey, limit: u32) -> PortResult<Vec<ScrapingLog>>;

    /// The newest runs of one source, however they ended and if they have, newest first.
    async fn list_newest(&mut self, source: &SourceKey, limit: u32) -> PortResult<Vec<ScrapingLog>>;

    /// The runs of all sources, newest first.
    async fn list(&mut self, page: PageRequest<ScrapingLogKey>) -> PortResult<Page<ScrapingLog, ScrapingLogKey>>;
}
