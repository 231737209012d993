//! Registering and signing in.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, post};
use domain_identity::{IdentityService, Registration, SignedIn};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::dto::Done;
use crate::http::error::{ApiResult, Problem};

/// What somebody says about themselves. There is no field for anything else: a role stands in `metadata`, and can only be
/// seeker or provider (AZ-02).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterRequest {
    #[schema(example = "ada@example.org")]
    email: String,
    /// At least 8 characters; every one of them counts.
    #[schema(format = Password, example = "correct horse battery")]
    password: String,
    #[serde(default)]
    metadata: RegisterMetadata,
}

/// What clients send along. Facts nobody asked for are left aside.
#[derive(Deserialize, Default, ToSchema)]
pub(super) struct RegisterMetadata {
    /// `seeker` or `provider`
    role: Option<String>,
    full_name: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LoginRequest {
    #[schema(example = "ada@example.org")]
    email: String,
    #[schema(format = Password, example = "correct horse battery")]
    password: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RefreshRequest {
    refresh_token: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InvitationRequest {
    /// As `jobwright admin create` prints it.
    token: String,
    #[schema(format = Password)]
    password: String,
}

/// A sign-in.
#[derive(Serialize, ToSchema)]
pub(super) struct Tokens {
    user_id: Uuid,
    email: String,
    role: String,
    /// Good for 15 minutes.
    access_token: String,
    /// Gets the next pair; good for 7 days.
    refresh_token: String,
}

impl From<SignedIn> for Tokens {
    fn from(signed_in: SignedIn) -> Self {
        Self {
            user_id: signed_in.account.id.0,
            email: signed_in.account.email.as_str().to_owned(),
            role: signed_in.account.role.to_string(),
            access_token: signed_in.access_token,
            refresh_token: signed_in.refresh_token,
        }
    }
}

/// Open an account and sign in.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = Tokens),
        (status = 409, body = Problem, description = "the address is taken"),
        (status = 422, body = Problem)
    )
)]
#[post("/auth/register")]
pub(super) async fn register(
    identity: Data<IdentityService>,
    Json(request): Json<RegisterRequest>,
) -> ApiResult<Json<Tokens>> {
    let RegisterRequest { email, password, metadata: RegisterMetadata { role, full_name } } = request;
    let signed_in = identity.register(Registration { email, password, role, full_name }).await?;
    Ok(Json(signed_in.into()))
}

/// Sign in.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Tokens), (status = 401, body = Problem)))]
#[post("/auth/login")]
pub(super) async fn login(
    identity: Data<IdentityService>,
    Json(request): Json<LoginRequest>,
) -> ApiResult<Json<Tokens>> {
    let signed_in = identity.login(&request.email, &request.password).await?;
    Ok(Json(signed_in.into()))
}

/// Get the next pair of tokens.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Tokens), (status = 401, body = Problem)))]
#[post("/auth/refresh")]
pub(super) async fn refresh(
    identity: Data<IdentityService>,
    Json(request): Json<RefreshRequest>,
) -> ApiResult<Json<Tokens>> {
    let signed_in = identity.refresh(&request.refresh_token).await?;
    Ok(Json(signed_in.into()))
}

/// End a sign-in: its tokens are worthless from then on.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Done), (status = 401, body = Problem)))]
#[post("/auth/logout")]
pub(super) async fn logout(
    identity: Data<IdentityService>,
    Json(request): Json<RefreshRequest>,
) -> ApiResult<HttpResponse> {
    identity.logout(&request.refresh_token).await?;
    Ok(HttpResponse::Ok().json(Done { message: "Successfully signed out".to_owned() }))
}

/// Set the password of an invited administrator and sign in. Works once.
#[utoipa::path(
    tag = "accounts",
    responses((status = 200, body = Tokens), (status = 401, body = Problem), (status = 422, body = Problem))
)]
#[post("/auth/accept-invitation")]
pub(super) async fn accept_invitation(
    identity: Data<IdentityService>,
    Json(request): Json<InvitationRequest>,
) -> ApiResult<Json<Tokens>> {
    let signed_in = identity.accept_invitation(&request.token, &request.password).await?;
    Ok(Json(signed_in.into()))
}
