//! Handlers of the jobs that the caller has posted, and of those who apply for them.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{delete, get, patch, post, put};
use chrono::{DateTime, Utc};
use domain_ingestion::PostingService;
use domain_jobs::{ApplicationDetails, ApplicationService, PostedJob};
use domain_model::catalogue::draft::{DraftSalary, PostingDraft};
use domain_model::catalogue::job::Job;
use domain_model::kernel::id::{ApplicationId, JobId};
use ports::{ApplicationKey, FeedKey};
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::application_dto::{Applicant, ApplicationResource};
use super::applications::ApplicationChangeRequest;
use super::dto::{JobItem, PostingVersion};
use crate::http::api::names::{ApplicationStatusName, EmploymentTypeName, SalaryPeriodName, WorkplaceName};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::etag::{Precondition, Tagged};
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};

type PostedCursor = Cursor<FeedKey>;
type ApplicantCursor = Cursor<ApplicationKey>;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PostedQuery {
    /// `next_cursor` of the previous page.
    #[param(inline)]
    cursor: Option<PostedCursor>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ApplicantsQuery {
    /// Those that have come so far.
    #[param(inline)]
    status: Option<ApplicationStatusName>,
    /// `next_cursor` of the previous page.
    #[param(inline)]
    cursor: Option<ApplicantCursor>,
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// A posting as its employer writes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PostingRequest {
    /// 3 to 300 characters.
    #[schema(example = "Registered nurse, surgical ward")]
    title: String,
    /// The employer, at most 200 characters. The account's name when it is missing.
    company: Option<String>,
    /// What is to be done and who is looked for, as plain text: 20 to 50,000 characters. List items begin with `- `.
    #[schema(example = "You look after twelve patients with a team of four.\n\nRequirements\n- Wound care")]
    description: String,
    /// Skills that are asked for: at most 50. Those that the description does not name are added to it.
    #[serde(default)]
    skills: Vec<String>,
    /// One entry for each place, at most 20.
    #[serde(default)]
    locations: Vec<String>,
    workplace: Option<WorkplaceName>,
    employment_type: Option<EmploymentTypeName>,
    /// Pay. What the description says of it is used when it is missing.
    salary: Option<SalaryRequest>,
    department: Option<String>,
    /// Where to apply, when that is not here.
    #[schema(value_type = Option<String>, example = "https://rivet.example/apply")]
    apply_url: Option<Url>,
    /// The last moment to apply. The job closes then.
    valid_through: Option<DateTime<Utc>>,
}

/// Pay of a posting.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SalaryRequest {
    /// ISO 4217.
    #[schema(example = "EUR")]
    currency: Option<String>,
    /// Above zero, and at most `max`.
    min: Option<f64>,
    max: Option<f64>,
    period: Option<SalaryPeriodName>,
}

/// A job that I have posted.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PostedJobResource {
    #[serde(flatten)]
    job: JobItem,
    description: String,
    valid_through: Option<DateTime<Utc>>,
    /// Incremented with each change; see the job's history.
    revision: u32,
    /// Whether its text is still to be read for skills, tips and questions. A new job is not shown before.
    needs_enrichment: bool,
    closed_at: Option<DateTime<Utc>>,
}

/// A job that I have posted, in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PostedJobItem {
    #[serde(flatten)]
    job: PostedJobResource,
    /// How many have applied and not withdrawn.
    applications: u32,
}

impl From<PostingRequest> for PostingDraft {
    fn from(request: PostingRequest) -> Self {
        let salary = request.salary.map(|pay| DraftSalary {
            currency: pay.currency,
            min: pay.min,
            max: pay.max,
            period: pay.period.map(|name| name.0),
        });
        Self {
            title: request.title,
            company: request.company.unwrap_or_default(),
            description: request.description,
            skills: request.skills,
            locations: request.locations,
            workplace: request.workplace.map(|name| name.0),
            employment_type: request.employment_type.map(|name| name.0),
            salary,
            department: request.department,
            apply_url: request.apply_url,
            valid_through: request.valid_through,
        }
    }
}

impl From<Job> for PostedJobResource {
    fn from(job: Job) -> Self {
        Self {
            description: job.posting.description.clone(),
            valid_through: job.posting.valid_through,
            revision: job.revision,
            needs_enrichment: job.needs_enrichment,
            closed_at: job.closed_at,
            job: job.summary().into(),
        }
    }
}

impl From<PostedJob> for PostedJobItem {
    fn from(PostedJob { job, applications }: PostedJob) -> Self {
        Self { job: job.into(), applications }
    }
}

/// The jobs that I have posted, last posted first, closed ones among them.
#[utoipa::path(tag = "postings", params(PostedQuery), responses((status = 200, body = ListPage<PostedJobItem>)))]
#[get("/api/v1/provider/jobs")]
pub(super) async fn list(
    applications: Data<ApplicationService>,
    Caller(provider): Caller,
    query: Query<PostedQuery>,
) -> ApiResult<Json<ListPage<PostedJobItem>>> {
    Ok(Json(ListPage::of(applications.posted_jobs(&provider, query.limit.after(query.cursor)).await?)))
}

