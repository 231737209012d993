//! Login sessions and their tokens: an access token valid for 15 minutes, and a refresh token for the next pair.
//!
//! A refresh token names its session and a counter and carries a digest under a key outside the database. So a copy of
//! the database yields no token (AU-12), and the current token can be issued again when a response was lost (AU-02).

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain_model::identity::account::{Account, Principal};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Assurance, Authentication, LoginSession, Origin, Proof};
use domain_model::kernel::id::{AccountId, LoginSessionId};
use ports::{Actor, Clock, Database, IdGenerator, TokenClaims, TokenPurpose, TokenSigner, UnitOfWork, Vault};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::mechanics::audit_log::{AuditLog, AuditRecord};
use crate::{IdentityError, IdentityResult};

/// The lifetime of an access token.
const ACCESS_TOKEN_LIFETIME: Duration = Duration::from_mins(15);
const REFRESH_TOKEN_MAC: &str = "refresh token";
/// The maximum number of active sessions of an account; a further sign-in ends the oldest.
const MAX_SESSIONS: usize = 50;
const MAX_USER_AGENT_CHARS: usize = 200;

/// A session with newly issued tokens.
#[derive(Debug)]
pub struct IssuedSession {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: LoginSession,
    /// The access token.
    pub access_token: String,
    /// The lifetime of the access token.
    pub expires_in: Duration,
    /// When the access token expires.
    pub expires_at: DateTime<Utc>,
    /// The refresh token, for the next pair.
    pub refresh_token: String,
    /// The owner's metadata, for display.
    pub metadata: Map<String, Value>,
    /// Whether the second factor must be verified before anything else.
    pub is_mfa_pending: bool,
}

/// Opens, steps up and ends sessions.
#[derive(Clone)]
pub(crate) struct Sessions {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdGenerator>,
    pub(crate) tokens: Arc<dyn TokenSigner>,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) log: AuditLog,
}

impl Sessions {
    /// Issues the tokens of a session.
    pub(crate) async fn issue_tokens(&self, account: Account, session: LoginSession) -> IdentityResult<IssuedSession> {
        let owner = Principal::owner(account.id);
        let metadata = self.database.read(Actor::System).accounts().metadata(&owner, account.id).await?;
        let is_mfa_pending = session.assurance() != Assurance::Two && self.has_second_factor(account.id).await?;
        let claims = TokenClaims {
            subject: account.id.0,
            session: Some(session.id.0),
            details: details(&account, &session, &metadata),
        };
        let access_token = self.tokens.sign(TokenPurpose::Access, &claims, ACCESS_TOKEN_LIFETIME)?;
        let expires_at = self.clock.now() + TimeDelta::from_std(ACCESS_TOKEN_LIFETIME).expect("15 minutes fit");
        let refresh_token = self.write_refresh_token(session.id, session.refresh_counter);
        let expires_in = ACCESS_TOKEN_LIFETIME;
        Ok(IssuedSession {
            account,
            session,
            access_token,
            expires_in,
            expires_at,
            refresh_token,
            metadata,
            is_mfa_pending,
        })
    }

    fn write_refresh_token(&self, session: LoginSessionId, counter: u32) -> String {
        let body = [session.0.as_bytes().as_slice(), &counter.to_be_bytes()].concat();
        let mac = self.vault.mac(REFRESH_TOKEN_MAC, &body);
        URL_SAFE_NO_PAD.encode([body.as_slice(), &mac].concat())
    }

    /// The session and counter of a refresh token; `None` when its digest is wrong.
    pub(crate) fn read_refresh_token(&self, token: &str) -> Option<(LoginSessionId, u32)> {
        let bytes: [u8; 52] = URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
        let (body, mac) = bytes.split_at(20);
        if !self.vault.verify_mac(REFRESH_TOKEN_MAC, body, mac) {
            return None;
        }
        let (session, counter) = body.split_at(16);
        let counter = u32::from_be_bytes(counter.try_into().ok()?);
        Some((LoginSessionId(Uuid::from_slice(session).ok()?), counter))
    }

    /// The caller's own account.
    pub(crate) async fn account(&self, who: &Authentication) -> IdentityResult<Account> {
        let principal = &who.principal;
        let mut read = self.database.read(principal.into());
        let found = read.accounts().get(principal, principal.account_id).await?;
        found.ok_or(IdentityError::InvalidToken)
    }

