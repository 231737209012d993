//! Settings and health, which clients read before sign-in.

use actix_web::get;
use actix_web::web::{Data, Json};
use domain_identity::{SessionService, SignInService, SocialSignInService};
use ports::ClientAccess;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// The enabled sign-in methods and settings.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthSettings)]
pub(super) struct Settings {
    /// The enabled sign-in methods.
    #[schema(value_type = Object)]
    external: Value,
    disable_signup: bool,
    /// Whether a registration opens a session at once.
    mailer_autoconfirm: bool,
    phone_autoconfirm: bool,
    sms_provider: &'static str,
    /// Where pages sign in instead of here; `null` when the accounts are kept here. An addition to Supabase Auth.
    identity_provider: Option<IdentityProvider>,
}

/// The settings for the SDK of an external identity provider.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthIdentityProvider)]
struct IdentityProvider {
    #[schema(example = "supabase")]
    name: &'static str,
    #[schema(example = "https://abc.supabase.co")]
    url: String,
    /// The publishable key.
    anon_key: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AuthHealth)]
pub(super) struct Health {
    name: &'static str,
    version: &'static str,
    description: &'static str,
}

/// The enabled sign-in methods and settings.
#[utoipa::path(tag = "supabase auth", responses((status = 200, body = Settings)))]
#[get("/auth/v1/settings")]
pub(super) async fn settings(sign_in: Data<SignInService>, social: Data<SocialSignInService>) -> Json<Settings> {
    let mut external: Map<String, Value> = ["google", "github", "linkedin_oidc", "phone"]
        .map(|name| (name.to_owned(), json!(false)))
        .into_iter()
        .collect();
    external.insert("email".to_owned(), json!(true));
    external.extend(social.social_providers().await.into_iter().map(|name| (name, json!(true))));
    Json(Settings {
        external: Value::Object(external),
        disable_signup: false,
        mailer_autoconfirm: !sign_in.requires_verified_email(),
        phone_autoconfirm: false,
        sms_provider: "",
        identity_provider: sign_in.external_access().map(IdentityProvider::from),
    })
}

impl From<ClientAccess> for IdentityProvider {
    fn from(access: ClientAccess) -> Self {
        let ClientAccess { protocol, url, publishable_key } = access;
        // Clients append paths to it.
        Self { name: protocol, url: url.as_str().trim_end_matches('/').to_owned(), anon_key: publishable_key }
    }
}

/// Health check.
#[utoipa::path(tag = "supabase auth", responses((status = 200, body = Health)))]
#[get("/auth/v1/health")]
pub(super) async fn health() -> Json<Health> {
    Json(Health {
        name: "Jobwright",
        version: env!("CARGO_PKG_VERSION"),
        description: "Accounts, in the wire protocol of Supabase Auth",
    })
}

/// The public keys for verifying our tokens.
#[utoipa::path(tag = "supabase auth", responses((status = 200, body = Object)))]
#[get("/auth/v1/.well-known/jwks.json")]
pub(super) async fn jwks(sessions: Data<SessionService>) -> Json<Value> {
    Json(sessions.public_keys())
}
