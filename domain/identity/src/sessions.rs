//! Sign-ins once they are open: who a token speaks for, the next pair of tokens, the list, and the end.

use domain_model::identity::account::Account;
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Authentication, Credential, LoginSession, Origin, Proof, Refresh};
use domain_model::kernel::id::{AccountId, LoginSessionId};
use ports::{Actor, OneTimeToken, TokenPurpose, UnitOfWork};
use serde_json::{Map, json};
use tracing::warn;

use crate::audit::Deed;
use crate::notices::Notice;
use crate::{IdentityError, IdentityResult, IdentityService, SignedIn};

/// Sessions an account can have at a time; with one more the oldest ends.
const MOST_SESSIONS: usize = 50;
/// How long the ticket for a WebSocket is good.
const TICKET_LASTS: chrono::TimeDelta = chrono::TimeDelta::seconds(30);
/// A sign-in can be looked into for so long after its end.
const KEPT_AFTER_ITS_END: chrono::TimeDelta = chrono::TimeDelta::days(7);
/// Sign-ins looked up in one statement.
const LOOKED_UP_AT_ONCE: usize = 500;
const LONGEST_USER_AGENT: usize = 200;

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

impl IdentityService {
    /// Who an access token speaks for now, with the role the database knows.
    pub async fn authenticate(&self, access_token: &str) -> IdentityResult<Authentication> {
        if let Some(provider) = self.elsewhere() {
            return self.authenticate_elsewhere(provider.as_ref(), access_token, &Origin::default()).await;
        }
        let claims = self.ports.tokens.verify(TokenPurpose::Access, access_token).ok_or(IdentityError::InvalidToken)?;
        let session = claims.session.ok_or(IdentityError::InvalidToken)?;
        self.authentication_of(LoginSessionId(session)).await
    }

    /// Who a sign-in speaks for now.
    pub(crate) async fn authentication_of(&self, session: LoginSessionId) -> IdentityResult<Authentication> {
        let mut read = self.ports.database.read(Actor::System);
        let standing = read.login_sessions().authentication(session, self.ports.clock.now()).await?;
        standing.ok_or(IdentityError::SessionOver)
    }

    /// Which of these do not stand any more as they were known: over, shut out, or with another role.
    pub async fn changed(&self, known: &[Authentication]) -> IdentityResult<Vec<Credential>> {
        let mut changed = Vec::new();
        for some in known.chunks(LOOKED_UP_AT_ONCE) {
            let mut read = self.ports.database.read(Actor::System);
            let sessions = read.login_sessions().changed(some, self.ports.clock.now()).await?;
            let keys = read.api_keys().changed(some, self.ports.clock.now()).await?;
            changed.extend(sessions.into_iter().map(Credential::Session).chain(keys.into_iter().map(Credential::Key)));
        }
        Ok(changed)
    }

    /// Deletes sign-ins whose life was over a while ago. Answers how many.
    pub async fn sweep_sessions(&self) -> IdentityResult<u64> {
        let before = self.ports.clock.now() - KEPT_AFTER_ITS_END;
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let swept = uow.login_sessions().sweep(before).await?;
        uow.commit().await?;
        Ok(swept)
    }

    /// The next pair of tokens. A token that only a thief could still hold ends the session (AU-05).
    pub async fn refresh(&self, refresh_token: &str) -> IdentityResult<SignedIn> {
        if let Some(provider) = self.elsewhere() {
            return self.refresh_elsewhere(provider.as_ref(), refresh_token).await;
        }
        let (id, counter) = self.read_refresh_token(refresh_token).ok_or(IdentityError::InvalidToken)?;
        let now = self.ports.clock.now();
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let Some((session, account)) = uow.login_sessions().lock(id).await? else {
            return Err(IdentityError::InvalidToken);
        };
        if account.is_banned(now) {
            return Err(IdentityError::InvalidToken);
        }
        match session.refresh(counter, now) {
            Refresh::Advanced(session) => {
                uow.login_sessions().update(&session).await?;
                uow.commit().await?;
                self.signed_in(account, session).await
            }
            Refresh::Repeated(session) => {
                drop(uow);
                self.signed_in(account, session).await
            }
            Refresh::Reused(session) => {
                warn!(account.id = %account.id, session.id = %session.id, "an old refresh token was used; ended the session");
                uow.login_sessions().update(&session).await?;
                self.send(uow.as_mut(), &Notice::TokenReused { account: account.id }).await?;
                self.commit(uow, Deed::refused(Some(account.id), AuditAction::TokenReused, "the session was ended"))
                    .await?;
                Err(IdentityError::InvalidToken)
            }
            Refresh::Ended => Err(IdentityError::InvalidToken),
        }
    }

    /// Ends the sign-in of a refresh token, and answers whose it was. Ending it twice is ending it once.
    pub async fn logout(&self, refresh_token: &str) -> IdentityResult<Option<AccountId>> {
        if let Some(provider) = self.elsewhere() {
            return self.end(self.refresh_elsewhere(provider.as_ref(), refresh_token).await?.session.id).await;
        }
        let (id, _) = self.read_refresh_token(refresh_token).ok_or(IdentityError::InvalidToken)?;
        self.end(id).await
    }

