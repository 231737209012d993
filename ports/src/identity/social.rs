//! Social sign-in: Google, `LinkedIn`, GitHub, or any `OpenID` Connect issuer.

use async_trait::async_trait;
use url::Url;

use crate::PortResult;

/// An authorization request. Each value is random and stored until the callback.
#[derive(Clone)]
pub struct SocialRequest {
    /// The OAuth `state`, returned in the callback.
    pub state: String,
    /// The nonce, returned in the ID token.
    pub nonce: String,
    /// The PKCE code verifier (S256).
    pub pkce_verifier: String,
    /// The redirect URI, the same in both requests.
    pub redirect_uri: Url,
}

/// An identity asserted by an issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocialIdentity {
    /// The issuer identifier; with `subject` the only key of an identity.
    pub issuer: String,
    /// The subject identifier, never reused.
    pub subject: String,
    /// The email address that the issuer reports.
    pub email: Option<String>,
    /// Whether the issuer has verified the address.
    pub is_email_verified: bool,
    /// The user's name.
    pub full_name: Option<String>,
}

/// The configured issuers: `google`, `linkedin`, `github`, or the operator's own.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait SocialLogin: Send + Sync {
    /// The configured names.
    fn providers(&self) -> Vec<String>;

    /// The authorization URL. `None` when there is no such issuer. `Unavailable` when the issuer cannot be reached or
    /// its discovery document cannot be trusted.
    async fn authorize(&self, provider: &str, request: &SocialRequest) -> PortResult<Option<Url>>;

    /// Redeems the authorization code and validates the ID token: issuer, audience, nonce, times. `None` when there is
    /// no such issuer. `Unauthorized` when the code or the token is invalid.
    async fn identify(&self, provider: &str, code: &str, request: &SocialRequest)
    -> PortResult<Option<SocialIdentity>>;
}
