//! The handshake of the chat WebSocket: checks the origin, the credential and the session. A refusal is the close code
//! of the socket, because browsers do not show the status of a handshake.

use actix_web::http::header::{ORIGIN, SEC_WEBSOCKET_PROTOCOL};
use actix_web::web::{Data, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use actix_ws::CloseCode;
use domain_chat::{ChatError, ChatService};
use domain_model::chat::{ChatSession, ChatStatus};
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::ChatSessionId;
use metrics::gauge;
use serde::Deserialize;
use tracing::warn;
use utoipa::IntoParams;
use uuid::Uuid;

use super::connection::{Connection, close};
use super::ticket_purpose;
use crate::http::Context;
use crate::http::edge::caller::{authenticate, bearer};
use crate::http::edge::cookies::{access_token, is_our_page};
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::presence::PresenceGuard;

const MAX_FRAME_BYTES: usize = 64 * 1024;

/// Close codes of the contract.
pub(super) const NOT_AUTHENTICATED: u16 = 4001;
const NOT_YOURS: u16 = 4003;
pub(super) const NO_SUCH_SESSION: u16 = 4004;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct SocketQuery {
    /// From `POST /chat/sessions/{id}/ticket`, for clients that can send neither a header nor a subprotocol.
    ticket: Option<String>,
}

/// Talk: send text, or JSON frames `{"type":"message","client_msg_id","content"}` and `{"type":"resume","from_seq"}`.
/// Authenticate with `Authorization`, with the subprotocol `bearer, <token>`, or with a ticket.
#[utoipa::path(
    tag = "chat",
    security(("bearer" = [])),
    params(("session_id" = Uuid, Path), SocketQuery),
    responses(
        (status = 101, description = "closes with 4001 when not authenticated, 4003 when not yours, 4004 when there is no such \
         open session"),
        (status = 400, description = "not a WebSocket handshake"),
        (status = 403, body = Problem, description = "a page of another origin asks")
    )
)]
#[get("/ws/chat/{session_id}")]
pub(in crate::http) async fn connect(
    request: HttpRequest,
    body: Payload,
    context: Data<Context>,
    chat: Data<ChatService>,
    id: Path<Uuid>,
    query: Query<SocketQuery>,
) -> ApiResult<HttpResponse> {
    check_origin(&request, &context)?;
    let id = ChatSessionId(*id);
    let entered = enter(&request, &context, &chat, id, query.into_inner().ticket).await;
    let (response, session, stream) = actix_ws::handle_with_protocols(&request, body, &["bearer"])
        .map_err(|error| ApiError::bad_request(format!("not a WebSocket handshake: {error}")))?;
    let stream =
        stream.max_frame_size(MAX_FRAME_BYTES).aggregate_continuations().max_continuation_size(MAX_FRAME_BYTES);
    actix_web::rt::spawn(async move {
        let (who, presence, chat_session) = match entered {
            Ok(entered) => entered,
            Err(refusal) => {
                close(session, refusal, "").await;
                return;
            }
        };
        gauge!("jobwright_chat_sockets").increment(1.0);
        let connection = Connection::new(session, chat, context, who, presence, &chat_session);
        connection.run(stream, chat_session).await;
        gauge!("jobwright_chat_sockets").decrement(1.0);
    });
    Ok(response)
}

/// A browser says which page asks; only our own and the configured ones may (WS-01). Programs say nothing.
fn check_origin(request: &HttpRequest, context: &Context) -> ApiResult<()> {
    let Some(origin) = request.headers().get(ORIGIN) else { return Ok(()) };
    if is_our_page(origin.to_str().unwrap_or_default(), request.headers(), context) {
        return Ok(());
    }
    Err(ApiError::forbidden("pages of this origin may not open the chat"))
}

/// Who is there and to which conversation, or the code to close with.
async fn enter(
    request: &HttpRequest,
    context: &Context,
    chat: &ChatService,
    id: ChatSessionId,
    ticket: Option<String>,
) -> Result<(Authentication, PresenceGuard, ChatSession), u16> {
    let who = match (token(request), ticket) {
        (Some(token), _) => authenticate(context, &token).await.map_err(|error| close_code_of(&error))?,
        (None, Some(ticket)) => {
            let redeemed = context.container.identity.sessions.redeem_ticket(&ticket_purpose(id), &ticket).await;
            redeemed.map_err(|error| close_code_of(&error.into()))?
        }
        (None, None) => return Err(NOT_AUTHENTICATED),
    };
    if who.is_mfa_pending() {
        return Err(NOT_AUTHENTICATED);
    }
    // Watched from before it is used: what ends in between is noticed.
    let presence = context.presence.register(who);
    match chat.enter(&who.principal, id).await {
        Ok(session) if session.status == ChatStatus::Closed => Err(NO_SUCH_SESSION),
        Ok(session) => Ok((who, presence, session)),
        Err(ChatError::NotYours) => Err(NOT_YOURS),
        Err(ChatError::NotFound) => Err(NO_SUCH_SESSION),
        Err(error) => Err(busy(&error)),
    }
}

/// Who is not known has to sign in; whom we could not look up has to come back.
fn close_code_of(error: &ApiError) -> u16 {
    if error.is_ours() { busy(error) } else { NOT_AUTHENTICATED }
}

fn busy(error: &impl std::fmt::Display) -> u16 {
    warn!(%error, "could not look up a conversation and who opens it");
    CloseCode::Again.into()
}

/// The token of the header, the one offered behind the subprotocol `bearer`, or a browser's cookie: the page that opens the
/// socket is one of ours by now.
fn token(request: &HttpRequest) -> Option<String> {
    bearer(request).or_else(|| offered_token(request)).or_else(|| access_token(request))
}

fn offered_token(request: &HttpRequest) -> Option<String> {
    let offered = request.headers().get_all(SEC_WEBSOCKET_PROTOCOL).filter_map(|offer| offer.to_str().ok());
    let offered: Vec<&str> = offered.flat_map(|offer| offer.split(',')).map(str::trim).collect();
    let position = offered.iter().position(|name| *name == "bearer")?;
    offered.get(position + 1).map(|token| (*token).to_owned())
}
