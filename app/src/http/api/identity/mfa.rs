//! Second factors.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use chrono::{DateTime, Utc};
use domain_identity::SecondFactorService;
use domain_model::identity::factor::Factor;
use domain_model::kernel::id::FactorId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Context;
use crate::http::api::identity::tokens::{self, Tokens};
use crate::http::edge::caller::Authenticated;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::paging::ListPage;
use crate::http::pages::qr_code;

/// A second factor.
#[derive(Serialize, ToSchema)]
pub(super) struct SecondFactor {
    id: Uuid,
    name: String,
    is_verified: bool,
    created_at: DateTime<Utc>,
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct EnrollRequest {
    /// A name of your choice.
    #[schema(example = "my phone")]
    name: Option<String>,
}

/// An unverified factor with its secret, which cannot be read again.
#[derive(Serialize, ToSchema)]
pub(super) struct Enrollment {
    id: Uuid,
    /// The secret, for typing into an authenticator.
    secret: String,
    uri: String,
    /// The URI as a QR code, SVG.
    qr_code: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeProof {
    /// Optional when the account has one factor.
    factor_id: Option<Uuid>,
    #[schema(example = "123456")]
    code: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecoveryProof {
    #[schema(example = "01234-56789-abcde-f0123")]
    code: String,
}

/// The tokens of a session with the higher assurance level. The old ones are revoked.
#[derive(Serialize, ToSchema)]
pub(super) struct FactorProved {
    #[serde(flatten)]
    tokens: Tokens,
    /// Only after the first code: recovery codes for a lost factor, which cannot be read again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recovery_codes: Vec<String>,
}

/// Recovery codes for a lost factor, which cannot be read again.
#[derive(Serialize, ToSchema)]
pub(super) struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

impl From<Factor> for SecondFactor {
    fn from(factor: Factor) -> Self {
        Self {
            id: factor.id.0,
            name: factor.name,
            is_verified: factor.verified_at.is_some(),
            created_at: factor.created_at,
        }
    }
}

/// List the caller's second factors.
#[utoipa::path(tag = "accounts", responses((status = 200, body = ListPage<SecondFactor>)))]
#[get("/api/v1/auth/mfa")]
pub(super) async fn list(
    second_factors: Data<SecondFactorService>,
    Authenticated(who): Authenticated,
) -> ApiResult<Json<ListPage<SecondFactor>>> {
    Ok(Json(ListPage::whole(second_factors.factors(&who).await?)))
}

/// Add a second factor. Sign-in requires it once its first code is verified.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Enrollment), (status = 409, body = Problem)))]
#[post("/api/v1/auth/mfa/enroll")]
pub(super) async fn enroll(
    second_factors: Data<SecondFactorService>,
    Authenticated(who): Authenticated,
    Json(request): Json<EnrollRequest>,
) -> ApiResult<Json<Enrollment>> {
    let enrolment = second_factors.enrol_factor(&who, request.name).await?;
    let qr_code = qr_code::svg(&enrolment.uri)?;
    Ok(Json(Enrollment { id: enrolment.factor.id.0, secret: enrolment.secret, uri: enrolment.uri, qr_code }))
}

/// Verify a code of a second factor.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = FactorProved),
        (status = 404, body = Problem),
        (status = 422, body = Problem, description = "the code is wrong, expired or used")
    )
)]
#[post("/api/v1/auth/mfa/verify")]
pub(super) async fn verify(
    request: HttpRequest,
    context: Data<Context>,
    second_factors: Data<SecondFactorService>,
    Authenticated(who): Authenticated,
    Json(proof): Json<CodeProof>,
) -> ApiResult<HttpResponse> {
    let id = match proof.factor_id {
        Some(id) => FactorId(id),
        None => match second_factors.factors(&who).await?.as_slice() {
            [factor] => factor.id,
            [] => return Err(ApiError::not_found("there is no second factor")),
            _ => return Err(ApiError::validation("there are several factors; say which with `factor_id`")),
        },
    };
    let (signed_in, codes) = second_factors.prove_factor(&who, id, &proof.code).await?;
    context.token_cache.invalidate(who.principal.account_id);
    let body = FactorProved { tokens: Tokens::new(&signed_in, false), recovery_codes: codes };
    Ok(tokens::with_cookies(&request, &context, &signed_in, &body))
}

/// Use a recovery code in place of the second factor. It works once.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Tokens)))]
#[post("/api/v1/auth/mfa/recover")]
pub(super) async fn recover(
    request: HttpRequest,
    context: Data<Context>,
    second_factors: Data<SecondFactorService>,
    Authenticated(who): Authenticated,
    Json(proof): Json<RecoveryProof>,
) -> ApiResult<HttpResponse> {
    let signed_in = second_factors.use_recovery_code(&who, &proof.code).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(tokens::respond(&request, &context, &signed_in))
}

/// Replace the recovery codes.
#[utoipa::path(tag = "accounts", responses((status = 200, body = RecoveryCodes)))]
#[post("/api/v1/auth/mfa/recovery-codes")]
pub(super) async fn recovery_codes(
    second_factors: Data<SecondFactorService>,
    Authenticated(who): Authenticated,
) -> ApiResult<Json<RecoveryCodes>> {
    Ok(Json(RecoveryCodes { recovery_codes: second_factors.new_recovery_codes(&who).await? }))
}

/// Remove a second factor.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path)), responses((status = 204, description = "it is gone")))]
#[delete("/api/v1/auth/mfa/{id}")]
pub(super) async fn remove(
    second_factors: Data<SecondFactorService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    second_factors.remove_factor(&who, FactorId(*id)).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(HttpResponse::NoContent().finish())
}
