//! Security headers of every response: no sniffing, no framing, no scripts, no caching, no referrer. A handler may
//! override them for its own responses.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::http::Context;

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
];

/// The API page has scripts of its own, and inline styles.
const API_PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                        connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The HSTS header.
const HTTPS_ONLY: &str = "max-age=31536000";

/// Adds missing headers to every response, errors included (WB-03, WB-08).
pub(in crate::http) async fn protect<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let is_https = request.app_data::<Data<Context>>().is_some_and(|context| context.public_url.scheme() == "https");
    let usual = usual(request.path(), is_https);
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    if let Some(complete) = headers.get(header::CONTENT_TYPE).and_then(with_letters) {
        headers.insert(header::CONTENT_TYPE, complete);
    }
    for (name, value) in usual {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(response)
}

/// Adds `charset=utf-8` to text responses.
fn with_letters(kind: &HeaderValue) -> Option<HeaderValue> {
    let kind = kind.to_str().ok().filter(|kind| kind.starts_with("text/") && !kind.contains("charset"))?;
    HeaderValue::from_str(&format!("{kind}; charset=utf-8")).ok()
}

/// The default headers. The first of two with the same name counts.
fn usual(path: &str, is_https: bool) -> impl Iterator<Item = (HeaderName, &'static str)> + use<> {
    let page = path.starts_with("/docs/").then_some((header::CONTENT_SECURITY_POLICY, API_PAGE));
    let https = is_https.then_some((header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY));
    page.into_iter().chain(https).chain(ALWAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_answers_carry_strict_transport_security() {
        let sends_hsts =
            |is_https| usual("/jobs/feed", is_https).any(|(name, _)| name == header::STRICT_TRANSPORT_SECURITY);
        assert_eq!((sends_hsts(true), sends_hsts(false)), (true, false));
    }
}
