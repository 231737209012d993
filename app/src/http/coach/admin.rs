//! The control tower: conversations and ingestion, for administrators.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, get, post};
use domain_chat::ChatService;
use domain_ingestion::IngestionService;
use domain_jobs::JobsService;
use domain_model::account::Principal;
use domain_model::id::{ChatSessionId, JobId};
use ports::NamedSource;
use serde::{Deserialize, Serialize};
use tracing::warn;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::dto::{Done, Message, RunResult, ScrapingLogItem, Session, TowerSession};
use crate::http::Context;
use crate::http::caller::{Operator, Recruiter};
use crate::http::error::{ApiError, ApiResult, Problem};

/// Messages of a conversation that are shown at once.
const MESSAGES: u32 = 500;

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

/// A conversation with what was said.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionWithMessages {
    #[serde(flatten)]
    session: Session,
    messages: Vec<Message>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TriggerQuery {
    /// One source; without it, all of them.
    scraper_name: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Triggered {
    message: String,
    #[schema(example = "processing_in_background")]
    status: &'static str,
}

/// A run over a source that has ended.
#[derive(Serialize, ToSchema)]
pub(super) struct SourceRun {
    source: String,
    result: RunResult,
    /// What was wrong, when something was.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// Runs over all sources.
#[derive(Serialize, ToSchema)]
pub(super) struct AllRuns {
    #[schema(example = "all")]
    source: &'static str,
    /// Of all sources together.
    result: RunResult,
    sources: Vec<SourceRun>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LogsQuery {
    /// How many at most: 1 to 500.
    #[serde(default = "usual_logs")]
    #[param(default = 20, minimum = 1, maximum = 500)]
    limit: u32,
}

fn usual_logs() -> u32 {
    20
}

/// Take a conversation over from the assistant.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    responses(
        (status = 200, body = Takeover),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, body = Problem, description = "another administrator answers, or the conversation is closed")
    )
)]
#[post("/admin/takeover")]
pub(super) async fn take_over(
    chat: Data<ChatService>,
    Operator(operator): Operator,
    request: Json<TakeoverRequest>,
) -> ApiResult<Json<Takeover>> {
    take(&chat, &operator, request.session_id).await
}

/// Take a conversation over: the same as `POST /admin/takeover`.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Takeover),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, body = Problem)
    )
)]
#[post("/admin/sessions/{id}/intercept")]
pub(super) async fn intercept(
    chat: Data<ChatService>,
    Operator(operator): Operator,
    id: Path<Uuid>,
) -> ApiResult<Json<Takeover>> {
    take(&chat, &operator, *id).await
}

async fn take(chat: &ChatService, operator: &Principal, session_id: Uuid) -> ApiResult<Json<Takeover>> {
    chat.take_over(operator, ChatSessionId(session_id)).await?;
    Ok(Json(Takeover { message: "Takeover successful", session_id }))
}

/// Everybody's conversations, last used first.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    responses((status = 200, body = [TowerSession]), (status = 401, body = Problem), (status = 403, body = Problem))
)]
#[get("/admin/sessions")]
pub(super) async fn all_sessions(
    chat: Data<ChatService>,
    Operator(operator): Operator,
) -> ApiResult<Json<Vec<TowerSession>>> {
    let sessions = chat.list_all(&operator).await?;
    Ok(Json(sessions.into_iter().map(TowerSession::from).collect()))
}

/// A conversation with its last messages.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = SessionWithMessages),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem)
    )
)]
#[get("/admin/sessions/{id}")]
pub(super) async fn one_session(
    chat: Data<ChatService>,
    Operator(operator): Operator,
    id: Path<Uuid>,
) -> ApiResult<Json<SessionWithMessages>> {
    let session = chat.get(&operator, ChatSessionId(*id)).await?;
    let after = session.last_seq.saturating_sub(MESSAGES.into());
    let messages = chat.messages(&session, after, MESSAGES).await?;
    Ok(Json(SessionWithMessages { session: session.into(), messages: messages.iter().map(Message::from).collect() }))
}

/// Say something as a person; this takes the conversation over if the assistant has it.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Message),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, body = Problem),
        (status = 422, body = Problem)
    )
)]
#[post("/admin/sessions/{id}/message")]
pub(super) async fn say(
    chat: Data<ChatService>,
    Operator(operator): Operator,
    id: Path<Uuid>,
    request: Json<SayRequest>,
) -> ApiResult<Json<Message>> {
    let recorded = chat.operator_says(&operator, ChatSessionId(*id), &request.content).await?;
    Ok(Json(Message::from(&recorded.message)))
}

/// Hand a conversation back to the assistant.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Session),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, body = Problem)
    )
)]
#[post("/admin/sessions/{id}/release")]
pub(super) async fn release(
    chat: Data<ChatService>,
    Operator(operator): Operator,
    id: Path<Uuid>,
) -> ApiResult<Json<Session>> {
    let session = chat.release(&operator, ChatSessionId(*id)).await?;
    Ok(Json(session.into()))
}

