//! The vector index: nearest-neighbour search over jobs.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};

use crate::PortResult;

/// How far an index has followed the database: the newest change it contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexPosition {
    /// When that change happened.
    pub updated_at: DateTime<Utc>,
    /// Among changes of one instant, the job.
    pub job_id: JobId,
}

/// A change an index has to follow.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexChange {
    /// Where in the order of changes.
    pub position: IndexPosition,
    /// The job's vector, or `None` when it is to be found no longer.
    pub embedding: Option<Embedding>,
}

/// A job near to what was searched for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// The job.
    pub job_id: JobId,
    /// How near, as the cosine of the angle.
    pub cosine: f32,
}

/// The nearest jobs to a text. Follows the database and may lag behind it: check what it finds.
#[async_trait]
pub trait VectorIndex: Send + Sync {
    /// Whose vectors it holds.
    fn model(&self) -> &ModelId;

    /// How far it has come; `None` when it holds nothing yet.
    fn position(&self) -> Option<IndexPosition>;

    /// Takes changes in, oldest first. Taking one in again changes nothing.
    async fn apply(&self, changes: &[IndexChange]) -> PortResult<()>;

    /// The `limit` nearest jobs, nearest first; fewer when there are fewer. `Invalid` for a vector of another model.
    async fn search(&self, query: &Embedding, limit: usize) -> PortResult<Vec<Neighbour>>;

    /// Keeps what it holds for the next start, if it can. Losing it costs time, not truth.
    async fn save(&self) -> PortResult<()>;
}
