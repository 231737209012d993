//! A stub `OpenID` Connect issuer. It signs in whoever the test names, without a page, with tokens that are really
//! signed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Url;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// What the configuration calls it.
pub(crate) const ISSUER: &str = "elsewhere";

/// A running issuer.
pub(crate) struct Issuer {
    server: MockServer,
    person: Arc<Mutex<Value>>,
}

/// What it knows of those who went through it.
struct IssuerState {
    key: EcdsaKeyPair,
    issuer: String,
    person: Arc<Mutex<Value>>,
    /// By code: the claims that it is good for.
    waiting: Mutex<HashMap<String, Value>>,
}

impl Issuer {
    /// It vouches for nobody yet.
    pub(crate) async fn start() -> Self {
        let server = MockServer::start().await;
        let person = Arc::new(Mutex::new(json!({})));
        let state = Arc::new(IssuerState {
            key: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap(),
            issuer: server.uri(),
            person: Arc::clone(&person),
            waiting: Mutex::default(),
        });
        for (verb, at, answer) in [
            (
                "GET",
                "/.well-known/openid-configuration",
                IssuerState::description as fn(&IssuerState, &Request) -> ResponseTemplate,
            ),
            ("GET", "/keys", IssuerState::keys),
            ("GET", "/authorize", IssuerState::authorize),
            ("POST", "/token", IssuerState::token_response),
        ] {
            let state = Arc::clone(&state);
            let answer = move |request: &Request| answer(&state, request);
            Mock::given(method(verb)).and(path(at)).respond_with(answer).mount(&server).await;
        }
        Self { server, person }
    }

    /// How a server is told of it.
    pub(crate) fn config(&self) -> String {
        let issuer = self.server.uri();
        format!(
            "[[social]]\nname = \"{ISSUER}\"\nkind = \"oidc\"\nclient_id = \"us\"\nclient_secret = \"secret\"\n\
             issuer = \"{issuer}\"\n"
        )
    }

    /// Whoever comes next is this one.
    pub(crate) fn vouch_for(&self, subject: &str, email: &str, is_verified: bool) {
        *self.person.lock().unwrap() =
            json!({"sub": subject, "email": email, "email_verified": is_verified, "name": "Ada Lovelace"});
    }
}

impl IssuerState {
    fn description(&self, _: &Request) -> ResponseTemplate {
        let at = |path: &str| format!("{}{path}", self.issuer);
        ResponseTemplate::new(200).set_body_json(json!({"issuer": self.issuer, "jwks_uri": at("/keys"),
            "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token")}))
    }

    fn keys(&self, _: &Request) -> ResponseTemplate {
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        let key = json!({"kty": "EC", "crv": "P-256", "kid": "a", "use": "sig", "x": encoded(x), "y": encoded(y)});
        ResponseTemplate::new(200).set_body_json(json!({"keys": [key]}))
    }

    /// The person has signed in, as far as the browser sees.
    fn authorize(&self, request: &Request) -> ResponseTemplate {
        let query: HashMap<_, _> = request.url.query_pairs().into_owned().collect();
        let mut claims = self.person.lock().unwrap().clone();
        for (name, value) in [("iss", &self.issuer), ("aud", &query["client_id"]), ("nonce", &query["nonce"])] {
            claims[name] = json!(value);
        }
        let mut waiting = self.waiting.lock().unwrap();
        let code = format!("code-{}", waiting.len());
        waiting.insert(code.clone(), claims);
        let back = [("code", &code), ("state", &query["state"])];
        let to = Url::parse_with_params(&query["redirect_uri"], back).unwrap();
        ResponseTemplate::new(302).insert_header("location", to.as_str())
    }

    fn token_response(&self, request: &Request) -> ResponseTemplate {
        let body = format!("body:?{}", String::from_utf8(request.body.clone()).unwrap());
        let fields: HashMap<_, _> = Url::parse(&body).unwrap().query_pairs().into_owned().collect();
        let Some(claims) = self.waiting.lock().unwrap().get_mut(&fields["code"]).map(Value::take) else {
            return ResponseTemplate::new(400).set_body_json(json!({"error": "invalid_grant"}));
        };
        let answer = json!({"access_token": "unused", "token_type": "Bearer", "id_token": self.token(claims)});
        ResponseTemplate::new(200).set_body_json(answer)
    }

    #[expect(clippy::disallowed_methods, reason = "what it signs is read by a program with the clock of this machine")]
    fn token(&self, mut claims: Value) -> String {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
        claims["iat"] = json!(now);
        claims["exp"] = json!(now + 300);
        let header = json!({"alg": "ES256", "kid": "a"});
        let signed = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
        let signature = self.key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", encoded(signature))
    }
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
