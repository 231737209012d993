//! Social sign-in: Google, `LinkedIn`, GitHub, or any `OpenID` Connect issuer.

use async_trait::async_trait;
use url::Url;

use crate::PortResult;

/// What a browser is sent to an issuer with. Each value is fresh chance, kept until the browser is back.
#[derive(Clone)]
pub struct SocialRequest {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back inside the issuer's token.
    pub nonce: String,
    /// The secret behind the PKCE challenge (S256).
    pub pkce_verifier: String,
    /// Where the issuer sends the browser: the same text both times.
    pub redirect_uri: Url,
}

/// Whom an issuer vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocialIdentity {
    /// The issuer's own name for itself: with `subject`, the only key of an identity.
    pub issuer: String,
    /// The issuer's name for the person, never reused.
    pub subject: String,
    /// As the issuer knows it.
    pub email: Option<String>,
    /// Has the issuer seen that mail arrives there?
    pub is_email_verified: bool,
    /// As the person writes it.
    pub full_name: Option<String>,
}

/// Issuers by the names of the configuration: `google`, `linkedin`, `github`, or one of the operator's own.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait SocialLogin: Send + Sync {
    /// The names, as configured.
    fn providers(&self) -> Vec<String>;

    /// Where to send the browser. `None` when there is no such provider. `Unavailable` when its issuer cannot be reached or
    /// describes itself in a way that cannot be trusted.
    async fn authorize(&self, provider: &str, request: &SocialRequest) -> PortResult<Option<Url>>;

    /// Redeems the code the browser came back with and checks what the issuer signed: issuer, audience, nonce, times.
    /// `None` when there is no such provider. `Unauthorized` when the code, or what was signed, is not good.
    async fn identify(&self, provider: &str, code: &str, request: &SocialRequest)
    -> PortResult<Option<SocialIdentity>>;
}
