//! The page behind links in mails. A GET only shows what the link does and a form to confirm it, because mail scanners
//! open links but send no forms. Links that name a page of another origin redirect there as clients of Supabase Auth
//! expect (`compat/supabase_auth/links.rs`).

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse, get, post};
use domain_identity::{EmailLinkService, IdentityError, LinkSignIn, PresentedSecret, Purpose, RegistrationService};
use serde::Deserialize;
use url::Url;
use utoipa::{IntoParams, ToSchema};

use super::mail_link_view::{self as view, Link};
use crate::http::Context;
use crate::http::api::identity::social_redirect::see_other;
use crate::http::api::names::documented_names;
use crate::http::edge::caller::RequestOrigin;
use crate::http::edge::cookies;
use crate::http::edge::error::{ApiError, ApiResult};

documented_names! {
    /// The purpose of a link in a mail.
    LinkPurpose, "LinkPurpose", Purpose::ALL.map(Purpose::as_str);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LinkQuery {
    /// The secret of the link.
    #[serde(default)]
    token: String,
    /// The purpose of the link.
    #[serde(default)]
    #[param(value_type = LinkPurpose, inline)]
    r#type: String,
    /// Whether the password is visible while typing: `yes`.
    show: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = LinkForm)]
pub(super) struct LinkForm {
    /// The secret of the link.
    #[serde(default)]
    token: String,
    /// The purpose of the link.
    #[serde(default)]
    #[schema(value_type = LinkPurpose)]
    r#type: String,
    /// The new password, for `recovery`.
    #[schema(format = Password)]
    password: Option<String>,
    /// Whether the password is visible while typing: `yes`.
    show: Option<String>,
}

/// The address of the page for a link.
pub(in crate::http) fn address(context: &Context, token: &str, purpose: Purpose) -> ApiResult<Url> {
    let mut url = context.public_url.join("auth/from-mail").map_err(|_| ApiError::nothing_here())?;
    url.query_pairs_mut().append_pair("token", token).append_pair("type", purpose.as_str());
    Ok(url)
}

/// Show the page for the link of a mail. Has no effect.
#[utoipa::path(
    tag = "accounts",
    params(LinkQuery),
    responses(
        (status = 200, body = String, content_type = "text/html", description = "a form that confirms the use of the link"),
        (status = 410, body = String, content_type = "text/html", description = "the link is used, expired or revoked")
    )
)]
#[get("/auth/from-mail")]
pub(super) async fn show(links: Data<EmailLinkService>, query: Query<LinkQuery>) -> ApiResult<HttpResponse> {
    let Some(purpose) = purpose(&query.r#type) else { return Ok(view::gone()) };
    let link = Link { purpose, token: &query.token, is_shown: query.show.is_some() };
    match links.link_address(purpose, &query.token).await {
        Ok(about) => Ok(view::question(StatusCode::OK, &link, &about, None)),
        Err(error) => error_page(error),
    }
}

/// Redeem the link of a mail.
#[utoipa::path(
    tag = "accounts",
    request_body(content = LinkForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = String, content_type = "text/html", description = "the link was redeemed"),
        (status = 303, description = "to the client that requested the mail, with an authorization code"),
        (status = 403, body = String, content_type = "text/html", description = "the account is banned, or the form was sent by another site"),
        (status = 409, body = String, content_type = "text/html", description = "another account has the address"),
        (status = 410, body = String, content_type = "text/html", description = "the link is used, expired or revoked"),
        (status = 422, body = String, content_type = "text/html", description = "the password is not acceptable")
    )
)]
#[post("/auth/from-mail")]
pub(super) async fn redeem(
    request: HttpRequest,
    context: Data<Context>,
    registrations: Data<RegistrationService>,
    links: Data<EmailLinkService>,
    RequestOrigin(origin): RequestOrigin,
    Form(form): Form<LinkForm>,
) -> ApiResult<HttpResponse> {
    // A page of another site could sign its visitors in to the attacker's account (login CSRF).
    if cookies::is_browser(request.headers()) && cookies::refuse_foreign_page(&request, &context).is_err() {
        return Ok(view::foreign_form());
    }
    let Some(purpose) = purpose(&form.r#type) else { return Ok(view::gone()) };
    let link = Link { purpose, token: &form.token, is_shown: form.show.is_some() };
    let about = match links.link_address(purpose, &form.token).await {
        Ok(about) => about,
        Err(error) => return error_page(error),
    };
    let done = match purpose {
        Purpose::SignIn => return sign_in(&context, &links, &form.token, &origin).await,
        Purpose::Recovery => {
            let password = form.password.as_deref().unwrap_or_default();
            let reset = registrations.reset_password(PresentedSecret::Link(&form.token), password).await;
            reset.inspect(|()| context.token_cache.invalidate_all()).map(|()| false)
        }
        Purpose::Verification | Purpose::EmailChange => {
            let confirmed = links.confirm(purpose, PresentedSecret::Link(&form.token)).await;
            confirmed.map(|confirmed| {
                context.token_cache.invalidate(confirmed.account.id);
                confirmed.needs_password
            })
        }
    };
    match done {
        Ok(needs_password) => Ok(view::done(&context.public_url, purpose, &about, needs_password)),
        Err(error) if is_about_password(&error) => {
            Ok(view::question(StatusCode::UNPROCESSABLE_ENTITY, &link, &about, Some(&error.to_string())))
        }
        Err(error) => error_page(error),
    }
}

async fn sign_in(
    context: &Context,
    links: &EmailLinkService,
    token: &str,
    origin: &domain_model::identity::session::Origin,
) -> ApiResult<HttpResponse> {
    let signed_in = match links.sign_in_by_link(token, origin).await {
        Ok(LinkSignIn::Session(signed_in)) => signed_in,
        Ok(LinkSignIn::AuthCode(url)) => return Ok(see_other(url.as_str())),
        Err(error) => return error_page(error),
    };
    let is_mfa_pending = signed_in.is_mfa_pending;
    let mut response = view::signed_in(&context.public_url, &signed_in.account.email, is_mfa_pending);
    for cookie in cookies::with_tokens(context, &signed_in) {
        response.add_cookie(&cookie).map_err(|_| ApiError::bad_request("the cookies could not be written"))?;
    }
    Ok(response)
}

fn purpose(name: &str) -> Option<Purpose> {
    Purpose::ALL.into_iter().find(|purpose| purpose.as_str() == name)
}

const fn is_about_password(error: &IdentityError) -> bool {
    matches!(
        error,
        IdentityError::PasswordTooShort { .. }
            | IdentityError::PasswordTooLong { .. }
            | IdentityError::PasswordTooCommon
            | IdentityError::SamePassword
    )
}

/// The page for an error, which says how to proceed.
fn error_page(error: IdentityError) -> ApiResult<HttpResponse> {
    match error {
        IdentityError::InvalidToken => Ok(view::gone()),
        IdentityError::Banned => Ok(view::suspended()),
        IdentityError::EmailTaken => Ok(view::address_taken()),
        error => Err(error.into()),
    }
}
