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

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct RefreshRequest {
    /// Not needed by a browser, which sends it as a cookie.
    refresh_token: Option<String>,
}

impl RefreshRequest {
    /// The token that was sent, or else the browser's.
    pub(in crate::http) fn token(self, request: &HttpRequest, context: &Context) -> ApiResult<String> {
        cookies::given_or_kept(request, context, self.refresh_token)
    }
}

/// A sign-in.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct Tokens {
    user_id: Uuid,
    email: String,
    role: RoleName,
    /// Good for 15 minutes.
    access_token: String,
    /// Gets the next pair; good for 7 days.
    refresh_token: String,
    /// Has the second factor still to be proved before anything else can be done?
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    mfa_required: bool,
}

/// Mail has to arrive first.
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

/// A body about a sign-in, with its cookies where a browser asks.
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

/// The tokens of a sign-in.
pub(in crate::http) fn respond(request: &HttpRequest, context: &Context, signed: &IssuedSession) -> HttpResponse {
    with_cookies(request, context, signed, &Tokens::new(signed, signed.is_mfa_pending))
}

/// Opens an account.
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

/// Gets the next pair of tokens.
pub(in crate::http) async fn refresh(
    request: &HttpRequest,
    context: &Context,
    sessions: &SessionService,
    body: RefreshRequest,
) -> ApiResult<HttpResponse> {
    let signed_in = sessions.refresh(&body.token(request, context)?).await?;
    Ok(respond(request, context, &signed_in))
}

/// Nobody is in before mail has arrived.
pub(in crate::http) fn confirm_first(email: &EmailAddress) -> HttpResponse {
    HttpResponse::Accepted().json(ConfirmFirst {
        message: "open the link in the mail we sent you, and sign in then",
        email: email.as_str().to_owned(),
    })
}

/// A sign-in has ended.
pub(in crate::http) fn signed_out(context: &Context) -> HttpResponse {
    clear_browser_state(context, &mut HttpResponse::Ok()).json(Done { message: "Successfully signed out".to_owned() })
}

/// Nothing of a sign-in stays in the browser whose sign-in has ended: neither our cookies nor what our pages have stored,
/// which is where clients of Supabase Auth keep their tokens. Not `"cookies"`: those of every other program under the same
/// registered domain would go, too. Not `"cache"`: nothing of ours is in it (`no-store`), and emptying it takes seconds.
pub(in crate::http) fn clear_browser_state<'r>(
    context: &Context,
    response: &'r mut HttpResponseBuilder,
) -> &'r mut HttpResponseBuilder {
    for cookie in cookies::of_sign_out(context) {
        response.cookie(cookie);
    }
    response.insert_header((HeaderName::from_static("clear-site-data"), "\"storage\""))
}
