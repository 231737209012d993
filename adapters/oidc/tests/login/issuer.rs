//! A stub issuer on this machine, with its signing keys.

use std::sync::Arc;

use adapter_oidc::{SocialConfig, SocialLogins};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use ports::{Clock, PortResult, SetClock, SocialIdentity, SocialLogin, SocialRequest};
use serde_json::{Value, json};
use url::Url;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

pub(crate) const NOW: i64 = 1_795_281_435;
pub(crate) const CODE: &str = "canary-code";
pub(crate) const SECRET: &str = "canary secret:+%";

/// A clock that does not advance by itself.
pub(crate) fn clock() -> Arc<SetClock> {
    Arc::new(SetClock::at(DateTime::from_timestamp(NOW, 0).expect("a time")))
}

/// A key of an issuer, with its id.
pub(crate) struct SigningKey {
    pub(crate) id: &'static str,
    pair: Pair,
}

enum Pair {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

impl SigningKey {
    pub(crate) fn rsa(id: &'static str) -> Self {
        Self { id, pair: Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).expect("a key")) }
    }

    pub(crate) fn ec(id: &'static str) -> Self {
        Self { id, pair: Pair::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key")) }
    }

    pub(crate) fn ed(id: &'static str) -> Self {
        Self { id, pair: Pair::Ed(Ed25519KeyPair::generate().expect("a key")) }
    }

    pub(crate) fn algorithm(&self) -> &'static str {
        match self.pair {
            Pair::Rsa(_) => "RS256",
            Pair::Ec(_) => "ES256",
            Pair::Ed(_) => "EdDSA",
        }
    }

    /// As it is published.
    pub(crate) fn published(&self) -> Value {
        let mut key = match &self.pair {
            Pair::Rsa(pair) => {
                let (n, e) = (pair.public_key().modulus(), pair.public_key().exponent());
                let (n, e) = (n.big_endian_without_leading_zero(), e.big_endian_without_leading_zero());
                json!({"kty": "RSA", "n": encoded(n), "e": encoded(e)})
            }
            Pair::Ec(pair) => {
                let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
                json!({"kty": "EC", "crv": "P-256", "x": encoded(x), "y": encoded(y)})
            }
            Pair::Ed(pair) => json!({"kty": "OKP", "crv": "Ed25519", "x": encoded(pair.public_key().as_ref())}),
        };
        key["kid"] = self.id.into();
        key["use"] = "sig".into();
        key
    }

    /// The usual token of this issuer.
    pub(crate) fn token(&self, claims: &Value) -> String {
        self.token_with(&json!({"alg": self.algorithm(), "kid": self.id}), claims)
    }

    pub(crate) fn token_with(&self, header: &Value, claims: &Value) -> String {
        let signed = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let signature = match &self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).expect("signed");
                signature
            }
            Pair::Ec(pair) => pair.sign(&SystemRandom::new(), signed.as_bytes()).expect("signed").as_ref().to_vec(),
            Pair::Ed(pair) => pair.sign(signed.as_bytes()).as_ref().to_vec(),
        };
        format!("{signed}.{}", encoded(signature))
    }
}

pub(crate) fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A token that a shared secret signs.
pub(crate) fn with_hmac(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let signed = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), signed.as_bytes());
    format!("{signed}.{}", encoded(tag.as_ref()))
}

pub(crate) fn request() -> SocialRequest {
    SocialRequest {
        state: "canary-state".to_owned(),
        nonce: "canary-nonce".to_owned(),
        pkce_verifier: "canary-verifier-of-a-usual-length-which-is-43".to_owned(),
        redirect_uri: Url::parse("https://jobs.example.org/auth/callback/own?x=1&y=2").expect("an address"),
    }
}

/// A stub issuer, and the client under test.
pub(crate) struct Issuer {
    pub(crate) server: MockServer,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) logins: SocialLogins,
}

impl Issuer {
    /// Has no endpoints yet.
    pub(crate) async fn start(kind: &str) -> Self {
        let server = MockServer::start().await;
        let clock = clock();
        let logins = logins(kind, &server.uri(), true, &clock);
        Self { server, clock, logins }
    }

    /// Serves a valid discovery document and these keys, and redeems every code for this token.
    pub(crate) async fn usual(kind: &str, keys: &[&SigningKey], token: impl FnOnce(&Self) -> String) -> Self {
        let issuer = Self::start(kind).await;
        issuer.describe(&json!({})).await;
        issuer.publish(keys).await;
        let token = token(&issuer);
        issuer.redeem(&token).await;
        issuer
    }

    pub(crate) async fn answers(&self, verb: &str, at: &str, answer: ResponseTemplate) {
        Mock::given(method(verb)).and(path(at)).respond_with(answer).mount(&self.server).await;
    }

    pub(crate) async fn describe(&self, with: &Value) {
        let at = |path: &str| format!("{}{path}", self.server.uri());
        let mut document = json!({"issuer": self.server.uri(), "authorization_endpoint": at("/authorize?tenant=7"),
            "token_endpoint": at("/token"), "jwks_uri": at("/keys")});
        document.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
        self.answers("GET", "/.well-known/openid-configuration", ResponseTemplate::new(200).set_body_json(document))
            .await;
    }

    pub(crate) async fn publish(&self, keys: &[&SigningKey]) {
        let keys: Vec<Value> = keys.iter().map(|key| key.published()).collect();
        self.answers("GET", "/keys", ResponseTemplate::new(200).set_body_json(json!({"keys": keys}))).await;
    }

    pub(crate) async fn redeem(&self, token: &str) {
        let answer = json!({"access_token": "canary-access", "token_type": "Bearer", "id_token": token});
        self.answers("POST", "/token", ResponseTemplate::new(200).set_body_json(answer)).await;
    }

    /// The claims of a valid token, with these changes.
    pub(crate) fn claims(&self, with: &Value) -> Value {
        let mut claims = json!({"iss": self.server.uri(), "sub": "subject-7", "aud": "us", "exp": NOW + 300, "iat": NOW,
            "nonce": request().nonce, "email": "Ada@example.org", "email_verified": true, "name": "Ada Lovelace"});
        claims.as_object_mut().expect("an object").extend(with.as_object().expect("an object").clone());
        claims
    }

    pub(crate) async fn identify(&self) -> PortResult<SocialIdentity> {
        Ok(self.logins.identify("own", CODE, &request()).await?.expect("it is configured"))
    }

    /// The requests to this path so far.
    pub(crate) async fn requests_to(&self, at: &str) -> Vec<Request> {
        let mut requests = self.server.received_requests().await.expect("they are recorded");
        requests.retain(|request| request.url.path() == at);
        requests
    }
}

pub(crate) fn logins(kind: &str, issuer: &str, allow_loopback: bool, clock: &Arc<SetClock>) -> SocialLogins {
    let clock: Arc<dyn Clock> = Arc::<SetClock>::clone(clock);
    let config = json!({"name": "own", "kind": kind, "client_id": "us", "client_secret": SECRET, "issuer": issuer});
    let config: SocialConfig = serde_json::from_value(config).expect("a valid configuration");
    SocialLogins::new(&[config], allow_loopback, &clock).expect("a valid configuration")
}
