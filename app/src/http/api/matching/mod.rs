//! Match scores and recommendations for the caller's resume, and for a resume that anybody shows; what comparable
//! jobs pay.

mod dto;
mod guests;
pub(in crate::http) mod parts;
pub(crate) mod salary;

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{get, post};
use domain_matching::MatchingService;
use domain_model::kernel::id::JobId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::http::api::catalogue::dto::JobItem;
use crate::http::edge::authorization::{ANYONE, SEEKERS};
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};
use crate::http::edge::paging::{Limit, ListPage, PageLimit};
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};
use dto::{MatchScore, RecommendedJob};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(recommendations, SEEKERS),
        route(match_score, SEEKERS).limit(Class::Reading).each_time("changes nothing"),
        route(similar, ANYONE),
        route(salary::predict_salary, ANYONE).limit(Class::Reading).each_time("changes nothing"),
        route(salary::predict_described_salary, ANYONE).limit(Class::Uploading).each_time("changes nothing"),
        route(guests::match_jobs, ANYONE).limit(Class::Uploading).each_time("changes nothing"),
    ]
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RecommendationsQuery {
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: PageLimit,
}

/// The jobs that fit my resume best, best first, on one page.
#[utoipa::path(
    tag = "jobs",
    params(RecommendationsQuery),
    responses(
        (status = 200, body = ListPage<RecommendedJob>),
        (status = 422, body = Problem, description = "no resume yet")
    )
)]
#[get("/api/v1/jobs/recommendations")]
async fn recommendations(
    matching: Data<MatchingService>,
    Caller(seeker): Caller,
    query: Query<RecommendationsQuery>,
) -> ApiResult<Json<ListPage<RecommendedJob>>> {
    let limit = usize::try_from(query.limit.0).expect("at most 100");
    Ok(Json(ListPage::whole(matching.best_jobs(&seeker, limit).await?)))
}

/// How my resume fits one job.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = MatchScore),
        (status = 422, body = Problem, description = "no resume yet, or the job is still being processed")
    )
)]
#[post("/api/v1/jobs/{id}/match-score")]
async fn match_score(
    matching: Data<MatchingService>,
    Caller(seeker): Caller,
    id: Path<Uuid>,
) -> ApiResult<Json<MatchScore>> {
    Ok(Json(matching.match_job(&seeker, JobId(*id)).await?.into()))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SimilarQuery {
    /// The maximum number of items.
    #[serde(default)]
    #[param(inline)]
    limit: Limit<6, 20>,
}

/// Active jobs near to this one in meaning, nearest first, on one page. The job itself may be closed.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path), SimilarQuery),
    responses((status = 200, body = ListPage<JobItem>))
)]
#[get("/api/v1/jobs/{id}/similar")]
async fn similar(
    matching: Data<MatchingService>,
    id: Path<Uuid>,
    query: Query<SimilarQuery>,
) -> ApiResult<Json<ListPage<JobItem>>> {
    let limit = usize::try_from(query.limit.0).expect("at most 20");
    Ok(Json(ListPage::whole(matching.similar_jobs(JobId(*id), limit).await?)))
}
