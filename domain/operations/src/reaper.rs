//! Deletes objects that nothing refers to (UP-13).

use std::sync::Arc;

use chrono::TimeDelta;
use ports::{Actor, Clock, Database, ObjectStorage, PortResult};

use crate::backup;

/// An object whose upload has not ended by then belongs to nothing: many times what putting and committing may take.
const OVERDUE: TimeDelta = TimeDelta::minutes(5);
/// Objects deleted in one look.
const BATCH: u32 = 100;

/// Deletes objects that nothing refers to: replaced ones, and those whose upload was cut off or failed. While a backup is
/// under way it waits.
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

    /// Deletes some of what nothing refers to, and answers how many: `0` when there are none left. Cut off anywhere, it
    /// goes on another time.
    pub async fn reap(&self) -> PortResult<usize> {
        // First it is decided for good that nobody gets them any more, then they are deleted, then forgotten.
        let mut uow = self.database.begin(Actor::System).await?;
        uow.objects().abandon_pending(self.clock.now() - OVERDUE).await?;
        uow.commit().await?;
        let keys = self.database.read(Actor::System).objects().list_abandoned(BATCH).await?;
        // In this order: what is listed was given up before a backup that begins now takes its rows (MN-12).
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
