//! Keys for programs that act for an account.

use chrono::{DateTime, Utc};

use crate::kernel::id::{AccountId, ApiKeyId};
use crate::kernel::named::named_enum;

named_enum! {
    /// What a key is good for.
    KeyScope {
        /// Looking at what the account may see.
        Read = "read",
        /// Everything else the account may do, but for what concerns the account itself.
        Write = "write",
    }
}

/// A key, without the secret that its owner was shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Never changes.
    pub id: ApiKeyId,
    /// Whose.
    pub account_id: AccountId,
    /// As its owner calls it.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<KeyScope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Worthless from then on.
    pub expires_at: Option<DateTime<Utc>>,
}
