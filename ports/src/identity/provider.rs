//! An external identity provider, which keeps passwords, second factors and tokens. Roles, bans and all other data stay
//! here.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::factor::Factor;
use domain_model::identity::session::Proven;
use domain_model::kernel::id::{AccountId, LoginSessionId};
use serde_json::{Map, Value};

use crate::PortResult;

/// What a good access token says of whoever has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHolder {
    /// Whose account it is, there and here.
    pub account: AccountId,
    /// By which sign-in.
    pub session: LoginSessionId,
    /// What was proved in it; never empty.
    pub proofs: Vec<Proven>,
}

/// Somebody as the provider knows them now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Where mail reaches them; `None` for whoever is known by a telephone number only.
    pub email: Option<String>,
    /// Since when it is known that mail arrives there.
    pub verified_at: Option<DateTime<Utc>>,
    /// What they wrote about themselves: for display, never for rights.
    pub metadata: Map<String, Value>,
    /// The second factors that are asked for.
    pub factors: Vec<Factor>,
}

/// What somebody who has signed in gets.
#[derive(Clone)]
pub struct IssuedTokens {
    /// Speaks for the account.
    pub access_token: String,
    /// For so long.
    pub lasts: Duration,
    /// Gets the next pair.
    pub refresh_token: String,
}

/// Why the provider does not do what a person asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Address or password, or a refresh token, is not good (any more).
    WrongCredentials,
    /// Somebody has this address.
    EmailTaken,
    /// No mail could be sent there.
    InvalidEmail,
    /// Mail was not yet seen to arrive there.
    EmailNotConfirmed,
    /// Too short, too simple, or known to everybody.
    WeakPassword,
    /// Shut out there.
    Banned,
    /// It wants to be asked less often.
    TooMany,
    /// Its operator does not offer that.
    NotOffered,
}

/// Somebody who keeps accounts in our place. What an answer says is data: a token is judged by its signature, an address and
/// a name by our own rules.
///
/// `Unavailable`, `Timeout` or `RateLimited` when the provider cannot be asked now, `Unauthorized` when it does not accept our
/// own keys.
#[async_trait]
pub trait IdentityProvider: Send + Sync {
    /// Where accounts are kept, in words for people.
    fn name(&self) -> &str;

    /// Would it answer, and does it accept our own keys?
    async fn ping(&self) -> PortResult<()>;

    /// Who has this access token. `None` when the provider did not sign it, or it has expired. Asks nobody but for keys.
    async fn holder(&self, access_token: &str) -> PortResult<Option<TokenHolder>>;

    /// The person behind a token. `None` when the sign-in is over there, or the person gone.
    async fn person(&self, access_token: &str) -> PortResult<Option<Person>>;

    /// Opens an account. `None` when mail has to arrive before anybody is signed in.
    async fn sign_up(
        &self,
        email: &str,
        password: &str,
        metadata: &Map<String, Value>,
    ) -> PortResult<Result<Option<IssuedTokens>, Refusal>>;

    /// Signs in.
    async fn sign_in(&self, email: &str, password: &str) -> PortResult<Result<IssuedTokens, Refusal>>;

    /// The next tokens.
    async fn refresh(&self, refresh_token: &str) -> PortResult<Result<IssuedTokens, Refusal>>;

    /// Mails whoever has this address a link for a new password. Succeeds when nobody has it.
    async fn recover(&self, email: &str, redirect_to: Option<&str>) -> PortResult<Result<(), Refusal>>;

    /// Shuts somebody out there, too, or lets them in. `NotFound` when there is nobody.
    async fn suspend(&self, account: AccountId, lasts: Option<Duration>) -> PortResult<()>;

    /// Deletes the account there. Succeeds when there is none.
    async fn delete(&self, account: AccountId) -> PortResult<()>;
}
