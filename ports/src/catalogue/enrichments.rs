//! Enrichments of postings, stored by the key of their text.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::enrichment::{Enrichment, EnrichmentKey};
use domain_model::kernel::id::JobId;

use crate::PortResult;

/// What was worked out about texts, by the key of the text.
#[async_trait]
pub trait EnrichmentRepository: Send {
    /// The enrichment of a text.
    async fn get(&mut self, key: &EnrichmentKey) -> PortResult<Option<Enrichment>>;

    /// The enrichment a job was completed with; `None` until it was.
    async fn get_for_job(&mut self, id: JobId) -> PortResult<Option<Enrichment>>;

    /// Keeps an enrichment. When there is one for this key already, that one stays.
    async fn insert(&mut self, key: &EnrichmentKey, enrichment: &Enrichment, now: DateTime<Utc>) -> PortResult<()>;
}
