//! Rate-limit counters, shared by all nodes.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::PortResult;

/// A rate limit: a maximum number of uses per window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// The maximum number of uses in a window.
    pub max_uses: u32,
    /// The length of the window, which starts at its first use.
    pub window: Duration,
}

/// The state of a counter after a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowCount {
    /// The number of uses in the current window, this one included.
    pub uses: u32,
    /// When the window ends.
    pub resets_at: DateTime<Utc>,
}

/// Rate-limit counters by key. A key is a short text that says what is counted and for whom; it never contains an email
/// address in clear.
#[async_trait]
pub trait RateLimitRepository: Send {
    /// Counts one use. Concurrent uses get distinct counts.
    async fn count(&mut self, key: &str, window: Duration, now: DateTime<Utc>) -> PortResult<WindowCount>;

    /// Resets the counter.
    async fn reset(&mut self, key: &str) -> PortResult<()>;

    /// Deletes counters whose window ended before `now`. Returns how many.
    async fn delete_expired(&mut self, now: DateTime<Utc>) -> PortResult<u64>;
}
