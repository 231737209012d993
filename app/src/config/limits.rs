//! `[limits]`: rate limits.

use std::num::NonZeroU32;

use serde::Deserialize;

/// Requests a minute of one address, and of one account, by class.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Requests that change nothing.
    pub reading: NonZeroU32,
    /// Requests that change something.
    pub writing: NonZeroU32,
    /// Uploads of documents.
    pub uploading: NonZeroU32,
    /// Signing in and every other request with a secret; counted over all nodes.
    pub credentials: NonZeroU32,
    /// Requests that ask a model; counted over all nodes.
    pub models: NonZeroU32,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        let a_minute = |times| NonZeroU32::new(times).expect("the defaults are not 0");
        Self {
            reading: a_minute(3_000),
            writing: a_minute(600),
            uploading: a_minute(60),
            credentials: a_minute(60),
            models: a_minute(120),
        }
    }
}
