//! Supabase Auth: which tokens are accepted, under which keys, and how responses are mapped.

use std::sync::Arc;
use std::time::Duration;

use adapter_oidc::{SupabaseAuth, SupabaseConfig};
use chrono::TimeDelta;
use domain_model::kernel::id::AccountId;
use ports::{IdentityProvider, PortErrorKind, Refusal, SetClock};
use serde_json::{Value, json};
use uuid::Uuid;
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::issuer::{NOW, SigningKey, clock, with_hmac};

const KEYS: &str = "/auth/v1/.well-known/jwks.json";
const SHARED: &str = "a secret of at least 32 characters";

/// A stub project, and the client under test.
struct Project {
    server: MockServer,
    clock: Arc<SetClock>,
    auth: SupabaseAuth,
}

impl Project {
    async fn new(jwt_secret: Option<&str>) -> Self {
        let (server, clock) = (MockServer::start().await, clock());
        let config = json!({"url": server.uri(), "anon_key": "canary-anon", "service_key": "canary-service",
            "jwt_secret": jwt_secret});
        let config: SupabaseConfig = serde_json::from_value(config).expect("a valid configuration");
        let auth = SupabaseAuth::new(&config, Arc::<SetClock>::clone(&clock)).expect("a valid configuration");
        Self { server, clock, auth }
    }

    async fn publish(&self, keys: &[&SigningKey]) {
        let keys: Vec<Value> = keys.iter().map(|key| key.published()).collect();
        self.answers("GET", KEYS, ResponseTemplate::new(200).set_body_json(json!({"keys": keys}))).await;
    }

    async fn answers(&self, verb: &str, at: &str, answer: ResponseTemplate) {
        Mock::given(method(verb)).and(path(at)).respond_with(answer).mount(&self.server).await;
    }

    fn claims(&self) -> Value {
        json!({"iss": format!("{}/auth/v1", self.server.uri()), "aud": "authenticated", "role": "authenticated",
            "sub": Uuid::from_u128(7), "session_id": Uuid::from_u128(8), "aal": "aal1", "iat": NOW, "exp": NOW + 3600,
            "amr": [{"method": "password", "timestamp": NOW}], "email": "ada@example.org", "is_anonymous": false})
    }

    async fn is_known(&self, token: &str) -> bool {
        let holder = self.auth.verify(token).await.unwrap_or_else(|error| panic!("{}", error.chain()));
        holder.is_some_and(|holder| holder.account == AccountId(Uuid::from_u128(7)))
    }

    async fn key_set_requests(&self) -> usize {
        let requests = self.server.received_requests().await.expect("they are recorded");
        requests.iter().filter(|request| request.url.path() == KEYS).count()
    }
}

#[tokio::test]
async fn au_08_a_token_is_good_by_a_published_key_or_the_shared_secret_and_each_signs_in_its_own_way() {
    let (ec, stranger) = (SigningKey::ec("e"), SigningKey::ec("e"));
    for secret in [None, Some(SHARED)] {
        let project = Project::new(secret).await;
        project.publish(&[&ec]).await;
        let claims = project.claims();
        assert!(project.is_known(&ec.token(&claims)).await);
        assert!(!project.is_known(&stranger.token(&claims)).await);
        let shared = with_hmac(&json!({"alg": "HS256"}), &claims, SHARED.as_bytes());
        assert_eq!(project.is_known(&shared).await, secret.is_some());
        let published = ec.published().to_string();
        for secret in ["", "canary-anon", "canary-service", &published] {
            let forged = with_hmac(&json!({"alg": "HS256", "kid": "e"}), &claims, secret.as_bytes());
            assert!(!project.is_known(&forged).await, "{secret}");
        }
        for alg in ["none", "HS384", "RS384", "ES384"] {
            let forged = with_hmac(&json!({"alg": alg, "kid": "e"}), &claims, SHARED.as_bytes());
            assert!(!project.is_known(&forged).await, "{alg}");
        }
    }
}

