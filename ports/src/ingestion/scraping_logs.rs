//! The log of ingestion runs.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::ingestion::{ScrapingLog, SourceKey};
use domain_model::kernel::id::ScrapingLogId;
use domain_model::kernel::page::{Page, PageRequest};

use crate::PortResult;

/// What the runs are ordered by: when they began, and their ids.
pub type ScrapingLogKey = (DateTime<Utc>, ScrapingLogId);

/// Runs over sources.
#[async_trait]
pub trait ScrapingLogRepository: Send {
    /// A run that has begun.
    async fn insert(&mut self, log: &ScrapingLog) -> PortResult<()>;

    /// Writes a run back.
    async fn update(&mut self, log: &ScrapingLog) -> PortResult<()>;

    /// Runs of the source that never ended are marked as failed: whoever led them is gone. For the holder of the
    /// source's lease only. Answers how many.
    async fn fail_abandoned(&mut self, source: &SourceKey, now: DateTime<Utc>) -> PortResult<u32>;

    /// The newest ended runs of one source, newest first.
    async fn list_ended(&mut self, source: &SourceKey, limit: u32) -> PortResult<Vec<ScrapingLog>>;

    /// The runs of all sources, newest first.
    async fn list(&mut self, page: PageRequest<ScrapingLogKey>) -> PortResult<Page<ScrapingLog, ScrapingLogKey>>;
}
