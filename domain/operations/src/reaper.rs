//! The object reaper: deletes abandoned objects from the storage (UP-13).

use std::sync::Arc;

use chrono::TimeDelta;
use ports::{Actor, Clock, Database, ObjectStorage, PortResult};

use crate::backup;

/// A pending upload of this age was interrupted: far longer than storing and committing can take.
const OVERDUE: TimeDelta = TimeDelta::minutes(5);
/// Objects per run.
const BATCH: u32 = 100;

/// Deletes orphaned objects: replaced ones, those of deleted accounts, and those of interrupted or failed uploads. It
/// pauses while a backup is in progress.
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

    /// Deletes a batch of abandoned objects and returns how many; 0 means that none is left. After an interruption the
    /// next run continues.
    pub async fn reap(&self) -> PortResult<usize> {
        // The order makes interruptions safe: mark as abandoned, delete the object, delete its record.
        let mut uow = self.database.begin(Actor::System).await?;
        uow.objects().abandon_pending(self.clock.now() - OVERDUE).await?;
        uow.commit().await?;
        let keys = self.database.read(Actor::System).objects().list_abandoned(BATCH).await?;
        // List first, then check for a backup: what is listed was abandoned before a backup that starts now reads its
        // rows (MN-12).
        if keys.is_empty() || self.database.read(Actor::System).leases().is_held(backup::LEASE).await? {
            return Ok(0);
        }
        for key in &keys {
            self.storage.delete(key).await?;
            let mut uow = self.database.begin(Actor::System).await?;
            uow.objects().delete(key).await?;
            uow.commit().await?;
        }
        Ok(keys.len())
    }
}
