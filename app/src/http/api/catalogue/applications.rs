//! Handlers of the caller's applications for jobs.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, patch, post};
use domain_jobs::{ApplicationDetails, ApplicationService};
use domain_model::catalogue::application::ApplicationUpdate;
use domain_model::kernel::id::{ApplicationId, JobId};
use domain_workflow::Applying;
use ports::{ApplicationFilter, ApplicationKey};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::application_dto::{ApplicationItem, ApplicationResource};
use crate::http::api::names::ApplicationStatusName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::etag::{Precondition, Tagged};
use crate::http::edge::optional_json::OptionalJson;
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};

type ApplicationCursor = Cursor<ApplicationKey>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ApplicationsQuery {
    /// Those that have come so far.
    #[param(inline)]
    status: Option<ApplicationStatusName>,
    /// The one for this job.
    job_id: Option<Uuid>,
    /// `next_cursor` of the previous page.
    #[param(inline)]
    cursor: Option<ApplicationCursor>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// The job to apply for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewApplication {
    job_id: Uuid,
}

/// What becomes of an application: a status, a note about it, or both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ApplicationChangeRequest {
    /// The status from now on. It stays as it is when it is missing.
    status: Option<ApplicationStatusName>,
    /// What is said about it: at most 2,000 characters. The other party reads it, too.
    #[schema(example = "They called: we meet on Thursday.")]
    note: Option<String>,
}

/// Why an application is taken back.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdrawal {
    /// What is said about it: at most 2,000 characters.
    note: Option<String>,
}

impl From<ApplicationChangeRequest> for ApplicationUpdate {
    fn from(request: ApplicationChangeRequest) -> Self {
        Self { status: request.status.map(|name| name.0), note: request.note }
    }
}

/// My applications, last sent first.
#[utoipa::path(
    tag = "applications",
    params(ApplicationsQuery),
    responses((status = 200, body = ListPage<ApplicationItem>))
)]
#[get("/api/v1/applications")]
pub(super) async fn list(
    applications: Data<ApplicationService>,
    Caller(caller): Caller,
    query: Query<ApplicationsQuery>,
) -> ApiResult<Json<ListPage<ApplicationItem>>> {
    let query = query.into_inner();
    let filter = ApplicationFilter { status: query.status.map(|name| name.0), job: query.job_id.map(JobId) };
    Ok(Json(ListPage::of(applications.list(&caller, filter, query.limit.after(query.cursor)).await?)))
}

/// Apply for a job: name, address, resume and posting are copied, with how well they fit. Applying again is the same
/// application; one that was withdrawn is sent anew.
#[utoipa::path(
    tag = "applications",
    responses(
        (status = 200, body = ApplicationResource),
        (status = 404, body = Problem, description = "there is no such job"),
        (status = 409, body = Problem, description = "the job is closed")
    )
)]
#[post("/api/v1/applications")]
pub(super) async fn apply(
    applying: Data<Applying>,
    Caller(seeker): Caller,
    Json(new): Json<NewApplication>,
) -> ApiResult<Tagged<ApplicationResource>> {
    Ok(Tagged(applying.apply(&seeker, JobId(new.job_id)).await?.into()))
}

/// An application with what was sent and what has happened: one of mine, or, for administrators, any.
#[utoipa::path(
    tag = "applications",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = ApplicationResource), (status = 304, description = "as `If-None-Match` knows it"))
)]
#[get("/api/v1/applications/{id}")]
pub(super) async fn get(
    applications: Data<ApplicationService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Tagged<ApplicationResource>> {
    Ok(Tagged(applications.get(&caller, ApplicationId(*id)).await?.into()))
}

/// Note how far my application has come. With `If-Match` only if it is still in that version.
#[utoipa::path(
    tag = "applications",
    params(
        ("id" = Uuid, Path),
        ("If-Match" = Option<String>, Header, description = "the `ETag` of the expected version")
    ),
    responses(
        (status = 200, body = ApplicationResource),
        (status = 404, body = Problem, description = "there is no such application of mine"),
        (status = 409, body = Problem, description = "it was changed at the same time"),
        (status = 412, body = Problem, description = "it has changed since the version in `If-Match`"),
        (status = 422, body = Problem, description = "neither a status nor a note, or the note is too long")
    )
)]
#[patch("/api/v1/applications/{id}")]
pub(super) async fn update(
    applications: Data<ApplicationService>,
    Caller(seeker): Caller,
    id: Path<Uuid>,
    precondition: Precondition,
    Json(change): Json<ApplicationChangeRequest>,
) -> ApiResult<Tagged<ApplicationResource>> {
    let is_expected = |details: &ApplicationDetails| precondition.allows(&ApplicationResource::from(details.clone()));
    let changed = applications.track(&seeker, ApplicationId(*id), &change.into(), &is_expected).await?;
    Ok(Tagged(changed.ok_or_else(ApiError::precondition_failed)?.into()))
}

/// Take an application back. It stays in the list, and I may apply again.
#[utoipa::path(
    tag = "applications",
    params(("id" = Uuid, Path)),
    request_body = Option<Withdrawal>,
    responses(
        (status = 200, body = ApplicationResource),
        (status = 404, body = Problem, description = "there is no such application of mine"),
        (status = 409, body = Problem, description = "it was decided already, or changed at the same time")
    )
)]
#[post("/api/v1/applications/{id}/withdraw")]
pub(super) async fn withdraw(
    applications: Data<ApplicationService>,
    Caller(seeker): Caller,
    id: Path<Uuid>,
    OptionalJson(withdrawal): OptionalJson<Withdrawal>,
) -> ApiResult<Tagged<ApplicationResource>> {
    Ok(Tagged(applications.withdraw(&seeker, ApplicationId(*id), withdrawal.note.as_deref()).await?.into()))
}
