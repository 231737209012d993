//! CORS: browsers may call the API from exactly the configured origins. Requests without an `Origin`, and those from
//! our own pages, need no permission.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, HeaderName, HeaderValue, ORIGIN, VARY,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse};

use super::error::{ApiError, ApiResult};
use crate::http::Context;

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// Request headers that pages may send. Supabase's client always sends `apikey`, `x-client-info` and
/// `x-supabase-api-version`.
const SENT: [&str; 8] = [
    "apikey",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "x-client-info",
    "x-request-id",
    "x-supabase-api-version",
];

/// Response headers that pages may read.
const EXPOSED_HEADERS: &str = "etag, idempotent-replayed, link, location, ratelimit-limit, ratelimit-remaining, \
                               ratelimit-reset, retry-after, x-request-id, x-total-count";

/// How long a browser may cache a preflight response, in seconds.
const REMEMBERED: HeaderValue = HeaderValue::from_static("600");

/// The `Vary` header, so that no cache serves one origin's response to another.
const DEPENDS_ON: HeaderValue =
    HeaderValue::from_static("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");

/// Answers preflight requests, and adds the CORS headers for permitted origins.
pub(in crate::http) async fn permit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let permitted = permitted(&request);
    let mut response = if is_preflight(&request) {
        let answer = match check(request.headers(), permitted.is_some()) {
            Ok(()) => preflight_response(),
            Err(error) => error.answer(request.request()),
        };
        request.into_response(answer).map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let headers = response.headers_mut();
    headers.append(VARY, DEPENDS_ON);
    if let Some(origin) = permitted {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED_HEADERS));
    }
    Ok(response)
}

/// The request's origin, if it is configured.
fn permitted(request: &ServiceRequest) -> Option<HeaderValue> {
    let context = request.app_data::<Data<Context>>()?;
    let origin = single(request.headers(), &ORIGIN)?;
    context.allowed_origins.iter().any(|allowed| origin == allowed.as_str()).then(|| origin.clone())
}

/// Whether this is a preflight request.
fn is_preflight(request: &ServiceRequest) -> bool {
    let headers = request.headers();
    request.method() == Method::OPTIONS
        && headers.contains_key(ORIGIN)
        && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

fn check(headers: &HeaderMap, is_permitted: bool) -> ApiResult<()> {
    if !is_permitted {
        return Err(ApiError::bad_request("pages of this origin may not call this server"));
    }
    let method = single(headers, &ACCESS_CONTROL_REQUEST_METHOD).and_then(|method| method.to_str().ok());
    if !method.is_some_and(|method| METHODS.contains(&method)) {
        return Err(ApiError::bad_request("pages of other origins may not use this method"));
    }
    for line in headers.get_all(ACCESS_CONTROL_REQUEST_HEADERS) {
        let names = line.to_str().map_err(|_| ApiError::bad_request("these are no names of headers"))?;
        let mut names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        if !names.all(|name| SENT.iter().any(|sent| sent.eq_ignore_ascii_case(name))) {
            return Err(ApiError::bad_request(format!(
                "pages of other origins may send these headers: {}",
                SENT.join(", ")
            )));
        }
    }
    Ok(())
}

fn preflight_response() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((ACCESS_CONTROL_ALLOW_METHODS, METHODS.join(", ")))
        .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, SENT.join(", ")))
        .insert_header((ACCESS_CONTROL_MAX_AGE, REMEMBERED))
        .finish()
}

/// The value of a header that occurs once.
fn single<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h HeaderValue> {
    let mut values = headers.get_all(name);
    values.next().filter(|_| values.next().is_none())
}
