//! What is asked of people: of their accounts, and how often they may ask.

use std::num::NonZeroU32;

use serde::Deserialize;

/// What is asked of accounts.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccountsConfig {
    /// Does nobody get in before mail was seen to reach them? Then registering does not say either whether an address is
    /// known.
    pub require_verified_email: bool,
}

/// How many requests a minute one address may make, and one account, of each kind.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitsConfig {
    /// Requests that change nothing.
    pub reading: NonZeroU32,
    /// Requests that change something.
    pub writing: NonZeroU32,
    /// Documents.
    pub uploading: NonZeroU32,
    /// Signing in and whatever else takes a secret; counted over all nodes.
    pub credentials: NonZeroU32,
    /// What asks a model; counted over all nodes.
    pub models: NonZeroU32,
}

impl Default for LimitsConfig {
    fn default() -> Self {
        let a_minute = |times| NonZeroU32::new(times).expect("written down here, and not 0");
        Self {
            reading: a_minute(3_000),
            writing: a_minute(600),
            uploading: a_minute(60),
            credentials: a_minute(60),
            models: a_minute(120),
        }
    }
}
