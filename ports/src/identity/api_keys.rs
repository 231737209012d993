//! API keys.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::api_key::ApiKey;
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::{AccountId, ApiKeyId};

use crate::{PortResult, SecretHash};

/// Keys for programs.
#[async_trait]
pub trait ApiKeyRepository: Send {
    /// A new key, of which only the hash is kept.
    async fn insert(&mut self, key: &ApiKey, hash: SecretHash) -> PortResult<()>;

    /// Whom the key speaks for now; `None` when it is unknown or over, or its account shut out.
    async fn authentication(&mut self, hash: SecretHash, now: DateTime<Utc>) -> PortResult<Option<Authentication>>;

    /// Which of these speak for nobody any more, or for somebody with another role by now.
    async fn changed(&mut self, known: &[Authentication], now: DateTime<Utc>) -> PortResult<Vec<ApiKeyId>>;

    /// The account's keys, newest first.
    async fn list(&mut self, account: AccountId) -> PortResult<Vec<ApiKey>>;

    /// Deletes the account's key. `false` when it has no such key.
    async fn delete(&mut self, account: AccountId, id: ApiKeyId) -> PortResult<bool>;

    /// Deletes all of the account's keys.
    async fn delete_all(&mut self, account: AccountId) -> PortResult<()>;
}
