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
use domain_identity::SignedIn;

const ACCESS: &str = "__Host-jobwright";
const REFRESH: &str = "__Host-jobwright-refresh";
/// As long as a refresh token is good.
const REFRESH_DAYS: i64 = 7;

/// The cookies of a sign-in, when a browser asks.
pub(in crate::http) fn of_sign_in(
    request: &HttpRequest,
    context: &Context,
    signed_in: &SignedIn,
) -> Vec<Cookie<'static>> {
    if is_browser(request.headers()) { with_tokens(context, signed_in) } else { Vec::new() }
}

/// The cookies of a sign-in.
pub(in crate::http) fn with_tokens(context: &Context, signed_in: &SignedIn) -> Vec<Cookie<'static>> {
    let access_lasts = Duration::try_from(signed_in.lasts).unwrap_or(Duration::MAX);
    vec![
        cookie(context, ACCESS, signed_in.access_token.clone(), access_lasts),
        cookie(context, REFRESH, signed_in.refresh_token.clone(), Duration::days(REFRESH_DAYS)),
    ]
}

/// Takes the cookies back.
pub(in crate::http) fn of_sign_out(context: &Context) -> Vec<Cookie<'static>> {
    [ACCESS, REFRESH].map(|name| cookie(context, name, String::new(), Duration::ZERO)).into()
}

/// Other sites get it only where the operator has said so.
fn cookie(context: &Context, name: &'static str, value: String, lasts: Duration) -> Cookie<'static> {
    let same_site = if context.cross_site_cookies { SameSite::None } else { SameSite::Strict };
    bound(name, value).same_site(same_site).max_age(lasts).finish()
}

/// `__Host-`, with which its name has to begin, binds a cookie to this host, TLS and every path. No script reads it.
pub(in crate::http) fn bound(name: &'static str, value: String) -> CookieBuilder<'static> {
    Cookie::build(name, value).path("/").secure(true).http_only(true)
}

pub(in crate::http) fn access_token(request: &HttpRequest) -> Option<String> {
    value(request, ACCESS)
}

/// The refresh token that was sent, or else the browser's, where one of our own pages asks.
pub(in crate::http) fn given_or_kept(
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

/// Only browsers say where a request comes from.
pub(in crate::http) fn is_browser(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site") || headers.contains_key(ORIGIN)
}

/// Refuses what a page of a foreign origin makes a browser do with our cookies.
pub(in crate::http) fn refuse_foreign_page(request: &HttpRequest, context: &Context) -> ApiResult<()> {
    if request.method().is_safe() {
        return Ok(());
    }
    let headers = request.headers();
    let is_ours = match headers.get(ORIGIN) {
        Some(origin) => origin.to_str().is_ok_and(|origin| is_our_page(origin, headers, context)),
        // Older browsers leave it out for their own pages; newer ones say so in another header.
        None => headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin"),
    };
    if is_ours { Ok(()) } else { Err(ApiError::forbidden("a page of another origin may not do this in your name")) }
}

/// Is it a page of ours, or of an origin that the operator has named?
pub(in crate::http) fn is_our_page(origin: &str, headers: &HeaderMap, context: &Context) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_own = ["http://", "https://"].iter().any(|scheme| origin.strip_prefix(scheme) == Some(host));
    let is_public = origin == context.public_url.origin().ascii_serialization();
    is_public || (is_own && !host.is_empty()) || context.allowed_origins.iter().any(|allowed| allowed == origin)
}