#[tokio::test]
async fn cached_keys_verify_tokens_during_an_outage_and_unknown_ones_are_fetched() {
    let (old, new) = (SigningKey::ec("old"), SigningKey::ec("new"));
    let project = Project::new(None).await;
    project.publish(&[&old]).await;
    let by = |key: &SigningKey| {
        let mut claims = project.claims();
        claims["exp"] = (NOW + 200_000).into();
        key.token(&claims)
    };
    assert!(project.is_known(&by(&old)).await);
    // Tokens with unknown key ids do not trigger a fetch each.
    for _ in 0..20 {
        assert!(!project.is_known(&by(&new)).await);
    }
    assert_eq!(project.key_set_requests().await, 1);
    project.clock.advance(TimeDelta::minutes(1));
    project.server.reset().await;
    project.publish(&[&old, &new]).await;
    assert!(project.is_known(&by(&new)).await && project.is_known(&by(&old)).await);
    project.clock.advance(TimeDelta::hours(2));
    project.server.reset().await;
    project.answers("GET", KEYS, ResponseTemplate::new(503)).await;
    for _ in 0..20 {
        assert!(project.is_known(&by(&new)).await, "a key that is known goes on");
    }
    assert_eq!(project.key_set_requests().await, 1, "and is asked for again, but not by everybody");
    let unknown = project.auth.verify(&by(&SigningKey::ec("newest"))).await.expect_err("nobody answers");
    assert_eq!(unknown.kind, PortErrorKind::Unavailable);
    project.clock.advance(TimeDelta::days(1));
    let stale = project.auth.verify(&by(&old)).await.expect_err("too long ago");
    assert_eq!(stale.kind, PortErrorKind::Unavailable);
}

#[tokio::test]
async fn the_social_providers_of_a_project_are_cached_and_survive_an_outage() {
    const SETTINGS: &str = "/auth/v1/settings";
    let project = Project::new(None).await;
    let offered = async || project.auth.social_providers().await;
    let away = offered().await.expect_err("nobody answers");
    assert_eq!(away.kind, PortErrorKind::Unavailable);
    project.clock.advance(TimeDelta::minutes(1));
    let offers = async |external: Value| {
        project.server.reset().await;
        let settings = json!({"external": external, "disable_signup": false});
        project.answers("GET", SETTINGS, ResponseTemplate::new(200).set_body_json(settings)).await;
    };
    offers(json!({"anonymous_users": true, "email": true, "phone": true, "github": false, "keycloak": true, "slack_oidc": true,
        "web3": {"solana": true}}))
    .await;
    for _ in 0..3 {
        assert_eq!(offered().await.expect("an answer"), ["keycloak", "slack_oidc"]);
    }
    assert_eq!(project.server.received_requests().await.expect("they are recorded").len(), 1);
    offers(json!({"github": true})).await;
    project.clock.advance(TimeDelta::minutes(5));
    assert_eq!(offered().await.expect("an answer"), ["github"]);
    project.server.reset().await;
    project.clock.advance(TimeDelta::hours(1));
    assert_eq!(offered().await.expect("the last answer"), ["github"]);
    let access = project.auth.client_access();
    assert_eq!((access.protocol, access.publishable_key.as_str()), ("supabase", "canary-anon"));
}

#[tokio::test]
async fn a_user_is_fetched_with_their_own_token() {
    let project = Project::new(None).await;
    let user = json!({"id": Uuid::from_u128(7), "aud": "authenticated", "role": "authenticated", "phone": "",
        "email": "ada@example.org", "email_confirmed_at": "2026-01-02T03:04:05.678901Z",
        "app_metadata": {"provider": "email", "role": "admin"}, "user_metadata": {"full_name": "Ada Lovelace"},
        "factors": [
            {"id": Uuid::from_u128(1), "status": "verified", "factor_type": "totp", "friendly_name": "phone",
                "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:06Z"},
            {"id": Uuid::from_u128(2), "status": "unverified", "factor_type": "totp",
                "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:06Z"}]});
    Mock::given(method("GET"))
        .and(path("/auth/v1/user"))
        .and(header("apikey", "canary-anon"))
        .and(header("authorization", "Bearer canary-token"))
        .respond_with(ResponseTemplate::new(200).set_body_json(&user))
        .mount(&project.server)
        .await;
    let person = project.auth.user("canary-token").await.expect("an answer").expect("somebody");
    assert_eq!(person.email.as_deref(), Some("ada@example.org"));
    assert!(person.verified_at.is_some());
    assert_eq!(Value::Object(person.metadata), json!({"full_name": "Ada Lovelace"}));
    assert_eq!(person.factors.iter().map(|factor| factor.name.as_str()).collect::<Vec<_>>(), ["phone"]);
    for (status, kind) in [(401, None), (403, None), (404, None), (500, Some(PortErrorKind::Unavailable))] {
        project.server.reset().await;
        project.answers("GET", "/auth/v1/user", ResponseTemplate::new(status)).await;
        let outcome = project.auth.user("canary-token").await;
        match kind {
            None => assert_eq!(outcome.expect("an answer"), None, "{status}"),
            Some(kind) => {
                let error = outcome.expect_err("no answer");
                assert_eq!(error.kind, kind, "{status}");
                assert!(!error.chain().contains("canary"), "{}", error.chain());
            }
        }
    }
}

