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

/// How long the ticket for a WebSocket is good.
const TICKET_LASTS: chrono::TimeDelta = chrono::TimeDelta::seconds(30);
/// A sign-in can be looked into for so long after its end.
const KEPT_AFTER_ITS_END: chrono::TimeDelta = chrono::TimeDelta::days(7);
/// Sign-ins looked up in one statement.
const LOOKED_UP_AT_ONCE: usize = 500;

/// Which sign-ins end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignOut {
    /// The one that asks.
    This,
    /// All but the one that asks.
    Others,
    /// All.
    Everywhere,
}

/// Sign-ins that are open.
pub struct SessionService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl SessionService {
    /// Who an access token speaks for now, with the role the database knows.
    pub async fn authenticate(&self, access_token: &str) -> IdentityResult<Authentication> {
        self.idp.authenticate(access_token).await
    }

    /// The keys by which anybody can check our tokens, as a JSON Web Key Set.
    pub fn public_keys(&self) -> Value {
        self.core.tokens.public_keys()
    }

    /// Which of these are not any more as they were known: over, shut out, or with another role.
    pub async fn changed(&self, known: &[Authentication]) -> IdentityResult<Vec<Credential>> {
        let mut changed = Vec::new();
        for some in known.chunks(LOOKED_UP_AT_ONCE) {
            let mut read = self.core.database.read(Actor::System);
            let sessions = read.login_sessions().changed(some, self.core.clock.now()).await?;
            let keys = read.api_keys().changed(some, self.core.clock.now()).await?;
            changed.extend(sessions.into_iter().map(Credential::Session).chain(keys.into_iter().map(Credential::Key)));
        }
        Ok(changed)
    }

    /// Deletes sign-ins whose life was over a while ago. Answers how many.
    pub async fn delete_expired(&self) -> IdentityResult<u64> {
        let before = self.core.clock.now() - KEPT_AFTER_ITS_END;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let deleted = uow.login_sessions().delete_expired(before).await?;
        uow.commit().await?;
        Ok(deleted)
    }

    /// The next pair of tokens. A token that only a thief could still hold ends the session (AU-05).
    pub async fn refresh(&self, refresh_token: &str) -> IdentityResult<IssuedSession> {
        self.idp.refresh(refresh_token).await
    }

    /// Ends the sign-in of a refresh token, and answers whose it was. Ending it twice is ending it once.
    pub async fn logout(&self, refresh_token: &str) -> IdentityResult<Option<AccountId>> {
        self.core.sessions.end(self.idp.session_id(refresh_token).await?).await
    }

    /// Ends sign-ins of the one who asks.
    pub async fn sign_out(&self, who: &Authentication, which: SignOut) -> IdentityResult<()> {
        let own = who.session().ok_or(IdentityError::InvalidToken)?;
        if which == SignOut::This {
            return self.core.sessions.end(own).await.map(drop);
        }
        let but = (which == SignOut::Others).then_some(own);
        let mut uow = self.core.database.begin(Actor::System).await?;
        let account = who.principal.account_id;
        let ended = uow.login_sessions().end_all(account, but, self.core.clock.now()).await?;
        let record = AuditRecord::own(account, AuditAction::SignedOut).with_note(format!("{ended} sessions"));
        self.core.log.commit(uow, record).await?;
        Ok(())
    }

    /// The caller's sign-ins that are not over, newest first.
    pub async fn sessions(&self, who: &Authentication) -> IdentityResult<Vec<LoginSession>> {
        let mut read = self.core.database.read(Actor::System);
        Ok(read.login_sessions().list(who.principal.account_id, self.core.clock.now()).await?)
    }

    /// Ends one of the caller's sign-ins. Somebody else's is not there.
    pub async fn end_session(&self, who: &Authentication, id: LoginSessionId) -> IdentityResult<()> {
        let own = self.sessions(who).await?;
        if !own.iter().any(|session| session.id == id) {
            return Err(IdentityError::NotFound(Resource::Session));
        }
        self.core.sessions.end(id).await.map(drop)
    }

    /// A secret that stands for this sign-in once, within half a minute, for one purpose: for clients that cannot send a
    /// header.
    pub async fn ticket(&self, who: &Authentication, purpose: &str) -> IdentityResult<String> {
        let session = who.session().ok_or(IdentityError::InvalidToken)?;
        let (secret, now) = (self.core.ids.secret(), self.core.clock.now());
        let ticket = OneTimeToken {
            hash: secret.hash,
            purpose: ticket_purpose(purpose),
            account_id: who.principal.account_id,
            details: Map::from_iter([("session".to_owned(), json!(session))]),
            expires_at: now + TICKET_LASTS,
        };
        let mut uow = self.core.database.begin(Actor::System).await?;
        uow.one_time_tokens().insert(&ticket, now).await?;
        uow.commit().await?;
        Ok(secret.text)
    }

    /// Uses a ticket up: who it stands for now.
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
