//! Mails with links and codes, and their redemption.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Json, Query};
use actix_web::{HttpResponse, get, post};
use domain_identity::{
    AccountService, EmailLinkService, IdentityError, LinkRequest, PresentedSecret, Purpose, RegistrationService,
    SignInService,
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::dto::{Challenge, Empty, RedirectQuery, Session, SignUp, User};
use super::names::{LinkType, ResendType};
use super::problem::{self, AuthProblem};
use crate::http::Context;
use crate::http::api::identity::social_redirect::see_other;
use crate::http::edge::caller::RequestOrigin;
use crate::http::edge::error::{ApiError, ApiResult};
use crate::http::pages::from_mail;

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthMailRequest)]
pub(super) struct MailRequest {
    #[schema(example = "ada@example.org")]
    email: String,
    #[serde(flatten)]
    challenge: Challenge,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthResendRequest)]
pub(super) struct ResendRequest {
    #[schema(example = "ada@example.org")]
    email: String,
    #[schema(value_type = ResendType)]
    r#type: String,
    #[serde(flatten)]
    challenge: Challenge,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = AuthVerifyRequest)]
pub(super) struct VerifyRequest {
    #[schema(value_type = LinkType)]
    r#type: String,
    /// The code of the mail, with `email`.
    token: Option<String>,
    #[schema(example = "ada@example.org")]
    email: Option<String>,
    /// The secret of the link, alone.
    token_hash: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LinkQuery {
    /// The secret of the link.
    token: Option<String>,
    token_hash: Option<String>,
    #[param(value_type = LinkType, inline)]
    r#type: String,
    redirect_to: Option<String>,
}

impl MailRequest {
    fn link(self, query: Query<RedirectQuery>) -> LinkRequest {
        let redirect_to = query.into_inner().redirect_to;
        LinkRequest { email: self.email, redirect_to, challenge: self.challenge.tagged() }
    }
}

fn purpose(name: &str) -> ApiResult<Purpose> {
    let wanted = match name {
        "email" => "magiclink",
        "invite" => "signup",
        name => name,
    };
    let known = Purpose::ALL.into_iter().find(|purpose| purpose.as_str() == wanted);
    known.ok_or_else(|| ApiError::bad_request(format!("there is no type `{name}`")))
}

/// The purposes of a type, in the order to try. `email` is both, because users do not know which mail a code came from.
fn purposes(name: &str) -> ApiResult<Vec<Purpose>> {
    let mut purposes = vec![purpose(name)?];
    if name == "email" {
        purposes.push(Purpose::Verification);
    }
    Ok(purposes)
}

/// Mail a link and a code to set a new password. The response is the same for every address.
#[utoipa::path(tag = "supabase auth", params(RedirectQuery), responses((status = 200, body = Empty)))]
#[post("/auth/v1/recover")]
pub(super) async fn recover(
    registrations: Data<RegistrationService>,
    query: Query<RedirectQuery>,
    Json(request): Json<MailRequest>,
) -> ApiResult<Json<Empty>> {
    registrations.recover(request.link(query)).await?;
    Ok(Json(Empty {}))
}

/// Mail a link and a code to sign in. The response is the same for every address.
#[utoipa::path(tag = "supabase auth", params(RedirectQuery), responses((status = 200, body = Empty)))]
#[post("/auth/v1/otp")]
pub(super) async fn otp(
    sign_in: Data<SignInService>,
    query: Query<RedirectQuery>,
    Json(request): Json<MailRequest>,
) -> ApiResult<Json<Empty>> {
    sign_in.sign_in_by_mail(request.link(query)).await?;
    Ok(Json(Empty {}))
}

/// Mail the verification link of a new account again. The response is the same for every address.
#[utoipa::path(tag = "supabase auth", params(RedirectQuery), responses((status = 200, body = Empty)))]
#[post("/auth/v1/resend")]
pub(super) async fn resend(
    registrations: Data<RegistrationService>,
    query: Query<RedirectQuery>,
    Json(request): Json<ResendRequest>,
) -> ApiResult<Json<Empty>> {
    if purpose(&request.r#type)? != Purpose::Verification {
        return Err(ApiError::bad_request("only `signup` can be sent again"));
    }
    let ResendRequest { email, challenge, .. } = request;
    registrations.resend_verification(MailRequest { email, challenge }.link(query)).await?;
    Ok(Json(Empty {}))
}

/// Sign in with the code or the link of a mail. A change of address opens no session and returns the user.
#[utoipa::path(tag = "supabase auth", responses((status = 200, body = SignUp), (status = 403, body = AuthProblem)))]
#[post("/auth/v1/verify")]
pub(super) async fn verify(
    accounts: Data<AccountService>,
    links: Data<EmailLinkService>,
    RequestOrigin(origin): RequestOrigin,
    Json(request): Json<VerifyRequest>,
) -> ApiResult<Json<SignUp>> {
    let presented = match (&request.token_hash, &request.email, &request.token) {
        (Some(secret), ..) => PresentedSecret::Link(secret),
        (None, Some(email), Some(code)) => PresentedSecret::Code { email, code },
        _ => return Err(ApiError::bad_request("send `token_hash`, or `email` and `token`")),
    };
    if !purpose(&request.r#type)?.signs_in() {
        let confirmed = links.confirm(Purpose::EmailChange, presented).await.map_err(link_error)?;
        let user = User::of(&accounts, confirmed.account, confirmed.metadata).await?;
        return Ok(Json(SignUp::User(Box::new(user))));
    }
    let mut signed_in = Err(IdentityError::InvalidToken);
    for purpose in purposes(&request.r#type)? {
        signed_in = links.verify(purpose, presented, &origin).await;
        if !matches!(signed_in, Err(IdentityError::InvalidToken)) {
            break;
        }
    }
    let session = Session::of(&accounts, signed_in.map_err(link_error)?).await?;
    Ok(Json(SignUp::Session(Box::new(session))))
}

/// Open the link of a mail.
///
/// Redirects the browser to the page that the link names, if it is allowed, with tokens or an authorization code. Any
/// other link redirects to our own page, which asks for confirmation.
#[utoipa::path(
    tag = "supabase auth",
    params(LinkQuery),
    responses(
        (status = 303, description = "to `redirect_to`, with tokens or an error in the fragment; or to our page"),
        (status = 400, body = AuthProblem)
    )
)]
#[get("/auth/v1/verify")]
pub(super) async fn open(
    context: Data<Context>,
    links: Data<EmailLinkService>,
    RequestOrigin(origin): RequestOrigin,
    query: Query<LinkQuery>,
) -> ApiResult<HttpResponse> {
    let query = query.into_inner();
    let purpose = purpose(&query.r#type)?;
    let secret = query.token.or(query.token_hash).ok_or_else(|| ApiError::bad_request("the link has no token"))?;
    let redirect_to = query.redirect_to.as_deref();
    if !links.is_allowed_redirect(redirect_to) {
        return Ok(see_other(from_mail::address(&context, &secret, purpose)?.as_str()));
    }
    let opened = links.open_link(purpose, &secret, redirect_to, &origin).await;
    let to = match opened {
        Ok(to) => to,
        Err(error) => {
            let error = link_error(error);
            links.error_redirect(redirect_to, problem::code(&error), error.detail())?
        }
    };
    Ok(see_other(to.as_str()))
}

/// An invalid link has an error code of its own in the protocol.
fn link_error(error: IdentityError) -> ApiError {
    let is_over = matches!(error, IdentityError::InvalidToken);
    let error = ApiError::from(error);
    if is_over { error.with_contract_code(StatusCode::FORBIDDEN, "otp_expired") } else { error }
}
