//! `OpenID` Connect Discovery 1.0 and the authorization code flow with PKCE.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use jsonwebtoken::{decode, decode_header};
use ports::{Clock, PortError, PortErrorKind, PortResult, SocialIdentity, SocialRequest};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use url::Url;

use crate::config::{SocialConfig, SocialKind};
use crate::document_cache::DocumentCache;
use crate::id_token::{Claims, Expected};
use crate::issuer_client::{ClientAuthMethod, Credentials, IssuerClient};
use crate::keys::{self, KeySetCache};

/// How long a discovery document is fresh.
const FRESH_FOR: TimeDelta = TimeDelta::hours(1);

/// An issuer.
pub(crate) struct OpenId {
    issuer: String,
    credentials: Credentials,
    /// Whether the issuer supports nonce and PKCE. `LinkedIn` does not: its tokens have no nonce, and it refuses a code
    /// challenge.
    supports_nonce_and_pkce: bool,
    http: IssuerClient,
    clock: Arc<dyn Clock>,
    discovery: DocumentCache<DiscoveryDocument>,
    keys: KeySetCache,
}

/// A discovery document.
#[derive(Debug, Deserialize)]
struct DiscoveryDocument {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// The token response.
#[derive(Deserialize)]
struct TokenResponse {
    id_token: Option<String>,
    error: Option<String>,
}

/// The code challenge of a verifier (RFC 7636, S256).
pub(crate) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// The code or the token is invalid.
pub(crate) fn untrusted(what: &'static str) -> PortError {
    PortErrorKind::Unauthorized.because(what)
}

/// Maps an OAuth error (RFC 6749, 5.2): an invalid code is the client's error, everything else is a problem between the
/// issuer and this server. Unknown error codes are not quoted.
pub(crate) fn refused(error: Option<&str>) -> PortError {
    match error {
        Some("invalid_grant" | "bad_verification_code") => untrusted("the issuer does not accept the code"),
        Some("invalid_client" | "incorrect_client_credentials" | "unauthorized_client") => {
            PortError::unavailable("the issuer does not accept `client_id` and `client_secret`")
        }
        Some("redirect_uri_mismatch") => PortError::unavailable("the issuer does not know our address"),
        _ => PortError::unavailable("the issuer refuses to redeem the code"),
    }
}

impl OpenId {
    pub(crate) fn new(config: &SocialConfig, issuer: String, http: IssuerClient, clock: Arc<dyn Clock>) -> Self {
        Self {
            issuer,
            credentials: Credentials { id: config.client_id.clone(), secret: config.client_secret.clone() },
            supports_nonce_and_pkce: config.kind != SocialKind::Linkedin,
            http,
            discovery: DocumentCache::new(Arc::clone(&clock)),
            keys: KeySetCache::new(Arc::clone(&clock)),
            clock,
        }
    }

    pub(crate) async fn authorize(&self, request: &SocialRequest) -> PortResult<Url> {
        let mut url = self.discovery_document().await?.authorization_endpoint.clone();
        let mut query = url.query_pairs_mut();
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.credentials.id)
            .append_pair("redirect_uri", request.redirect_uri.as_str())
            .append_pair("scope", "openid email profile")
            .append_pair("state", &request.state)
            .append_pair("nonce", &request.nonce);
        if self.supports_nonce_and_pkce {
            query
                .append_pair("code_challenge", &challenge(&request.pkce_verifier))
                .append_pair("code_challenge_method", "S256");
        }
        drop(query);
        Ok(url)
    }

    pub(crate) async fn identify(&self, code: &str, request: &SocialRequest) -> PortResult<SocialIdentity> {
        let discovery = self.discovery_document().await?;
        let token = self.redeem(&discovery, code, request).await?;
        let claims = self.verify_signature(&discovery, &token).await?;
        let expected = Expected {
            issuer: &self.issuer,
            client_id: &self.credentials.id,
            nonce: &request.nonce,
            needs_nonce: self.supports_nonce_and_pkce,
        };
        claims.check(&expected, self.clock.now()).map_err(untrusted)?;
        Ok(claims.into_identity())
    }

