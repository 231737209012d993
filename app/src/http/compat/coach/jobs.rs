//! The catalogue, match scores and recommendations.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post};
use domain_jobs::JobsService;
use domain_matching::{MatchingError, MatchingService};
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use ports::{FeedPage, FeedStart};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::dto::{FeedItem, HistoryItem, JobDetail, MatchResult, RankedItem};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::paging::{PageLimit, Skip};

/// Changes that are shown; `/api/v1/jobs/{id}/history` has pages.
const MAX_CHANGES: u32 = 1_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// How many items to skip: at most 10,000. `/api/v1/jobs` has pages without a limit.
    #[serde(default)]
    #[param(inline)]
    skip: Skip,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LimitQuery {
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// Active jobs, newest first.
#[utoipa::path(tag = "jobs", params(Paging), responses((status = 200, body = [FeedItem])))]
#[get("/jobs/feed")]
pub(super) async fn feed(jobs: Data<JobsService>, paging: Query<Paging>) -> ApiResult<Json<Vec<FeedItem>>> {
    let page = FeedPage { start: FeedStart::Skip(paging.skip.0), limit: paging.limit.0 };
    let jobs = jobs.feed(page).await?;
    Ok(Json(jobs.items.iter().map(FeedItem::from).collect()))
}

/// One job with its tips and questions.
#[utoipa::path(tag = "jobs", params(("id" = Uuid, Path)), responses((status = 200, body = JobDetail)))]
#[get("/jobs/{id}/details")]
pub(super) async fn details(jobs: Data<JobsService>, id: Path<Uuid>) -> ApiResult<Json<JobDetail>> {
    let details = jobs.details(JobId(*id)).await?;
    Ok(Json(details.into()))
}

/// The changes of a job, newest first.
#[utoipa::path(tag = "jobs", params(("id" = Uuid, Path)), responses((status = 200, body = [HistoryItem])))]
#[get("/jobs/{id}/history")]
pub(super) async fn history(jobs: Data<JobsService>, id: Path<Uuid>) -> ApiResult<Json<Vec<HistoryItem>>> {
    let changes = jobs.history(JobId(*id), PageRequest::first(MAX_CHANGES)).await?;
    Ok(Json(changes.items.iter().map(HistoryItem::from).collect()))
}

/// How my resume fits one job.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MatchResult),
        (status = 422, body = Problem, description = "no resume yet, or the job is still being processed")
    )
)]
#[post("/jobs/{id}/match")]
pub(super) async fn match_one(
    matching: Data<MatchingService>,
    Caller(seeker): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<MatchResult>> {
    let found = matching.match_job(&seeker, JobId(*id)).await?;
    Ok(Json(found.into()))
}

/// How my resume fits one job: the same as with POST.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MatchResult),
        (status = 422, body = Problem, description = "no resume yet, or the job is still being processed")
    )
)]
#[get("/jobs/{id}/match")]
pub(super) async fn match_again(
    matching: Data<MatchingService>,
    Caller(seeker): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<MatchResult>> {
    let found = matching.match_job(&seeker, JobId(*id)).await?;
    Ok(Json(found.into()))
}

/// The jobs that fit my resume best, best first.
#[utoipa::path(
    tag = "jobs",
    params(LimitQuery),
    responses((status = 200, body = [RankedItem]), (status = 400, body = Problem, description = "no resume yet"))
)]
#[post("/jobs/match")]
pub(super) async fn best_matches(
    matching: Data<MatchingService>,
    Caller(seeker): Caller,
    query: Query<LimitQuery>,
) -> ApiResult<Json<Vec<RankedItem>>> {
    let limit = usize::try_from(query.limit.0).expect("at most 100");
    let ranked = matching.best_jobs(&seeker, limit).await.map_err(|error| match error {
        // As the contract has it here; for one job it is 422.
        MatchingError::NoResume => ApiError::bad_request(error.to_string()),
        error => error.into(),
    })?;
    Ok(Json(ranked.iter().map(RankedItem::from).collect()))
}
