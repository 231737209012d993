//! How often somebody does something, counted in the database: once over all nodes.

use std::sync::Arc;
use std::time::Duration;

use ports::{Actor, Allowance, Clock, Database, PortResult};
use sha2::{Digest, Sha256};

/// How much of an allowance is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// So many times, this one included.
    pub times: u32,
    /// Counting begins anew after so long.
    pub resets_in: Duration,
}

/// Counts what is done, over all nodes.
pub struct Allowances {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
}

impl Allowances {
    /// On these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock }
    }

    /// Counts that `whose` has done it once more. Of the name only a digest is kept: it may be an address.
    pub async fn count(&self, what: &str, whose: &str, allowance: Allowance) -> PortResult<Usage> {
        let key = format!("{what}:{}", hex::encode(Sha256::digest(whose)));
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        let counted = uow.rate_limits().count(&key, allowance.within, now).await?;
        uow.commit().await?;
        // Clocks of nodes differ: the one that began to count may be ahead.
        let resets_in = (counted.resets_at - now).to_std().unwrap_or_default().min(allowance.within);
        Ok(Usage { times: counted.times, resets_in })
    }

    /// Forgets what has begun anew. Answers how many.
    pub async fn sweep(&self) -> PortResult<u64> {
        let mut uow = self.database.begin(Actor::System).await?;
        let swept = uow.rate_limits().sweep(self.clock.now()).await?;
        uow.commit().await?;
        Ok(swept)
    }
}
