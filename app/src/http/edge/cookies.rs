//! Session cookies for browsers: `HttpOnly`, so that scripts cannot read the tokens, and `SameSite=Strict` unless pages
//! of other sites are allowed to sign in (AU-12). They are set only for browsers; other clients use the tokens of the
//! response body.
//!
//! Cookies also authenticate requests that another page causes. So a state-changing request with cookies is accepted
//! only from our own origin and from configured ones (WB-02).

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, CookieBuilder, SameSite};
use actix_web::http::header::{HOST, HeaderMap, ORIGIN};

use super::error::{ApiError, ApiResult};
use crate::http::Context;
use domain_identity::IssuedSession;

const ACCESS: &str = "__Host-jobwright";
const REFRESH: &str = "__Host-jobwright-refresh";
/// The lifetime of a refresh token.
const REFRESH_DAYS: i64 = 7;

/// The cookies of a sign-in, if the client is a browser.
pub(in crate::http) fn of_sign_in(
    request: &HttpRequest,
    context: &Context,
    signed_in: &IssuedSession,
) -> Vec<Cookie<'static>> {
    if is_browser(request.headers()) { with_tokens(context, signed_in) } else { Vec::new() }
}

/// The cookies of a sign-in.
pub(in crate::http) fn with_tokens(context: &Context, signed_in: &IssuedSession) -> Vec<Cookie<'static>> {
    let access_max_age = Duration::try_from(signed_in.expires_in).unwrap_or(Duration::MAX);
    vec![
        cookie(context, ACCESS, signed_in.access_token.clone(), access_max_age),
        cookie(context, REFRESH, signed_in.refresh_token.clone(), Duration::days(REFRESH_DAYS)),
    ]
}

/// Cookies that delete those of a sign-in.
pub(in crate::http) fn of_sign_out(context: &Context) -> Vec<Cookie<'static>> {
    [ACCESS, REFRESH].map(|name| cookie(context, name, String::new(), Duration::ZERO)).into()
}

/// `SameSite=None` only where the operator allows pages of other sites to sign in.
fn cookie(context: &Context, name: &'static str, value: String, max_age: Duration) -> Cookie<'static> {
    let same_site = if context.cross_site_cookies { SameSite::None } else { SameSite::Strict };
    bound(name, value).same_site(same_site).max_age(max_age).finish()
}

/// A cookie whose name starts with `__Host-`, so that it is bound to this host, to TLS and to the path `/`. Scripts
/// cannot read it.
pub(in crate::http) fn bound(name: &'static str, value: String) -> CookieBuilder<'static> {
    Cookie::build(name, value).path("/").secure(true).http_only(true)
}

pub(in crate::http) fn access_token(request: &HttpRequest) -> Option<String> {
    value(request, ACCESS)
}

/// The refresh token of the body, or else of the cookie. The cookie is accepted from our own pages only.
pub(in crate::http) fn refresh_token_of(
    request: &HttpRequest,
    context: &Context,
    given: Option<String>,
) -> ApiResult<String> {
    if let Some(given) = given {
        return Ok(given);
    }
    let kept = value(request, REFRESH).ok_or_else(ApiError::unauthorized)?;
    refuse_foreign_page(request, context)?;
    Ok(kept)
}

fn value(request: &HttpRequest, name: &str) -> Option<String> {
    request.cookie(name).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}

/// Whether the client is a browser: only browsers send these headers.
pub(in crate::http) fn is_browser(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site") || headers.contains_key(ORIGIN)
}

/// Refuses cookie-authenticated requests from pages of foreign origins (CSRF).
pub(in crate::http) fn refuse_foreign_page(request: &HttpRequest, context: &Context) -> ApiResult<()> {
    if request.method().is_safe() {
        return Ok(());
    }
    let headers = request.headers();
    let is_ours = match headers.get(ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| is_our_page(origin, headers, context)),
        // Older browsers omit `Origin` for same-origin requests; newer ones send `Sec-Fetch-Site`.
        None => headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin"),
    };
    if is_ours { Ok(()) } else { Err(ApiError::forbidden("a page of another origin may not do this in your name")) }
}

/// Whether the origin is our own or a configured one.
pub(in crate::http) fn is_our_page(origin: &str, headers: &HeaderMap, context: &Context) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_own = ["http://", "https://"].iter().any(|scheme| origin.strip_prefix(scheme) == Some(host));
    let is_public = origin == context.public_url.origin().ascii_serialization();
    is_public || (is_own && !host.is_empty()) || context.allowed_origins.iter().any(|allowed| allowed == origin)
}
