//! The pages behind links in mails: the confirmation form, the result, and the error.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use domain_identity::Purpose;
use domain_model::identity::account::EmailAddress;
use maud::{Markup, html};
use url::Url;

use super::layout::page;

/// A link whose use is to be confirmed.
pub(super) struct Link<'a> {
    pub(super) purpose: Purpose,
    pub(super) token: &'a str,
    /// Whether the password is visible while typing.
    pub(super) is_shown: bool,
}

/// The confirmation page. `rejected` says why the password was refused.
pub(super) fn question(
    status: StatusCode,
    link: &Link<'_>,
    address: &EmailAddress,
    rejected: Option<&str>,
) -> HttpResponse {
    let address = html! { strong { (address.as_str()) } };
    let (heading, explanation, button) = match link.purpose {
        Purpose::Verification => (
            "Confirm your e-mail address",
            html! { "You, or somebody else, opened an account with " (address) ". Confirm that this address is yours." },
            "Confirm the address",
        ),
        Purpose::EmailChange => (
            "Change your e-mail address",
            html! { "Your account gets the address " (address) ": mail goes there, and you sign in with it." },
            "Change the address",
        ),
        Purpose::SignIn => {
            ("Sign in", html! { "This browser will be signed in as " (address) ", without a password." }, "Sign in")
        }
        Purpose::Recovery => (
            "Set a new password",
            html! { "For the account of " (address) ". Every session of it will be signed out." },
            "Set the password",
        ),
    };
    let content = html! {
        p { (explanation) }
        form method="post" action="from-mail" {
            input type="hidden" name="token" value=(link.token);
            input type="hidden" name="type" value=(link.purpose.as_str());
            @if link.is_shown {
                input type="hidden" name="show" value="yes";
            }
            @if link.purpose == Purpose::Recovery {
                (password_field(link, rejected))
            }
            button type="submit" { (button) }
        }
        p.quiet { "If you did not ask for this, close the page. Nothing happens then." }
    };
    page(status, heading, &content)
}

/// One field: the password can be made visible, so it is not entered twice.
fn password_field(link: &Link<'_>, rejected: Option<&str>) -> Markup {
    let (kind, offer) = if link.is_shown { ("text", "Hide what I type") } else { ("password", "Show what I type") };
    let other = if link.is_shown { "" } else { "&show=yes" };
    let token: String = url::form_urlencoded::byte_serialize(link.token.as_bytes()).collect();
    let toggle = format!("from-mail?token={token}&type={}{other}", link.purpose.as_str());
    html! {
        @if let Some(reason) = rejected {
            p.wrong #wrong role="alert" { "The password was not set: " (reason) "." }
        }
        label for="password" { "New password" }
        input #password name="password" type=(kind) autocomplete="new-password" autocapitalize="none"
            spellcheck="false" minlength="8" required autofocus
            aria-describedby=(if rejected.is_some() { "wrong hint" } else { "hint" })
            aria-invalid=[rejected.map(|_| "true")];
        p.hint #hint {
            "At least 8 characters, spaces too, but none of the passwords that everybody tries first."
        }
        p { a href=(toggle) { (offer) } }
    }
}

/// The result page.
pub(super) fn done(home: &Url, purpose: Purpose, address: &EmailAddress, needs_password: bool) -> HttpResponse {
    let address = html! { strong { (address.as_str()) } };
    let (heading, explanation) = match purpose {
        Purpose::EmailChange => (
            "Your e-mail address is changed",
            html! { "Sign in with " (address) " from now on. The previous address is told, too." },
        ),
        Purpose::Recovery => (
            "Your new password is set",
            html! {
                "All other sessions of " (address) " have ended, and links of earlier mails no longer work. Sign in "
                "with the new password."
            },
        ),
        Purpose::Verification if needs_password => (
            "Your e-mail address is confirmed",
            html! {
                (address) " is yours. Somebody else had signed up with it, too, so no password from before works. Set one "
                "with the link in the mail that we have just sent you."
            },
        ),
        Purpose::Verification | Purpose::SignIn => {
            ("Your e-mail address is confirmed", html! { (address) " is yours. You can sign in now." })
        }
    };
    page(StatusCode::OK, heading, &html! { p { (explanation) } (link_home(home)) })
}

/// The browser is signed in.
pub(super) fn signed_in(home: &Url, address: &EmailAddress, is_mfa_pending: bool) -> HttpResponse {
    let next = if is_mfa_pending {
        "Your second factor is still asked for before anything opens."
    } else {
        "You can go on, or close this page."
    };
    let content = html! {
        p { "This browser is signed in as " strong { (address.as_str()) } ". " (next) }
        (link_home(home))
    };
    page(StatusCode::OK, "You are signed in", &content)
}

fn link_home(home: &Url) -> Markup {
    html! { p { a href=(home) { "Go to Jobwright" } } }
}

/// The link is used, expired, superseded or damaged.
pub(super) fn gone() -> HttpResponse {
    let content = html! {
        p {
            "It was used already, it is too old, a newer mail replaced it, or a part of it was lost on the way. A link "
            "works once: for a day when it confirms a new address, and otherwise for ten minutes."
        }
        p { "Ask for another mail where you asked for this one, and open the newest." }
    };
    page(StatusCode::GONE, "This link does not work", &content)
}

/// The account is suspended.
pub(super) fn suspended() -> HttpResponse {
    let content = html! {
        p { "An administrator has suspended it, so the link does nothing. Ask whoever runs this server." }
    };
    page(StatusCode::FORBIDDEN, "This account is suspended", &content)
}

/// The new address belongs to another account by now.
pub(super) fn address_taken() -> HttpResponse {
    let content = html! {
        p { "Somebody has opened an account with it in the meantime. Your account keeps the address it has." }
    };
    page(StatusCode::CONFLICT, "This address belongs to another account", &content)
}

/// The form was sent by a page of another origin.
pub(super) fn foreign_form() -> HttpResponse {
    let content = html! { p { "This was sent by a page of another site. Open the link in the mail itself." } };
    page(StatusCode::FORBIDDEN, "Nothing has happened", &content)
}
