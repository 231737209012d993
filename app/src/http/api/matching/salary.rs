//! What comparable postings pay: for a job, and for work that somebody describes.

use actix_web::post;
use actix_web::web::{Data, Json, Path};
use domain_matching::MatchingService;
use domain_matching::salary::{MIN_EMPLOYERS, RoleDescription, SalaryEstimate, SalaryPrediction};
use domain_model::kernel::id::JobId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::guests::check_count;
use crate::http::api::names::{ConfidenceName, PayAreaName, SalaryPeriodName, SeniorityName};
use crate::http::edge::error::{ApiError, ApiResult, Problem};

/// Work that somebody asks the pay of.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RoleDescription)]
#[serde(deny_unknown_fields)]
pub(super) struct DescribedRole {
    /// What it is called.
    #[schema(example = "Registered nurse")]
    title: String,
    /// Where: a city, a country, or both. Without a country, postings from anywhere are compared.
    #[schema(example = "Utrecht, Netherlands")]
    location: Option<String>,
    /// How senior. Without it, what the title says.
    #[schema(inline)]
    level: Option<SeniorityName>,
    /// What it asks for. Postings that ask for the same count a little more.
    #[serde(default)]
    #[schema(max_items = 200)]
    skills: Vec<String>,
}

impl DescribedRole {
    fn read(self) -> ApiResult<RoleDescription> {
        check_count(&self.skills)?;
        let level = self.level.map(|level| level.0);
        RoleDescription::new(&self.title, self.location, level, self.skills)
            .map_err(|no_title| ApiError::validation(no_title.to_string()))
    }
}

/// What comparable postings pay. The pay that the job itself states is no part of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PredictedSalary {
    /// `null` when too few comparable postings state their pay.
    estimate: Option<EstimatedSalary>,
    /// How many comparable postings state plausible pay. A job that is listed twice and an employer's postings for one amount
    /// count once.
    sample_size: usize,
    /// How many employers they are from.
    employers: usize,
    /// So many are needed for an estimate.
    least_employers: usize,
}

/// An estimate in quartiles, to three digits, where each employer counts the same.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EstimatedSalary {
    /// A quarter pays less. In hundredths of the currency's unit.
    p25_hundredths: i64,
    /// Half of them pay less.
    p50_hundredths: i64,
    /// A quarter pays more.
    p75_hundredths: i64,
    /// ISO 4217.
    #[schema(example = "EUR")]
    currency: String,
    period: SalaryPeriodName,
    #[schema(inline)]
    area: PayAreaName,
    #[schema(inline)]
    confidence: ConfidenceName,
}

impl From<SalaryPrediction> for PredictedSalary {
    fn from(prediction: SalaryPrediction) -> Self {
        Self {
            estimate: prediction.estimate.map(EstimatedSalary::from),
            sample_size: prediction.sample_size,
            employers: prediction.employers,
            least_employers: MIN_EMPLOYERS,
        }
    }
}

impl From<SalaryEstimate> for EstimatedSalary {
    fn from(estimate: SalaryEstimate) -> Self {
        Self {
            p25_hundredths: estimate.p25_hundredths,
            p50_hundredths: estimate.p50_hundredths,
            p75_hundredths: estimate.p75_hundredths,
            currency: estimate.currency,
            period: estimate.period.into(),
            area: estimate.area.into(),
            confidence: estimate.confidence.into(),
        }
    }
}

/// What comparable postings of the catalogue pay: the same work at the same level in the same city or country.
#[utoipa::path(
    tag = "jobs",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, body = PredictedSalary),
        (status = 422, body = Problem, description = "the job is still being processed")
    )
)]
#[post("/api/v1/jobs/{id}/predict-salary")]
pub(super) async fn predict_salary(
    matching: Data<MatchingService>,
    id: Path<Uuid>,
) -> ApiResult<Json<PredictedSalary>> {
    Ok(Json(matching.predict_salary(JobId(*id)).await?.into()))
}

/// What comparable postings of the catalogue pay for work that somebody describes: by title, place, level and skills. Needs no
/// account and keeps nothing.
#[utoipa::path(
    tag = "ai",
    responses(
        (status = 200, body = PredictedSalary),
        (status = 422, body = Problem, description = "no title, or too many skills")
    )
)]
#[post("/api/v1/ai/predict-salary")]
pub(super) async fn predict_described_salary(
    matching: Data<MatchingService>,
    role: Json<DescribedRole>,
) -> ApiResult<Json<PredictedSalary>> {
    let role = role.into_inner().read()?;
    Ok(Json(matching.predict_described_salary(&role).await?.into()))
}
