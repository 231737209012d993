//! The jobs that the caller has posted, and who applies for them.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpResponse, delete, get, post};
use domain_ingestion::PostingService;
use domain_jobs::ApplicationService;
use domain_model::catalogue::draft::PostingDraft;
use domain_model::catalogue::job::{JobStatus, Workplace};
use domain_model::kernel::id::{ApplicationId, JobId};
use domain_model::kernel::page::PageRequest;
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;
use uuid::Uuid;

use super::MAX_LISTED;
use super::dto::{ApplicationEntry, FeedItem};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};

/// A job to post. Fields that are not named here are ignored.
#[derive(Deserialize, ToSchema)]
pub(super) struct NewJob {
    /// At least 3 characters.
    #[schema(example = "Registered nurse")]
    title: String,
    /// At least 20 characters.
    #[schema(example = "You look after twelve patients with a team of four.")]
    description_raw: String,
    #[serde(default)]
    skills_required: Vec<String>,
    /// The account's name when it is missing.
    company_name: Option<String>,
    /// Where to apply, when that is not here.
    external_apply_url: Option<String>,
    /// `remote`, `hybrid` or `onsite`, in any spelling; what is none of them is ignored.
    work_mode: Option<String>,
    location: Option<String>,
    /// Words about experience, which are added to the description.
    experience: Option<String>,
}

/// That a job was posted.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Posted {
    id: Uuid,
    message: &'static str,
}

/// What has become of an application.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NewStatus {
    id: Uuid,
    /// As applications name it.
    #[schema(example = "human_interview_pending")]
    status: &'static str,
}

impl NewJob {
    fn draft(self) -> ApiResult<PostingDraft> {
        let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let apply_url = given(self.external_apply_url).map(|text| Url::parse(&text)).transpose();
        let apply_url = apply_url.map_err(|_| ApiError::validation("`external_apply_url` is no address"))?;
        let experience = given(self.experience).map(|words| format!("\n\nExperience: {words}")).unwrap_or_default();
        Ok(PostingDraft {
            title: self.title,
            company: self.company_name.unwrap_or_default(),
            description: self.description_raw + &experience,
            skills: self.skills_required,
            locations: given(self.location).into_iter().collect(),
            workplace: given(self.work_mode).and_then(|mode| workplace(&mode)),
            employment_type: None,
            salary: None,
            department: None,
            apply_url,
            valid_through: None,
        })
    }
}

/// The workplace by the client's words: `Remote`, `On-site`, `onsite`, `hybrid`.
fn workplace(mode: &str) -> Option<Workplace> {
    let letters: String = mode.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    match letters.as_str() {
        "remote" => Some(Workplace::Remote),
        "hybrid" => Some(Workplace::Hybrid),
        "onsite" | "office" | "inoffice" => Some(Workplace::OnSite),
        _ => None,
    }
}

/// Post a job. It is read in the background and shown after that.
#[utoipa::path(
    tag = "jobs",
    responses(
        (status = 202, body = Posted),
        (status = 422, body = Problem, description = "something is missing; all of it is named")
    )
)]
#[post("/jobs")]
pub(super) async fn publish(
    postings: Data<PostingService>,
    Caller(provider): Caller,
    Json(new): Json<NewJob>,
) -> ApiResult<HttpResponse> {
    let job = postings.publish(&provider, new.draft()?).await?;
    Ok(HttpResponse::Accepted().json(Posted { id: job.id.0, message: "The job is posted and is being processed" }))
}

/// The open jobs that I have posted, last posted first.
#[utoipa::path(tag = "jobs", responses((status = 200, body = [FeedItem])))]
#[get("/jobs/provider")]
pub(super) async fn own(
    applications: Data<ApplicationService>,
    Caller(provider): Caller,
) -> ApiResult<Json<Vec<FeedItem>>> {
    let posted = applications.posted_jobs(&provider, PageRequest::first(MAX_LISTED)).await?;
    let open = posted.items.into_iter().filter(|posted| posted.job.status != JobStatus::Closed);
    Ok(Json(open.map(|posted| FeedItem::from(&posted.job.summary())).collect()))
}

/// Close a job that I have posted; for administrators, any. It is no longer listed, and stays readable for those who applied.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses(
        (status = 204, description = "closed"),
        (status = 404, body = Problem, description = "there is no such job of mine")
    )
)]
#[delete("/jobs/{id}")]
pub(super) async fn close(
    postings: Data<PostingService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<HttpResponse> {
    postings.close(&caller, JobId(*id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Who has applied for a job that I have posted; for administrators, for any.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = [ApplicationEntry]), (status = 404, body = Problem))
)]
#[get("/jobs/{id}/applications")]
pub(super) async fn applicants(
    applications: Data<ApplicationService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<Vec<ApplicationEntry>>> {
    let page = PageRequest::first(MAX_LISTED);
    let applied = applications.applicants(&caller, JobId(*id), None, page).await?;
    Ok(Json(applied.items.into_iter().map(|item| ApplicationEntry::new(item.application, &item.job)).collect()))
}

/// Take an application for a job of mine a step further.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = NewStatus),
        (status = 404, body = Problem, description = "there is no such application for a job of mine"),
        (status = 409, body = Problem, description = "there is no further step, or it was changed at the same time")
    )
)]
#[post("/jobs/applications/{id}/promote")]
pub(super) async fn promote(
    applications: Data<ApplicationService>,
    Caller(provider): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<NewStatus>> {
    let promoted = applications.promote(&provider, ApplicationId(*id)).await?.application;
    Ok(Json(NewStatus { id: promoted.id.0, status: super::dto::application_status(promoted.status) }))
}

/// Decide against an application for a job of mine.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = NewStatus),
        (status = 404, body = Problem, description = "there is no such application for a job of mine"),
        (status = 409, body = Problem, description = "it was decided already, or changed at the same time")
    )
)]
#[post("/jobs/applications/{id}/reject")]
pub(super) async fn reject(
    applications: Data<ApplicationService>,
    Caller(provider): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<NewStatus>> {
    let rejected = applications.reject(&provider, ApplicationId(*id)).await?.application;
    Ok(Json(NewStatus { id: rejected.id.0, status: super::dto::application_status(rejected.status) }))
}
