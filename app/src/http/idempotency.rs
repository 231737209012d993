//! `Idempotency-Key`: a client that does not know whether its request has arrived may send it again. It gets the answer the
//! first one got, marked `Idempotent-Replayed: true`, and nothing is done twice.

use actix_web::body::{self, BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError};
use domain_operations::Idempotency;
use futures_util::future::{Either, select};
use ports::{KeptAnswer, KeyClaim, KeyedRequest};
use tracing::error;

use super::Context;
use super::body::{LARGEST_JSON, read};
use super::caller::identified;
use super::error::{ApiError, ApiResult};
use super::middleware::Pattern;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
const LONGEST_KEY: usize = 255;
/// What of an answer's head is said again; the rest belongs to the one request.
const SAID_AGAIN: [HeaderName; 2] = [header::CONTENT_TYPE, header::LOCATION];
/// A larger answer is not kept.
const LARGEST_ANSWER: u64 = 1024 * 1024;

/// What is done once for a key, with POST. A key that comes with anything else says nothing.
const ONCE: &[&str] = &[
    "/chat/sessions",
    "/admin/takeover",
    "/admin/sessions/{id}/intercept",
    "/admin/sessions/{id}/message",
    "/admin/sessions/{id}/release",
    "/admin/sessions/{id}/close",
    "/admin/ingest/trigger",
    "/admin/ingest/all",
    "/admin/ingest/{source_name}",
    "/admin/reenrich",
    "/admin/jobs/{id}/enrich",
    "/admin/tasks/{id}/retry",
];

/// Answers a request that was answered before, and writes down what others are answered.
pub(super) async fn repeat<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let idempotency = match service(&request) {
        Some(idempotency) if request.headers().contains_key(KEY) => idempotency,
        _ => return Ok(next.call(request).await?.map_into_left_body()),
    };
    let claimed = match attempt(&mut request, &idempotency).await {
        Ok(attempt) => idempotency.claim(&attempt).await.map(|claim| (attempt, claim)).map_err(ApiError::from),
        Err(error) => Err(error),
    };
    let answer = match claimed {
        Ok((attempt, KeyClaim::Ours)) => return answer_once(request, next, &idempotency, &attempt).await,
        Ok((_, KeyClaim::Answered(kept))) => again(&kept),
        Ok((_, KeyClaim::UnderWay)) => ApiError::under_way().error_response(),
        Ok((_, KeyClaim::Taken)) => {
            ApiError::validation("this `Idempotency-Key` came with another request before").error_response()
        }
        Err(error) => error.error_response(),
    };
    Ok(request.into_response(answer).map_into_right_body())
}

/// Is this done once for a key?
pub(super) fn is_once(method: &Method, path: &str) -> bool {
    method == Method::POST && ONCE.contains(&path)
}

/// Only for what is done once.
fn service(request: &ServiceRequest) -> Option<std::sync::Arc<Idempotency>> {
    let extensions = request.extensions();
    let Pattern(path) = extensions.get()?;
    let context = request.app_data::<Data<Context>>()?;
    is_once(request.method(), path).then(|| context.container.idempotency.clone())
}

/// Who asks for what, under which key. Reads the body, and puts it back.
async fn attempt(request: &mut ServiceRequest, idempotency: &Idempotency) -> ApiResult<KeyedRequest> {
    let who = identified(&request.extensions())?;
    let mut keys = request.headers().get_all(KEY);
    let key = match (keys.next().and_then(|key| key.to_str().ok()), keys.next()) {
        (Some(key), None) if (1..=LONGEST_KEY).contains(&key.trim().len()) => key.trim().to_owned(),
        _ => {
            let told = format!("`Idempotency-Key` is one text of 1 to {LONGEST_KEY} characters");
            return Err(ApiError::bad_request(told));
        }
    };
    let route = request.extensions().get().map(|Pattern(path)| path.clone()).unwrap_or_default();
    let bytes = read(request.take_payload(), LARGEST_JSON).await?;
    let address = request.uri().path_and_query().map(|address| address.as_str().to_owned()).unwrap_or_default();
    request.set_payload(Payload::from(bytes.clone()));
    Ok(idempotency.attempt(&who.principal, &key, &route, &[address.as_bytes(), &bytes]))
}

