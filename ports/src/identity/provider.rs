//! An external identity provider, which keeps passwords, second factors and tokens. Roles, bans and all other data stay
//! here.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::factor::Factor;
use domain_model::identity::session::Proven;
use domain_model::kernel::id::{AccountId, LoginSessionId};
use serde_json::{Map, Value};
use url::Url;

use crate::PortResult;

/// The claims of a valid access token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedToken {
    /// The account id, there and here.
    pub account: AccountId,
    /// The login session.
    pub session: LoginSessionId,
    /// The authentication methods; never empty.
    pub proofs: Vec<Proven>,
}

/// A user as the provider knows them now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderUser {
    /// The email address; `None` for users with a telephone number only.
    pub email: Option<String>,
    /// When the address was verified.
    pub verified_at: Option<DateTime<Utc>>,
    /// The user's own metadata: for display, never for rights.
    pub metadata: Map<String, Value>,
    /// The verified second factors.
    pub factors: Vec<Factor>,
}

/// What a page needs to sign in at the provider itself. Nothing of it is secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientAccess {
    /// The protocol, as clients name it: `supabase`.
    pub protocol: &'static str,
    /// The provider's URL.
    pub url: Url,
    /// The publishable key.
    pub publishable_key: String,
}

/// The tokens of a sign-in.
#[derive(Clone)]
pub struct IssuedTokens {
    /// The access token.
    pub access_token: String,
    /// The lifetime of the access token.
    pub expires_in: Duration,
    /// The refresh token.
    pub refresh_token: String,
}

/// Why the provider refuses a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Wrong address or password, or an invalid refresh token.
    WrongCredentials,
    /// The address is taken.
    EmailTaken,
    /// The address is invalid.
    InvalidEmail,
    /// The address is not verified yet.
    EmailNotConfirmed,
    /// The password is too short, too simple, or publicly known.
    WeakPassword,
    /// The user is banned there.
    Banned,
    /// The provider's rate limit is exceeded.
    RateLimited,
    /// The operator has not enabled this.
    NotOffered,
}

/// An external identity provider. Its responses are data: a token is judged by its signature, an address and a name by
/// our own rules.
///
/// `Unavailable`, `Timeout` or `RateLimited` when the provider cannot be reached now, `Unauthorized` when it refuses
/// our own keys.
#[async_trait]
pub trait IdentityProvider: Send + Sync {
    /// The provider's name, for people.
    fn name(&self) -> &str;

    /// How pages sign in at the provider itself.
    fn client_access(&self) -> ClientAccess;

    /// The issuers of social sign-in that are enabled there, as the provider names them. May be some minutes old.
    async fn social_providers(&self) -> PortResult<Vec<String>>;

    /// Succeeds while the provider is reachable and accepts our keys.
    async fn ping(&self) -> PortResult<()>;

    /// The claims of an access token. `None` when the signature is invalid or the token expired. Requests nothing but
    /// keys.
    async fn verify(&self, access_token: &str) -> PortResult<Option<VerifiedToken>>;

    /// The user of a token. `None` when the session has ended there, or the user is gone.
    async fn user(&self, access_token: &str) -> PortResult<Option<ProviderUser>>;

    /// Registers an account. `None` when the address must be verified before sign-in.
    async fn sign_up(
        &self,
        email: &str,
        password: &str,
        metadata: &Map<String, Value>,
    ) -> PortResult<Result<Option<IssuedTokens>, Refusal>>;

    /// Signs in.
    async fn sign_in(&self, email: &str, password: &str) -> PortResult<Result<IssuedTokens, Refusal>>;

    /// Exchanges a refresh token for the next tokens.
    async fn refresh(&self, refresh_token: &str) -> PortResult<Result<IssuedTokens, Refusal>>;

    /// Sends a password reset link to this address. Succeeds when the address is unknown.
    async fn recover(&self, email: &str, redirect_to: Option<&str>) -> PortResult<Result<(), Refusal>>;

    /// Bans the account there, or lifts the ban. `NotFound` without such an account.
    async fn suspend(&self, account: AccountId, duration: Option<Duration>) -> PortResult<()>;

    /// Deletes the account there. Succeeds when there is none.
    async fn delete(&self, account: AccountId) -> PortResult<()>;
}
