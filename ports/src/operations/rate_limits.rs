//! Rate-limit counters, shared by all nodes.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::PortResult;

/// How often something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// So many times …
    pub times: u32,
    /// … from the first of them until so much later.
    pub within: Duration,
}

/// A count after something was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How often it was done since the window began, this time included.
    pub times: u32,
    /// When counting begins anew.
    pub resets_at: DateTime<Utc>,
}

/// Counts by key. A key is a short text that names what is counted and whose: never an address of mail in clear.
#[async_trait]
pub trait RateLimitRepository: Send {
    /// Counts once and answers the count. Of any number at once each gets a number of its own.
    async fn count(&mut self, key: &str, window: Duration, now: DateTime<Utc>) -> PortResult<Counted>;

    /// Forgets what was counted.
    async fn forget(&mut self, key: &str) -> PortResult<()>;

    /// Deletes what has begun anew before `now`. Answers how many.
    async fn sweep(&mut self, now: DateTime<Utc>) -> PortResult<u64>;
}
