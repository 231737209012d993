//! GitHub, which signs no tokens and is queried over its API.

use std::collections::BTreeMap;

use ports::{PortErrorKind, SocialIdentity, SocialLogin};
use serde_json::{Value, json};
use url::form_urlencoded;
use wiremock::ResponseTemplate;

use crate::issuer::{CODE, Issuer, SECRET, request};

const TOKEN: &str = "/login/oauth/access_token";

async fn github(token: Value, user: ResponseTemplate, emails: ResponseTemplate) -> Issuer {
    let github = Issuer::start("github").await;
    github.answers("POST", TOKEN, ResponseTemplate::new(200).set_body_json(token)).await;
    github.answers("GET", "/api/v3/user", user).await;
    github.answers("GET", "/api/v3/user/emails", emails).await;
    github
}

fn token() -> Value {
    json!({"access_token": "canary-access", "scope": "read:user,user:email", "token_type": "bearer"})
}

fn answer(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

fn user() -> ResponseTemplate {
    answer(&json!({"login": "ada", "id": 7, "name": "Ada Lovelace", "email": "public@example.org"}))
}

fn emails(verified: bool) -> ResponseTemplate {
    answer(&json!([
        {"email": "other@example.org", "primary": false, "verified": true},
        {"email": "ada@example.org", "primary": true, "verified": verified},
    ]))
}

#[tokio::test]
async fn a_github_user_is_identified_by_numeric_id_and_primary_address() {
    for is_verified in [true, false] {
        let github = github(token(), user(), emails(is_verified)).await;
        let identity = github.identify().await.unwrap_or_else(|error| panic!("{}", error.chain()));
        let expected = SocialIdentity {
            issuer: github.server.uri(),
            subject: "7".to_owned(),
            email: Some("ada@example.org".to_owned()),
            is_email_verified: is_verified,
            full_name: Some("Ada Lovelace".to_owned()),
        };
        assert_eq!(identity, expected);
        let exchange = &github.requests_to(TOKEN).await[0];
        let fields: BTreeMap<_, _> = form_urlencoded::parse(&exchange.body).into_owned().collect();
        let sent = request();
        let expected = [
            ("client_id", "us"),
            ("client_secret", SECRET),
            ("code", CODE),
            ("code_verifier", &sent.pkce_verifier),
            ("redirect_uri", sent.redirect_uri.as_str()),
        ];
        assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
        for at in ["/api/v3/user", "/api/v3/user/emails"] {
            let request = &github.requests_to(at).await[0];
            assert_eq!(request.headers["authorization"], "Bearer canary-access");
            assert!(request.headers.contains_key("user-agent"), "GitHub refuses whoever does not say who they are");
        }
    }
}

#[tokio::test]
async fn the_authorization_request_to_github_has_state_and_challenge() {
    let github = Issuer::start("github").await;
    let url = github.logins.authorize("own", &request()).await.expect("an answer").expect("it is configured");
    assert_eq!(url.path(), "/login/oauth/authorize");
    let query: BTreeMap<_, _> = url.query_pairs().into_owned().collect();
    let names: Vec<&str> = query.keys().map(String::as_str).collect();
    assert_eq!(names, ["client_id", "code_challenge", "code_challenge_method", "redirect_uri", "scope", "state"]);
    assert_eq!(query["state"], "canary-state");
}

#[tokio::test]
async fn a_github_user_without_name_and_addresses_is_identified_by_login() {
    let nameless = answer(&json!({"login": "ada", "id": 7, "name": null}));
    let github = github(token(), nameless, answer(&json!([]))).await;
    let identity = github.identify().await.expect("somebody");
    assert_eq!((identity.email, identity.is_email_verified), (None, false));
    assert_eq!(identity.full_name.as_deref(), Some("ada"));
}

#[tokio::test]
async fn errors_of_github_are_mapped_to_kinds() {
    let error = |error: &str| json!({"error": error, "error_description": "canary-code"});
    let gone = || ResponseTemplate::new(307).insert_header("location", "/elsewhere");
    for (token, user, kind) in [
        (error("bad_verification_code"), user(), PortErrorKind::Unauthorized),
        (error("incorrect_client_credentials"), user(), PortErrorKind::Unavailable),
        (error("redirect_uri_mismatch"), user(), PortErrorKind::Unavailable),
        (json!({}), user(), PortErrorKind::Unauthorized),
        (token(), ResponseTemplate::new(500), PortErrorKind::Unavailable),
        (token(), gone(), PortErrorKind::Unavailable),
        (token(), answer(&json!({"login": "ada"})), PortErrorKind::Unavailable),
    ] {
        let github = github(token, user, emails(true)).await;
        let refused = github.identify().await.expect_err("refused");
        assert_eq!(refused.kind, kind, "{}", refused.chain());
        assert!(!format!("{} {refused:?}", refused.chain()).contains("canary"), "{}", refused.chain());
        assert!(github.requests_to("/elsewhere").await.is_empty());
    }
}