/// Lets it be done, and keeps the answer. Whoever goes away in the middle leaves a key that is free when its lease has run
/// out.
async fn answer_once<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
    idempotency: &Idempotency,
    attempt: &KeyedRequest,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let (work, hold) = (Box::pin(next.call(request)), Box::pin(idempotency.hold(attempt)));
    let outcome = match select(work, hold).await {
        Either::Left((outcome, _)) => outcome,
        // Another attempt has the key by now; what this one has begun it ends.
        Either::Right(((), work)) => work.await,
    };
    let response = match outcome {
        Ok(response) => response,
        Err(error) => {
            end(idempotency, attempt, None).await;
            return Err(error);
        }
    };
    if !is_final(response.status()) || !has_room(response.response().body().size()) {
        end(idempotency, attempt, None).await;
        return Ok(response.map_into_left_body());
    }
    let (request, response) = response.into_parts();
    let (response, body) = response.into_parts();
    let Ok(bytes) = body::to_bytes(body).await else {
        end(idempotency, attempt, None).await;
        let broken = ApiError::unavailable(None).error_response();
        return Ok(ServiceResponse::new(request, broken).map_into_right_body());
    };
    end(idempotency, attempt, Some(&kept(&response, &bytes))).await;
    let response: HttpResponse<BoxBody> = response.set_body(bytes).map_into_boxed_body();
    Ok(ServiceResponse::new(request, response).map_into_right_body())
}

/// Would the same request get the same answer again? Not when it came at a bad moment.
fn is_final(status: StatusCode) -> bool {
    let bad_moment = [StatusCode::REQUEST_TIMEOUT, StatusCode::CONFLICT, StatusCode::TOO_MANY_REQUESTS];
    !status.is_server_error() && !bad_moment.contains(&status)
}

fn has_room(size: BodySize) -> bool {
    matches!(size, BodySize::None | BodySize::Sized(..=LARGEST_ANSWER))
}

async fn end(idempotency: &Idempotency, attempt: &KeyedRequest, answer: Option<&KeptAnswer>) {
    if let Err(error) = idempotency.end(attempt, answer).await {
        // The answer is right all the same; the key is free when its lease has run out.
        error!(error = error.chain(), "could not keep an answer for whoever sends its request again");
    }
}

fn kept(response: &HttpResponse<()>, body: &Bytes) -> KeptAnswer {
    let said = |name: &HeaderName| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    };
    let headers = SAID_AGAIN.iter().filter_map(said).collect();
    KeptAnswer { status: response.status().as_u16(), headers, body: body.clone() }
}

fn again(kept: &KeptAnswer) -> HttpResponse {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = HttpResponse::build(status);
    for header in &kept.headers {
        answer.insert_header((header.0.as_str(), header.1.as_str()));
    }
    answer.insert_header((REPLAYED, HeaderValue::from_static("true")));
    answer.body(kept.body.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::authorization;
    use crate::http::limits::class::is_about_secrets;

    /// Why a POST has no place in [`ONCE`].
    const NOT_KEPT: &[(&str, &str)] = &[
        ("/users/resume", "the same upload again is the same resume; a form looks different each time it is sent"),
        ("/users/extract-skills", "changes nothing"),
        ("/jobs/match", "changes nothing"),
        ("/jobs/{id}/match", "changes nothing"),
        ("/chat/sessions/{id}/ticket", "the answer is a secret"),
    ];

    #[test]
    fn rl_06_every_post_is_done_once_for_a_key_or_says_why_not() {
        for (method, path) in authorization::routes().filter(|(method, _)| *method == "POST") {
            let reasons = usize::from(is_about_secrets(path))
                + NOT_KEPT.iter().filter(|row| row.0 == path).count()
                + ONCE.iter().filter(|once| **once == path).count();
            assert_eq!(reasons, 1, "{method} {path}");
        }
        for path in ONCE.iter().chain(NOT_KEPT.iter().map(|row| &row.0)) {
            assert!(authorization::who_may("POST", path).is_some(), "{path}");
        }
    }

    #[test]
    fn rl_06_only_what_would_be_answered_again_is_kept() {
        for (status, expected) in [(200, true), (202, true), (404, true), (422, true), (409, false), (429, false)] {
            assert_eq!(is_final(StatusCode::from_u16(status).unwrap()), expected, "{status}");
        }
        assert!(!is_final(StatusCode::SERVICE_UNAVAILABLE) && !is_final(StatusCode::BAD_GATEWAY));
    }
}
