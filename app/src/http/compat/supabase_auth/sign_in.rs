//! Registration, sign-in and sign-out.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpResponse, post};
use domain_identity::{
    AccountService, IdentityError, Registration, RegistrationOutcome, RegistrationService, SessionService,
    SignInService, SignOut,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use super::dto::{Challenge, RedirectQuery, Session, SignUp, User};
use super::names::{GrantType, SignOutScope};
use super::problem::AuthProblem;
use crate::http::Context;
use crate::http::api::identity::tokens;
use crate::http::edge::caller::{Authenticated, RequestOrigin};
use crate::http::edge::error::{ApiError, ApiResult};

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthSignUpRequest)]
pub(super) struct SignUpRequest {
    #[schema(example = "ada@example.org")]
    email: String,
    #[schema(format = Password, example = "correct horse battery")]
    password: String,
    /// The user's metadata. `role` (`seeker` or `provider`) and `full_name` set the account's role and name.
    #[serde(default)]
    #[schema(value_type = Object)]
    data: Map<String, Value>,
    #[serde(flatten)]
    challenge: Challenge,
}

/// The grant type.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GrantQuery {
    #[param(value_type = GrantType, inline)]
    grant_type: String,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthTokenRequest)]
pub(super) struct TokenRequest {
    #[schema(example = "ada@example.org")]
    email: Option<String>,
    #[schema(format = Password, example = "correct horse battery")]
    password: Option<String>,
    refresh_token: Option<String>,
    auth_code: Option<String>,
    code_verifier: Option<String>,
}

/// The sessions to end.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ScopeQuery {
    /// The default is `global`.
    #[param(value_type = Option<SignOutScope>, inline)]
    scope: Option<String>,
}

/// Register.
#[utoipa::path(
    tag = "supabase auth",
    params(RedirectQuery),
    responses(
        (status = 200, body = SignUp),
        (status = 422, body = AuthProblem, description = "the address is taken, or the password is too weak")
    )
)]
#[post("/auth/v1/signup")]
pub(super) async fn signup(
    accounts: Data<AccountService>,
    registrations: Data<RegistrationService>,
    context: Data<Context>,
    RequestOrigin(origin): RequestOrigin,
    query: Query<RedirectQuery>,
    Json(mut request): Json<SignUpRequest>,
) -> ApiResult<Json<SignUp>> {
    let mut text = |name| request.data.remove(name).and_then(|value| value.as_str().map(str::to_owned));
    let registration = Registration {
        role: text("role"),
        full_name: text("full_name").or_else(|| text("name")),
        email: request.email,
        password: request.password,
        metadata: request.data,
        redirect_to: query.into_inner().redirect_to,
        challenge: request.challenge.tagged(),
        origin,
    };
    Ok(Json(match registrations.register(registration).await? {
        RegistrationOutcome::SignedIn(signed_in) => {
            SignUp::Session(Box::new(Session::of(&accounts, *signed_in).await?))
        }
        RegistrationOutcome::ConfirmationRequired(email) => {
            let (id, now) = (context.container.new_id(), context.container.now());
            SignUp::User(Box::new(User::unconfirmed(id, email.as_str(), now)))
        }
    }))
}

/// Sign in, refresh the tokens, or exchange an authorization code.
#[utoipa::path(tag = "supabase auth", params(GrantQuery), responses((status = 200, body = Session)))]
#[post("/auth/v1/token")]
pub(super) async fn token(
    accounts: Data<AccountService>,
    sign_in: Data<SignInService>,
    sessions: Data<SessionService>,
    RequestOrigin(origin): RequestOrigin,
    query: Query<GrantQuery>,
    Json(request): Json<TokenRequest>,
) -> ApiResult<Json<Session>> {
    let needed = |value: Option<String>, name: &str| {
        value.ok_or_else(|| ApiError::bad_request(format!("the body must have `{name}`")))
    };
    let signed_in = match query.grant_type.as_str() {
        "password" => {
            let (email, password) = (needed(request.email, "email")?, needed(request.password, "password")?);
            sign_in.login(&email, &password, &origin).await
        }
        "refresh_token" => sessions.refresh(&needed(request.refresh_token, "refresh_token")?).await,
        "pkce" => {
            let code = needed(request.auth_code, "auth_code")?;
            let verifier = needed(request.code_verifier, "code_verifier")?;
            sign_in.exchange_code(&code, &verifier, &origin).await
        }
        other => return Err(ApiError::bad_request(format!("there is no grant type `{other}`"))),
    };
    let signed_in = signed_in.map_err(|error| match (error, query.grant_type.as_str()) {
        // With this code a client deletes its session.
        (IdentityError::InvalidToken, "refresh_token") => ApiError::from(IdentityError::InvalidToken)
            .with_contract_code(StatusCode::BAD_REQUEST, "refresh_token_not_found"),
        (IdentityError::InvalidToken, _) => ApiError::from(IdentityError::InvalidToken)
            .with_contract_code(StatusCode::BAD_REQUEST, "flow_state_not_found"),
        (error, _) => error.into(),
    });
    Ok(Json(Session::of(&accounts, signed_in?).await?))
}

/// Sign out.
#[utoipa::path(tag = "supabase auth", params(ScopeQuery), responses((status = 204, description = "signed out")))]
#[post("/auth/v1/logout")]
pub(super) async fn logout(
    sessions: Data<SessionService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    query: Query<ScopeQuery>,
) -> ApiResult<HttpResponse> {
    let which = match query.scope.as_deref() {
        None | Some("global") => SignOut::Everywhere,
        Some("local") => SignOut::This,
        Some("others") => SignOut::Others,
        Some(other) => return Err(ApiError::bad_request(format!("there is no scope `{other}`"))),
    };
    sessions.sign_out(&who, which).await?;
    context.token_cache.invalidate(who.principal.account_id);
    let mut response = HttpResponse::NoContent();
    if which != SignOut::Others {
        tokens::clear_browser_state(&context, &mut response);
    }
    Ok(response.finish())
}