/// End a conversation for good.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Session),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem),
        (status = 409, body = Problem)
    )
)]
#[post("/admin/sessions/{id}/close")]
pub(super) async fn close(
    chat: Data<ChatService>,
    Operator(operator): Operator,
    id: Path<Uuid>,
) -> ApiResult<Json<Session>> {
    let session = chat.close(&operator, ChatSessionId(*id)).await?;
    Ok(Json(session.into()))
}

/// Start a run over one source or all of them, and do not wait for it.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(TriggerQuery),
    responses(
        (status = 202, body = Triggered),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem)
    )
)]
#[post("/admin/ingest/trigger")]
pub(super) async fn ingest_trigger(
    ingestion: Data<IngestionService>,
    context: Data<Context>,
    _recruiter: Recruiter,
    query: Query<TriggerQuery>,
) -> ApiResult<HttpResponse> {
    let sources = match &query.scraper_name {
        Some(name) => vec![ingestion.source(name)?],
        None => ingestion.sources().configured().to_vec(),
    };
    let names: Vec<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    let message = format!(
        "reading {}",
        if names.is_empty() { "nothing: no sources are configured".to_owned() } else { names.join(", ") }
    );
    let background = context.background.clone();
    context.background.spawn(async move {
        for source in sources {
            if let Err(error) = ingestion.run(&source, &|_| ()).await {
                warn!(source = source.name, %error, "could not run over `{}`", source.name);
            }
            background.wake();
        }
    });
    Ok(HttpResponse::Accepted().json(Triggered { message, status: "processing_in_background" }))
}

/// Run over all sources.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    responses((status = 200, body = AllRuns), (status = 401, body = Problem), (status = 403, body = Problem))
)]
#[post("/admin/ingest/all")]
pub(super) async fn ingest_all(
    ingestion: Data<IngestionService>,
    context: Data<Context>,
    _operator: Operator,
) -> ApiResult<Json<AllRuns>> {
    let mut all = AllRuns { source: "all", result: RunResult::default(), sources: Vec::new() };
    for source in ingestion.sources().configured() {
        // One board that cannot be read does not keep the others from being read.
        let run = match ingestion.run(source, &|_| ()).await {
            Ok(log) => SourceRun { source: log.source_name, result: log.counts.into(), message: log.message },
            Err(error) => SourceRun {
                source: source.name.clone(),
                result: RunResult::default(),
                message: Some(error.to_string()),
            },
        };
        all.result += &run.result;
        all.sources.push(run);
        context.background.wake();
    }
    Ok(Json(all))
}

/// Run over one source.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(("source_name" = String, Path)),
    responses(
        (status = 200, body = SourceRun),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem, description = "no source of this name is configured"),
        (status = 409, body = Problem, description = "a run over it is under way"),
        (status = 502, body = Problem, description = "the source does not answer as it should")
    )
)]
#[post("/admin/ingest/{source_name}")]
pub(super) async fn ingest(
    ingestion: Data<IngestionService>,
    context: Data<Context>,
    _operator: Operator,
    name: Path<String>,
) -> ApiResult<Json<SourceRun>> {
    let source: NamedSource = ingestion.source(&name)?;
    let log = ingestion.run(&source, &|_| ()).await?;
    context.background.wake();
    Ok(Json(SourceRun { source: log.source_name, result: log.counts.into(), message: log.message }))
}

/// Enrich every open job again. What has not changed is found again and costs nothing.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    responses((status = 202, body = Done), (status = 401, body = Problem), (status = 403, body = Problem))
)]
#[post("/admin/reenrich")]
pub(super) async fn reenrich(
    jobs: Data<JobsService>,
    context: Data<Context>,
    _operator: Operator,
) -> ApiResult<HttpResponse> {
    let count = jobs.reenrich(None).await?;
    context.background.wake();
    Ok(HttpResponse::Accepted().json(Done { message: format!("{count} jobs are enriched again") }))
}

/// Enrich one job again.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(("id" = Uuid, Path)),
    responses(
        (status = 202, body = Done),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 404, body = Problem)
    )
)]
#[post("/admin/jobs/{id}/enrich")]
pub(super) async fn reenrich_one(
    jobs: Data<JobsService>,
    context: Data<Context>,
    _operator: Operator,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    jobs.reenrich(Some(JobId(*id))).await?;
    context.background.wake();
    Ok(HttpResponse::Accepted().json(Done { message: "the job is enriched again".to_owned() }))
}

/// The newest runs over sources, newest first.
#[utoipa::path(
    tag = "control tower",
    security(("bearer" = [])),
    params(LogsQuery),
    responses(
        (status = 200, body = [ScrapingLogItem]),
        (status = 401, body = Problem),
        (status = 403, body = Problem),
        (status = 422, body = Problem)
    )
)]
#[get("/admin/scraping-logs")]
pub(super) async fn scraping_logs(
    ingestion: Data<IngestionService>,
    _operator: Operator,
    query: Query<LogsQuery>,
) -> ApiResult<Json<Vec<ScrapingLogItem>>> {
    if !(1..=500).contains(&query.limit) {
        return Err(ApiError::validation("`limit` must be between 1 and 500"));
    }
    let logs = ingestion.logs(query.limit).await?;
    Ok(Json(logs.into_iter().map(ScrapingLogItem::from).collect()))
}
