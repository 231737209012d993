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

/// Keys an account can have.
const MAX_KEYS: usize = 50;
/// What a key begins with, so that one that was left lying about can be found.
const PREFIX: &str = "jw_";

/// A key that is wanted.
#[derive(Debug)]
pub struct NewApiKey {
    /// As its owner calls it.
    pub name: String,
    /// What it is to be good for; at least one thing.
    pub scopes: Vec<KeyScope>,
    /// Worthless from then on.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A key with its secret, which is shown this once.
#[derive(Debug)]
pub struct CreatedApiKey {
    /// The key.
    pub key: ApiKey,
    /// What a program sends.
    pub secret: String,
}

/// API keys.
pub struct ApiKeyService {
    pub(crate) core: Arc<Core>,
}

impl ApiKeyService {
    /// Makes a key.
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

    /// Deletes one of the caller's keys. Somebody else's is not there.
    pub async fn delete_api_key(&self, who: &Authentication, id: ApiKeyId) -> IdentityResult<()> {
        let account = who.principal.account_id;
        let mut uow = self.core.database.begin(Actor::System).await?;
        if !uow.api_keys().delete(account, id).await? {
            return Err(IdentityError::NotFound(Resource::ApiKey));
        }
        self.core.log.commit(uow, AuditRecord::own(account, AuditAction::ApiKeyDeleted).with_note(id.to_string())).await
    }

    /// Whom a key speaks for now.
    pub async fn authenticate_key(&self, secret: &str) -> IdentityResult<Authentication> {
        let hash = self.core.ids.hash_secret(secret);
        let mut read = self.core.database.read(Actor::System);
        let authentication = read.api_keys().authentication(hash, self.core.clock.now()).await?;
        authentication.ok_or(IdentityError::InvalidToken)
    }

    /// Does it look like a key?
    pub fn is_api_key(token: &str) -> bool {
        token.starts_with(PREFIX)
    }
}
