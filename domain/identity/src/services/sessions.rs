//! Login sessions: authentication of tokens, refresh, list, end.

use std::sync::Arc;

use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Authentication, Credential, LoginSession};
use domain_model::kernel::id::{AccountId, LoginSessionId};
use ports::{Actor, OneTimeToken};
use serde_json::{Map, Value, json};

use crate::idp::Idp;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::{IdentityError, IdentityResult, IssuedSession, Resource};

/// The lifetime of a WebSocket ticket.
const TICKET_LIFETIME: chrono::TimeDelta = chrono::TimeDelta::seconds(30);
/// How long the row of an expired session is retained.
const RETENTION: chrono::TimeDelta = chrono::TimeDelta::days(7);
/// Credentials per statement.
const BATCH: usize = 500;

/// Which sessions a sign-out ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOut {
    /// The caller's current session.
    This,
    /// All sessions except the current one.
    Others,
    /// All sessions.
    Everywhere,
}

/// Active sessions.
pub struct SessionService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl SessionService {
    /// The authentication of an access token, as of now. The role is the stored one.
    pub async fn authenticate(&self, access_token: &str) -> IdentityResult<Authentication> {
        self.idp.authenticate(access_token).await
    }

    /// The public keys for verifying our tokens, as a JSON Web Key Set.
    pub fn public_keys(&self) -> Value {
        self.core.tokens.public_keys()
    }

    /// Those of the credentials that are no longer valid, or whose account has another role or is banned.
    pub async fn changed(&self, known: &[Authentication]) -> IdentityResult<Vec<Credential>> {
        let mut changed = Vec::new();
        for batch in known.chunks(BATCH) {
            let mut read = self.core.database.read(Actor::System);
            let sessions = read.login_sessions().changed(batch, self.core.clock.now()).await?;
            let keys = read.api_keys().changed(batch, self.core.clock.now()).await?;
            changed.extend(sessions.into_iter().map(Credential::Session).chain(keys.into_iter().map(Credential::Key)));
        }
        Ok(changed)
    }

    /// Deletes sessions that expired before the retention period. Returns how many.
    pub async fn delete_expired(&self) -> IdentityResult<u64> {
        let before = self.core.clock.now() - RETENTION;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let deleted = uow.login_sessions().delete_expired(before).await?;
        uow.commit().await?;
        Ok(deleted)
    }

    /// Exchanges a refresh token for the next pair of tokens. Reuse of an old token ends the session (AU-05).
    pub async fn refresh(&self, refresh_token: &str) -> IdentityResult<IssuedSession> {
        self.idp.refresh(refresh_token).await
    }

    /// Ends the session of a refresh token, and returns its account. Succeeds when it has ended already.
    pub async fn logout(&self, refresh_token: &str) -> IdentityResult<Option<AccountId>> {
        self.core.sessions.end(self.idp.session_id(refresh_token).await?).await
    }

    /// Ends sessions of the caller.
    pub async fn sign_out(&self, who: &Authentication, which: SignOut) -> IdentityResult<()> {
        let own = who.session().ok_or(IdentityError::InvalidToken)?;
        if which == SignOut::This {
            return self.core.sessions.end(own).await.map(drop);
        }
        let except = (which == SignOut::Others).then_some(own);
        let mut uow = self.core.database.begin(Actor::System).await?;
        let account = who.principal.account_id;
        let ended = uow.login_sessions().end_all(account, except, self.core.clock.now()).await?;
        let record = AuditRecord::own(account, AuditAction::SignedOut).with_note(format!("{ended} sessions"));
        self.core.log.commit(uow, record).await?;
        Ok(())
    }

    /// The caller's active sessions, newest first.
    pub async fn sessions(&self, who: &Authentication) -> IdentityResult<Vec<LoginSession>> {
        let mut read = self.core.database.read(Actor::System);
        Ok(read.login_sessions().list(who.principal.account_id, self.core.clock.now()).await?)
    }

    /// Ends one of the caller's sessions. `NotFound` for the session of another account.
    pub async fn end_session(&self, who: &Authentication, id: LoginSessionId) -> IdentityResult<()> {
        let own = self.sessions(who).await?;
        if !own.iter().any(|session| session.id == id) {
            return Err(IdentityError::NotFound(Resource::Session));
        }
        self.core.sessions.end(id).await.map(drop)
    }

    /// Creates a ticket: a one-time secret that authenticates as this session for one purpose within 30 seconds. For
    /// clients that cannot send a header.
    pub async fn ticket(&self, who: &Authentication, purpose: &str) -> IdentityResult<String> {
        let session = who.session().ok_or(IdentityError::InvalidToken)?;
        let (secret, now) = (self.core.ids.secret(), self.core.clock.now());
        let ticket = OneTimeToken {
            hash: secret.hash,
            purpose: ticket_purpose(purpose),
            account_id: who.principal.account_id,
            details: Map::from_iter([("session".to_owned(), json!(session))]),
            expires_at: now + TICKET_LIFETIME,
        };
        let mut uow = self.core.database.begin(Actor::System).await?;
        uow.one_time_tokens().insert(&ticket, now).await?;
        uow.commit().await?;
        Ok(secret.text)
    }

    /// Consumes a ticket. Returns the authentication of its session, as of now.
    pub async fn redeem_ticket(&self, purpose: &str, ticket: &str) -> IdentityResult<Authentication> {
        let (hash, now) = (self.core.ids.hash_secret(ticket), self.core.clock.now());
        let mut uow = self.core.database.begin(Actor::System).await?;
        let taken = uow.one_time_tokens().take(hash, &ticket_purpose(purpose), now).await?;
        let taken = taken.ok_or(IdentityError::InvalidToken)?;
        uow.commit().await?;
        let session = taken.details.get("session").and_then(|id| id.as_str()?.parse().ok());
        self.core.sessions.authentication(session.ok_or(IdentityError::InvalidToken)?).await
    }
}

fn ticket_purpose(purpose: &str) -> String {
    format!("ticket:{purpose}")
}
