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
use ports::{IdempotentRequest, KeyClaim, StoredResponse};
use tracing::error;

use super::body::{MAX_JSON_BYTES, read};
use super::caller::authentication;
use super::error::{ApiError, ApiResult};
use super::route::RouteMatch;
use crate::http::Context;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
const MAX_KEY_LENGTH: usize = 255;
/// The headers that a replayed response has too; the others belong to the original request only.
const REPLAYED_HEADERS: [HeaderName; 2] = [header::CONTENT_TYPE, header::LOCATION];
/// Larger responses are not stored.
const MAX_RESPONSE_BYTES: u64 = 1024 * 1024;

/// Replays the stored response of a repeated request, and stores the response of a new one.
pub(in crate::http) async fn replay_or_store<B: MessageBody + 'static>(
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
        Ok((attempt, KeyClaim::Claimed)) => return handle_and_store(request, next, &idempotency, &attempt).await,
        Ok((_, KeyClaim::Completed(stored))) => replay(&stored),
        Ok((_, KeyClaim::InProgress)) => ApiError::request_in_progress().answer(request.request()),
        Ok((_, KeyClaim::KeyReused)) => {
            ApiError::validation("this `Idempotency-Key` came with another request before").answer(request.request())
        }
        Err(error) => error.answer(request.request()),
    };
    Ok(request.into_response(answer).map_into_right_body())
}

/// The service, where the route is declared as idempotent.
fn service(request: &ServiceRequest) -> Option<std::sync::Arc<Idempotency>> {
    let extensions = request.extensions();
    let rules = extensions.get::<RouteMatch>()?.rules()?;
    let context = request.app_data::<Data<Context>>()?;
    rules.is_once().then(|| context.container.idempotency.clone())
}

/// Identifies the request by account, key, route and content. Reads the body and puts it back.
async fn attempt(request: &mut ServiceRequest, idempotency: &Idempotency) -> ApiResult<IdempotentRequest> {
    let who = authentication(&request.extensions())?;
    let mut keys = request.headers().get_all(KEY);
    let key = match (keys.next().and_then(|key| key.to_str().ok()), keys.next()) {
        (Some(key), None) if (1..=MAX_KEY_LENGTH).contains(&key.trim().len()) => key.trim().to_owned(),
        _ => {
            let detail = format!("`Idempotency-Key` is one text of 1 to {MAX_KEY_LENGTH} characters");
            return Err(ApiError::bad_request(detail));
        }
    };
    let route = request.extensions().get::<RouteMatch>().and_then(RouteMatch::path).unwrap_or_default().to_owned();
    let bytes = read(request.take_payload(), MAX_JSON_BYTES).await?;
    let address = request.uri().path_and_query().map(|address| address.as_str().to_owned()).unwrap_or_default();
    request.set_payload(Payload::from(bytes.clone()));
    Ok(idempotency.attempt(&who.principal, &key, &route, &[address.as_bytes(), &bytes]))
}

/// Handles the request and stores its response. When the client disconnects before the response, the key becomes free
/// once its lease expires.
async fn handle_and_store<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
    idempotency: &Idempotency,
    attempt: &IdempotentRequest,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let (work, lost) = (Box::pin(next.call(request)), Box::pin(idempotency.renew_until_lost(attempt)));
    let outcome = match select(work, lost).await {
        Either::Left((outcome, _)) => outcome,
        // Another attempt has the key by now; this one still finishes what it began.
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
    end(idempotency, attempt, Some(&stored(&response, &bytes))).await;
    let response: HttpResponse<BoxBody> = response.set_body(bytes).map_into_boxed_body();
    Ok(ServiceResponse::new(request, response).map_into_right_body())
}

/// Whether a retry would get the same response. A transient failure is not stored.
fn is_final(status: StatusCode) -> bool {
    let transient = [StatusCode::REQUEST_TIMEOUT, StatusCode::CONFLICT, StatusCode::TOO_MANY_REQUESTS];
    !status.is_server_error() && !transient.contains(&status)
}

fn has_room(size: BodySize) -> bool {
    matches!(size, BodySize::None | BodySize::Sized(..=MAX_RESPONSE_BYTES))
}

async fn end(idempotency: &Idempotency, attempt: &IdempotentRequest, response: Option<&StoredResponse>) {
    if let Err(error) = idempotency.end(attempt, response).await {
        // The response is still correct; the key becomes free when its lease expires.
        error!(error = error.chain(), "could not store the response of an idempotent request");
    }
}

fn stored(response: &HttpResponse<()>, body: &Bytes) -> StoredResponse {
    let header = |name: &HeaderName| {
        let value = response.headers().get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    };
    let headers = REPLAYED_HEADERS.iter().filter_map(header).collect();
    StoredResponse { status: response.status().as_u16(), headers, body: body.clone() }
}

fn replay(stored: &StoredResponse) -> HttpResponse {
    let status = StatusCode::from_u16(stored.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = HttpResponse::build(status);
    for header in &stored.headers {
        answer.insert_header((header.0.as_str(), header.1.as_str()));
    }
    answer.insert_header((REPLAYED, HeaderValue::from_static("true")));
    answer.body(stored.body.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rl_06_only_a_final_response_is_stored() {
        for (status, expected) in [(200, true), (202, true), (404, true), (422, true), (409, false), (429, false)] {
            assert_eq!(is_final(StatusCode::from_u16(status).unwrap()), expected, "{status}");
        }
        assert!(!is_final(StatusCode::SERVICE_UNAVAILABLE) && !is_final(StatusCode::BAD_GATEWAY));
    }
}
