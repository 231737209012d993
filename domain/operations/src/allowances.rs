//! Rate-limit counters in the database, shared by all nodes.

use std::sync::Arc;
use std::time::Duration;

use ports::{Actor, Allowance, Clock, Database, PortResult};
use sha2::{Digest, Sha256};

/// How much of an allowance is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// How many times within the window, this one included.
    pub times: u32,
    /// When the window ends.
    pub resets_in: Duration,
}

/// Counts uses of allowances, over all nodes.
pub struct Allowances {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
}

impl Allowances {
    /// On these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock }
    }

    /// Counts one more use of `what` by `client`, of whose name only a digest is kept: it may be an address.
    pub async fn count(&self, what: &str, client: &str, allowance: Allowance) -> PortResult<Usage> {
        let key = format!("{what}:{}", hex::encode(Sha256::digest(client)));
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        let counted = uow.rate_limits().count(&key, allowance.within, now).await?;
        uow.commit().await?;
        // Clocks of nodes differ: the one that began to count may be ahead.
        let resets_in = (counted.resets_at - now).to_std().unwrap_or_default().min(allowance.within);
        Ok(Usage { times: counted.times, resets_in })
    }

    /// Deletes counters whose window has ended. Returns how many.
    pub async fn sweep(&self) -> PortResult<u64> {
        let mut uow = self.database.begin(Actor::System).await?;
        let swept = uow.rate_limits().sweep(self.clock.now()).await?;
        uow.commit().await?;
        Ok(swept)
    }
}
