//! The two reads of the `PostgREST` protocol by which the coach's client rings its bell: own rows only, but for
//! administrators, who hear of every mock interview.

mod query;

use actix_web::get;
use actix_web::web::{Data, Json, Query as Parameters};
use domain_interviews::InterviewService;
use domain_jobs::{ApplicationForJob, ApplicationService};
use domain_model::kernel::page::PageRequest;
use ports::{ApplicationFilter, MockInterviewFilter, MockInterviewRecord};
use serde_json::{Value, json};

use super::coach;
use crate::http::edge::authorization::SIGNED_IN;
use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiError, ApiResult, Problem};
use crate::http::edge::route::{Route, route};
use query::{InvalidQuery, Query, Row};

/// Every view.
pub(super) fn routes() -> Vec<Route> {
    vec![route(mock_interviews, SIGNED_IN), route(job_applications, SIGNED_IN)]
}

const INTERVIEW_COLUMNS: [&str; 6] = ["id", "user_id", "status", "created_at", "updated_at", "jobs_jobs"];
const APPLICATION_COLUMNS: [&str; 7] = ["id", "seeker_id", "job_id", "status", "created_at", "updated_at", "jobs_jobs"];

type Named = Parameters<Vec<(String, String)>>;

impl From<InvalidQuery> for ApiError {
    fn from(error: InvalidQuery) -> Self {
        Self::bad_request(error.to_string())
    }
}

/// The mock interviews that I may see and a query asks for, of the last 200.
#[utoipa::path(
    tag = "accounts",
    params(("select" = Option<String>, Query, description = "columns; other parameters are conditions on columns")),
    responses((status = 200, body = [Object]), (status = 400, body = Problem))
)]
#[get("/rest/v1/mock_interviews_jobs")]
pub(super) async fn mock_interviews(
    interviews: Data<InterviewService>,
    Caller(caller): Caller,
    parameters: Named,
) -> ApiResult<Json<Vec<Row>>> {
    let page = PageRequest::first(coach::MAX_LISTED);
    let seen = interviews.list(&caller, &MockInterviewFilter::default(), page).await?;
    answer(&INTERVIEW_COLUMNS, &parameters, seen.items.iter().map(interview_row).collect())
}

/// The applications of mine that a query asks for, of the last 200. Withdrawn ones have no name there.
#[utoipa::path(
    tag = "accounts",
    params(("select" = Option<String>, Query, description = "columns; other parameters are conditions on columns")),
    responses((status = 200, body = [Object]), (status = 400, body = Problem))
)]
#[get("/rest/v1/job_applications_jobs")]
pub(super) async fn job_applications(
    applications: Data<ApplicationService>,
    Caller(caller): Caller,
    parameters: Named,
) -> ApiResult<Json<Vec<Row>>> {
    let mine = applications.list(&caller, ApplicationFilter::default(), PageRequest::first(coach::MAX_LISTED)).await?;
    let named = mine.items.iter().filter(|item| !item.application.is_withdrawn());
    answer(&APPLICATION_COLUMNS, &parameters, named.map(application_row).collect())
}

/// The columns of [`INTERVIEW_COLUMNS`].
fn interview_row(MockInterviewRecord { interview, job_title, job_company, .. }: &MockInterviewRecord) -> Row {
    row(json!({
        "id": interview.id.0,
        "user_id": interview.account_id.0,
        "status": interview.status,
        "created_at": interview.started_at,
        "updated_at": interview.updated_at,
        "jobs_jobs": interview.job_id.map(|_| json!({ "title": job_title, "company_name": job_company })),
    }))
}

/// The columns of [`APPLICATION_COLUMNS`].
fn application_row(ApplicationForJob { application, job, .. }: &ApplicationForJob) -> Row {
    row(json!({
        "id": application.id.0,
        "seeker_id": application.account_id.0,
        "job_id": application.job_id.0,
        "status": coach::dto::application_status(application.status),
        "created_at": application.created_at,
        "updated_at": application.updated_at,
        "jobs_jobs": { "title": job.title, "company_name": job.company },
    }))
}

fn row(columns: Value) -> Row {
    match columns {
        Value::Object(row) => row,
        _ => Row::new(),
    }
}

fn answer(columns: &[&str], parameters: &Named, rows: Vec<Row>) -> ApiResult<Json<Vec<Row>>> {
    let named = parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Ok(Json(Query::read(columns, named)?.answer(rows)?))
}
