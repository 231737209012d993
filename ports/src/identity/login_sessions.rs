//! Login sessions.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::Account;
use domain_model::identity::session::{Authentication, LoginSession};
use domain_model::kernel::id::{AccountId, LoginSessionId};

use crate::PortResult;

/// Login sessions.
#[async_trait]
pub trait LoginSessionRepository: Send {
    /// Adds a session.
    async fn insert(&mut self, session: &LoginSession) -> PortResult<()>;

    /// The session with its account, locked against other writers until the unit of work ends.
    async fn lock(&mut self, id: LoginSessionId) -> PortResult<Option<(LoginSession, Account)>>;

    /// Updates a session. `NotFound` when it is gone.
    async fn update(&mut self, session: &LoginSession) -> PortResult<()>;

    /// The account and role that the session's tokens authenticate; `None` once the session has ended or the account is
    /// banned. The role is the stored one.
    async fn authentication(&mut self, id: LoginSessionId, now: DateTime<Utc>) -> PortResult<Option<Authentication>>;

    /// Those of the credentials that are no longer valid, or whose account has a new role.
    async fn changed(&mut self, known: &[Authentication], now: DateTime<Utc>) -> PortResult<Vec<LoginSessionId>>;

    /// The account's active sessions, newest first.
    async fn list(&mut self, account: AccountId, now: DateTime<Utc>) -> PortResult<Vec<LoginSession>>;

    /// Ends all sessions of the account except this one. Returns how many were active.
    async fn end_all(&mut self, account: AccountId, but: Option<LoginSessionId>, now: DateTime<Utc>)
    -> PortResult<u64>;

    /// Deletes sessions whose lifetime ended before `before`. Returns how many.
    async fn delete_expired(&mut self, before: DateTime<Utc>) -> PortResult<u64>;
}
