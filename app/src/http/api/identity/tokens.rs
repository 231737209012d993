//! Sign-in requests and responses of every contract but Supabase's: tokens in the body, and for browsers also in
//! cookies.

use actix_web::http::header::HeaderName;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use domain_identity::{
    IssuedSession, Registration, RegistrationOutcome, RegistrationService, SessionService, SignInService,
};
use domain_model::identity::account::EmailAddress;
use domain_model::identity::session::Origin;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Context;
use crate::http::api::done::Done;
use crate::http::api::names::RoleName;
use crate::http::edge::cookies;
use crate::http::edge::error::ApiResult;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LoginRequest)]
pub(in crate::http) struct Credentials {
    #[schema(example = "ada@example.org")]
    pub(in crate::http) email: String,
    #[schema(format = Password, example = "correct horse battery")]
    pub(in crate::http) password: String,
}

#[derive(Deserialize, Default, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct RefreshRequest {
    /// Optional in browsers, which send it as a cookie.
    refresh_token: Option<String>,
}

impl RefreshRequest {
    /// The token in the body, or else in the cookie.
    pub(in crate::http) fn token(self, request: &HttpRequest, context: &Context) -> ApiResult<String> {
        cookies::refresh_token_of(request, context, self.refresh_token)
    }
}

/// A session with its tokens.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Tokens {
    user_id: Uuid,
    email: String,
    role: RoleName,
    /// Valid for 15 minutes.
    access_token: String,
    /// Valid for 7 days, for the next pair of tokens.
    refresh_token: String,
    /// Whether the second factor must be verified before anything else.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    mfa_required: bool,
}

/// The address must be verified first.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct ConfirmFirst {
    #[schema(example = "open the link in the mail we sent you, and sign in then")]
    message: &'static str,
    email: String,
}

impl Tokens {
    pub(in crate::http) fn new(signed_in: &IssuedSession, mfa_required: bool) -> Self {
        Self {
            user_id: signed_in.account.id.0,
            email: signed_in.account.email.as_str().to_owned(),
            role: signed_in.account.role.into(),
            access_token: signed_in.access_token.clone(),
            refresh_token: signed_in.refresh_token.clone(),
            mfa_required,
        }
    }
}

/// A response with the session cookies, if the client is a browser.
pub(in crate::http) fn with_cookies(
    request: &HttpRequest,
    context: &Context,
    signed_in: &IssuedSession,
    body: &impl Serialize,
) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    for cookie in cookies::of_sign_in(request, context, signed_in) {
        response.cookie(cookie);
    }
    response.json(body)
}

/// The response with the tokens of a session.
pub(in crate::http) fn respond(request: &HttpRequest, context: &Context, signed: &IssuedSession) -> HttpResponse {
    with_cookies(request, context, signed, &Tokens::new(signed, signed.is_mfa_pending))
}

/// Registers an account.
pub(in crate::http) async fn register(
    request: &HttpRequest,
    context: &Context,
    registrations: &RegistrationService,
    registration: Registration,
) -> ApiResult<HttpResponse> {
    match registrations.register(registration).await? {
        RegistrationOutcome::SignedIn(signed_in) => Ok(respond(request, context, &signed_in)),
        RegistrationOutcome::ConfirmationRequired(email) => Ok(confirm_first(&email)),
    }
}

/// Signs in with a password.
pub(in crate::http) async fn login(
    request: &HttpRequest,
    context: &Context,
    sign_in: &SignInService,
    credentials: &Credentials,
    origin: &Origin,
) -> ApiResult<HttpResponse> {
    let signed_in = sign_in.login(&credentials.email, &credentials.password, origin).await?;
    Ok(respond(request, context, &signed_in))
}

/// Exchanges a refresh token for the next pair of tokens.
pub(in crate::http) async fn refresh(
    request: &HttpRequest,
    context: &Context,
    sessions: &SessionService,
    body: RefreshRequest,
) -> ApiResult<HttpResponse> {
    let signed_in = sessions.refresh(&body.token(request, context)?).await?;
    Ok(respond(request, context, &signed_in))
}

/// The response when the address must be verified first.
pub(in crate::http) fn confirm_first(email: &EmailAddress) -> HttpResponse {
    HttpResponse::Accepted().json(ConfirmFirst {
        message: "open the link in the mail we sent you, and sign in then",
        email: email.as_str().to_owned(),
    })
}

/// The response to a sign-out.
pub(in crate::http) fn signed_out(context: &Context) -> HttpResponse {
    clear_browser_state(context, &mut HttpResponse::Ok()).json(Done { message: "Successfully signed out".to_owned() })
}

/// Deletes our cookies and the storage of our pages, where clients of Supabase Auth keep their tokens, when a session has
/// ended. Not `"cookies"`, which would delete those of other programs under the same registered domain. Not `"cache"`,
/// which holds nothing of ours (`no-store`) and takes seconds to clear.
pub(in crate::http) fn clear_browser_state<'r>(
    context: &Context,
    response: &'r mut HttpResponseBuilder,
) -> &'r mut HttpResponseBuilder {
    for cookie in cookies::of_sign_out(context) {
        response.cookie(cookie);
    }
    response.insert_header((HeaderName::from_static("clear-site-data"), "\"storage\""))
}
