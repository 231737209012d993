//! `Idempotency-Key`: a client may repeat a request when it does not know whether the first one arrived. It gets the
//! stored response of the first one, marked `Idempotent-Replayed: true`, and the effect happens once.

use actix_web::body::{self, BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpMessage, HttpResponse};
use domain_operations::Idempotency;
use futures_util::future::{Either, select};
use ports::{KeptAnswer, KeyClaim, KeyedRequest};
use tracing::error;

use super::body::{LARGEST_JSON, read};
use super::caller::identified;
use super::error::{ApiError, ApiResult};
use super::route::RouteMatch;
use crate::http::Context;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
const LONGEST_KEY: usize = 255;
/// The headers of an answer that a replay has, too; the others belong to the one request.
const REPLAYED_HEADERS: [HeaderName; 2] = [header::CONTENT_TYPE, header::LOCATION];
/// A larger answer is not kept.
const LARGEST_ANSWER: u64 = 1024 * 1024;

/// Answers a request that was answered before, and writes down what others are answered.
pub(in crate::http) async fn repeat<B: MessageBody + 'static>(
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
        Ok((_, KeyClaim::Answered(kept))) => replay(&kept),
        Ok((_, KeyClaim::UnderWay)) => ApiError::under_way().answer(request.request()),
        Ok((_, KeyClaim::Taken)) => {
            ApiError::validation("this `Idempotency-Key` came with another request before").answer(request.request())
        }
        Err(error) => error.answer(request.request()),
    };
    Ok(request.into_response(answer).map_into_right_body())
}

/// Only for what is done once.
fn service(request: &ServiceRequest) -> Option<std::sync::Arc<Idempotency>> {
    let extensions = request.extensions();
    let rules = extensions.get::<RouteMatch>()?.rules()?;
    let context = request.app_data::<Data<Context>>()?;
    rules.is_once().then(|| context.container.idempotency.clone())
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
    let route = request.extensions().get::<RouteMatch>().and_then(RouteMatch::path).unwrap_or_default().to_owned();
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
        let broken = ApiError::unavailable(None).answer(&request);
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
    let header = |name: &HeaderName| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    };
    let headers = REPLAYED_HEADERS.iter().filter_map(header).collect();
    KeptAnswer { status: response.status().as_u16(), headers, body: body.clone() }
}

fn replay(kept: &KeptAnswer) -> HttpResponse {
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

    #[test]
    fn rl_06_only_what_would_be_answered_again_is_kept() {
        for (status, expected) in [(200, true), (202, true), (404, true), (422, true), (409, false), (429, false)] {
            assert_eq!(is_final(StatusCode::from_u16(status).unwrap()), expected, "{status}");
        }
        assert!(!is_final(StatusCode::SERVICE_UNAVAILABLE) && !is_final(StatusCode::BAD_GATEWAY));
    }
}
