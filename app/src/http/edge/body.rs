//! Limits on request bodies: a read timeout, and a maximum size and nesting depth for JSON. The depth is checked before
//! deserialization, which may allocate a value for every bracket.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{self, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::error::PayloadError;
use actix_web::http::ConnectionType;
use actix_web::http::header::TRANSFER_ENCODING;
use actix_web::middleware::Next;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{Error, HttpMessage};
use futures_util::{Stream, StreamExt, stream};
use tokio::time::{Instant, timeout_at};

use super::error::{ApiError, ApiResult};

/// The maximum size of a JSON body, in bytes.
pub(in crate::http) const MAX_JSON_BYTES: usize = 1024 * 1024;
/// The maximum nesting depth. No accepted body needs more than two.
const DEEPEST: usize = 64;
/// The deadline for a complete body: a document of 10 MiB takes this long at 3 Mbit/s.
const WITHIN: Duration = Duration::from_secs(30);

/// Reads JSON bodies and checks size and depth; puts a deadline on all others.
pub(in crate::http) async fn bound<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    // A GET has no body, or upgrades to a WebSocket.
    if request.method().is_safe() {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let deadline = Instant::now() + WITHIN;
    let payload = request.take_payload();
    if is_json(&request) {
        match read_json(payload, deadline).await {
            Ok(bytes) => request.set_payload(Payload::from(bytes)),
            Err(error) => return Ok(refuse(request, &error)),
        }
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let is_late = Rc::new(Cell::new(false));
    request.set_payload(until(deadline, payload, is_late.clone()));
    let response = next.call(request).await?;
    if is_late.get() {
        let (request, _) = response.into_parts();
        return Ok(refuse(ServiceRequest::from_request(request), &ApiError::too_slow()));
    }
    Ok(response.map_into_left_body())
}

/// Keeps the unread rest of a chunked body until the response is sent, so that the connection closes with it. Otherwise
/// the server would go on reading for as long as the client sends.
pub(in crate::http) async fn retain_payload<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, PayloadRetaining<B>>>, Error> {
    if !request.headers().contains_key(TRANSFER_ENCODING) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let held = Rc::new(RefCell::new(request.take_payload()));
    let shared = held.clone();
    let pieces = stream::poll_fn(move |cx| Pin::new(&mut *shared.borrow_mut()).poll_next(cx));
    request.set_payload(Payload::Stream { payload: Box::pin(pieces) });
    let response = next.call(request).await?;
    Ok(response.map_body(|_, body| EitherBody::right(PayloadRetaining { body: Box::pin(body), _held: held })))
}

/// A response body that owns the unread rest of the request body.
pub(in crate::http) struct PayloadRetaining<B> {
    body: Pin<Box<B>>,
    _held: Rc<RefCell<Payload>>,
}

impl<B: MessageBody> MessageBody for PayloadRetaining<B> {
    type Error = B::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Option<Result<Bytes, B::Error>>> {
        self.get_mut().body.as_mut().poll_next(cx)
    }
}

/// Refuses the request without reading the rest of its body.
fn refuse<B: MessageBody>(request: ServiceRequest, error: &ApiError) -> ServiceResponse<EitherBody<B>> {
    let mut response = error.answer(request.request());
    response.head_mut().set_connection_type(ConnectionType::Close);
    request.into_response(response).map_into_right_body()
}

fn is_json(request: &ServiceRequest) -> bool {
    let Ok(Some(kind)) = request.mime_type() else { return false };
    kind.subtype() == "json" || kind.suffix().is_some_and(|suffix| suffix == "json")
}

async fn read_json(payload: Payload, deadline: Instant) -> ApiResult<Bytes> {
    let json = timeout_at(deadline, read(payload, MAX_JSON_BYTES)).await.map_err(|_| ApiError::too_slow())??;
    if is_deeper_than(DEEPEST, &json) {
        return Err(ApiError::bad_request(format!(
            "the body has more than {DEEPEST} arrays and objects in one another"
        )));
    }
    Ok(json)
}

/// Reads the whole body. An error when it is larger than `most`.
pub(in crate::http) async fn read(mut payload: Payload, most: usize) -> ApiResult<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = payload.next().await {
        let piece = piece.map_err(|_| ApiError::bad_request("the body could not be read"))?;
        if bytes.len() + piece.len() > most {
            return Err(ApiError::too_large(format!("the body is larger than {most} bytes")));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.freeze())
}

/// The same body, which ends with an error at the deadline.
fn until(deadline: Instant, payload: Payload, is_late: Rc<Cell<bool>>) -> Payload {
    let pieces = stream::unfold((payload, is_late), move |(mut payload, is_late)| async move {
        if is_late.get() {
            return None;
        }
        let piece = if let Ok(piece) = timeout_at(deadline, payload.next()).await {
            piece?
        } else {
            is_late.set(true);
            Err(PayloadError::Incomplete(None))
        };
        Some((piece, (payload, is_late)))
    });
    // Form parsers poll once more after the end.
    Payload::Stream { payload: Box::pin(pieces.fuse()) }
}

/// Counts brackets outside of strings. Validity is checked by the JSON parser.
fn is_deeper_than(most: usize, json: &[u8]) -> bool {
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'[' | b'{' if !is_string => depth += 1,
            b']' | b'}' if !is_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wb_06_depth_is_what_is_open_at_the_same_time() {
        for (json, depth) in [
            ("", 0),
            ("7", 0),
            ("[]", 1),
            ("[[],[],[]]", 2),
            ("{\"a\":[{}]}", 3),
            ("[\"[[[[\"]", 1),
            (r#"["\"[[[["]"#, 1),
            (r#"["\\",[]]"#, 2),
            ("]]]][", 1),
            ("[[[[[", 5),
        ] {
            assert!(!is_deeper_than(depth, json.as_bytes()), "{json}");
            assert!(depth == 0 || is_deeper_than(depth - 1, json.as_bytes()), "{json}");
        }
    }
}
