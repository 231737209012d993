//! Handlers of the jobs that the caller keeps for later.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpResponse, delete, get, put};
use chrono::{DateTime, Utc};
use domain_jobs::{JobsService, SavedJob};
use domain_model::kernel::id::JobId;
use ports::SavedJobKey;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::dto::JobItem;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};

type SavedCursor = Cursor<SavedJobKey>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SavedQuery {
    /// `next_cursor` of the previous page.
    #[param(inline)]
    cursor: Option<SavedCursor>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// A job that I keep for later. It stays in the list when it closes.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SavedJobItem {
    #[serde(flatten)]
    job: JobItem,
    saved_at: DateTime<Utc>,
}

/// Whether I keep a job for later.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SavedState {
    saved: bool,
    saved_at: Option<DateTime<Utc>>,
}

impl From<SavedJob> for SavedJobItem {
    fn from(saved: SavedJob) -> Self {
        Self { job: saved.job.into(), saved_at: saved.saved_at }
    }
}

/// The jobs that I keep for later, last saved first.
#[utoipa::path(tag = "jobs", params(SavedQuery), responses((status = 200, body = ListPage<SavedJobItem>)))]
#[get("/api/v1/saved-jobs")]
pub(super) async fn list(
    jobs: Data<JobsService>,
    Caller(caller): Caller,
    query: Query<SavedQuery>,
) -> ApiResult<Json<ListPage<SavedJobItem>>> {
    Ok(Json(ListPage::of(jobs.saved(&caller, query.limit.after(query.cursor)).await?)))
}

/// Whether I keep a job for later.
#[utoipa::path(tag = "jobs", params(("id" = Uuid, Path)), responses((status = 200, body = SavedState)))]
#[get("/api/v1/saved-jobs/{id}")]
pub(super) async fn get(
    jobs: Data<JobsService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<SavedState>> {
    let saved_at = jobs.saved_at(&caller, JobId(*id)).await?;
    Ok(Json(SavedState { saved: saved_at.is_some(), saved_at }))
}

/// Keep a job for later. A job that is kept already keeps its time.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses((status = 204, description = "kept"), (status = 404, body = Problem, description = "there is no such job"))
)]
#[put("/api/v1/saved-jobs/{id}")]
pub(super) async fn save(jobs: Data<JobsService>, Caller(caller): Caller, id: Path<Uuid>) -> ApiResult<HttpResponse> {
    jobs.save(&caller, JobId(*id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Keep a job no longer. Nothing happens when it is not kept.
#[utoipa::path(tag = "jobs", params(("id" = Uuid, Path)), responses((status = 204, description = "not kept")))]
#[delete("/api/v1/saved-jobs/{id}")]
pub(super) async fn unsave(jobs: Data<JobsService>, Caller(caller): Caller, id: Path<Uuid>) -> ApiResult<HttpResponse> {
    jobs.unsave(&caller, JobId(*id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
