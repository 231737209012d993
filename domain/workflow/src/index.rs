//! The index follower: applies changes of the database to the vector index.

use std::sync::Arc;

use chrono::TimeDelta;
use domain_model::kernel::id::JobId;
use ports::{Actor, Database, IndexPosition, PortResult, VectorIndex};
use uuid::Uuid;

/// Changes per query.
const BATCH: u32 = 2_000;
/// Longer than any transaction takes between dating a change and committing it.
const OVERLAP: TimeDelta = TimeDelta::seconds(30);

/// Applies changes of the database to the vector index.
pub struct IndexFollower {
    database: Arc<dyn Database>,
    index: Arc<dyn VectorIndex>,
}

impl IndexFollower {
    /// The follower on these ports.
    pub fn new(database: Arc<dyn Database>, index: Arc<dyn VectorIndex>) -> Self {
        Self { database, index }
    }

    /// Applies all changes since the last call. Returns how many were read; the newest ones are read again because of
    /// the overlap.
    pub async fn catch_up(&self) -> PortResult<usize> {
        let mut seen = 0;
        let mut from = self
            .index
            .position()
            .map(|position| IndexPosition { updated_at: position.updated_at - OVERLAP, job_id: JobId(Uuid::nil()) });
        loop {
            let mut read = self.database.read(Actor::System);
            let changes = read.embeddings().changes_after(from.as_ref(), self.index.model(), BATCH).await?;
            self.index.apply(&changes).await?;
            seen += changes.len();
            from = changes.last().map(|change| change.position);
            if changes.len() < BATCH as usize {
                return Ok(seen);
            }
        }
    }

    /// Saves a snapshot of the index for the next start.
    pub async fn save(&self) -> PortResult<()> {
        self.index.save().await
    }
}
