//! The control tower: all chat sessions, for administrators.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post};
use domain_chat::ChatService;
use domain_model::kernel::id::ChatSessionId;
use ports::ChatFilter;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::MESSAGES;
use super::dto::{ConversationMessage, ConversationState, TowerConversation, TowerItem};
use super::sessions::{MessagesQuery, SessionsQuery};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::etag::Tagged;
use crate::http::edge::paging::ListPage;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OperatorMessage {
    #[schema(example = "Good morning, how can I help?")]
    content: String,
}

/// All conversations, last used first.
#[utoipa::path(tag = "control tower", params(SessionsQuery), responses((status = 200, body = ListPage<TowerItem>)))]
#[get("/api/v1/admin/sessions")]
pub(super) async fn list(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    query: Query<SessionsQuery>,
) -> ApiResult<Json<ListPage<TowerItem>>> {
    let filter = ChatFilter { owner: None, status: query.status.map(|name| name.0) };
    Ok(Json(ListPage::of(chat.list(&operator, filter, query.limit.after(query.cursor)).await?)))
}

/// A conversation with its last messages.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = TowerConversation), (status = 304, description = "as `If-None-Match` knows it"))
)]
#[get("/api/v1/admin/sessions/{id}")]
pub(super) async fn get(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
) -> ApiResult<Tagged<TowerConversation>> {
    Ok(Tagged(chat.with_last_messages(&operator, ChatSessionId(*id), MESSAGES).await?.into()))
}

/// All messages of a conversation, in order.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path), MessagesQuery),
    responses((status = 200, body = ListPage<ConversationMessage>))
)]
#[get("/api/v1/admin/sessions/{id}/messages")]
pub(super) async fn messages(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
    query: Query<MessagesQuery>,
) -> ApiResult<Json<ListPage<ConversationMessage>>> {
    let page = query.limit.after(query.cursor);
    Ok(Json(ListPage::of(chat.messages_page(&operator, ChatSessionId(*id), page).await?)))
}

/// Take a conversation over from the assistant.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ConversationState),
        (status = 409, body = Problem, description = "another administrator answers, or the conversation is closed")
    )
)]
#[post("/api/v1/admin/sessions/{id}/intercept")]
pub(super) async fn intercept(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<ConversationState>> {
    Ok(Json(chat.take_over(&operator, ChatSessionId(*id)).await?.into()))
}

/// Send a message as an operator; takes the conversation over if the assistant owns it.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ConversationMessage),
        (status = 409, body = Problem, description = "another administrator answers, or the conversation is closed")
    )
)]
#[post("/api/v1/admin/sessions/{id}/message")]
pub(super) async fn send_message(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
    request: Json<OperatorMessage>,
) -> ApiResult<Json<ConversationMessage>> {
    let sent = chat.send_operator_message(&operator, ChatSessionId(*id), &request.content).await?;
    Ok(Json(sent.message.into()))
}

/// Hand a conversation back to the assistant.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ConversationState),
        (status = 409, body = Problem, description = "nobody has taken it over, or another administrator has")
    )
)]
#[post("/api/v1/admin/sessions/{id}/release")]
pub(super) async fn release(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<ConversationState>> {
    Ok(Json(chat.release(&operator, ChatSessionId(*id)).await?.into()))
}

/// Close a conversation for good.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ConversationState),
        (status = 409, body = Problem, description = "it is closed already")
    )
)]
#[post("/api/v1/admin/sessions/{id}/close")]
pub(super) async fn close(
    chat: Data<ChatService>,
    Caller(operator): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<ConversationState>> {
    Ok(Json(chat.close(&operator, ChatSessionId(*id)).await?.into()))
}
