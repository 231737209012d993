//! Accounts, their sign-ins and their one-time secrets.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::account::{Account, EmailAddress, LoginSession, Principal};
use domain_model::id::{AccountId, LoginSessionId};

use crate::PortResult;

/// What signing in is checked against.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Whose.
    pub account: Account,
    /// In PHC string form; `None` until a password was set.
    pub password_hash: Option<String>,
}

/// SHA-256 of a random secret. The secret itself is stored nowhere, so a copy of the database opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretHash(pub [u8; 32]);

/// A secret that works once: an invitation, or the ticket that opens a WebSocket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeToken {
    /// The hash of the secret.
    pub hash: SecretHash,
    /// What it is good for, for example `admin_invitation` or `chat:<session id>`.
    pub purpose: String,
    /// For whom.
    pub account_id: AccountId,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
}

/// Accounts and their secrets.
#[async_trait]
pub trait AccountRepository: Send {
    /// `Conflict` when the address is taken in its canonical form.
    async fn insert(&mut self, account: &Account, password_hash: Option<&str>) -> PortResult<()>;

    /// The account as far as the principal may see it: its own, or any for an admin.
    async fn get(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Account>>;

    /// The account of an address, for signing in only.
    async fn credentials(&mut self, email: &EmailAddress) -> PortResult<Option<Credentials>>;

    /// Replaces the password. `NotFound` without such an account.
    async fn set_password_hash(&mut self, id: AccountId, hash: &str) -> PortResult<()>;

    /// Keeps a one-time token. Expired tokens are swept on the way.
    async fn insert_one_time_token(&mut self, token: &OneTimeToken, now: DateTime<Utc>) -> PortResult<()>;

    /// Makes the account's unused tokens of this purpose worthless.
    async fn revoke_one_time_tokens(&mut self, account_id: AccountId, purpose: &str) -> PortResult<()>;

    /// Uses a one-time token up: of any number of callers exactly one gets it. `None` when it is unknown, expired, used
    /// or meant for something else.
    async fn take_one_time_token(
        &mut self,
        hash: SecretHash,
        purpose: &str,
        now: DateTime<Utc>,
    ) -> PortResult<Option<OneTimeToken>>;
}

/// Sign-ins.
#[async_trait]
pub trait LoginSessionRepository: Send {
    /// A new sign-in.
    async fn insert(&mut self, session: &LoginSession) -> PortResult<()>;

    /// The session with its account, held against every other writer until the unit of work ends.
    async fn lock(&mut self, id: LoginSessionId) -> PortResult<Option<(LoginSession, Account)>>;

    /// Writes a session back. `NotFound` when it is gone.
    async fn update(&mut self, session: &LoginSession) -> PortResult<()>;

    /// Who a token of this session speaks for now; `None` once the session is over. The role is the stored one.
    async fn principal(&mut self, id: LoginSessionId, now: DateTime<Utc>) -> PortResult<Option<Principal>>;
}
