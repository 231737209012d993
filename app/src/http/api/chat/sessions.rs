//! One's own conversations.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{delete, get, post};
use domain_chat::ChatService;
use domain_identity::SessionService;
use domain_model::kernel::id::{ChatSessionId, JobId};
use ports::{ChatFilter, ChatKey};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::MESSAGES;
use super::dto::{Conversation, ConversationItem, ConversationMessage, ConversationState};
use crate::http::api::names::ChatStatusName;
use crate::http::edge::caller::{Authenticated, Caller};
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::etag::Tagged;
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};
use crate::http::ws::ticket_purpose;

type SessionCursor = Cursor<ChatKey>;
type SeqCursor = Cursor<u64>;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewConversation {
    /// The job to talk about, if any.
    #[serde(default)]
    job_id: Option<Uuid>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SocketTicket {
    /// Opens `/ws/chat/{session_id}?ticket=…` once.
    ticket: String,
    #[schema(example = 30)]
    expires_in: u32,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SessionsQuery {
    /// Only those in this state.
    #[param(inline)]
    pub(super) status: Option<ChatStatusName>,
    /// `next_cursor` of the page before.
    #[param(inline)]
    pub(super) cursor: Option<SessionCursor>,
    /// How many at most.
    #[serde(default)]
    #[param(inline)]
    pub(super) limit: PageLimit,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MessagesQuery {
    /// `next_cursor` of the page before.
    #[param(inline)]
    pub(super) cursor: Option<SeqCursor>,
    /// How many at most.
    #[serde(default)]
    #[param(inline)]
    pub(super) limit: PageLimit,
}

/// Open a conversation, or go on with the open one about this job.
#[utoipa::path(
    tag = "chat",
    responses((status = 200, body = Conversation), (status = 404, body = Problem, description = "there is no such job"))
)]
#[post("/api/v1/chat/sessions")]
pub(super) async fn open(
    chat: Data<ChatService>,
    Caller(caller): Caller,
    request: Json<NewConversation>,
) -> ApiResult<Json<Conversation>> {
    let session = chat.open(&caller, request.job_id.map(JobId)).await?;
    Ok(Json(chat.with_last_messages(&caller, session.id, MESSAGES).await?.into()))
}

/// My conversations, last used first.
#[utoipa::path(tag = "chat", params(SessionsQuery), responses((status = 200, body = ListPage<ConversationItem>)))]
#[get("/api/v1/chat/sessions")]
pub(super) async fn list(
    chat: Data<ChatService>,
    Caller(caller): Caller,
    query: Query<SessionsQuery>,
) -> ApiResult<Json<ListPage<ConversationItem>>> {
    let filter = ChatFilter { owner: Some(caller.account_id), status: query.status.map(|name| name.0) };
    Ok(Json(ListPage::of(chat.list(&caller, filter, query.limit.after(query.cursor)).await?)))
}

/// One of my conversations with its last messages.
#[utoipa::path(
    tag = "chat",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Conversation), (status = 304, description = "as `If-None-Match` knows it"))
)]
#[get("/api/v1/chat/sessions/{id}")]
pub(super) async fn get(
    chat: Data<ChatService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Tagged<Conversation>> {
    Ok(Tagged(chat.with_last_messages(&caller, ChatSessionId(*id), MESSAGES).await?.into()))
}

/// All messages of one of my conversations, in order.
#[utoipa::path(
    tag = "chat",
    params(("id" = Uuid, Path), MessagesQuery),
    responses((status = 200, body = ListPage<ConversationMessage>))
)]
#[get("/api/v1/chat/sessions/{id}/messages")]
pub(super) async fn messages(
    chat: Data<ChatService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
    query: Query<MessagesQuery>,
) -> ApiResult<Json<ListPage<ConversationMessage>>> {
    let page = query.limit.after(query.cursor);
    Ok(Json(ListPage::of(chat.messages_page(&caller, ChatSessionId(*id), page).await?)))
}

/// Ask for a person to join one of my conversations. The assistant answers until one does.
#[utoipa::path(
    tag = "chat",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ConversationState),
        (status = 409, body = Problem, description = "the conversation is closed")
    )
)]
#[post("/api/v1/chat/sessions/{id}/person")]
pub(super) async fn ask_for_person(
    chat: Data<ChatService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<ConversationState>> {
    Ok(Json(chat.ask_for_person(&caller, ChatSessionId(*id)).await?.into()))
}

/// No longer wait for a person.
#[utoipa::path(
    tag = "chat",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ConversationState),
        (status = 409, body = Problem, description = "the conversation is closed")
    )
)]
#[delete("/api/v1/chat/sessions/{id}/person")]
pub(super) async fn stop_waiting(
    chat: Data<ChatService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<ConversationState>> {
    Ok(Json(chat.stop_waiting(&caller, ChatSessionId(*id)).await?.into()))
}

/// A ticket for the WebSocket, for clients that cannot send a header: good once, within half a minute.
#[utoipa::path(tag = "chat", params(("id" = Uuid, Path)), responses((status = 200, body = SocketTicket)))]
#[post("/api/v1/chat/sessions/{id}/ticket")]
pub(super) async fn ticket(
    chat: Data<ChatService>,
    sessions: Data<SessionService>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
) -> ApiResult<Json<SocketTicket>> {
    let session = chat.get(&who.principal, ChatSessionId(*id)).await?;
    let ticket = sessions.ticket(&who, &ticket_purpose(session.id)).await?;
    Ok(Json(SocketTicket { ticket, expires_in: 30 }))
}
