//! The page to which links in mails lead. It says what will happen, and lets a person say yes: programs that open links, as
//! scanners of mail do, send no forms. Pages of others that a link names get what clients of Supabase Auth know instead
//! (`auth/links.rs`).

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse, get, post};
use domain_identity::{IdentityError, IdentityService, Opened, Proved, Purpose};
use domain_model::identity::account::EmailAddress;
use serde::Deserialize;
use url::Url;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::caller::From;
use super::departure::see_other;
use super::error::{ApiError, ApiResult};
use super::page::{escaped, page};
use super::tokens::mfa_required;
use super::{Context, cookies};

pub(super) fn register(app: &mut ServiceConfig<'_>) {
    app.service(look).service(say_yes);
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LinkQuery {
    /// The secret of the link.
    #[serde(default)]
    token: String,
    /// What it is for: `signup`, `recovery`, `magiclink` or `email_change`
    #[serde(default)]
    r#type: String,
    /// Is a password to be seen while it is typed? `yes`
    show: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = LinkForm)]
struct LinkForm {
    /// The secret of the link.
    #[serde(default)]
    token: String,
    /// What it is for: `signup`, `recovery`, `magiclink` or `email_change`
    #[serde(default)]
    r#type: String,
    /// The new password, for `recovery`.
    #[schema(format = Password)]
    password: Option<String>,
    /// Is a password to be seen while it is typed? `yes`
    show: Option<String>,
}

/// A link, as the page asks about it.
struct Link<'a> {
    purpose: Purpose,
    token: &'a str,
    is_shown: bool,
}

/// The address of the page for a link.
pub(super) fn address(context: &Context, token: &str, purpose: Purpose) -> ApiResult<Url> {
    let mut url = context.public_url.join("auth/from-mail").map_err(|_| ApiError::nothing_here())?;
    url.query_pairs_mut().append_pair("token", token).append_pair("type", purpose.as_str());
    Ok(url)
}

