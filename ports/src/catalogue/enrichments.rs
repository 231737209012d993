//! Enrichments of postings, stored by the key of their text.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::enrichment::{Enrichment, EnrichmentKey};
use domain_model::kernel::id::JobId;

use crate::PortResult;

/// Enrichments, by the key of the text.
#[async_trait]
pub trait EnrichmentRepository: Send {
    /// The enrichment of a text.
    async fn get(&mut self, key: &EnrichmentKey) -> PortResult<Option<Enrichment>>;

    /// The enrichment that the job was completed with; `None` until then.
    async fn get_for_job(&mut self, id: JobId) -> PortResult<Option<Enrichment>>;

    /// Stores an enrichment. An existing one of the same key is kept instead.
    async fn insert(&mut self, key: &EnrichmentKey, enrichment: &Enrichment, now: DateTime<Utc>) -> PortResult<()>;
}
