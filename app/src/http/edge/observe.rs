//! Observes every request: gives it an id, logs and measures it, and rejects malformed ones early.

use std::time::Instant;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};
use metrics::{counter, histogram};
use tracing::{Instrument, Level, info_span};
use uuid::Uuid;

use super::error::ApiError;
use super::problem::RequestId;
use super::route::RouteMatch;
use crate::http::Context;
use crate::telemetry::cost;
use actix_web::web::Data;

/// The maximum body size of any endpoint: a document with its multipart overhead.
const MAX_BODY_BYTES: u64 = 11 * 1024 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, logs it and counts it. Metrics are labelled by path pattern, so that clients cannot create
/// series (PI-03); no query, header or body is logged (PI-01).
pub(in crate::http) async fn observe<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let started = Instant::now();
    let id = new_request_id(&request);
    let method = request.method().clone();
    let route = find_route(&request);
    let path = route.path().unwrap_or("unmatched").to_owned();
    request.extensions_mut().insert(route);
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = info_span!("request", request_id = id, method = %method);
    let outcome = cost::of_route(&path, next.call(request)).instrument(span.clone()).await;
    let mut response = outcome?;
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, HeaderValue::from_str(&id).expect("an id is plain text"));

    let status = response.status().as_u16();
    let took = started.elapsed();
    let labels = [("method", known(&method)), ("path", path.clone()), ("status", status.to_string())];
    counter!("jobwright_http_requests_total", &labels).increment(1);
    histogram!("jobwright_http_request_seconds", &labels[..2]).record(took);
    span.in_scope(|| {
        let milliseconds = took.as_secs_f64() * 1000.0;
        if status >= 500 {
            tracing::event!(Level::ERROR, path, status, milliseconds, "answered {method} {path} with {status}");
        } else {
            tracing::event!(Level::DEBUG, path, status, milliseconds, "answered {method} {path} with {status}");
        }
    });
    Ok(response)
}

/// Finds the route by the decoded path, as the router does. With the encoded path, an escaped letter would bypass what
/// the route declares.
fn find_route(request: &ServiceRequest) -> RouteMatch {
    let context = request.app_data::<Data<Context>>().expect("the server registers it");
    context.routes.find(request.method(), request.match_info().as_str())
}

/// Refuses requests before their body is read: compressed bodies, whose decoders have no limit (finding D2), and bodies
/// larger than any endpoint accepts.
pub(in crate::http) async fn reject_malformed<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    match refusal(&request) {
        Some(error) => {
            let answer = error.answer(request.request());
            Ok(request.into_response(answer).map_into_right_body())
        }
        None => Ok(next.call(request).await?.map_into_left_body()),
    }
}

fn refusal(request: &ServiceRequest) -> Option<ApiError> {
    let headers = request.headers();
    let is_encoded = headers.get_all(header::CONTENT_ENCODING).any(|encoding| encoding != "identity");
    if is_encoded {
        return Some(ApiError::unsupported("send the body without `Content-Encoding`"));
    }
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > MAX_BODY_BYTES) {
        return Some(ApiError::too_large(format!("the body is larger than {MAX_BODY_BYTES} bytes")));
    }
    None
}

/// The request id of the proxy, if it is valid, so that the logs of both can be correlated.
fn new_request_id(request: &ServiceRequest) -> String {
    let sent = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok());
    let is_sensible =
        |id: &&str| (8..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    match sent.filter(is_sensible) {
        Some(id) => id.to_owned(),
        None => fresh_id(request).to_string(),
    }
}

fn fresh_id(request: &ServiceRequest) -> Uuid {
    request.app_data::<Data<Context>>().map_or_else(Uuid::nil, |context| context.container.new_id())
}

fn known(method: &Method) -> String {
    match *method {
        Method::GET | Method::POST | Method::PUT | Method::PATCH | Method::DELETE | Method::OPTIONS | Method::HEAD => {
            method.to_string()
        }
        _ => "other".to_owned(),
    }
}
