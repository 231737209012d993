//! Registration, sign-in, sign-out, and changes of credentials.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post};
use domain_identity::{
    AccountService, LinkRequest, Registration, RegistrationService, SessionService, SignInService, SignOut,
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::http::Context;
use crate::http::api::done::Done;
use crate::http::api::identity::tokens::{self, ConfirmFirst, Credentials, RefreshRequest, Tokens};
use crate::http::api::names::ChosenRole;
use crate::http::edge::caller::{Authenticated, RequestOrigin};
use crate::http::edge::error::{ApiResult, Problem};

/// A registration. The role can only be seeker or provider, and other fields are refused (AZ-02).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAccount {
    #[schema(example = "ada@example.org")]
    email: String,
    /// At least 8 characters, none of which is removed.
    #[schema(format = Password, example = "correct horse battery")]
    password: String,
    #[schema(value_type = Option<ChosenRole>)]
    role: Option<String>,
    full_name: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordProof {
    #[schema(format = Password)]
    password: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordChange {
    #[schema(format = Password)]
    old_password: String,
    #[schema(format = Password)]
    new_password: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EmailChange {
    #[schema(example = "ada@example.net")]
    email: String,
}

/// Register and sign in.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = Tokens),
        (status = 202, body = ConfirmFirst, description = "the address must be verified first; the same response whether or not it is taken"),
        (status = 409, body = Problem, description = "the address is taken")
    )
)]
#[post("/api/v1/auth/register")]
pub(super) async fn register(
    request: HttpRequest,
    context: Data<Context>,
    registrations: Data<RegistrationService>,
    RequestOrigin(origin): RequestOrigin,
    Json(new): Json<NewAccount>,
) -> ApiResult<HttpResponse> {
    let NewAccount { email, password, role, full_name } = new;
    let registration = Registration { email, password, role, full_name, origin, ..Registration::default() };
    tokens::register(&request, &context, &registrations, registration).await
}

/// Sign in. An account with a second factor must then verify it.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = Tokens),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[post("/api/v1/auth/login")]
pub(super) async fn login(
    request: HttpRequest,
    context: Data<Context>,
    sign_in: Data<SignInService>,
    RequestOrigin(origin): RequestOrigin,
    Json(credentials): Json<Credentials>,
) -> ApiResult<HttpResponse> {
    tokens::login(&request, &context, &sign_in, &credentials, &origin).await
}

/// Exchange a refresh token for the next pair of tokens.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = Tokens),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[post("/api/v1/auth/refresh")]
pub(super) async fn refresh(
    request: HttpRequest,
    context: Data<Context>,
    sessions: Data<SessionService>,
    Json(body): Json<RefreshRequest>,
) -> ApiResult<HttpResponse> {
    tokens::refresh(&request, &context, &sessions, body).await
}

/// Sign out.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Done)))]
#[post("/api/v1/auth/logout")]
pub(super) async fn logout(
    context: Data<Context>,
    sessions: Data<SessionService>,
    Authenticated(who): Authenticated,
) -> ApiResult<HttpResponse> {
    sessions.sign_out(&who, SignOut::This).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(tokens::signed_out(&context))
}

/// Verify the password again, before a sensitive operation. Returns new tokens and revokes the old ones.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Tokens)))]
#[post("/api/v1/auth/reauthenticate")]
pub(super) async fn reauthenticate(
    request: HttpRequest,
    context: Data<Context>,
    sign_in: Data<SignInService>,
    RequestOrigin(origin): RequestOrigin,
    Authenticated(who): Authenticated,
    Json(proof): Json<PasswordProof>,
) -> ApiResult<HttpResponse> {
    let signed_in = sign_in.reauthenticate(&who, &proof.password, &origin).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(tokens::respond(&request, &context, &signed_in))
}

/// Change the caller's password. Ends all other sessions.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Done)))]
#[post("/api/v1/auth/change-password")]
pub(super) async fn change_password(
    context: Data<Context>,
    accounts: Data<AccountService>,
    RequestOrigin(origin): RequestOrigin,
    Authenticated(who): Authenticated,
    Json(change): Json<PasswordChange>,
) -> ApiResult<Json<Done>> {
    accounts.change_password(&who, Some(&change.old_password), &change.new_password, &origin).await?;
    context.token_cache.invalidate(who.principal.account_id);
    Ok(Json(Done { message: "the password is changed, and all other sign-ins have ended".to_owned() }))
}

/// Request a change of the caller's address. The link in the mail to the new address confirms it.
#[utoipa::path(tag = "accounts", responses((status = 202, body = Done)))]
#[post("/api/v1/auth/change-email")]
pub(super) async fn change_email(
    accounts: Data<AccountService>,
    Authenticated(who): Authenticated,
    Json(change): Json<EmailChange>,
) -> ApiResult<HttpResponse> {
    accounts.change_email(&who, LinkRequest::to(change.email)).await?;
    Ok(HttpResponse::Accepted().json(Done { message: "open the link in the mail to the new address".to_owned() }))
}
