//! Second factors.

use actix_web::web::{Data, Json, Path};
use actix_web::{delete, post};
use domain_identity::{AccountService, SecondFactorService};
use domain_model::kernel::id::FactorId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::dto::Session;
use super::names::FactorType;
use super::problem::AuthProblem;
use crate::http::Context;
use crate::http::edge::caller::Authenticated;
use crate::http::edge::error::{ApiError, ApiResult};
use crate::http::pages::qr_code;

/// The lifetime of a challenge, in seconds.
const CHALLENGE_SECONDS: i64 = 300;

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthEnrolRequest)]
pub(super) struct EnrolRequest {
    #[schema(value_type = FactorType)]
    factor_type: String,
    friendly_name: Option<String>,
}

/// An unverified factor with its secret, which cannot be read again.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthEnrolment)]
pub(super) struct Enrolled {
    id: Uuid,
    #[schema(value_type = FactorType)]
    r#type: &'static str,
    friendly_name: String,
    totp: TotpSecret,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AuthTotpSecret)]
struct TotpSecret {
    /// The URI as a QR code, SVG.
    qr_code: String,
    /// The secret, for typing.
    secret: String,
    uri: String,
}

/// A challenge. It needs no state: a code works once, and attempts are counted per account.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthFactorChallenge)]
pub(super) struct Challenged {
    id: Uuid,
    #[schema(value_type = FactorType)]
    r#type: &'static str,
    expires_at: i64,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthFactorVerifyRequest)]
pub(super) struct VerifyRequest {
    #[schema(example = "123456")]
    code: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = AuthFactorRemoved)]
pub(super) struct Removed {
    id: Uuid,
}

/// Add a second factor.
#[utoipa::path(tag = "supabase auth", responses((status = 200, body = Enrolled), (status = 409, body = AuthProblem)))]
#[post("/auth/v1/factors")]
pub(super) async fn enrol(
    second_factors: Data<SecondFactorService>,
    Authenticated(who): Authenticated,
    Json(request): Json<EnrolRequest>,
) -> ApiResult<Json<Enrolled>> {
    if request.factor_type != "totp" {
        return Err(ApiError::bad_request("only `totp` factors are offered"));
    }
    let enrolment = second_factors.enrol_factor(&who, request.friendly_name).await?;
    let qr_code = qr_code::svg(&enrolment.uri)?;
    Ok(Json(Enrolled {
        id: enrolment.factor.id.0,
        r#type: "totp",
        friendly_name: enrolment.factor.name,
        totp: TotpSecret { qr_code, secret: enrolment.secret, uri: enrolment.uri },
    }))
}

/// Create a challenge for a factor.
#[utoipa::path(tag = "supabase auth", params(("id" = Uuid, Path)), responses((status = 200, body = Challenged)))]
#[post("/auth/v1/factors/{id}/challenge")]
pub(super) async fn challenge(
    second_factors: Data<SecondFactorService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
) -> ApiResult<Json<Challenged>> {
    second_factors.has_factor(&who, FactorId(*id)).await?;
    let expires_at = context.container.now().timestamp() + CHALLENGE_SECONDS;
    Ok(Json(Challenged { id: context.container.new_id(), r#type: "totp", expires_at }))
}

/// Verify a code of a factor. The first code also activates the factor.
#[utoipa::path(
    tag = "supabase auth",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Session),
        (status = 422, body = AuthProblem, description = "the code is wrong, expired or used")
    )
)]
#[post("/auth/v1/factors/{id}/verify")]
pub(super) async fn verify(
    accounts: Data<AccountService>,
    second_factors: Data<SecondFactorService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
    Json(request): Json<VerifyRequest>,
) -> ApiResult<Json<Session>> {
    let (signed_in, _) = second_factors.prove_factor(&who, FactorId(*id), &request.code).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(Json(Session::of(&accounts, signed_in).await?))
}

/// Remove a factor.
#[utoipa::path(tag = "supabase auth", params(("id" = Uuid, Path)), responses((status = 200, body = Removed)))]
#[delete("/auth/v1/factors/{id}")]
pub(super) async fn remove(
    second_factors: Data<SecondFactorService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
) -> ApiResult<Json<Removed>> {
    second_factors.remove_factor(&who, FactorId(*id)).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(Json(Removed { id: *id }))
}
