//! The caller's login sessions.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get};
use chrono::{DateTime, Utc};
use domain_identity::SessionService;
use domain_model::kernel::id::LoginSessionId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Context;
use crate::http::api::identity::tokens;
use crate::http::edge::caller::Authenticated;
use crate::http::edge::error::ApiResult;
use crate::http::edge::paging::ListPage;

/// An active session.
#[derive(Serialize, ToSchema)]
pub(super) struct SignInSession {
    id: Uuid,
    /// Whether it is the session of this request.
    is_current: bool,
    created_at: DateTime<Utc>,
    last_used_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    /// The `User-Agent` of the client.
    user_agent: Option<String>,
    /// The network address that opened it.
    address: Option<String>,
    has_second_factor: bool,
}

/// List the caller's active sessions, newest first.
#[utoipa::path(tag = "accounts", responses((status = 200, body = ListPage<SignInSession>)))]
#[get("/api/v1/auth/sessions")]
pub(super) async fn list(
    sessions: Data<SessionService>,
    Authenticated(who): Authenticated,
) -> ApiResult<Json<ListPage<SignInSession>>> {
    let sessions = sessions.sessions(&who).await?.into_iter().map(|session| SignInSession {
        id: session.id.0,
        is_current: Some(session.id) == who.session(),
        created_at: session.created_at,
        last_used_at: session.refreshed_at,
        expires_at: session.expires_at,
        has_second_factor: session.assurance() == domain_model::identity::session::Assurance::Two,
        user_agent: session.origin.user_agent,
        address: session.origin.address,
    });
    Ok(Json(ListPage::whole(sessions)))
}

/// End one of the caller's sessions.
#[utoipa::path(tag = "accounts", params(("id" = Uuid, Path)), responses((status = 204, description = "it has ended")))]
#[delete("/api/v1/auth/sessions/{id}")]
pub(super) async fn end(
    sessions: Data<SessionService>,
    context: Data<Context>,
    Authenticated(who): Authenticated,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    sessions.end_session(&who, LoginSessionId(*id)).await?;
    context.token_cache.invalidate(who.principal.account_id);
    let mut response = HttpResponse::NoContent();
    if who.session() == Some(LoginSessionId(*id)) {
        tokens::clear_browser_state(&context, &mut response);
    }
    Ok(response.finish())
}