/// The page for the link of a mail. Opening it does nothing yet.
#[utoipa::path(
    tag = "accounts",
    params(LinkQuery),
    responses(
        (status = 200, body = String, content_type = "text/html", description = "what will happen, and a button"),
        (status = 410, body = String, content_type = "text/html", description = "the link does not work (any more)")
    )
)]
#[get("/auth/from-mail")]
async fn look(identity: Data<IdentityService>, query: Query<LinkQuery>) -> ApiResult<HttpResponse> {
    let Some(purpose) = named(&query.r#type) else { return Ok(over()) };
    let link = Link { purpose, token: &query.token, is_shown: query.show.is_some() };
    match identity.about_link(purpose, &query.token).await {
        Ok(about) => Ok(question(StatusCode::OK, &link, &about, None)),
        Err(error) => refused(error),
    }
}

/// Do what the link of a mail is for.
#[utoipa::path(
    tag = "accounts",
    request_body(content = LinkForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = String, content_type = "text/html", description = "it is done"),
        (status = 303, description = "to whoever asked for the mail, with a code to be exchanged"),
        (status = 403, body = String, content_type = "text/html", description = "the account is suspended, or the form was on another page"),
        (status = 409, body = String, content_type = "text/html", description = "somebody else has the address by now"),
        (status = 410, body = String, content_type = "text/html", description = "the link does not work (any more)"),
        (status = 422, body = String, content_type = "text/html", description = "no password that can be taken")
    )
)]
#[post("/auth/from-mail")]
async fn say_yes(
    request: HttpRequest,
    context: Data<Context>,
    identity: Data<IdentityService>,
    From(origin): From,
    Form(form): Form<LinkForm>,
) -> ApiResult<HttpResponse> {
    // A page of somebody else's could sign its visitors in to an account that is not theirs.
    if cookies::is_browser(request.headers()) && cookies::refuse_foreign_page(&request, &context).is_err() {
        return Ok(foreign());
    }
    let Some(purpose) = named(&form.r#type) else { return Ok(over()) };
    let link = Link { purpose, token: &form.token, is_shown: form.show.is_some() };
    let about = match identity.about_link(purpose, &form.token).await {
        Ok(about) => about,
        Err(error) => return refused(error),
    };
    let done = match purpose {
        Purpose::SignIn => return sign_in(&context, &identity, &form.token, &origin).await,
        Purpose::Recovery => {
            let password = form.password.as_deref().unwrap_or_default();
            identity.reset_password(Proved::Link(&form.token), password).await.map(|()| false)
        }
        Purpose::Verification | Purpose::EmailChange => {
            let confirmed = identity.confirm(purpose, Proved::Link(&form.token)).await;
            confirmed.map(|confirmed| confirmed.needs_password)
        }
    };
    match done {
        Ok(needs_password) => Ok(answer(&context, purpose, &about, needs_password)),
        Err(error) if is_about_the_password(&error) => {
            Ok(question(StatusCode::UNPROCESSABLE_ENTITY, &link, &about, Some(&error.to_string())))
        }
        Err(error) => refused(error),
    }
}

async fn sign_in(
    context: &Context,
    identity: &IdentityService,
    token: &str,
    origin: &domain_model::identity::session::Origin,
) -> ApiResult<HttpResponse> {
    let signed_in = match identity.sign_in_by_link(token, origin).await {
        Ok(Opened::Here(signed_in)) => signed_in,
        Ok(Opened::ToBeExchanged(url)) => return Ok(see_other(url.as_str())),
        Err(error) => return refused(error),
    };
    let next = if mfa_required(identity, &signed_in).await? {
        "Your second factor is still asked for before anything opens."
    } else {
        "You can go on, or close this page."
    };
    let who = escaped(signed_in.account.email.as_str());
    let below = format!("<p>This browser is signed in as <strong>{who}</strong>. {next}</p>\n{}", onwards(context));
    let mut response = page(StatusCode::OK, "You are signed in", &below);
    for cookie in cookies::with_tokens(context, &signed_in) {
        response.add_cookie(&cookie).map_err(|_| ApiError::bad_request("the cookies could not be written"))?;
    }
    Ok(response)
}

fn named(name: &str) -> Option<Purpose> {
    Purpose::ALL.into_iter().find(|purpose| purpose.as_str() == name)
}

const fn is_about_the_password(error: &IdentityError) -> bool {
    matches!(
        error,
        IdentityError::PasswordTooShort { .. }
            | IdentityError::PasswordTooLong { .. }
            | IdentityError::PasswordTooCommon
            | IdentityError::SamePassword
    )
}

/// What will happen, and the button.
fn question(status: StatusCode, link: &Link<'_>, about: &EmailAddress, wrong: Option<&str>) -> HttpResponse {
    let about = format!("<strong>{}</strong>", escaped(about.as_str()));
    let (heading, what, button) = match link.purpose {
        Purpose::Verification => (
            "Confirm your e-mail address",
            format!("You, or somebody else, opened an account with {about}. Confirm that this address is yours."),
            "Confirm the address",
        ),
        Purpose::EmailChange => (
            "Change your e-mail address",
            format!("Your account gets the address {about}: mail goes there, and you sign in with it."),
            "Change the address",
        ),
        Purpose::SignIn => {
            ("Sign in", format!("This browser will be signed in as {about}, without a password."), "Sign in")
        }
        Purpose::Recovery => (
            "Set a new password",
            format!("For the account of {about}. Whoever is signed in to it will be signed out everywhere."),
            "Set the password",
        ),
    };
    let field = if link.purpose == Purpose::Recovery { password_field(link, wrong) } else { String::new() };
    let shown = if link.is_shown { "<input type=\"hidden\" name=\"show\" value=\"yes\">\n" } else { "" };
    let below = format!(
        "<p>{what}</p>\n<form method=\"post\" action=\"from-mail\">\n\
         <input type=\"hidden\" name=\"token\" value=\"{}\">\n<input type=\"hidden\" name=\"type\" value=\"{}\">\n{shown}{field}\
         <button type=\"submit\">{button}</button>\n</form>\n\
         <p class=\"quiet\">If you did not ask for this, close the page. Nothing happens then.</p>\n",
        escaped(link.token),
        link.purpose.as_str(),
    );
    page(status, heading, &below)
}

/// One field: whoever mistypes sees it, and can ask for another mail.
fn password_field(link: &Link<'_>, wrong: Option<&str>) -> String {
    let (kind, other, offer) = if link.is_shown {
        ("text", "", "Hide what I type")
    } else {
        ("password", "&amp;show=yes", "Show what I type")
    };
    let (complaint, invalid) = match wrong {
        Some(wrong) => {
            let wrong = escaped(wrong);
            (
                format!("<p class=\"wrong\" id=\"wrong\" role=\"alert\">The password was not set: {wrong}.</p>\n"),
                " aria-invalid=\"true\"",
            )
        }
        None => (String::new(), ""),
    };
    let described = if wrong.is_some() { "wrong hint" } else { "hint" };
    format!(
        "{complaint}<label for=\"password\">New password</label>\n\
         <input id=\"password\" name=\"password\" type=\"{kind}\" autocomplete=\"new-password\" autocapitalize=\"none\" \
         spellcheck=\"false\" minlength=\"8\" required autofocus aria-describedby=\"{described}\"{invalid}>\n\
         <p class=\"hint\" id=\"hint\">At least 8 characters, spaces too, but none of the passwords that everybody tries first.</p>\n\
         <p><a href=\"from-mail?token={}&amp;type={}{other}\">{offer}</a></p>\n",
        escaped(&encoded(link.token)),
        link.purpose.as_str(),
    )
}

/// A value in the query of an address.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// What has happened.
fn answer(context: &Context, purpose: Purpose, about: &EmailAddress, needs_password: bool) -> HttpResponse {
    let about = escaped(about.as_str());
    let (heading, what) = match purpose {
        Purpose::EmailChange => (
            "Your e-mail address is changed",
            format!("Sign in with <strong>{about}</strong> from now on. The address before it is told, too."),
        ),
        Purpose::Recovery => (
            "Your new password is set",
            format!(
                "All other sign-ins of <strong>{about}</strong> have ended, and links of earlier mails do not work any \
                 more. Sign in with the new password."
            ),
        ),
        Purpose::Verification if needs_password => (
            "Your e-mail address is confirmed",
            format!(
                "<strong>{about}</strong> is yours. Somebody else had signed up with it, too, so no password from before \
                 works. Set one with the link in the mail that we have just sent you."
            ),
        ),
        Purpose::Verification | Purpose::SignIn => {
            ("Your e-mail address is confirmed", format!("<strong>{about}</strong> is yours. You can sign in now."))
        }
    };
    page(StatusCode::OK, heading, &format!("<p>{what}</p>\n{}", onwards(context)))
}

fn onwards(context: &Context) -> String {
    format!("<p><a href=\"{}\">Go to Jobwright</a></p>\n", escaped(context.public_url.as_str()))
}

/// What went wrong, as a page where a person can do something about it.
fn refused(error: IdentityError) -> ApiResult<HttpResponse> {
    match error {
        IdentityError::InvalidToken => Ok(over()),
        IdentityError::Banned => Ok(page(
            StatusCode::FORBIDDEN,
            "This account is suspended",
            "<p>An administrator has shut it out, so the link does nothing. Ask whoever runs this server.</p>\n",
        )),
        IdentityError::EmailTaken => Ok(page(
            StatusCode::CONFLICT,
            "This address belongs to another account",
            "<p>Somebody has opened an account with it in the meantime. Your account keeps the address it has.</p>\n",
        )),
        error => Err(error.into()),
    }
}

fn over() -> HttpResponse {
    page(
        StatusCode::GONE,
        "This link does not work",
        "<p>It was used already, or it is too old, or a part of it was lost on the way. A link works once: for a day when it \
         confirms a new address, and otherwise for ten minutes.</p>\n\
         <p>Ask for another mail where you asked for this one, and open the newest.</p>\n",
    )
}

fn foreign() -> HttpResponse {
    page(
        StatusCode::FORBIDDEN,
        "Nothing has happened",
        "<p>This was sent by a page of somebody else. Open the link in the mail itself.</p>\n",
    )
}
