//! The review desk: all mock interviews, for administrators.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, put};
use domain_interviews::InterviewService;
use domain_model::kernel::id::MockInterviewId;
use ports::MockInterviewFilter;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::dto::{DeskInterview, DeskItem, FeedbackBody};
use super::own::InterviewCursor;
use crate::http::api::names::InterviewStatusName;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::etag::Tagged;
use crate::http::edge::paging::{ListPage, PageLimit};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeskQuery {
    /// Only those in this state.
    #[param(inline)]
    status: Option<InterviewStatusName>,
    /// Only where this is part of the seeker's name or address, the job's title or its company.
    #[param(max_length = 200)]
    search: Option<String>,
    /// `next_cursor` of the page before.
    #[param(inline)]
    cursor: Option<InterviewCursor>,
    /// How many at most.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// All mock interviews, last begun first.
#[utoipa::path(tag = "review desk", params(DeskQuery), responses((status = 200, body = ListPage<DeskItem>)))]
#[get("/api/v1/admin/mock-interviews")]
pub(super) async fn list(
    interviews: Data<InterviewService>,
    Caller(expert): Caller,
    query: Query<DeskQuery>,
) -> ApiResult<Json<ListPage<DeskItem>>> {
    let DeskQuery { status, search, cursor, limit } = query.into_inner();
    let filter = MockInterviewFilter { owner: None, status: status.map(|name| name.0), search };
    Ok(Json(ListPage::of(interviews.list(&expert, &filter, limit.after(cursor)).await?)))
}

/// A mock interview, with its transcript, scorecard and review.
#[utoipa::path(
    tag = "review desk",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = DeskInterview), (status = 304, description = "as `If-None-Match` knows it"))
)]
#[get("/api/v1/admin/mock-interviews/{id}")]
pub(super) async fn get(
    interviews: Data<InterviewService>,
    Caller(expert): Caller,
    id: Path<Uuid>,
) -> ApiResult<Tagged<DeskInterview>> {
    Ok(Tagged(interviews.get(&expert, MockInterviewId(*id)).await?.into()))
}

/// Review an interview whose seeker has asked for it, or correct one's own review.
#[utoipa::path(
    tag = "review desk",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = DeskInterview),
        (status = 409, body = Problem, description = "nobody has asked for a review, or another expert has written one")
    )
)]
#[put("/api/v1/admin/mock-interviews/{id}/review")]
pub(super) async fn review(
    interviews: Data<InterviewService>,
    Caller(expert): Caller,
    id: Path<Uuid>,
    feedback: Json<FeedbackBody>,
) -> ApiResult<Json<DeskInterview>> {
    Ok(Json(interviews.review(&expert, MockInterviewId(*id), feedback.into_inner().into()).await?.into()))
}
