//! Supabase Auth as the identity provider. Tokens are verified locally, with the project's published keys or the shared
//! secret; everything else is a call of its API.

mod claims;
mod client;
mod config;

use std::sync::Arc;
use std::time::Duration;

use adapter_http::{Method, StatusCode};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain_model::identity::factor::Factor;
use domain_model::kernel::id::{AccountId, FactorId};
use jsonwebtoken::{Algorithm, DecodingKey, decode, decode_header};
use ports::{
    ClientAccess, Clock, IdentityProvider, IssuedTokens, PortError, PortErrorKind, PortResult, ProviderUser, Refusal,
    VerifiedToken,
};
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;
use uuid::Uuid;

use self::claims::Claims;
use self::client::{Caller, Client, Outcome, refusal, unexpected};
pub use self::config::SupabaseConfig;
use crate::document_cache::DocumentCache;
use crate::keys::{self, KeySetCache};

/// An unlimited ban.
const UNLIMITED_BAN: Duration = Duration::from_hours(876_000);

/// How long the project's settings are used.
const SETTINGS_TTL: TimeDelta = TimeDelta::minutes(5);
/// Ways to sign in that are no issuers, among those that the settings list.
const NO_ISSUERS: [&str; 3] = ["anonymous_users", "email", "phone"];

/// The identity provider.
pub struct SupabaseAuth {
    name: String,
    access: ClientAccess,
    issuer: String,
    jwks_url: Url,
    keys: KeySetCache,
    secret: Option<DecodingKey>,
    settings: DocumentCache<Settings>,
    client: Arc<Client>,
    clock: Arc<dyn Clock>,
}

/// A user, with the fields we need.
#[derive(Deserialize)]
struct User {
    id: Uuid,
    email: Option<String>,
    email_confirmed_at: Option<DateTime<Utc>>,
    #[serde(rename = "user_metadata")]
    metadata: Option<Map<String, Value>>,
    factors: Option<Vec<UserFactor>>,
}

#[derive(Deserialize)]
struct UserFactor {
    id: Uuid,
    friendly_name: Option<String>,
    status: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// The public settings of a project.
#[derive(Deserialize)]
struct Settings {
    /// Whether each way to sign in is enabled. Versions differ in what else they list.
    external: Map<String, Value>,
}

/// A session.
#[derive(Deserialize)]
struct Session {
    access_token: String,
    expires_in: u64,
    refresh_token: String,
}

impl SupabaseAuth {
    /// The identity provider of this project. Sends no request yet.
    pub fn new(config: &SupabaseConfig, clock: Arc<dyn Clock>) -> PortResult<Self> {
        let secret = config.jwt_secret.as_ref();
        let client = Client::new(config.auth_url(), config.anon_key.clone(), config.service_key.clone())?;
        Ok(Self {
            name: config.url.host_str().map_or_else(|| "Supabase".to_owned(), |host| format!("Supabase ({host})")),
            access: ClientAccess {
                protocol: "supabase",
                url: config.url.clone(),
                publishable_key: config.anon_key.expose_secret().to_owned(),
            },
            issuer: config.issuer(),
            jwks_url: client.url(".well-known/jwks.json")?,
            keys: KeySetCache::new(Arc::clone(&clock)),
            secret: secret.map(|secret| DecodingKey::from_secret(secret.expose_secret().as_bytes())),
            settings: DocumentCache::new(Arc::clone(&clock)),
            client: Arc::new(client),
            clock,
        })
    }

    /// The key for an algorithm: the shared secret for HS256, published keys for the others (AU-08).
    async fn key(&self, id: Option<&str>, algorithm: Algorithm) -> PortResult<Option<DecodingKey>> {
        if algorithm == Algorithm::HS256 {
            return Ok(self.secret.clone());
        }
        if !keys::is_accepted(algorithm) {
            return Ok(None);
        }
        self.keys.find((self.client.http(), &self.jwks_url), id, algorithm).await
    }

    /// Requests tokens.
    async fn request_tokens(&self, path: &str, body: &Value) -> PortResult<Result<Option<IssuedTokens>, Refusal>> {
        match self.client.request(Method::POST, &self.client.url(path)?, Caller::Anonymous, Some(body)).await? {
            Outcome::Refused(status, code) => refusal(status, &code).map(Err),
            // When the address must be verified first, the response is a user without a session.
            Outcome::Done(answer) => Ok(Ok(serde_json::from_value::<Session>(answer).ok().map(Session::issued))),
        }
    }

    /// The same, where a session is always expected.
    async fn request_session(&self, path: &str, body: &Value) -> PortResult<Result<IssuedTokens, Refusal>> {
        self.request_tokens(path, body)
            .await
            .map(|outcome| outcome.and_then(|tokens| tokens.ok_or(Refusal::NotOffered)))
    }

    fn admin_user_url(&self, account: AccountId) -> PortResult<Url> {
        self.client.url(&format!("admin/users/{account}"))
    }
}

#[async_trait]
impl IdentityProvider for SupabaseAuth {
    fn name(&self) -> &str {
        &self.name
    }

    fn client_access(&self) -> ClientAccess {
        self.access.clone()
    }

    async fn social_providers(&self) -> PortResult<Vec<String>> {
        let (client, now) = (Arc::clone(&self.client), self.clock.now());
        let fetch = || async move { client.settings().await };
        let fetched = self.settings.get(|known| now - known.at < SETTINGS_TTL, fetch).await;
        // Old settings are better than none.
        let known = fetched.or_else(|error| self.settings.newest().ok_or(error))?;
        Ok(known.document.issuers())
    }

