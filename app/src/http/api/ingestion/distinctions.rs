//! Verdicts of administrators that two jobs are not the same.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, post};
use domain_ingestion::IngestionService;
use domain_model::kernel::id::JobId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};

/// The verdict that a job differs from another.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DistinctionRequest {
    /// The other job.
    job_id: Uuid,
}

/// Say that two jobs are not the same. The verdict is kept for ever.
#[utoipa::path(
    tag = "control tower",
    params(("id" = Uuid, Path)),
    request_body = DistinctionRequest,
    responses(
        (status = 204, description = "kept"),
        (status = 404, body = Problem, description = "there is no such job"),
        (status = 422, body = Problem, description = "a job does not differ from itself")
    )
)]
#[post("/api/v1/admin/jobs/{id}/distinctions")]
pub(super) async fn distinguish(
    ingestion: Data<IngestionService>,
    Caller(admin): Caller,
    id: Path<Uuid>,
    request: Json<DistinctionRequest>,
) -> ApiResult<HttpResponse> {
    ingestion.distinguish([JobId(*id), JobId(request.job_id)], Some(admin.account_id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
