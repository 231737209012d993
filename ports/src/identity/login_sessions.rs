//! Login sessions.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::Account;
use domain_model::identity::session::{Authentication, LoginSession};
use domain_model::kernel::id::{AccountId, LoginSessionId};

use crate::PortResult;

/// Sign-ins.
#[async_trait]
pub trait LoginSessionRepository: Send {
    /// A new sign-in.
    async fn insert(&mut self, session: &LoginSession) -> PortResult<()>;

    /// The session with its account, held against every other writer until the unit of work ends.
    async fn lock(&mut self, id: LoginSessionId) -> PortResult<Option<(LoginSession, Account)>>;

    /// Writes a session back. `NotFound` when it is gone.
    async fn update(&mut self, session: &LoginSession) -> PortResult<()>;

    /// Who tokens of this session speak for now; `None` once it is over, or its account shut out. The role is the stored one.
    async fn authentication(&mut self, id: LoginSessionId, now: DateTime<Utc>) -> PortResult<Option<Authentication>>;

    /// Which of these speak for nobody any more, or for somebody with another role by now.
    async fn changed(&mut self, known: &[Authentication], now: DateTime<Utc>) -> PortResult<Vec<LoginSessionId>>;

    /// The account's sessions that are not over, newest first.
    async fn list(&mut self, account: AccountId, now: DateTime<Utc>) -> PortResult<Vec<LoginSession>>;

    /// Ends all sessions of the account but this one. Answers how many were not over.
    async fn end_all(&mut self, account: AccountId, but: Option<LoginSessionId>, now: DateTime<Utc>)
    -> PortResult<u64>;

    /// Deletes sessions that nobody can use or list any more: those whose life was over before `before`. Answers how many.
    async fn sweep(&mut self, before: DateTime<Utc>) -> PortResult<u64>;
}
