//! API keys.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::api_key::ApiKey;
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::{AccountId, ApiKeyId};

use crate::{PortResult, SecretHash};

/// API keys.
#[async_trait]
pub trait ApiKeyRepository: Send {
    /// Adds a key; only its hash is stored.
    async fn insert(&mut self, key: &ApiKey, hash: SecretHash) -> PortResult<()>;

    /// The account and role that the key authenticates; `None` when the key is unknown or expired, or the account
    /// banned.
    async fn authentication(&mut self, hash: SecretHash, now: DateTime<Utc>) -> PortResult<Option<Authentication>>;

    /// Those of the credentials that are no longer valid, or whose account has a new role.
    async fn changed(&mut self, known: &[Authentication], now: DateTime<Utc>) -> PortResult<Vec<ApiKeyId>>;

    /// The account's keys, newest first.
    async fn list(&mut self, account: AccountId) -> PortResult<Vec<ApiKey>>;

    /// Deletes the account's key. `false` when it has no such key.
    async fn delete(&mut self, account: AccountId, id: ApiKeyId) -> PortResult<bool>;

    /// Deletes all of the account's keys.
    async fn delete_all(&mut self, account: AccountId) -> PortResult<()>;
}
