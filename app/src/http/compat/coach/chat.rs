//! Conversations, except the WebSocket.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, get, post};
use domain_chat::ChatService;
use domain_identity::SessionService;
use domain_model::kernel::id::{ChatSessionId, JobId};
use domain_model::kernel::page::PageRequest;
use ports::ChatFilter;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::MAX_LISTED;
use super::dto::{OwnSession, Session};
use crate::http::edge::caller::{Authenticated, Caller};
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::ws::ticket_purpose;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenRequest {
    /// The job to talk about, if any.
    #[serde(default)]
    job_id: Option<Uuid>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Ticket {
    /// Opens `/ws/chat/{session_id}?ticket=…` once.
    ticket: String,
    #[schema(example = 30)]
    expires_in: u32,
}

/// Open a conversation: about a job, go on with the one there is; about none, begin a new one.
#[utoipa::path(tag = "chat", responses((status = 200, body = Session), (status = 404, body = Problem)))]
#[post("/chat/sessions")]
pub(super) async fn open(
    chat: Data<ChatService>,
    Caller(caller): Caller,
    request: Json<OpenRequest>,
) -> ApiResult<Json<Session>> {
    let session = chat.open(&caller, request.job_id.map(JobId)).await?;
    Ok(Json(session.into()))
}

/// My conversations, last used first.
#[utoipa::path(tag = "chat", responses((status = 200, body = [OwnSession])))]
#[get("/chat/my-sessions")]
pub(super) async fn mine(chat: Data<ChatService>, Caller(caller): Caller) -> ApiResult<Json<Vec<OwnSession>>> {
    let filter = ChatFilter { owner: Some(caller.account_id), status: None };
    let sessions = chat.list(&caller, filter, PageRequest::first(MAX_LISTED)).await?;
    Ok(Json(sessions.items.into_iter().map(OwnSession::from).collect()))
}

/// One of my conversations.
#[utoipa::path(tag = "chat", params(("id" = Uuid, Path)), responses((status = 200, body = Session)))]
#[get("/chat/sessions/{id}")]
pub(super) async fn get(chat: Data<ChatService>, Caller(caller): Caller, id: Path<Uuid>) -> ApiResult<Json<Session>> {
    let session = chat.get(&caller, ChatSessionId(*id)).await?;
    Ok(Json(session.into()))
}

/// A ticket for the WebSocket, for clients that cannot send a header: good once, within half a minute.
#[utoipa::path(tag = "chat", params(("id" = Uuid, Path)), responses((status = 200, body = Ticket)))]
#[post("/chat/sessions/{id}/ticket")]
pub(super) async fn ticket(
    chat: Data<ChatService>,
    sessions: Data<SessionService>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let session = chat.get(&who.principal, ChatSessionId(*id)).await?;
    let ticket = sessions.ticket(&who, &ticket_purpose(session.id)).await?;
    Ok(HttpResponse::Ok().json(Ticket { ticket, expires_in: 30 }))
}
