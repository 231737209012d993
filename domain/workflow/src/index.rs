//! Brings the vector index up to date with the database.

use std::sync::Arc;

use chrono::TimeDelta;
use domain_model::kernel::id::JobId;
use ports::{Actor, Database, IndexPosition, PortResult, VectorIndex};
use uuid::Uuid;

/// Changes read at once.
const BATCH: u32 = 2_000;
/// Longer than any transaction takes from dating a change to committing it.
const OVERLAP: TimeDelta = TimeDelta::seconds(30);

/// Follows the database.
pub struct IndexFollower {
    database: Arc<dyn Database>,
    index: Arc<dyn VectorIndex>,
}

impl IndexFollower {
    /// The follower on these ports.
    pub fn new(database: Arc<dyn Database>, index: Arc<dyn VectorIndex>) -> Self {
        Self { database, index }
    }

    /// Takes in every change there is. Answers how many it looked at; the newest ones are looked at again and again.
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

    /// Keeps the index for the next start.
    pub async fn save(&self) -> PortResult<()> {
        self.index.save().await
    }
}
