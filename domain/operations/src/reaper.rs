//! The object reaper: deletes abandoned objects from the storage (UP-13).

use std::sync::Arc;

use chrono::TimeDelta;
use ports::{Actor, Clock, Database, ObjectStorage, PortResult};

use crate::backup;

/// An upload that is pending for so long was cut off: many times what putting and committing may take.
const OVERDUE: TimeDelta = TimeDelta::minutes(5);
/// Objects deleted in one run.
const BATCH: u32 = 100;

/// Deletes orphaned objects: replaced ones, those of erased accounts, and those whose upload was cut off or failed. It
/// waits while a backup is under way.
pub struct ObjectReaper {
    database: Arc<dyn Database>,
    storage: Arc<dyn ObjectStorage>,
    clock: Arc<dyn Clock>,
}

impl ObjectReaper {
    /// The reaper on these ports.
    pub fn new(database: Arc<dyn Database>, storage: Arc<dyn ObjectStorage>, clock: Arc<dyn Clock>) -> Self {
        Self { database, storage, clock }
    }

    /// Deletes a batch of orphaned objects and returns how many; 0 means that none is left. Cut off anywhere, the next run
    /// goes on.
    pub async fn reap(&self) -> PortResult<usize> {
        // First an object is abandoned for good, then the file is deleted, then its row.
        let mut uow = self.database.begin(Actor::System).await?;
        uow.objects().abandon_pending(self.clock.now() - OVERDUE).await?;
        uow.commit().await?;
        let keys = self.database.read(Actor::System).objects().list_abandoned(BATCH).await?;
        // In this order: what is listed was abandoned before a backup that begins now reads its rows (MN-12).
        if keys.is_empty() || self.database.read(Actor::System).leases().is_held(backup::LEASE).await? {
            return Ok(0);
        }
        for key in &keys {
            self.storage.delete(key).await?;
            let mut uow = self.database.begin(Actor::System).await?;
            uow.objects().forget(key).await?;
            uow.commit().await?;
        }
        Ok(keys.len())
    }
}