    /// Whether the account has a verified second factor.
    pub(crate) async fn has_second_factor(&self, account: AccountId) -> IdentityResult<bool> {
        let factors = self.database.read(Actor::System).factors().list(account).await?;
        Ok(factors.iter().any(|factor| factor.verified_at.is_some()))
    }

    /// The authentication of a session, as of now.
    pub(crate) async fn authentication(&self, session: LoginSessionId) -> IdentityResult<Authentication> {
        let mut read = self.database.read(Actor::System);
        let authentication = read.login_sessions().authentication(session, self.clock.now()).await?;
        authentication.ok_or(IdentityError::SessionOver)
    }

    /// Ends a session, and returns its account. Succeeds when it has ended already.
    pub(crate) async fn end(&self, id: LoginSessionId) -> IdentityResult<Option<AccountId>> {
        let mut uow = self.database.begin(Actor::System).await?;
        let Some((mut session, account)) = uow.login_sessions().lock(id).await? else { return Ok(None) };
        if session.revoked_at.is_some() {
            return Ok(Some(account.id));
        }
        session.revoked_at = Some(self.clock.now());
        uow.login_sessions().update(&session).await?;
        self.log.commit(uow, AuditRecord::own(account.id, AuditAction::SignedOut)).await?;
        Ok(Some(account.id))
    }

    /// Opens a session. The caller has verified the proof.
    pub(crate) async fn open(
        &self,
        uow: &mut dyn UnitOfWork,
        account: &mut Account,
        by: Proof,
        origin: &Origin,
    ) -> IdentityResult<LoginSession> {
        let now = self.clock.now();
        account.last_sign_in_at = Some(now);
        uow.accounts().update(account).await?;
        let known = uow.login_sessions().list(account.id, now).await?;
        for oldest in known.into_iter().skip(MAX_SESSIONS - 1) {
            uow.login_sessions().update(&LoginSession { revoked_at: Some(now), ..oldest }).await?;
        }
        let session = LoginSession::begin(LoginSessionId(self.ids.next()), account.id, by, truncated(origin), now);
        uow.login_sessions().insert(&session).await?;
        Ok(session)
    }

    /// Replaces a session by a new one with a further proof, and ends the old one (AU-11).
    pub(crate) async fn step_up(
        &self,
        uow: &mut dyn UnitOfWork,
        id: LoginSessionId,
        by: Proof,
    ) -> IdentityResult<LoginSession> {
        let now = self.clock.now();
        let found = uow.login_sessions().lock(id).await?.filter(|(session, _)| session.is_live(now));
        let (mut before, _) = found.ok_or(IdentityError::InvalidToken)?;
        let next = before.step_up(LoginSessionId(self.ids.next()), by, now);
        before.revoked_at = Some(now);
        uow.login_sessions().update(&before).await?;
        uow.login_sessions().insert(&next).await?;
        Ok(next)
    }
}

/// The claims for clients. The server does not read them.
fn details(account: &Account, session: &LoginSession, metadata: &Map<String, Value>) -> Map<String, Value> {
    let mut shown = metadata.clone();
    shown.insert("role".to_owned(), json!(account.role));
    shown.insert("full_name".to_owned(), json!(account.full_name));
    let proofs = session.proofs.iter().rev();
    let amr: Vec<Value> =
        proofs.map(|proven| json!({ "method": proven.by, "timestamp": proven.at.timestamp() })).collect();
    Map::from_iter([
        ("email".to_owned(), json!(account.email.as_str())),
        ("role".to_owned(), json!("authenticated")),
        ("aal".to_owned(), json!(session.assurance())),
        ("amr".to_owned(), json!(amr)),
        ("app_metadata".to_owned(), json!({ "provider": "email", "providers": ["email"] })),
        ("user_metadata".to_owned(), Value::Object(shown)),
        ("is_anonymous".to_owned(), json!(false)),
    ])
}

pub(crate) fn truncated(origin: &Origin) -> Origin {
    let agent = origin.user_agent.as_ref().map(|agent| {
        let printable = agent.chars().filter(|c| !c.is_control());
        printable.take(MAX_USER_AGENT_CHARS).collect()
    });
    Origin { user_agent: agent, address: origin.address.clone() }
}
