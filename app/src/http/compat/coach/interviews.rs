//! Mock interviews: the caller's own, and the review desk. The client asks the questions and hands in the transcript.

use std::borrow::Cow;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, patch, post};
use domain_interviews::InterviewService;
use domain_model::interviews::InterviewStatus;
use domain_model::kernel::id::{JobId, MockInterviewId};
use domain_model::kernel::named::NamedEnum;
use domain_model::kernel::page::PageRequest;
use ports::MockInterviewFilter;
use serde::de::{Error as _, IntoDeserializer};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use super::MAX_LISTED;
use super::dto::{Interview, ReviewRequest, TranscriptEntry};
use crate::http::api::names::{InterviewStatusName, one_of};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};

/// The name of the filter that selects all.
const ALL: &str = "all";

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CoachNewInterview)]
pub(super) struct StartRequest {
    /// The job to prepare for, if any.
    #[serde(default)]
    job_id: Option<Uuid>,
}

/// The transcript so far. Further members are left out: they are the same words once more.
#[derive(Deserialize, ToSchema)]
pub(super) struct TranscriptRequest {
    transcript: Vec<TranscriptEntry>,
}

/// The whole transcript, or none when it was sent before. Further members are left out: the server rates the interview.
#[derive(Deserialize, ToSchema)]
pub(super) struct SubmitRequest {
    #[serde(default)]
    transcript: Vec<TranscriptEntry>,
    /// The client's own record, which is not read. With one, an expert's review is asked for as well: the client has one
    /// button for both.
    #[serde(default)]
    ai_scorecard: Option<Map<String, Value>>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeskQuery {
    /// Only those in this state.
    #[param(inline)]
    #[serde(default)]
    status: StatusFilter,
    /// Only where this is part of the seeker's name or address, the job's title or its company.
    #[param(max_length = 200)]
    search: Option<String>,
}

/// A state, or all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct StatusFilter(Option<InterviewStatus>);

impl<'de> Deserialize<'de> for StatusFilter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        if text == ALL {
            return Ok(Self(None));
        }
        let name: Result<InterviewStatusName, serde::de::value::Error> =
            InterviewStatusName::deserialize(text.as_ref().into_deserializer());
        name.map(|name| Self(Some(name.0))).map_err(D::Error::custom)
    }
}

impl PartialSchema for StatusFilter {
    fn schema() -> RefOr<Schema> {
        one_of(InterviewStatus::NAMES.iter().copied().chain([ALL]))
    }
}

impl ToSchema for StatusFilter {}

/// Start a mock interview.
#[utoipa::path(tag = "mock interviews", responses((status = 200, body = Interview), (status = 404, body = Problem)))]
#[post("/mock-interviews/start")]
pub(super) async fn start(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    request: Json<StartRequest>,
) -> ApiResult<Json<Interview>> {
    Ok(Json(interviews.start(&caller, request.job_id.map(JobId)).await?.into()))
}

/// My mock interviews, last begun first.
#[utoipa::path(tag = "mock interviews", responses((status = 200, body = [Interview])))]
#[get("/mock-interviews/my")]
pub(super) async fn mine(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
) -> ApiResult<Json<Vec<Interview>>> {
    let filter = MockInterviewFilter { owner: Some(caller.account_id), ..MockInterviewFilter::default() };
    let own = interviews.list(&caller, &filter, PageRequest::first(MAX_LISTED)).await?;
    Ok(Json(own.items.into_iter().map(Interview::from).collect()))
}

/// One of my mock interviews.
#[utoipa::path(tag = "mock interviews", params(("id" = Uuid, Path)), responses((status = 200, body = Interview)))]
#[get("/mock-interviews/{id}")]
pub(super) async fn get(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<Interview>> {
    Ok(Json(interviews.get(&caller, MockInterviewId(*id)).await?.into()))
}

/// Keep the transcript of an interview in progress.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Interview), (status = 409, body = Problem, description = "the interview has ended"))
)]
#[patch("/mock-interviews/{id}/transcript")]
pub(super) async fn note_transcript(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
    request: Json<TranscriptRequest>,
) -> ApiResult<Json<Interview>> {
    let turns = TranscriptEntry::turns(request.into_inner().transcript);
    Ok(Json(interviews.replace_transcript(&caller, MockInterviewId(*id), turns).await?.into()))
}

/// End an interview, with its transcript. Once it has ended, its transcript and scorecard stay.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Interview),
        (status = 409, body = Problem, description = "nothing has been answered yet")
    )
)]
#[post("/mock-interviews/{id}/submit")]
pub(super) async fn submit(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
    request: Json<SubmitRequest>,
) -> ApiResult<Json<Interview>> {
    let SubmitRequest { transcript, ai_scorecard } = request.into_inner();
    let (id, turns) = (MockInterviewId(*id), TranscriptEntry::turns(transcript));
    let submitted = match ai_scorecard {
        Some(_) => interviews.submit_for_review(&caller, id, turns).await?,
        None => interviews.submit(&caller, id, turns).await?,
    };
    Ok(Json(submitted.into()))
}

/// Ask for an expert's review.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Interview), (status = 409, body = Problem))
)]
#[post("/mock-interviews/{id}/request-review")]
pub(super) async fn request_review(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<Interview>> {
    Ok(Json(interviews.request_review(&caller, MockInterviewId(*id)).await?.into()))
}

/// Note that I have seen the review.
#[utoipa::path(tag = "mock interviews", params(("id" = Uuid, Path)), responses((status = 200, body = Interview)))]
#[post("/mock-interviews/{id}/view")]
pub(super) async fn view(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<Interview>> {
    Ok(Json(interviews.mark_viewed(&caller, MockInterviewId(*id)).await?.into()))
}

/// All mock interviews, last begun first.
#[utoipa::path(tag = "review desk", params(DeskQuery), responses((status = 200, body = [Interview])))]
#[get("/admin/mock-interviews")]
pub(super) async fn all(
    interviews: Data<InterviewService>,
    Caller(expert): Caller,
    query: Query<DeskQuery>,
) -> ApiResult<Json<Vec<Interview>>> {
    let DeskQuery { status, search } = query.into_inner();
    let filter = MockInterviewFilter { owner: None, status: status.0, search };
    let all = interviews.list(&expert, &filter, PageRequest::first(MAX_LISTED)).await?;
    Ok(Json(all.items.into_iter().map(Interview::from).collect()))
}

/// A mock interview.
#[utoipa::path(tag = "review desk", params(("id" = Uuid, Path)), responses((status = 200, body = Interview)))]
#[get("/admin/mock-interviews/{id}")]
pub(super) async fn one(
    interviews: Data<InterviewService>,
    Caller(expert): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<Interview>> {
    Ok(Json(interviews.get(&expert, MockInterviewId(*id)).await?.into()))
}

/// Review an interview whose seeker has asked for it, or correct one's own review.
#[utoipa::path(
    tag = "review desk",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = Interview),
        (status = 409, body = Problem, description = "nobody has asked for a review, or another expert has written one")
    )
)]
#[post("/admin/mock-interviews/{id}/review")]
pub(super) async fn review(
    interviews: Data<InterviewService>,
    Caller(expert): Caller,
    id: Path<Uuid>,
    request: Json<ReviewRequest>,
) -> ApiResult<Json<Interview>> {
    Ok(Json(interviews.review(&expert, MockInterviewId(*id), request.into_inner().into()).await?.into()))
}
