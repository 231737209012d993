//! The two reads of the `PostgREST` protocol by which the coach's client rings its bell: own rows only.

mod query;

use actix_web::get;
use actix_web::web::{Json, Query as Parameters};

use crate::http::edge::authorization::SIGNED_IN;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::route::{Route, route};
use query::{Query, Row, Unreadable};

/// Every view.
pub(super) fn routes() -> Vec<Route> {
    vec![route(mock_interviews, SIGNED_IN), route(job_applications, SIGNED_IN)]
}

const INTERVIEW_COLUMNS: [&str; 6] = ["id", "user_id", "status", "created_at", "updated_at", "jobs_jobs"];
const APPLICATION_COLUMNS: [&str; 7] = ["id", "seeker_id", "job_id", "status", "created_at", "updated_at", "jobs_jobs"];

type Named = Parameters<Vec<(String, String)>>;

impl From<Unreadable> for ApiError {
    fn from(error: Unreadable) -> Self {
        Self::bad_request(error.to_string())
    }
}

/// The mock interviews of mine that a query asks for. Nothing makes one yet.
#[utoipa::path(
    tag = "accounts",
    params(("select" = Option<String>, Query, description = "columns; other parameters are conditions on columns")),
    responses((status = 200, body = [Object]), (status = 400, body = Problem))
)]
#[get("/rest/v1/mock_interviews_jobs")]
pub(super) async fn mock_interviews(parameters: Named) -> ApiResult<Json<Vec<Row>>> {
    answer(&INTERVIEW_COLUMNS, &parameters, Vec::new())
}

/// The applications of mine that a query asks for. Nothing makes one yet.
#[utoipa::path(
    tag = "accounts",
    params(("select" = Option<String>, Query, description = "columns; other parameters are conditions on columns")),
    responses((status = 200, body = [Object]), (status = 400, body = Problem))
)]
#[get("/rest/v1/job_applications_jobs")]
pub(super) async fn job_applications(parameters: Named) -> ApiResult<Json<Vec<Row>>> {
    answer(&APPLICATION_COLUMNS, &parameters, Vec::new())
}

fn answer(columns: &[&str], parameters: &Named, rows: Vec<Row>) -> ApiResult<Json<Vec<Row>>> {
    let named = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Ok(Json(Query::read(columns, named)?.answer(rows)?))
}
