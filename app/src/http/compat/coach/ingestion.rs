//! Ingestion runs and the enrichment that follows them.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, get, post};
use domain_ingestion::IngestionService;
use domain_jobs::JobsService;
use domain_model::ingestion::ScrapingLog;
use domain_model::kernel::id::JobId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::dto::ScrapingLogItem;
use crate::http::Context;
use crate::http::api::done::Done;
use crate::http::api::ingestion::RunCounts;
use crate::http::api::ingestion::runs::{self, SourceOutcome};
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::paging::Limit;

/// Runs that are listed at once; `/api/v1/admin/scraping-logs` has pages.
type LogLimit = Limit<20, 500>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TriggerQuery {
    /// One source; `all`, `generic`, or nothing, is all of them.
    scraper_name: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Triggered {
    message: String,
    #[schema(example = "processing_in_background")]
    status: &'static str,
}

/// An ended ingestion run over a source.
#[derive(Serialize, ToSchema)]
pub(super) struct SourceRun {
    source: String,
    result: RunCounts,
    /// What went wrong, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// Runs over all sources.
#[derive(Serialize, ToSchema)]
pub(super) struct AllRuns {
    #[schema(example = "all")]
    source: &'static str,
    /// The sum over all sources.
    result: RunCounts,
    sources: Vec<SourceRun>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LogsQuery {
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: LogLimit,
}

impl std::ops::AddAssign<&Self> for RunCounts {
    fn add_assign(&mut self, other: &Self) {
        self.fetched += other.fetched;
        self.new += other.new;
        self.updated += other.updated;
        self.skipped += other.skipped;
        self.errors += other.errors;
        self.dedup_hits += other.dedup_hits;
        self.closed += other.closed;
    }
}

impl From<ScrapingLog> for SourceRun {
    fn from(log: ScrapingLog) -> Self {
        Self { source: log.source_name, result: log.counts.into(), message: log.message }
    }
}

impl From<SourceOutcome> for SourceRun {
    fn from(run: SourceOutcome) -> Self {
        match run.outcome {
            Ok(log) => log.into(),
            Err(error) => {
                Self { source: run.source_name, result: RunCounts::default(), message: Some(error.to_string()) }
            }
        }
    }
}

/// Start a run over one source or all of them, without waiting for it.
#[utoipa::path(
    tag = "control tower",
    params(TriggerQuery),
    responses((status = 202, body = Triggered), (status = 404, body = Problem))
)]
#[post("/admin/ingest/trigger")]
pub(super) async fn ingest_trigger(
    ingestion: Data<IngestionService>,
    context: Data<Context>,
    query: Query<TriggerQuery>,
) -> ApiResult<HttpResponse> {
    let one = query.scraper_name.as_deref().filter(|name| !matches!(*name, "all" | "generic"));
    let names = runs::start(&ingestion, &context, one)?;
    let read = if names.is_empty() { "nothing: no sources are configured".to_owned() } else { names.join(", ") };
    let message = format!("reading {read}");
    Ok(HttpResponse::Accepted().json(Triggered { message, status: "processing_in_background" }))
}

/// Run over all sources.
#[utoipa::path(tag = "control tower", responses((status = 200, body = AllRuns)))]
#[post("/admin/ingest/all")]
pub(super) async fn ingest_all(ingestion: Data<IngestionService>, context: Data<Context>) -> ApiResult<Json<AllRuns>> {
    let sources: Vec<SourceRun> = runs::all(&ingestion, &context).await?.into_iter().map(SourceRun::from).collect();
    let mut result = RunCounts::default();
    for run in &sources {
        result += &run.result;
    }
    Ok(Json(AllRuns { source: "all", result, sources }))
}

/// Run over one source.
#[utoipa::path(
    tag = "control tower",
    params(("source_name" = String, Path)),
    responses(
        (status = 200, body = SourceRun),
        (status = 404, body = Problem, description = "no source of this name is configured"),
        (status = 409, body = Problem, description = "a run over it is under way"),
        (status = 502, body = Problem, description = "the source does not answer as it should")
    )
)]
#[post("/admin/ingest/{source_name}")]
pub(super) async fn ingest(
    ingestion: Data<IngestionService>,
    context: Data<Context>,
    name: Path<String>,
) -> ApiResult<Json<SourceRun>> {
    Ok(Json(runs::one(&ingestion, &context, &name).await?.into()))
}

/// Enrich all open jobs again. Unchanged texts reuse their enrichment and cost nothing.
#[utoipa::path(tag = "control tower", responses((status = 202, body = Done)))]
#[post("/admin/reenrich")]
pub(super) async fn reenrich(jobs: Data<JobsService>, context: Data<Context>) -> ApiResult<HttpResponse> {
    let count = jobs.reenrich(None).await?;
    context.background.wake();
    Ok(HttpResponse::Accepted().json(Done { message: format!("{count} jobs are enriched again") }))
}

/// Enrich one job again.
#[utoipa::path(tag = "control tower", params(("id" = Uuid, Path)), responses((status = 202, body = Done)))]
#[post("/admin/jobs/{id}/enrich")]
pub(super) async fn reenrich_one(
    jobs: Data<JobsService>,
    context: Data<Context>,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    jobs.reenrich(Some(JobId(*id))).await?;
    context.background.wake();
    Ok(HttpResponse::Accepted().json(Done { message: "the job is enriched again".to_owned() }))
}

/// The newest runs over sources, newest first.
#[utoipa::path(tag = "control tower", params(LogsQuery), responses((status = 200, body = [ScrapingLogItem])))]
#[get("/admin/scraping-logs")]
pub(super) async fn scraping_logs(
    ingestion: Data<IngestionService>,
    query: Query<LogsQuery>,
) -> ApiResult<Json<Vec<ScrapingLogItem>>> {
    let logs = ingestion.logs(query.limit.after(None)).await?;
    Ok(Json(logs.items.into_iter().map(ScrapingLogItem::from).collect()))
}