    async fn redeem(&self, discovery: &DiscoveryDocument, code: &str, request: &SocialRequest) -> PortResult<String> {
        let mut fields =
            vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.redirect_uri.as_str())];
        if self.supports_nonce_and_pkce {
            fields.push(("code_verifier", &request.pkce_verifier));
        }
        let method = discovery.client_auth_method();
        let answer =
            self.http.post::<TokenResponse>(&discovery.token_endpoint, &fields, &self.credentials, method).await?;
        if !answer.status.is_success() {
            return Err(refused(answer.body.error.as_deref()));
        }
        answer.body.id_token.ok_or_else(|| untrusted("the issuer answers without a token"))
    }

    /// The claims of the token, if the issuer signed it.
    async fn verify_signature(&self, discovery: &DiscoveryDocument, token: &str) -> PortResult<Claims> {
        let header = decode_header(token).map_err(|_| untrusted("it is no token"))?;
        if !keys::is_accepted(header.alg) || header.crit.is_some() {
            return Err(untrusted("the token is signed in a way that is not accepted"));
        }
        let published = (&self.http, &discovery.jwks_uri);
        let key = self.keys.find(published, header.kid.as_deref(), header.alg).await?;
        let key = key.ok_or_else(|| untrusted("the token is signed with a key the issuer does not publish"))?;
        let token = decode(token, &key, &keys::signature_only(header.alg))
            .map_err(|_| untrusted("the token is not what its issuer signed"))?;
        Ok(token.claims)
    }

    /// The discovery document, at most an hour old.
    async fn discovery_document(&self) -> PortResult<Arc<DiscoveryDocument>> {
        let now = self.clock.now();
        let fetch = || DiscoveryDocument::fetch(self.http.clone(), self.issuer.clone());
        Ok(self.discovery.get(|fetched| now - fetched.at < FRESH_FOR, fetch).await?.document)
    }
}

impl DiscoveryDocument {
    async fn fetch(http: IssuerClient, issuer: String) -> PortResult<Self> {
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let address = Url::parse(&address).map_err(PortError::internal)?;
        let discovery: Self = http.get(&address, None).await?;
        discovery.check(&issuer, &http).map_err(PortError::unavailable)?;
        Ok(discovery)
    }

    /// Validates the document.
    fn check(&self, issuer: &str, http: &IssuerClient) -> Result<(), &'static str> {
        // Otherwise one issuer could speak for another.
        if self.issuer != issuer {
            return Err("the issuer calls itself by another name");
        }
        let endpoints = [&self.authorization_endpoint, &self.token_endpoint, &self.jwks_uri];
        if endpoints.into_iter().any(|endpoint| http.check(endpoint).is_err()) {
            return Err("the issuer names an address that is not public, or not by https");
        }
        Ok(())
    }

    /// `client_secret_basic`, unless the issuer supports only `client_secret_post`.
    fn client_auth_method(&self) -> ClientAuthMethod {
        let methods = self.token_endpoint_auth_methods_supported.as_deref();
        let has = |method: &str| methods.is_some_and(|methods| methods.iter().any(|known| known == method));
        if has("client_secret_post") && !has("client_secret_basic") {
            ClientAuthMethod::Post
        } else {
            ClientAuthMethod::Basic
        }
    }
}

#[cfg(test)]
mod tests {
    use adapter_http::Policy;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_code_challenge_is_that_of_the_rfc_example() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "RFC 7636, appendix B");
    }

    #[test]
    fn ss_03_an_issuer_that_leads_elsewhere_is_not_trusted() {
        let [http, trial] = [false, true].map(|here| IssuerClient::new(Policy::identity_issuers(here)).unwrap());
        let described = |field: &str, value: &str| {
            let mut discovery = json!({"issuer": "https://id.example.org",
                "authorization_endpoint": "https://id.example.org/authorize",
                "token_endpoint": "https://id.example.org/token", "jwks_uri": "https://keys.example.org/jwks"});
            discovery[field] = value.into();
            serde_json::from_value::<DiscoveryDocument>(discovery).unwrap()
        };
        let issuer = "https://id.example.org";
        assert!(described("jwks_uri", "https://keys.example.org/").check(issuer, &http).is_ok());
        for name in ["https://id.example.org/", "https://ID.example.org", "https://evil.example"] {
            assert!(described("issuer", name).check(issuer, &http).is_err(), "{name}");
        }
        for field in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            for address in [
                "http://id.example.org/",
                "https://10.0.0.5/",
                "https://127.0.0.1/",
                "https://169.254.169.254/",
                "https://user:secret@id.example.org/",
                "javascript:alert(1)",
                "file:///etc/passwd",
            ] {
                assert!(described(field, address).check(issuer, &http).is_err(), "{field}: {address}");
            }
            assert!(described(field, "http://127.0.0.1:8080/").check(issuer, &http).is_err());
            assert!(described(field, "http://127.0.0.1:8080/").check(issuer, &trial).is_ok());
            assert!(described(field, "http://10.0.0.5/").check(issuer, &trial).is_err());
        }
    }
}
