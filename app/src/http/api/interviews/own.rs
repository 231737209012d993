//! One's own mock interviews.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post, put};
use domain_interviews::InterviewService;
use domain_model::kernel::id::{JobId, MockInterviewId};
use ports::{MockInterviewFilter, MockInterviewKey};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::dto::{MockInterviewItem, MockInterviewResource, NewTurn};
use crate::http::api::names::InterviewStatusName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::etag::Tagged;
use crate::http::edge::optional_json::OptionalJson;
use crate::http::edge::paging::{Cursor, ListPage, PageLimit};

pub(super) type InterviewCursor = Cursor<MockInterviewKey>;

#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMockInterview {
    /// The job to prepare for, if any.
    #[serde(default)]
    job_id: Option<Uuid>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAnswer {
    /// The number of the turn that is answered: `open_turn` of the interview.
    #[schema(example = 1)]
    turn: u32,
    #[schema(example = "Last spring I moved twelve services to a new cluster, because the old one had no room left.")]
    text: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InterviewsQuery {
    /// Only those in this state.
    #[param(inline)]
    status: Option<InterviewStatusName>,
    /// `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<InterviewCursor>,
    /// How many at most.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTranscript {
    turns: Vec<NewTurn>,
}

/// Start a mock interview: five questions about a job, or five that go with every job.
#[utoipa::path(
    tag = "mock interviews",
    request_body = Option<NewMockInterview>,
    responses(
        (status = 200, body = MockInterviewResource),
        (status = 404, body = Problem, description = "there is no such job")
    )
)]
#[post("/api/v1/mock-interviews")]
pub(super) async fn start(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    OptionalJson(request): OptionalJson<NewMockInterview>,
) -> ApiResult<Json<MockInterviewResource>> {
    Ok(Json(interviews.start(&caller, request.job_id.map(JobId)).await?.into()))
}

/// My mock interviews, last begun first.
#[utoipa::path(
    tag = "mock interviews",
    params(InterviewsQuery),
    responses((status = 200, body = ListPage<MockInterviewItem>))
)]
#[get("/api/v1/mock-interviews")]
pub(super) async fn list(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    query: Query<InterviewsQuery>,
) -> ApiResult<Json<ListPage<MockInterviewItem>>> {
    let InterviewsQuery { status, cursor, limit } = query.into_inner();
    let status = status.map(|name| name.0);
    let filter = MockInterviewFilter { owner: Some(caller.account_id), status, search: None };
    Ok(Json(ListPage::of(interviews.list(&caller, &filter, limit.after(cursor)).await?)))
}

/// One of my mock interviews, with its transcript, scorecard and review.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = MockInterviewResource), (status = 304, description = "as `If-None-Match` knows it"))
)]
#[get("/api/v1/mock-interviews/{id}")]
pub(super) async fn get(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Tagged<MockInterviewResource>> {
    Ok(Tagged(interviews.get(&caller, MockInterviewId(*id)).await?.into()))
}

/// Answer the open question. After the last one the interview ends, with a scorecard.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MockInterviewResource),
        (status = 409, body = Problem, description = "another question is open, or the interview has ended")
    )
)]
#[post("/api/v1/mock-interviews/{id}/answers")]
pub(super) async fn answer(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
    answer: Json<NewAnswer>,
) -> ApiResult<Json<MockInterviewResource>> {
    Ok(Json(interviews.answer(&caller, MockInterviewId(*id), answer.turn, &answer.text).await?.into()))
}

/// Replace the transcript, for clients that ask the questions themselves: at most 200 turns.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MockInterviewResource),
        (status = 409, body = Problem, description = "the interview has ended")
    )
)]
#[put("/api/v1/mock-interviews/{id}/transcript")]
pub(super) async fn replace_transcript(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
    transcript: Json<NewTranscript>,
) -> ApiResult<Json<MockInterviewResource>> {
    let turns = transcript.into_inner().turns.into_iter().map(NewTurn::into).collect();
    Ok(Json(interviews.replace_transcript(&caller, MockInterviewId(*id), turns).await?.into()))
}

/// End the interview and get its scorecard. Questions without an answer earn nothing.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MockInterviewResource),
        (status = 409, body = Problem, description = "nothing has been answered yet")
    )
)]
#[post("/api/v1/mock-interviews/{id}/submit")]
pub(super) async fn submit(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<MockInterviewResource>> {
    Ok(Json(interviews.submit(&caller, MockInterviewId(*id), Vec::new()).await?.into()))
}

/// Ask for an expert's review of an interview that has ended.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MockInterviewResource),
        (status = 409, body = Problem, description = "the interview has not ended, or has a review")
    )
)]
#[post("/api/v1/mock-interviews/{id}/request-review")]
pub(super) async fn request_review(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<MockInterviewResource>> {
    Ok(Json(interviews.request_review(&caller, MockInterviewId(*id)).await?.into()))
}

/// Note that I have seen the review.
#[utoipa::path(
    tag = "mock interviews",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = MockInterviewResource))
)]
#[post("/api/v1/mock-interviews/{id}/view")]
pub(super) async fn view(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<MockInterviewResource>> {
    Ok(Json(interviews.mark_viewed(&caller, MockInterviewId(*id)).await?.into()))
}