    /// Ends sign-ins of the one who asks.
    pub async fn sign_out(&self, who: &Authentication, which: SignOut) -> IdentityResult<()> {
        let own = who.session().ok_or(IdentityError::InvalidToken)?;
        if which == SignOut::This {
            return self.end(own).await.map(drop);
        }
        let but = (which == SignOut::Others).then_some(own);
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let account = who.principal.account_id;
        let ended = uow.login_sessions().end_all(account, but, self.ports.clock.now()).await?;
        let deed = Deed::own(account, AuditAction::SignedOut).noting(format!("{ended} sessions"));
        self.commit(uow, deed).await?;
        Ok(())
    }

    pub(crate) async fn end(&self, id: LoginSessionId) -> IdentityResult<Option<AccountId>> {
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let Some((mut session, account)) = uow.login_sessions().lock(id).await? else { return Ok(None) };
        if session.revoked_at.is_some() {
            return Ok(Some(account.id));
        }
        session.revoked_at = Some(self.ports.clock.now());
        uow.login_sessions().update(&session).await?;
        self.commit(uow, Deed::own(account.id, AuditAction::SignedOut)).await?;
        Ok(Some(account.id))
    }

    /// The caller's sign-ins that are not over, newest first.
    pub async fn sessions(&self, who: &Authentication) -> IdentityResult<Vec<LoginSession>> {
        let mut read = self.ports.database.read(Actor::System);
        Ok(read.login_sessions().list(who.principal.account_id, self.ports.clock.now()).await?)
    }

    /// Ends one of the caller's sign-ins. Somebody else's is not there.
    pub async fn end_session(&self, who: &Authentication, id: LoginSessionId) -> IdentityResult<()> {
        let own = self.sessions(who).await?;
        if !own.iter().any(|session| session.id == id) {
            return Err(IdentityError::NotFound("session"));
        }
        self.end(id).await.map(drop)
    }

    /// Opens a session for an account that has just proved itself; what was proved is the caller's word.
    pub(crate) async fn open_session(
        &self,
        uow: &mut dyn UnitOfWork,
        account: &mut Account,
        by: Proof,
        origin: &Origin,
    ) -> IdentityResult<LoginSession> {
        let now = self.ports.clock.now();
        account.last_sign_in_at = Some(now);
        uow.accounts().update(account).await?;
        let known = uow.login_sessions().list(account.id, now).await?;
        for oldest in known.into_iter().skip(MOST_SESSIONS - 1) {
            uow.login_sessions().update(&LoginSession { revoked_at: Some(now), ..oldest }).await?;
        }
        let session =
            LoginSession::begin(LoginSessionId(self.ports.ids.next()), account.id, by, shortened(origin), now);
        uow.login_sessions().insert(&session).await?;
        Ok(session)
    }

    /// Puts a session in the place of another when more was proved; the other one is over (AU-11).
    pub(crate) async fn step_up(
        &self,
        uow: &mut dyn UnitOfWork,
        id: LoginSessionId,
        by: Proof,
    ) -> IdentityResult<LoginSession> {
        let now = self.ports.clock.now();
        let found = uow.login_sessions().lock(id).await?.filter(|(session, _)| session.is_live(now));
        let (mut before, _) = found.ok_or(IdentityError::InvalidToken)?;
        let next = before.step_up(LoginSessionId(self.ports.ids.next()), by, now);
        before.revoked_at = Some(now);
        uow.login_sessions().update(&before).await?;
        uow.login_sessions().insert(&next).await?;
        Ok(next)
    }

    /// A secret that stands for this sign-in once, within half a minute, for one purpose: for clients that cannot send a
    /// header.
    pub async fn ticket(&self, who: &Authentication, purpose: &str) -> IdentityResult<String> {
        let session = who.session().ok_or(IdentityError::InvalidToken)?;
        let (secret, now) = (self.ports.ids.secret(), self.ports.clock.now());
        let ticket = OneTimeToken {
            hash: secret.hash,
            purpose: ticket_purpose(purpose),
            account_id: who.principal.account_id,
            details: Map::from_iter([("session".to_owned(), json!(session))]),
            expires_at: now + TICKET_LASTS,
        };
        let mut uow = self.ports.database.begin(Actor::System).await?;
        uow.one_time_tokens().insert(&ticket, now).await?;
        uow.commit().await?;
        Ok(secret.text)
    }

    /// Uses a ticket up: who it stands for now.
    pub async fn redeem_ticket(&self, purpose: &str, ticket: &str) -> IdentityResult<Authentication> {
        let (hash, now) = (self.ports.ids.hash_secret(ticket), self.ports.clock.now());
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let taken = uow.one_time_tokens().take(hash, &ticket_purpose(purpose), now).await?;
        let taken = taken.ok_or(IdentityError::InvalidToken)?;
        uow.commit().await?;
        let session = taken.details.get("session").and_then(|id| id.as_str()?.parse().ok());
        self.authentication_of(session.ok_or(IdentityError::InvalidToken)?).await
    }
}

fn ticket_purpose(purpose: &str) -> String {
    format!("ticket:{purpose}")
}

pub(crate) fn shortened(origin: &Origin) -> Origin {
    let agent = origin.user_agent.as_ref().map(|agent| {
        let printable = agent.chars().filter(|c| !c.is_control());
        printable.take(LONGEST_USER_AGENT).collect()
    });
    Origin { user_agent: agent, address: origin.address.clone() }
}
