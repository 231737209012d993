//! `[accounts]`: requirements for accounts.

use domain_identity::IdentityPolicy;
use serde::Deserialize;

use super::Config;

/// What is required of accounts.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccountsConfig {
    /// Sign-in waits until the address is confirmed. Registering then does not reveal either whether an address is known.
    pub require_verified_email: bool,
}

impl Config {
    /// What the identity services have to know of it.
    pub(crate) fn identity_policy(&self) -> IdentityPolicy {
        IdentityPolicy {
            require_verified_email: self.accounts.require_verified_email,
            allowed_origins: self.server.allowed_origins.clone(),
        }
    }
}
