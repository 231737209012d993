//! API keys, with which programs act for an account.

use chrono::{DateTime, Utc};

use crate::kernel::id::{AccountId, ApiKeyId};
use crate::kernel::named::named_enum;

named_enum! {
    /// A scope of a key.
    KeyScope {
        /// Reading what the account may see.
        Read = "read",
        /// Everything else that the account may do, except changes to the account itself.
        Write = "write",
    }
}

/// An API key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// The id.
    pub id: ApiKeyId,
    /// The owner's account.
    pub account_id: AccountId,
    /// The owner's name for it.
    pub name: String,
    /// The scopes.
    pub scopes: Vec<KeyScope>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it expires; `None` for never.
    pub expires_at: Option<DateTime<Utc>>,
}
