//! Applications for jobs. One that was withdrawn is left out: the contract has no name for it.

use actix_web::web::{Data, Json, Path};
use actix_web::{get, post};
use domain_jobs::ApplicationService;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use domain_workflow::Applying;
use ports::ApplicationFilter;
use uuid::Uuid;

use super::MAX_LISTED;
use super::dto::ApplicationEntry;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};

/// Apply for a job. Applying again is the same application.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = ApplicationEntry),
        (status = 404, body = Problem, description = "there is no such job"),
        (status = 409, body = Problem, description = "the job is closed")
    )
)]
#[post("/jobs/{id}/apply")]
pub(super) async fn apply(
    applying: Data<Applying>,
    Caller(seeker): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<ApplicationEntry>> {
    let sent = applying.apply(&seeker, JobId(*id)).await?;
    Ok(Json(ApplicationEntry::new(sent.application, &sent.job)))
}

/// My applications, last sent first.
#[utoipa::path(tag = "jobs", responses((status = 200, body = [ApplicationEntry])))]
#[get("/jobs/applications/my")]
pub(super) async fn mine(
    applications: Data<ApplicationService>,
    Caller(caller): Caller,
) -> ApiResult<Json<Vec<ApplicationEntry>>> {
    let mine = applications.list(&caller, ApplicationFilter::default(), PageRequest::first(MAX_LISTED)).await?;
    let sent = mine.items.into_iter().filter(|item| !item.application.is_withdrawn());
    Ok(Json(sent.map(|item| ApplicationEntry::new(item.application, &item.job)).collect()))
}
