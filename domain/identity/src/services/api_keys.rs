//! API keys. A key acts for its owner within its scopes, and cannot change the account itself.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain_model::identity::api_key::{ApiKey, KeyScope};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::ApiKeyId;
use ports::Actor;

use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::registration::clean_name;
use crate::{IdentityError, IdentityResult, Resource};

/// The maximum number of keys of an account.
const MAX_KEYS: usize = 50;
/// The prefix of every key, by which secret scanners find leaked ones.
const PREFIX: &str = "jw_";

/// The data of a new key.
#[derive(Debug)]
pub struct NewApiKey {
    /// The owner's name for it.
    pub name: String,
    /// The scopes; at least one.
    pub scopes: Vec<KeyScope>,
    /// When it expires.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A new key with its secret, which cannot be read again.
#[derive(Debug)]
pub struct CreatedApiKey {
    /// The key.
    pub key: ApiKey,
    /// The secret that a program sends.
    pub secret: String,
}

/// API keys.
pub struct ApiKeyService {
    pub(crate) core: Arc<Core>,
}

impl ApiKeyService {
    /// Creates a key.
    pub async fn create_api_key(&self, who: &Authentication, new: NewApiKey) -> IdentityResult<CreatedApiKey> {
        let account = who.principal.account_id;
        let name = clean_name(Some(new.name))?.unwrap_or_else(|| "key".to_owned());
        let secret = format!("{PREFIX}{}", self.core.ids.secret().text);
        let key = ApiKey {
            id: ApiKeyId(self.core.ids.next()),
            account_id: account,
            name,
            scopes: new.scopes,
            created_at: self.core.clock.now(),
            expires_at: new.expires_at,
        };
        let mut uow = self.core.database.begin(Actor::System).await?;
        uow.accounts().lock(account).await?;
        if uow.api_keys().list(account).await?.len() >= MAX_KEYS {
            return Err(IdentityError::LimitReached { what: "API keys", limit: MAX_KEYS });
        }
        uow.api_keys().insert(&key, self.core.ids.hash_secret(&secret)).await?;
        self.core
            .log
            .commit(uow, AuditRecord::own(account, AuditAction::ApiKeyMade).with_note(key.id.to_string()))
            .await?;
        Ok(CreatedApiKey { key, secret })
    }

    /// The caller's keys, newest first, without their secrets.
    pub async fn api_keys(&self, who: &Authentication) -> IdentityResult<Vec<ApiKey>> {
        Ok(self.core.database.read(Actor::System).api_keys().list(who.principal.account_id).await?)
    }

    /// Deletes one of the caller's keys. `NotFound` for the key of another account.
    pub async fn delete_api_key(&self, who: &Authentication, id: ApiKeyId) -> IdentityResult<()> {
        let account = who.principal.account_id;
        let mut uow = self.core.database.begin(Actor::System).await?;
        if !uow.api_keys().delete(account, id).await? {
            return Err(IdentityError::NotFound(Resource::ApiKey));
        }
        self.core.log.commit(uow, AuditRecord::own(account, AuditAction::ApiKeyDeleted).with_note(id.to_string())).await
    }

    /// The authentication of a key, as of now.
    pub async fn authenticate_key(&self, secret: &str) -> IdentityResult<Authentication> {
        let hash = self.core.ids.hash_secret(secret);
        let mut read = self.core.database.read(Actor::System);
        let authentication = read.api_keys().authentication(hash, self.core.clock.now()).await?;
        authentication.ok_or(IdentityError::InvalidToken)
    }

    /// Whether a token has the form of an API key.
    pub fn is_api_key(token: &str) -> bool {
        token.starts_with(PREFIX)
    }
}
