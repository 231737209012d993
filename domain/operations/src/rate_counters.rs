//! Rate-limit counters in the database, shared by all nodes.

use std::sync::Arc;
use std::time::Duration;

use ports::{Actor, Clock, Database, PortResult, RateLimit};
use sha2::{Digest, Sha256};

/// The state of a counter after a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowUsage {
    /// The number of uses in the window, this one included.
    pub uses: u32,
    /// The time until the window ends.
    pub resets_in: Duration,
}

/// Rate-limit counters, shared by all nodes.
pub struct RateCounters {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
}

impl RateCounters {
    /// The counters on these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock }
    }

    /// Counts one use of `what` by `client`. Only a digest of `client` is stored, because it may be an address.
    pub async fn count(&self, what: &str, client: &str, limit: RateLimit) -> PortResult<WindowUsage> {
        let key = format!("{what}:{}", hex::encode(Sha256::digest(client)));
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        let counted = uow.rate_limits().count(&key, limit.window, now).await?;
        uow.commit().await?;
        // Clocks differ between nodes: the window may have been started by one that is ahead.
        let resets_in = (counted.resets_at - now).to_std().unwrap_or_default().min(limit.window);
        Ok(WindowUsage { uses: counted.uses, resets_in })
    }

    /// Deletes counters whose window has ended. Returns how many.
    pub async fn delete_expired(&self) -> PortResult<u64> {
        let mut uow = self.database.begin(Actor::System).await?;
        let deleted = uow.rate_limits().delete_expired(self.clock.now()).await?;
        uow.commit().await?;
        Ok(deleted)
    }
}
