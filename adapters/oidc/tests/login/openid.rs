//! `OpenID` Connect: the code flow, and issuers that must not be trusted.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use ports::{PortError, PortErrorKind, SocialIdentity, SocialLogin};
use serde_json::json;
use sha2::{Digest, Sha256};
use url::{Url, form_urlencoded};
use wiremock::{Request, ResponseTemplate};

use crate::issuer::{CODE, Issuer, SECRET, SigningKey, logins, request};

fn fields(request: &Request) -> BTreeMap<String, String> {
    form_urlencoded::parse(&request.body).into_owned().collect()
}

fn assert_no_secret(error: &PortError) {
    let message = format!("{} {error:?}", error.chain());
    assert!(!message.contains("canary"), "{message}");
}

#[tokio::test]
async fn the_authorization_request_has_state_nonce_and_challenge() {
    let issuer = Issuer::start("oidc").await;
    issuer.describe(&json!({})).await;
    let url = issuer.logins.authorize("own", &request()).await.expect("an answer").expect("it is configured");
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(request().pkce_verifier));
    let query: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
    for (name, value) in [
        ("tenant", "7"),
        ("response_type", "code"),
        ("client_id", "us"),
        ("redirect_uri", request().redirect_uri.as_str()),
        ("scope", "openid email profile"),
        ("state", "canary-state"),
        ("nonce", "canary-nonce"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(query.get(name).map(String::as_str), Some(value), "{url}");
    }
    assert!(!url.as_str().contains("verifier"), "the verifier stays here");
    assert!(url.as_str().starts_with(&format!("{}/authorize?", issuer.server.uri())));
}

