//! The catalogue, and how a resume fits it.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post};
use domain_jobs::JobsService;
use domain_matching::MatchingService;
use domain_model::kernel::id::JobId;
use ports::FeedPage;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::dto::{FeedItem, HistoryItem, JobDetail, MatchResult, RankedItem};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};

const MOST: u64 = 100;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// How many to leave out.
    #[serde(default)]
    skip: u64,
    /// How many at most: 1 to 100.
    #[serde(default = "usual_limit")]
    #[param(default = 20, minimum = 1, maximum = 100)]
    limit: u64,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Most {
    /// How many at most: 1 to 100.
    #[serde(default = "usual_limit")]
    #[param(default = 20, minimum = 1, maximum = 100)]
    limit: u64,
}

fn usual_limit() -> u64 {
    20
}

fn within_limits(limit: u64) -> ApiResult<u64> {
    if (1..=MOST).contains(&limit) {
        return Ok(limit);
    }
    Err(ApiError::validation(format!("`limit` must be between 1 and {MOST}")))
}

/// Active jobs, newest first.
#[utoipa::path(tag = "jobs", params(Paging), responses((status = 200, body = [FeedItem])))]
#[get("/jobs/feed")]
pub(super) async fn feed(jobs: Data<JobsService>, paging: Query<Paging>) -> ApiResult<Json<Vec<FeedItem>>> {
    let page = FeedPage { skip: paging.skip, limit: within_limits(paging.limit)? };
    let jobs = jobs.feed(page).await?;
    Ok(Json(jobs.iter().map(FeedItem::from).collect()))
}

/// One job with its tips and questions.
#[utoipa::path(tag = "jobs", params(("id" = Uuid, Path)), responses((status = 200, body = JobDetail)))]
#[get("/jobs/{id}/details")]
pub(super) async fn details(jobs: Data<JobsService>, id: Path<Uuid>) -> ApiResult<Json<JobDetail>> {
    let details = jobs.details(JobId(*id)).await?;
    Ok(Json(details.into()))
}

/// What changed in a job, newest first.
#[utoipa::path(tag = "jobs", params(("id" = Uuid, Path)), responses((status = 200, body = [HistoryItem])))]
#[get("/jobs/{id}/history")]
pub(super) async fn history(jobs: Data<JobsService>, id: Path<Uuid>) -> ApiResult<Json<Vec<HistoryItem>>> {
    let changes = jobs.history(JobId(*id)).await?;
    Ok(Json(changes.iter().map(HistoryItem::from).collect()))
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
    params(Most),
    responses((status = 200, body = [RankedItem]), (status = 422, body = Problem, description = "no resume yet"))
)]
#[post("/jobs/match")]
pub(super) async fn best_matches(
    matching: Data<MatchingService>,
    Caller(seeker): Caller,
    most: Query<Most>,
) -> ApiResult<Json<Vec<RankedItem>>> {
    let limit = usize::try_from(within_limits(most.limit)?).expect("at most 100");
    let ranked = matching.best_jobs(&seeker, limit).await?;
    Ok(Json(ranked.iter().map(RankedItem::from).collect()))
}
