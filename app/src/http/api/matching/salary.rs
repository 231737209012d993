//! What comparable postings pay.

use actix_web::post;
use actix_web::web::{Data, Json, Path};
use domain_matching::MatchingService;
use domain_matching::salary::{MIN_EMPLOYERS, MIN_SAMPLE, SalaryEstimate, SalaryPrediction};
use domain_model::kernel::id::JobId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::{ConfidenceName, PayAreaName, SalaryPeriodName};
use crate::http::edge::error::{ApiResult, Problem};

/// What comparable postings pay. The pay that the job itself states is no part of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PredictedSalary {
    /// `null` when too few comparable postings state their pay.
    estimate: Option<EstimatedSalary>,
    /// How many comparable postings state their pay; those of one employer for one amount count once.
    sample_size: usize,
    /// How many employers they are from.
    employers: usize,
    /// So many postings are needed for an estimate …
    least_sample: usize,
    /// … of so many employers.
    least_employers: usize,
}

/// An estimate in quantiles, to three digits.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EstimatedSalary {
    /// A quarter of the postings pays less. In hundredths of the currency's unit.
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
            least_sample: MIN_SAMPLE,
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
