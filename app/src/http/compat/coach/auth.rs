//! Registration and sign-in.

use actix_web::web::{Data, Json, Query};
use actix_web::{HttpRequest, HttpResponse, get, post};
use domain_identity::{
    AdministrationService, Registration, RegistrationService, SessionService, SignInService, SocialSignInService,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::dto::ProfileFields;
use crate::http::Context;
use crate::http::api::done::Done;
use crate::http::api::identity::social_redirect::{self, AuthorizationQuery};
use crate::http::api::identity::tokens::{self, ConfirmFirst, Credentials, RefreshRequest, Tokens};
use crate::http::api::names::ChosenRole;
use crate::http::edge::caller::RequestOrigin;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::optional_json::OptionalJson;

/// The registration of a new account. There is no field for anything else: a role stands in `metadata`, and can only be
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

/// Profile data, stored for display. Unknown members are ignored.
#[derive(Deserialize, Default, ToSchema)]
pub(super) struct RegisterMetadata {
    #[schema(value_type = Option<ChosenRole>)]
    role: Option<String>,
    full_name: Option<String>,
    #[serde(flatten)]
    profile: ProfileFields,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InvitationRequest {
    /// As `jobwright admin create` prints it.
    token: String,
    #[schema(format = Password)]
    password: String,
}

/// Open an account and sign in.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = Tokens),
        (status = 202, body = ConfirmFirst, description = "where mail has to arrive first: the same for every address"),
        (status = 409, body = Problem, description = "the address is taken")
    )
)]
#[post("/auth/register")]
pub(super) async fn register(
    request: HttpRequest,
    context: Data<Context>,
    registrations: Data<RegistrationService>,
    RequestOrigin(origin): RequestOrigin,
    Json(body): Json<RegisterRequest>,
) -> ApiResult<HttpResponse> {
    let RegisterRequest { email, password, metadata: RegisterMetadata { role, full_name, profile } } = body;
    let metadata = profile.into_metadata();
    let registration = Registration { email, password, role, full_name, metadata, origin, ..Registration::default() };
    tokens::register(&request, &context, &registrations, registration).await
}

/// Sign in. With a second factor, prove it next.
#[utoipa::path(
    tag = "accounts",
    responses(
        (status = 200, body = Tokens),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[post("/auth/login")]
pub(super) async fn login(
    request: HttpRequest,
    context: Data<Context>,
    sign_in: Data<SignInService>,
    RequestOrigin(origin): RequestOrigin,
    Json(credentials): Json<Credentials>,
) -> ApiResult<HttpResponse> {
    tokens::login(&request, &context, &sign_in, &credentials, &origin).await
}

/// Get the next pair of tokens.
#[utoipa::path(
    tag = "accounts",
    request_body = Option<RefreshRequest>,
    responses(
        (status = 200, body = Tokens),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[post("/auth/refresh")]
pub(super) async fn refresh(
    request: HttpRequest,
    context: Data<Context>,
    sessions: Data<SessionService>,
    OptionalJson(body): OptionalJson<RefreshRequest>,
) -> ApiResult<HttpResponse> {
    tokens::refresh(&request, &context, &sessions, body).await
}

/// End a sign-in: its tokens are worthless from then on.
#[utoipa::path(
    tag = "accounts",
    request_body = Option<RefreshRequest>,
    responses(
        (status = 200, body = Done),
        (status = 401, body = Problem),
        (status = 403, body = Problem)
    )
)]
#[post("/auth/logout")]
pub(super) async fn logout(
    request: HttpRequest,
    context: Data<Context>,
    sessions: Data<SessionService>,
    OptionalJson(body): OptionalJson<RefreshRequest>,
) -> ApiResult<HttpResponse> {
    let token = body.token(&request, &context)?;
    if let Some(account) = sessions.logout(&token).await? {
        context.token_cache.invalidate(account);
    }
    Ok(tokens::signed_out(&context))
}

/// Set the password of an invited administrator and sign in. Works once.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Tokens), (status = 401, body = Problem)))]
#[post("/auth/accept-invitation")]
pub(super) async fn accept_invitation(
    request: HttpRequest,
    context: Data<Context>,
    administration: Data<AdministrationService>,
    RequestOrigin(origin): RequestOrigin,
    Json(body): Json<InvitationRequest>,
) -> ApiResult<HttpResponse> {
    let signed_in = administration.accept_invitation(&body.token, &body.password, &origin).await?;
    Ok(tokens::respond(&request, &context, &signed_in))
}

/// Go to Google and sign in there.
#[utoipa::path(
    tag = "accounts",
    params(AuthorizationQuery),
    responses(
        (status = 303, description = "to Google, and from there back to `redirect_to` with tokens behind the `#`"),
        (status = 404, body = Problem, description = "not offered here"),
        (status = 503, body = Problem, description = "Google cannot be reached")
    )
)]
#[get("/auth/google/login")]
pub(super) async fn google(
    social: Data<SocialSignInService>,
    context: Data<Context>,
    query: Query<AuthorizationQuery>,
) -> ApiResult<HttpResponse> {
    let query = query.into_inner().or_back_to(context.spa_callback());
    social_redirect::to_issuer(&social, query.to("google")).await
}
