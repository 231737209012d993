//! The vector index: nearest-neighbour search over jobs.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};

use crate::PortResult;

/// How far an index has followed the database: its newest change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexPosition {
    /// When the change happened.
    pub updated_at: DateTime<Utc>,
    /// The job, which orders changes of one instant.
    pub job_id: JobId,
}

/// A change to apply to an index.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexChange {
    /// Its position in the order of changes.
    pub position: IndexPosition,
    /// The job's embedding, or `None` to remove the job.
    pub embedding: Option<Embedding>,
}

/// A search result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The job.
    pub job_id: JobId,
    /// Its cosine similarity.
    pub cosine: f32,
}

/// A vector index over jobs. It follows the database and may lag behind it, so verify its results.
#[async_trait]
pub trait VectorIndex: Send + Sync {
    /// The model of its embeddings.
    fn model(&self) -> &ModelId;

    /// Its position; `None` while it is empty.
    fn position(&self) -> Option<IndexPosition>;

    /// Applies changes, oldest first. Idempotent.
    async fn apply(&self, changes: &[IndexChange]) -> PortResult<()>;

    /// The `limit` nearest jobs, nearest first; fewer when there are fewer. `Invalid` for an embedding of another
    /// model.
    async fn search(&self, query: &Embedding, limit: usize) -> PortResult<Vec<Neighbour>>;

    /// Saves a snapshot for the next start, if supported. Losing it only costs a rebuild.
    async fn save(&self) -> PortResult<()>;
}
