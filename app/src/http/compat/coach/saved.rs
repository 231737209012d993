//! The jobs that the caller keeps for later.

use actix_web::web::{Data, Json, Path};
use actix_web::{delete, get, post};
use domain_jobs::JobsService;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::MAX_LISTED;
use super::dto::FeedItem;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};

/// Whether a job is kept.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Saved {
    saved: bool,
}

/// The jobs that I keep for later, last saved first.
#[utoipa::path(tag = "jobs", responses((status = 200, body = [FeedItem])))]
#[get("/jobs/saved")]
pub(super) async fn list(jobs: Data<JobsService>, Caller(caller): Caller) -> ApiResult<Json<Vec<FeedItem>>> {
    let saved = jobs.saved(&caller, PageRequest::first(MAX_LISTED)).await?;
    Ok(Json(saved.items.iter().map(|saved| FeedItem::from(&saved.job)).collect()))
}

/// Whether I keep a job for later.
#[utoipa::path(tag = "jobs", params(("id" = Uuid, Path)), responses((status = 200, body = Saved)))]
#[get("/jobs/saved/{id}/check")]
pub(super) async fn check(jobs: Data<JobsService>, Caller(caller): Caller, id: Path<Uuid>) -> ApiResult<Json<Saved>> {
    Ok(Json(Saved { saved: jobs.saved_at(&caller, JobId(*id)).await?.is_some() }))
}

/// Keep a job for later.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Saved), (status = 404, body = Problem))
)]
#[post("/jobs/saved/{id}")]
pub(super) async fn save(jobs: Data<JobsService>, Caller(caller): Caller, id: Path<Uuid>) -> ApiResult<Json<Saved>> {
    jobs.save(&caller, JobId(*id)).await?;
    Ok(Json(Saved { saved: true }))
}

/// Keep a job no longer.
#[utoipa::path(tag = "jobs", params(("id" = Uuid, Path)), responses((status = 200, body = Saved)))]
#[delete("/jobs/saved/{id}")]
pub(super) async fn unsave(jobs: Data<JobsService>, Caller(caller): Caller, id: Path<Uuid>) -> ApiResult<Json<Saved>> {
    jobs.unsave(&caller, JobId(*id)).await?;
    Ok(Json(Saved { saved: false }))
}