/// Post a job. It is read for skills, tips and questions in the background and shown after that.
#[utoipa::path(
    tag = "postings",
    responses(
        (status = 200, body = PostedJobResource),
        (status = 422, body = Problem, description = "something is missing; all of it is named")
    )
)]
#[post("/api/v1/provider/jobs")]
pub(super) async fn publish(
    postings: Data<PostingService>,
    Caller(provider): Caller,
    Json(request): Json<PostingRequest>,
) -> ApiResult<Tagged<PostedJobResource>> {
    Ok(Tagged(postings.publish(&provider, request.into()).await?.into()))
}

/// See a posting as it would be in the catalogue, with what is read in its text. Nothing is stored.
#[utoipa::path(
    tag = "postings",
    responses(
        (status = 200, body = PostingVersion),
        (status = 422, body = Problem, description = "something is missing; all of it is named")
    )
)]
#[post("/api/v1/provider/jobs/preview")]
pub(super) async fn preview(
    postings: Data<PostingService>,
    Caller(provider): Caller,
    Json(request): Json<PostingRequest>,
) -> ApiResult<Json<PostingVersion>> {
    Ok(Json(postings.preview(&provider, request.into()).await?.into()))
}

/// A job that I have posted; for administrators, any.
#[utoipa::path(
    tag = "postings",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = PostedJobResource), (status = 304, description = "as `If-None-Match` knows it"))
)]
#[get("/api/v1/provider/jobs/{id}")]
pub(super) async fn get(
    postings: Data<PostingService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Tagged<PostedJobResource>> {
    Ok(Tagged(postings.get(&caller, JobId(*id)).await?.into()))
}

/// Replace the posting of an open job. With `If-Match` only if it is still in that version.
#[utoipa::path(
    tag = "postings",
    params(
        ("id" = Uuid, Path),
        ("If-Match" = Option<String>, Header, description = "the `ETag` of the expected version")
    ),
    responses(
        (status = 200, body = PostedJobResource),
        (status = 404, body = Problem, description = "there is no such job of mine"),
        (status = 409, body = Problem, description = "it is closed, or was changed at the same time"),
        (status = 412, body = Problem, description = "it has changed since the version in `If-Match`"),
        (status = 422, body = Problem, description = "something is missing; all of it is named")
    )
)]
#[put("/api/v1/provider/jobs/{id}")]
pub(super) async fn revise(
    postings: Data<PostingService>,
    Caller(provider): Caller,
    id: Path<Uuid>,
    precondition: Precondition,
    Json(request): Json<PostingRequest>,
) -> ApiResult<Tagged<PostedJobResource>> {
    let is_expected = |job: &Job| precondition.allows(&PostedJobResource::from(job.clone()));
    let revised = postings.revise(&provider, JobId(*id), request.into(), &is_expected).await?;
    Ok(Tagged(revised.ok_or_else(ApiError::precondition_failed)?.into()))
}

/// Close a job that I have posted; for administrators, any. Nobody can apply any more, and everything stays readable.
#[utoipa::path(
    tag = "postings",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = PostedJobResource),
        (status = 404, body = Problem, description = "there is no such job of mine"),
        (status = 409, body = Problem, description = "it was changed at the same time")
    )
)]
#[delete("/api/v1/provider/jobs/{id}")]
pub(super) async fn close(
    postings: Data<PostingService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Tagged<PostedJobResource>> {
    Ok(Tagged(postings.close(&caller, JobId(*id)).await?.into()))
}

/// Who has applied for a job that I have posted, last sent first; for administrators, for any.
#[utoipa::path(
    tag = "postings",
    params(("id" = Uuid, Path), ApplicantsQuery),
    responses(
        (status = 200, body = ListPage<Applicant>),
        (status = 404, body = Problem, description = "there is no such job of mine")
    )
)]
#[get("/api/v1/provider/jobs/{id}/applications")]
pub(super) async fn applicants(
    applications: Data<ApplicationService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
    query: Query<ApplicantsQuery>,
) -> ApiResult<Json<ListPage<Applicant>>> {
    let (status, page) = (query.status.map(|name| name.0), query.limit.after(query.cursor));
    Ok(Json(ListPage::of(applications.applicants(&caller, JobId(*id), status, page).await?)))
}

/// Decide about an application for a job that I have posted. Steps may be left out; none is undone. With `If-Match` only if it is
/// still in that version. The seeker sees it.
#[utoipa::path(
    tag = "postings",
    params(
        ("id" = Uuid, Path),
        ("If-Match" = Option<String>, Header, description = "the `ETag` of the expected version")
    ),
    responses(
        (status = 200, body = ApplicationResource),
        (status = 404, body = Problem, description = "there is no such application for a job of mine"),
        (status = 409, body = Problem, description = "it does not become that, or was changed at the same time"),
        (status = 412, body = Problem, description = "it has changed since the version in `If-Match`"),
        (status = 422, body = Problem, description = "neither a status nor a note, or the note is too long")
    )
)]
#[patch("/api/v1/provider/applications/{id}")]
pub(super) async fn decide(
    applications: Data<ApplicationService>,
    Caller(provider): Caller,
    id: Path<Uuid>,
    precondition: Precondition,
    Json(change): Json<ApplicationChangeRequest>,
) -> ApiResult<Tagged<ApplicationResource>> {
    let is_expected = |details: &ApplicationDetails| precondition.allows(&ApplicationResource::from(details.clone()));
    let decided = applications.decide(&provider, ApplicationId(*id), &change.into(), &is_expected).await?;
    Ok(Tagged(decided.ok_or_else(ApiError::precondition_failed)?.into()))
}
