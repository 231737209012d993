//! Sources, ingestion runs and their logs, for administrators.

mod distinctions;
mod dto;
pub(in crate::http) mod runs;
pub(crate) mod sources;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, get, post};
use domain_ingestion::IngestionService;
use domain_jobs::JobsService;
use domain_model::kernel::id::JobId;
use ports::ScrapingLogKey;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::http::Context;
use crate::http::edge::authorization::{ADMINS, RECRUITERS};
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};
pub(crate) use dto::RunCounts;
use dto::{AllRunOutcomes, QueuedJobs, RunResource, StartedRuns};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(trigger, RECRUITERS).once(),
        route(ingest_all, ADMINS).once(),
        route(ingest, ADMINS).once(),
        route(reenrich, ADMINS).limit(Class::Models).once(),
        route(reenrich_one, ADMINS).limit(Class::Models).once(),
        route(distinctions::distinguish, ADMINS).each_time("deciding it again changes nothing"),
        route(scraping_logs, ADMINS),
        route(sources::list, ADMINS),
        route(sources::dry_run, ADMINS).each_time("changes nothing"),
    ]
}

type RunCursor = Cursor<ScrapingLogKey>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TriggerQuery {
    /// One source; without it, all of them.
    scraper_name: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct LogsQuery {
    /// `next_cursor` of the previous page.
    #[param(inline)]
    cursor: Option<RunCursor>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// Start a run over one source or all of them, without waiting for it.
#[utoipa::path(
    tag = "control tower",
    params(TriggerQuery),
    responses(
        (status = 202, body = StartedRuns),
        (status = 404, body = Problem, description = "no source of this name is configured")
    )
)]
#[post("/api/v1/admin/ingest/trigger")]
async fn trigger(
    ingestion: Data<IngestionService>,
    context: Data<Context>,
    query: Query<TriggerQuery>,
) -> ApiResult<HttpResponse> {
    let sources = runs::start(&ingestion, &context, query.scraper_name.as_deref())?;
    Ok(HttpResponse::Accepted().json(StartedRuns::over(sources)))
}

/// Run over all sources.
#[utoipa::path(tag = "control tower", responses((status = 200, body = AllRunOutcomes)))]
#[post("/api/v1/admin/ingest/all")]
async fn ingest_all(ingestion: Data<IngestionService>, context: Data<Context>) -> ApiResult<Json<AllRunOutcomes>> {
    Ok(Json(runs::all(&ingestion, &context).await?.into()))
}

/// Run over one source.
#[utoipa::path(
    tag = "control tower",
    params(("source_name" = String, Path)),
    responses(
        (status = 200, body = RunResource),
        (status = 404, body = Problem, description = "no source of this name is configured"),
        (status = 409, body = Problem, description = "a run over it is under way"),
        (status = 502, body = Problem, description = "the source does not answer as it should")
    )
)]
#[post("/api/v1/admin/ingest/{source_name}")]
async fn ingest(
    ingestion: Data<IngestionService>,
    context: Data<Context>,
    name: Path<String>,
) -> ApiResult<Json<RunResource>> {
    Ok(Json(runs::one(&ingestion, &context, &name).await?.into()))
}

/// Enrich all open jobs again. Unchanged texts reuse their enrichment and cost nothing.
#[utoipa::path(tag = "control tower", responses((status = 202, body = QueuedJobs)))]
#[post("/api/v1/admin/reenrich")]
async fn reenrich(jobs: Data<JobsService>, context: Data<Context>) -> ApiResult<HttpResponse> {
    let count = jobs.reenrich(None).await?;
    context.background.wake();
    Ok(HttpResponse::Accepted().json(QueuedJobs::count(count)))
}

/// Enrich one job again.
#[utoipa::path(tag = "control tower", params(("id" = Uuid, Path)), responses((status = 202, body = QueuedJobs)))]
#[post("/api/v1/admin/jobs/{id}/enrich")]
async fn reenrich_one(jobs: Data<JobsService>, context: Data<Context>, id: Path<Uuid>) -> ApiResult<HttpResponse> {
    let count = jobs.reenrich(Some(JobId(*id))).await?;
    context.background.wake();
    Ok(HttpResponse::Accepted().json(QueuedJobs::count(count)))
}

/// Runs over sources, newest first.
#[utoipa::path(tag = "control tower", params(LogsQuery), responses((status = 200, body = ListPage<RunResource>)))]
#[get("/api/v1/admin/scraping-logs")]
async fn scraping_logs(
    ingestion: Data<IngestionService>,
    query: Query<LogsQuery>,
) -> ApiResult<Json<ListPage<RunResource>>> {
    Ok(Json(ListPage::of(ingestion.logs(query.limit.after(query.cursor)).await?)))
}
