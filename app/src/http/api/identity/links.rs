//! Password reset and email verification.

use actix_web::http::header::ACCEPT;
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpRequest, HttpResponse, get, post};
use domain_identity::{EmailLinkService, LinkRequest, PresentedSecret, Purpose, RegistrationService};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::http::Context;
use crate::http::api::done::Done;
use crate::http::api::identity::social_redirect::see_other;
use crate::http::api::identity::tokens::{self, Tokens};
use crate::http::edge::caller::RequestOrigin;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::pages::from_mail;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ForgottenPassword {
    #[schema(example = "ada@example.org")]
    email: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordReset {
    /// The secret of the link in the mail. Alternatively `code` and `email`.
    token: Option<String>,
    /// The code in the mail, with `email`.
    code: Option<String>,
    email: Option<String>,
    #[schema(format = Password)]
    password: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EmailVerification {
    /// The secret of the link in the mail. Alternatively `code` and `email`.
    token: Option<String>,
    /// The code in the mail, with `email`.
    code: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TokenQuery {
    /// The secret of the link in the mail.
    token: String,
}

fn presented<'a>(
    token: Option<&'a String>,
    code: Option<&'a String>,
    email: Option<&'a String>,
) -> ApiResult<PresentedSecret<'a>> {
    match (token, email, code) {
        (Some(token), ..) => Ok(PresentedSecret::Link(token)),
        (None, Some(email), Some(code)) => Ok(PresentedSecret::Code { email, code }),
        _ => Err(ApiError::validation("send `token`, or `email` and `code`")),
    }
}

/// Mail a link and a code to set a new password. The response is the same for every address.
#[utoipa::path(tag = "accounts", responses((status = 202, body = Done)))]
#[post("/api/v1/auth/forgot-password")]
pub(super) async fn forgot_password(
    registrations: Data<RegistrationService>,
    Json(request): Json<ForgottenPassword>,
) -> ApiResult<HttpResponse> {
    registrations.recover(LinkRequest::to(request.email)).await?;
    let message = "if there is an account with this address, a mail is on its way to it".to_owned();
    Ok(HttpResponse::Accepted().json(Done { message }))
}

/// Set a new password with the link or the code of the mail. Ends all sessions.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = Done),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[post("/api/v1/auth/reset-password")]
pub(super) async fn reset_password(
    context: Data<Context>,
    registrations: Data<RegistrationService>,
    Json(request): Json<PasswordReset>,
) -> ApiResult<Json<Done>> {
    let secret = presented(request.token.as_ref(), request.code.as_ref(), request.email.as_ref())?;
    registrations.reset_password(secret, &request.password).await?;
    context.token_cache.invalidate_all();
    Ok(Json(Done { message: "the password is set; sign in with it".to_owned() }))
}

/// Verify an address with the link or the code of the mail, and sign in.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = Tokens),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[post("/api/v1/auth/verify-email")]
pub(super) async fn verify_email(
    request: HttpRequest,
    context: Data<Context>,
    links: Data<EmailLinkService>,
    RequestOrigin(origin): RequestOrigin,
    Json(body): Json<EmailVerification>,
) -> ApiResult<HttpResponse> {
    let secret = presented(body.token.as_ref(), body.code.as_ref(), body.email.as_ref())?;
    let signed_in = links.verify(Purpose::Verification, secret, &origin).await?;
    Ok(tokens::respond(&request, &context, &signed_in))
}

/// Verify an address with a link. Browsers are redirected to a page that asks for confirmation.
#[utoipa::path(
    tag = "accounts",
    params(TokenQuery),
    responses(
        (status = 200, body = Tokens),
        (status = 303, description = "to the page, for browsers"),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[get("/api/v1/auth/verify-email")]
pub(super) async fn open_verification(
    request: HttpRequest,
    context: Data<Context>,
    links: Data<EmailLinkService>,
    RequestOrigin(origin): RequestOrigin,
    query: Query<TokenQuery>,
) -> ApiResult<HttpResponse> {
    let accepts = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    if accepts.contains("text/html") {
        return Ok(see_other(from_mail::address(&context, &query.token, Purpose::Verification)?.as_str()));
    }
    let signed_in = links.verify(Purpose::Verification, PresentedSecret::Link(&query.token), &origin).await?;
    Ok(tokens::respond(&request, &context, &signed_in))
}
