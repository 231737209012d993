//! Handlers of the catalogue: one job, and its history.

use actix_web::get;
use actix_web::web::{Data, Json, Path, Query};
use domain_jobs::JobsService;
use domain_model::kernel::id::JobId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::dto::{JobChangeItem, JobResource};
use crate::http::edge::error::ApiResult;
use crate::http::edge::etag::Tagged;
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};

type RevisionCursor = Cursor<u32>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct HistoryQuery {
    /// `next_cursor` of the previous page.
    #[param(inline)]
    cursor: Option<RevisionCursor>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// One job in any state, with tips and questions.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = JobResource), (status = 304, description = "as `If-None-Match` knows it"))
)]
#[get("/api/v1/jobs/{id}")]
pub(super) async fn get(jobs: Data<JobsService>, id: Path<Uuid>) -> ApiResult<Tagged<JobResource>> {
    Ok(Tagged(jobs.details(JobId(*id)).await?.into()))
}

/// The changes of a job, newest first.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path), HistoryQuery),
    responses((status = 200, body = ListPage<JobChangeItem>))
)]
#[get("/api/v1/jobs/{id}/history")]
pub(super) async fn history(
    jobs: Data<JobsService>,
    id: Path<Uuid>,
    query: Query<HistoryQuery>,
) -> ApiResult<Json<ListPage<JobChangeItem>>> {
    Ok(Json(ListPage::of(jobs.history(JobId(*id), query.limit.after(query.cursor)).await?)))
}