    async fn ping(&self) -> PortResult<()> {
        for (path, who) in [("settings", Caller::Anonymous), ("admin/users?per_page=1", Caller::Service)] {
            if let Outcome::Refused(status, _) =
                self.client.request(Method::GET, &self.client.url(path)?, who, None).await?
            {
                return Err(unexpected(status));
            }
        }
        Ok(())
    }

    async fn verify(&self, access_token: &str) -> PortResult<Option<VerifiedToken>> {
        let Ok(header) = decode_header(access_token) else { return Ok(None) };
        if header.crit.is_some() {
            return Ok(None);
        }
        let Some(key) = self.key(header.kid.as_deref(), header.alg).await? else { return Ok(None) };
        let token = decode::<Claims>(access_token, &key, &keys::signature_only(header.alg));
        Ok(token.ok().and_then(|token| token.claims.verify(&self.issuer, self.clock.now())))
    }

    async fn user(&self, access_token: &str) -> PortResult<Option<ProviderUser>> {
        let who = Caller::User(access_token);
        match self.client.request(Method::GET, &self.client.url("user")?, who, None).await? {
            Outcome::Done(answer) => match serde_json::from_value::<User>(answer) {
                Ok(user) => Ok(Some(user.into_provider_user())),
                Err(_) => Err(PortError::unavailable("Supabase Auth describes nobody")),
            },
            // Token, session or user are gone: the caller does not need to know which.
            Outcome::Refused(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND, _) => Ok(None),
            Outcome::Refused(StatusCode::TOO_MANY_REQUESTS, _) => {
                Err(PortErrorKind::RateLimited { retry_after: None }.into())
            }
            Outcome::Refused(status, _) => Err(unexpected(status)),
        }
    }

    async fn sign_up(
        &self,
        email: &str,
        password: &str,
        metadata: &Map<String, Value>,
    ) -> PortResult<Result<Option<IssuedTokens>, Refusal>> {
        self.request_tokens("signup", &json!({"email": email, "password": password, "data": metadata})).await
    }

    async fn sign_in(&self, email: &str, password: &str) -> PortResult<Result<IssuedTokens, Refusal>> {
        self.request_session("token?grant_type=password", &json!({"email": email, "password": password})).await
    }

    async fn refresh(&self, refresh_token: &str) -> PortResult<Result<IssuedTokens, Refusal>> {
        self.request_session("token?grant_type=refresh_token", &json!({"refresh_token": refresh_token})).await
    }

    async fn recover(&self, email: &str, redirect_to: Option<&str>) -> PortResult<Result<(), Refusal>> {
        let mut url = self.client.url("recover")?;
        if let Some(redirect_to) = redirect_to {
            url.query_pairs_mut().append_pair("redirect_to", redirect_to);
        }
        match self.client.request(Method::POST, &url, Caller::Anonymous, Some(&json!({"email": email}))).await? {
            Outcome::Done(_) => Ok(Ok(())),
            Outcome::Refused(status, code) => refusal(status, &code).map(Err),
        }
    }

    async fn suspend(&self, account: AccountId, duration: Option<Duration>) -> PortResult<()> {
        let duration = duration.map(|duration| format!("{}s", duration.min(UNLIMITED_BAN).as_secs().max(1)));
        let body = json!({"ban_duration": duration.as_deref().unwrap_or("none")});
        match self.client.request(Method::PUT, &self.admin_user_url(account)?, Caller::Service, Some(&body)).await? {
            Outcome::Done(_) => Ok(()),
            Outcome::Refused(StatusCode::NOT_FOUND, _) => Err(PortErrorKind::NotFound.into()),
            Outcome::Refused(status, _) => Err(unexpected(status)),
        }
    }

    async fn delete(&self, account: AccountId) -> PortResult<()> {
        match self.client.request(Method::DELETE, &self.admin_user_url(account)?, Caller::Service, None).await? {
            Outcome::Done(_) | Outcome::Refused(StatusCode::NOT_FOUND, _) => Ok(()),
            Outcome::Refused(status, _) => Err(unexpected(status)),
        }
    }
}

impl Settings {
    fn issuers(&self) -> Vec<String> {
        let enabled = self.external.iter().filter(|(_, is_enabled)| **is_enabled == Value::Bool(true));
        enabled.map(|(name, _)| name.clone()).filter(|name| !NO_ISSUERS.contains(&name.as_str())).collect()
    }
}

impl Session {
    fn issued(self) -> IssuedTokens {
        let Self { access_token, expires_in, refresh_token } = self;
        IssuedTokens { access_token, expires_in: Duration::from_secs(expires_in), refresh_token }
    }
}

impl User {
    fn into_provider_user(self) -> ProviderUser {
        let account_id = AccountId(self.id);
        let verified = self.factors.unwrap_or_default().into_iter().filter(|factor| factor.status == "verified");
        ProviderUser {
            email: self.email.filter(|email| !email.is_empty()),
            verified_at: self.email_confirmed_at,
            metadata: self.metadata.unwrap_or_default(),
            factors: verified.map(|factor| factor.into_factor(account_id)).collect(),
        }
    }
}

impl UserFactor {
    fn into_factor(self, account_id: AccountId) -> Factor {
        Factor {
            id: FactorId(self.id),
            account_id,
            name: self.friendly_name.unwrap_or_default(),
            created_at: self.created_at,
            verified_at: Some(self.updated_at),
            last_step: None,
        }
    }
}
