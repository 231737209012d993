//! The control tower: all chat sessions, for administrators.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post};
use domain_chat::ChatService;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::ChatSessionId;
use domain_model::kernel::page::PageRequest;
use ports::ChatFilter;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::MAX_LISTED;
use super::dto::{Message, Session, TowerSession};
use crate::http::api::names::ChatStatusName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};

/// Messages of a conversation that are shown at once.
const MESSAGES: u32 = 500;
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SessionsQuery {
    /// Only conversations in this state.
    #[param(inline)]
    status: Option<ChatStatusName>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TakeoverRequest {
    session_id: Uuid,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Takeover {
    #[schema(example = "Takeover successful")]
    message: &'static str,
    session_id: Uuid,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SayRequest {
    content: String,
}

/// A conversation with its messages.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionWithMessages {
    #[serde(flatten)]
    session: TowerSession,
    messages: Vec<Message>,
    /// The same as `messages`, as older clients read it.
    conversation_log: Vec<Message>,
}

/// Take a conversation over from the assistant.
#[utoipa::path(
    tag = "control tower",
    responses(
        (status = 200, body = Takeover),
        (status = 404, body = Problem),
        (status = 409, body = Problem, description = "another administrator answers, or the conversation is closed")
    )
)]
#[post("/admin/takeover")]
pub(super) async fn take_over(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    request: Json<TakeoverRequest>,
) -> ApiResult<Json<Takeover>> {
    take(&chat, &operator, request.session_id).await
}

/// Take a conversation over: the same as `POST /admin/takeover`.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Takeover), (status = 409, body = Problem))
)]
#[post("/admin/sessions/{id}/intercept")]
pub(super) async fn intercept(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<Takeover>> {
    take(&chat, &operator, *id).await
}

async fn take(chat: &ChatService, operator: &Principal, session_id: Uuid) -> ApiResult<Json<Takeover>> {
    chat.take_over(operator, ChatSessionId(session_id)).await?;
    Ok(Json(Takeover { message: "Takeover successful", session_id }))
}

/// All conversations, last used first.
#[utoipa::path(tag = "control tower", params(SessionsQuery), responses((status = 200, body = [TowerSession])))]
#[get("/admin/sessions")]
pub(super) async fn all_sessions(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    query: Query<SessionsQuery>,
) -> ApiResult<Json<Vec<TowerSession>>> {
    let filter = ChatFilter { owner: None, status: query.status.map(|name| name.0) };
    let sessions = chat.list(&operator, filter, PageRequest::first(MAX_LISTED)).await?;
    Ok(Json(sessions.items.into_iter().map(TowerSession::from).collect()))
}

/// A conversation with its last messages.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = SessionWithMessages))
)]
#[get("/admin/sessions/{id}")]
pub(super) async fn one_session(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<SessionWithMessages>> {
    let summary = chat.summary(&operator, ChatSessionId(*id)).await?;
    let after = summary.session.last_seq.saturating_sub(MESSAGES.into());
    let messages = chat.messages(&operator, &summary.session, after, MESSAGES).await?;
    let messages: Vec<Message> = messages.iter().map(Message::from).collect();
    let conversation_log = messages.clone();
    Ok(Json(SessionWithMessages { session: summary.into(), messages, conversation_log }))
}

/// Send a message as an operator; takes the conversation over if the assistant owns it.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Message), (status = 409, body = Problem))
)]
#[post("/admin/sessions/{id}/message")]
pub(super) async fn send_message(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
    request: Json<SayRequest>,
) -> ApiResult<Json<Message>> {
    let sent = chat.send_operator_message(&operator, ChatSessionId(*id), &request.content).await?;
    Ok(Json(Message::from(&sent.message)))
}

/// Hand a conversation back to the assistant.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Session), (status = 409, body = Problem))
)]
#[post("/admin/sessions/{id}/release")]
pub(super) async fn release(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<Session>> {
    let session = chat.release(&operator, ChatSessionId(*id)).await?;
    Ok(Json(session.into()))
}

/// Close a conversation for good.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Session), (status = 409, body = Problem))
)]
#[post("/admin/sessions/{id}/close")]
pub(super) async fn close(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<Session>> {
    let session = chat.close(&operator, ChatSessionId(*id)).await?;
    Ok(Json(session.into()))
}
