//! Social sign-in.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use domain_identity::{EmailLinkService, FailedCallback, OAuthCallback, SocialSignInService, SocialStart};
use serde::Deserialize;
use utoipa::IntoParams;

use super::dto::Challenge;
use super::names::ChallengeMethod;
use super::problem::{self, AuthProblem};
use crate::http::api::identity::social_redirect::{self, see_other};
use crate::http::api::names::ChosenRole;
use crate::http::edge::caller::RequestOrigin;
use crate::http::edge::error::{ApiError, ApiResult};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AuthorizeQuery {
    #[param(example = "google")]
    provider: String,
    redirect_to: Option<String>,
    /// The role of a new account.
    #[param(value_type = Option<ChosenRole>, inline)]
    role: Option<String>,
    code_challenge: Option<String>,
    #[param(value_type = Option<ChallengeMethod>, inline)]
    code_challenge_method: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CallbackQuery {
    state: Option<String>,
    code: Option<String>,
    /// The error that the issuer reports.
    error: Option<String>,
}

/// Start a sign-in at an issuer.
#[utoipa::path(
    tag = "supabase auth",
    params(AuthorizeQuery),
    responses(
        (status = 303, description = "to the issuer"),
        (status = 400, body = AuthProblem, description = "the issuer is not configured"),
        (status = 503, body = AuthProblem, description = "the issuer cannot be reached")
    )
)]
#[get("/auth/v1/authorize")]
pub(super) async fn authorize(
    social: Data<SocialSignInService>,
    query: Query<AuthorizeQuery>,
) -> ApiResult<HttpResponse> {
    let AuthorizeQuery { provider, redirect_to, role, code_challenge, code_challenge_method } = query.into_inner();
    let challenge = Challenge { code_challenge, code_challenge_method }.tagged();
    social_redirect::to_issuer(&social, SocialStart { provider, redirect_to, role, challenge, link_to: None }).await
}

/// Handle the issuer's callback: redirects the browser with tokens or an authorization code.
#[utoipa::path(
    tag = "supabase auth",
    params(CallbackQuery),
    responses(
        (status = 303, description = "to `redirect_to`, with tokens, a code or an error"),
        (status = 400, body = AuthProblem)
    )
)]
#[get("/auth/v1/callback")]
pub(super) async fn callback(
    request: HttpRequest,
    links: Data<EmailLinkService>,
    social: Data<SocialSignInService>,
    RequestOrigin(origin): RequestOrigin,
    query: Query<CallbackQuery>,
) -> ApiResult<HttpResponse> {
    let secret = social_redirect::state_cookie(&request);
    let callback = OAuthCallback {
        state: query.state.as_deref().unwrap_or_default(),
        code: query.code.as_deref().filter(|_| query.error.is_none()),
        state_cookie: secret.as_deref(),
    };
    let to = match social.callback(callback, &origin).await {
        Ok(to) => to,
        Err(FailedCallback { error, redirect_to }) => {
            let error = ApiError::from(error);
            links.error_redirect(redirect_to.as_deref(), problem::code(&error), error.detail())?
        }
    };
    let mut response = see_other(to.as_str());
    social_redirect::clear_state_cookie(&mut response);
    Ok(response)
}