#[tokio::test]
async fn a_valid_code_yields_the_identity() {
    for key in [SigningKey::rsa("a"), SigningKey::ec("a"), SigningKey::ed("a")] {
        let issuer = Issuer::usual("oidc", &[&key], |issuer| key.token(&issuer.claims(&json!({})))).await;
        let identity = issuer.identify().await.unwrap_or_else(|error| panic!("{}: {}", key.algorithm(), error.chain()));
        let expected = SocialIdentity {
            issuer: issuer.server.uri(),
            subject: "subject-7".to_owned(),
            email: Some("Ada@example.org".to_owned()),
            is_email_verified: true,
            full_name: Some("Ada Lovelace".to_owned()),
        };
        assert_eq!(identity, expected);
        let requests = issuer.requests_to("/token").await;
        let sent = request();
        let expected = [
            ("code", CODE),
            ("code_verifier", &sent.pkce_verifier),
            ("grant_type", "authorization_code"),
            ("redirect_uri", sent.redirect_uri.as_str()),
        ];
        assert_eq!(fields(&requests[0]), expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
        let basic =
            requests[0].headers["authorization"].to_str().expect("ASCII").strip_prefix("Basic ").expect("basic");
        let basic = String::from_utf8(STANDARD.decode(basic).expect("base64")).expect("ASCII");
        assert_eq!(basic, "us:canary+secret%3A%2B%25", "both are encoded before they are joined");
    }
}

#[tokio::test]
async fn client_credentials_are_sent_by_the_supported_auth_method() {
    let key = SigningKey::ec("a");
    for (methods, is_in_body) in [
        (json!(["client_secret_post"]), true),
        (json!(["private_key_jwt", "client_secret_post"]), true),
        (json!(["client_secret_post", "client_secret_basic"]), false),
        (json!(null), false),
    ] {
        let issuer = Issuer::start("oidc").await;
        issuer.describe(&json!({"token_endpoint_auth_methods_supported": methods})).await;
        issuer.publish(&[&key]).await;
        issuer.redeem(&key.token(&issuer.claims(&json!({})))).await;
        issuer.identify().await.expect("a good code");
        let request = &issuer.requests_to("/token").await[0];
        assert_eq!(fields(request).get("client_secret").map(String::as_str), is_in_body.then_some(SECRET), "{methods}");
        assert_eq!(request.headers.contains_key("authorization"), !is_in_body, "{methods}");
    }
}

#[tokio::test]
async fn linkedin_gets_neither_nonce_nor_pkce() {
    let key = SigningKey::rsa("a");
    let without = json!({"nonce": null});
    let issuer = Issuer::usual("linkedin", &[&key], |issuer| key.token(&issuer.claims(&without))).await;
    let url = issuer.logins.authorize("own", &request()).await.expect("an answer").expect("it is configured");
    assert!(!url.as_str().contains("code_challenge"), "{url}");
    issuer.identify().await.expect("a good code");
    assert!(!fields(&issuer.requests_to("/token").await[0]).contains_key("code_verifier"), "it would be refused");

    let other = json!({"nonce": "another"});
    let issuer = Issuer::usual("linkedin", &[&key], |issuer| key.token(&issuer.claims(&other))).await;
    assert_eq!(issuer.identify().await.expect_err("another request").kind, PortErrorKind::Unauthorized);
}

#[tokio::test]
async fn the_discovery_document_is_fetched_once_an_hour() {
    let key = SigningKey::ec("a");
    let too_long = json!({"exp": crate::issuer::NOW + 9000});
    let issuer = Issuer::usual("oidc", &[&key], |issuer| key.token(&issuer.claims(&too_long))).await;
    for (minutes, times) in [(0, 1), (59, 1), (2, 2)] {
        issuer.clock.advance(TimeDelta::minutes(minutes));
        issuer.identify().await.expect("a good code");
        assert_eq!(issuer.requests_to("/.well-known/openid-configuration").await.len(), times);
        assert_eq!(issuer.requests_to("/keys").await.len(), times);
    }
}

#[tokio::test]
async fn an_unconfigured_name_has_no_issuer() {
    let issuer = Issuer::start("oidc").await;
    assert!(issuer.logins.authorize("other", &request()).await.expect("an answer").is_none());
    assert!(issuer.logins.identify("other", CODE, &request()).await.expect("an answer").is_none());
    assert_eq!(issuer.logins.providers(), ["own"]);
}

#[tokio::test]
async fn an_invalid_code_and_a_rejected_client_are_different_errors() {
    let body = |error: &str| json!({"error": error, "error_description": "canary-code of canary secret:+% is wrong"});
    let answer = |status, error: &str| ResponseTemplate::new(status).set_body_json(body(error));
    for (answer, kind) in [
        (answer(400, "invalid_grant"), PortErrorKind::Unauthorized),
        (answer(401, "invalid_client"), PortErrorKind::Unavailable),
        (answer(400, "canary-code"), PortErrorKind::Unavailable),
        (answer(429, "slow_down"), PortErrorKind::RateLimited { retry_after: None }),
        (answer(500, "server_error"), PortErrorKind::Unavailable),
        (ResponseTemplate::new(200).set_body_json(json!({"access_token": "canary"})), PortErrorKind::Unauthorized),
        (ResponseTemplate::new(200).set_body_string("<html>canary-code"), PortErrorKind::Unavailable),
        (ResponseTemplate::new(200).set_body_json(json!({"id_token": "canary"})), PortErrorKind::Unauthorized),
    ] {
        let issuer = Issuer::start("oidc").await;
        issuer.describe(&json!({})).await;
        issuer.answers("POST", "/token", answer).await;
        let refused = issuer.identify().await.expect_err("refused");
        assert_eq!(refused.kind, kind, "{}", refused.chain());
        assert_no_secret(&refused);
    }
}

#[tokio::test]
async fn a_discovery_document_with_a_foreign_issuer_or_endpoint_is_refused() {
    for with in [
        json!({"issuer": "https://accounts.google.com"}),
        json!({"token_endpoint": "http://10.0.0.5/token"}),
        json!({"jwks_uri": "http://169.254.169.254/latest/"}),
        json!({"authorization_endpoint": "http://id.example.org/authorize"}),
        json!({"authorization_endpoint": "javascript:alert(1)"}),
        json!({"token_endpoint": null}),
    ] {
        let issuer = Issuer::start("oidc").await;
        issuer.describe(&with).await;
        let refused = issuer.logins.authorize("own", &request()).await.expect_err("not trusted");
        assert_eq!(refused.kind, PortErrorKind::Unavailable, "{with}: {}", refused.chain());
        let refused = issuer.identify().await.expect_err("not trusted");
        assert_eq!(refused.kind, PortErrorKind::Unavailable, "{with}: {}", refused.chain());
        assert!(issuer.requests_to("/token").await.is_empty(), "{with}: no code leaves");
    }
}

#[tokio::test]
async fn ss_09_nobody_is_followed_elsewhere_and_nothing_without_end_is_read() {
    let key = SigningKey::ec("a");
    for (verb, at) in [("GET", "/.well-known/openid-configuration"), ("POST", "/token"), ("GET", "/keys")] {
        let large = format!("{{\"keys\": [], \"padding\": \"{}\"}}", "x".repeat(64 * 1024));
        for answer in [
            ResponseTemplate::new(302).insert_header("location", "/elsewhere"),
            ResponseTemplate::new(307).insert_header("location", "/elsewhere"),
            ResponseTemplate::new(200).set_body_string(large),
        ] {
            let issuer = Issuer::start("oidc").await;
            // What is mounted first answers first.
            issuer.answers(verb, at, answer).await;
            issuer.describe(&json!({})).await;
            issuer.publish(&[&key]).await;
            issuer.redeem(&key.token(&issuer.claims(&json!({})))).await;
            let refused = issuer.identify().await.expect_err("refused");
            assert_eq!(refused.kind, PortErrorKind::Unavailable, "{at}: {}", refused.chain());
            assert!(issuer.requests_to("/elsewhere").await.is_empty(), "{at}");
            assert_no_secret(&refused);
        }
    }
}

#[tokio::test]
async fn ss_02_a_name_that_leads_to_this_machine_is_not_connected_to() {
    let issuer = Issuer::start("oidc").await;
    let logins = logins("oidc", "https://localhost", false, &issuer.clock);
    let refused = logins.authorize("own", &request()).await.expect_err("not public");
    assert_eq!(refused.kind, PortErrorKind::Unavailable);
    assert!(refused.chain().contains("this address may not be fetched"), "{}", refused.chain());
}

#[tokio::test]
async fn an_unreachable_issuer_is_unavailable() {
    let issuer = Issuer::start("oidc").await;
    let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let nobody = Url::parse(&format!("http://127.0.0.1:{port}")).expect("an address");
    let logins = logins("oidc", nobody.as_str(), true, &issuer.clock);
    let refused = logins.authorize("own", &request()).await.expect_err("nobody is there");
    assert_eq!(refused.kind, PortErrorKind::Unavailable);
}