#[tokio::test]
async fn refusals_are_mapped_by_error_code() {
    let session = json!({"access_token": "a", "token_type": "bearer", "expires_in": 3600, "refresh_token": "r",
        "user": {"id": Uuid::from_u128(7)}});
    let refused = |status: u16, code: &str| {
        ResponseTemplate::new(status).set_body_json(json!({"code": status, "error_code": code, "msg": "canary"}))
    };
    for (answer, expected) in [
        (ResponseTemplate::new(200).set_body_json(&session), Ok(Ok(Some(Duration::from_hours(1))))),
        (refused(400, "invalid_credentials"), Ok(Err(Refusal::WrongCredentials))),
        (refused(400, "email_not_confirmed"), Ok(Err(Refusal::EmailNotConfirmed))),
        (refused(400, "user_banned"), Ok(Err(Refusal::Banned))),
        (refused(422, "weak_password"), Ok(Err(Refusal::WeakPassword))),
        (refused(422, "user_already_exists"), Ok(Err(Refusal::EmailTaken))),
        (refused(429, "over_email_send_rate_limit"), Ok(Err(Refusal::RateLimited))),
        (
            ResponseTemplate::new(401).set_body_json(json!({"message": "Invalid API key"})),
            Err(PortErrorKind::Unauthorized),
        ),
        (ResponseTemplate::new(500), Err(PortErrorKind::Unavailable)),
        (ResponseTemplate::new(302).insert_header("location", "/elsewhere"), Err(PortErrorKind::Unavailable)),
        (ResponseTemplate::new(200).set_body_string("<html>"), Err(PortErrorKind::Unavailable)),
    ] {
        let project = Project::new(None).await;
        project.answers("POST", "/auth/v1/signup", answer).await;
        let outcome = project.auth.sign_up("ada@example.org", "correct horse", &serde_json::Map::new()).await;
        if let Err(error) = &outcome {
            assert!(!error.chain().contains("canary"), "{}", error.chain());
        }
        let outcome = outcome.map_err(|error| error.kind);
        assert_eq!(outcome.map(|renewed| renewed.map(|tokens| tokens.map(|tokens| tokens.expires_in))), expected);
    }
    // Where mail has to arrive first the answer is a user without a session.
    let project = Project::new(None).await;
    let user = ResponseTemplate::new(200).set_body_json(json!({"id": Uuid::from_u128(7), "email": "ada@example.org"}));
    project.answers("POST", "/auth/v1/signup", user).await;
    let outcome = project.auth.sign_up("ada@example.org", "correct horse", &serde_json::Map::new()).await;
    assert!(outcome.expect("an answer").expect("no refusal").is_none());
}

#[tokio::test]
async fn ping_checks_both_api_keys() {
    let project = Project::new(None).await;
    project.answers("GET", "/auth/v1/settings", ResponseTemplate::new(200).set_body_json(json!({}))).await;
    for (status, kind) in
        [(200, None), (401, Some(PortErrorKind::Unauthorized)), (500, Some(PortErrorKind::Unavailable))]
    {
        let answer = ResponseTemplate::new(status).set_body_json(json!({"users": []}));
        let _guard = Mock::given(method("GET"))
            .and(path("/auth/v1/admin/users"))
            .and(header("authorization", "Bearer canary-service"))
            .respond_with(answer)
            .mount_as_scoped(&project.server)
            .await;
        assert_eq!(project.auth.ping().await.map_err(|error| error.kind).err(), kind, "{status}");
    }
}

#[tokio::test]
async fn accounts_are_banned_and_deleted_with_the_service_key() {
    let project = Project::new(None).await;
    let somebody = AccountId(Uuid::from_u128(7));
    let at = format!("/auth/v1/admin/users/{somebody}");
    for (duration, written) in
        [(Some(Duration::from_hours(2)), "7200s"), (Some(Duration::MAX), "3153600000s"), (None, "none")]
    {
        project.server.reset().await;
        Mock::given(method("PUT"))
            .and(path(&at))
            .and(header("authorization", "Bearer canary-service"))
            .and(body_json(json!({"ban_duration": written})))
            .respond_with(ResponseTemplate::new(200).set_body_json(json!({})))
            .mount(&project.server)
            .await;
        project.auth.suspend(somebody, duration).await.unwrap_or_else(|error| panic!("{}", error.chain()));
    }
    for (status, is_done) in [(200, true), (204, true), (404, true), (403, false), (500, false)] {
        project.server.reset().await;
        project.answers("DELETE", &at, ResponseTemplate::new(status)).await;
        assert_eq!(project.auth.delete(somebody).await.is_ok(), is_done, "{status}");
    }
}
