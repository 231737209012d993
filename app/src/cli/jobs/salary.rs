//! `jobwright jobs salary`: what comparable jobs pay.

use domain_matching::salary::{MIN_EMPLOYERS, MIN_SAMPLE, SalaryPrediction};
use domain_model::catalogue::salary::Salary;
use domain_model::kernel::id::JobId;
use domain_model::matching::salary::PayArea;

use crate::cli::output::Output;
use crate::container::Container;
use crate::http::api::matching::salary::PredictedSalary;

pub(super) async fn run(id: JobId, container: &Container, output: Output) -> anyhow::Result<()> {
    container.follower.catch_up().await?;
    let prediction = container.matching.predict_salary(id).await?;
    let text = human(&prediction);
    output.print(&PredictedSalary::from(prediction), |_| text)
}

fn human(prediction: &SalaryPrediction) -> String {
    let SalaryPrediction { sample_size, employers, estimate } = prediction;
    let Some(estimate) = estimate else {
        return format!(
            "Too little data: {sample_size} comparable postings of {employers} employers state their pay. An estimate \
             needs at least {MIN_SAMPLE} postings of {MIN_EMPLOYERS} employers."
        );
    };
    let pay = |low: i64, high: i64| Salary {
        currency: Some(estimate.currency.clone()),
        min_hundredths: Some(low),
        max_hundredths: Some(high),
        period: Some(estimate.period),
    };
    let area = match estimate.area {
        PayArea::City => "in the same city",
        PayArea::Country => "in the same country",
        PayArea::Anywhere => "anywhere, because the country of the job is not known",
    };
    format!(
        "{}\nHalf of them pay less than {}.\nFrom {sample_size} postings of {employers} employers {area}. Confidence: {}.",
        pay(estimate.p25_hundredths, estimate.p75_hundredths),
        pay(estimate.p50_hundredths, estimate.p50_hundredths),
        estimate.confidence,
    )
}
