//! `jobwright jobs salary`: what comparable jobs pay.

use clap::Args;
use domain_matching::salary::{MIN_EMPLOYERS, RoleDescription, SalaryPrediction};
use domain_model::catalogue::salary::Salary;
use domain_model::kernel::id::JobId;
use domain_model::matching::level::Seniority;
use domain_model::matching::salary::PayArea;

use crate::cli::output::Output;
use crate::container::Container;
use crate::http::api::matching::salary::PredictedSalary;

/// What is compared: a job, or work by its title.
#[derive(Debug, Args)]
pub(in crate::cli) struct Comparison {
    /// The job's id.
    #[arg(required_unless_present = "title", conflicts_with = "title")]
    id: Option<JobId>,
    /// Or what the work is called.
    #[arg(long, required_unless_present = "id")]
    title: Option<String>,
    /// Where: a city, a country, or both.
    #[arg(long, requires = "title")]
    location: Option<String>,
    /// How senior: `trainee`, `regular`, `senior`, `leader`. Without it, what the title says.
    #[arg(long, requires = "title")]
    level: Option<Seniority>,
    /// A skill it asks for. May be given several times.
    #[arg(long, requires = "title")]
    skill: Vec<String>,
}

impl Comparison {
    pub(super) async fn run(self, container: &Container, output: Output) -> anyhow::Result<()> {
        container.follower.catch_up().await?;
        let prediction = if let Some(id) = self.id {
            container.matching.predict_salary(id).await?
        } else {
            let title = self.title.unwrap_or_default();
            let role = RoleDescription::new(&title, self.location, self.level, self.skill)?;
            container.matching.predict_described_salary(&role).await?
        };
        let text = human(&prediction);
        output.print(&PredictedSalary::from(prediction), |_| text)
    }
}

fn human(prediction: &SalaryPrediction) -> String {
    let SalaryPrediction { sample_size, employers, estimate } = prediction;
    let Some(estimate) = estimate else {
        return format!(
            "Too little data: {sample_size} comparable postings of {employers} employers state their pay. An estimate \
             needs at least {MIN_EMPLOYERS} employers."
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
        PayArea::Anywhere => "anywhere, because no country is known",
    };
    format!(
        "{}\nHalf of them pay less than {}.\nFrom {sample_size} postings of {employers} employers {area}. Confidence: {}.",
        pay(estimate.p25_hundredths, estimate.p75_hundredths),
        pay(estimate.p50_hundredths, estimate.p50_hundredths),
        estimate.confidence,
    )
}
