//! `jobwright jobs search`: finds jobs by words.

use anyhow::Context;
use clap::Args;
use domain_model::catalogue::countries;
use domain_model::catalogue::job::{EmploymentType, JobSummary, Workplace};
use domain_model::matching::level::Seniority;
use domain_model::search::filter::{Circle, JobFilter, PayFilter, ResidenceFilter};
use domain_search::{JobSearch, SearchPage, place_names};

use super::list;
use crate::cli::output::Output;
use crate::container::Container;
use crate::http::api::catalogue::search_dto::JobsPage;

/// Find jobs by words.
#[derive(Debug, Args)]
pub(in crate::cli) struct Search {
    /// Words, a "phrase", a word to -exclude.
    #[arg(allow_hyphen_values = true)]
    words: String,
    /// A place; with commas, all of its parts.
    #[arg(long)]
    location: Option<String>,
    /// Or so many kilometres around it.
    #[arg(long, requires = "location", value_parser = clap::value_parser!(u32).range(1..=1000))]
    radius_km: Option<u32>,
    /// Where those who work may live: a country, by its name or code.
    #[arg(long)]
    residence: Option<String>,
    /// With `--residence`, also jobs that name no country.
    #[arg(long, requires = "residence")]
    unknown_residence: bool,
    /// How senior: `trainee`, `regular`, `senior`, `leader`. May be given several times.
    #[arg(long)]
    level: Vec<Seniority>,
    /// The job may pay so much in a year.
    #[arg(long, value_parser = clap::value_parser!(u32).range(..=1_000_000_000))]
    min_salary: Option<u32>,
    /// With `--min-salary`, also jobs whose pay is not known.
    #[arg(long, requires = "min_salary")]
    unknown_salary: bool,
    /// Where the work is done: `on_site`, `hybrid`, `remote`. May be given several times.
    #[arg(long)]
    workplace: Vec<Workplace>,
    /// The employment type. May be given several times.
    #[arg(long = "type")]
    employment_type: Vec<EmploymentType>,
    /// The employer. May be given several times.
    #[arg(long)]
    company: Vec<String>,
    /// How many to show.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=100))]
    limit: u16,
}

impl Search {
    pub(super) async fn run(self, container: &Container, output: Output) -> anyhow::Result<()> {
        container.search_follower.catch_up().await?;
        let filter = self.filter()?;
        let search = JobSearch { text: Some(self.words), filter, limit: self.limit.into(), ..JobSearch::default() };
        let page = container.search.search(search).await?;
        let text = human(&page);
        output.print(&JobsPage::from(page), |_| text)
    }

    fn filter(&self) -> anyhow::Result<JobFilter> {
        let circle = |place: &String, kilometres| {
            let advice = "name a city with its country or state, such as `Cambridge, UK`";
            Circle::around(place, kilometres).with_context(|| format!("which city is `{place}`? {advice}"))
        };
        let residence = |country: &String| {
            let code = countries::code(country).with_context(|| format!("`{country}` is no country"))?;
            anyhow::Ok(ResidenceFilter { country: code.to_owned(), with_unknown: self.unknown_residence })
        };
        let pay = |least: u32| PayFilter {
            min: Some(i64::from(least) * 100),
            with_unknown: self.unknown_salary,
            ..PayFilter::default()
        };
        Ok(JobFilter {
            location: self.location.as_deref().map(place_names).unwrap_or_default(),
            circle: self.location.as_ref().zip(self.radius_km).map(|(place, km)| circle(place, km)).transpose()?,
            workplaces: self.workplace.clone(),
            employment_types: self.employment_type.clone(),
            companies: self.company.clone(),
            pay: self.min_salary.map(pay),
            levels: self.level.clone(),
            residence: self.residence.as_ref().map(residence).transpose()?,
            posted_since: None,
        })
    }
}

fn human(page: &SearchPage) -> String {
    let mut text = String::new();
    for correction in &page.corrections {
        text.push_str(&format!("`{}` was read as `{}`.\n", correction.typed, correction.meant));
    }
    if page.jobs.is_empty() {
        text.push_str("No job fits.");
        for (filter, jobs) in &page.without {
            text.push_str(&format!("\nWithout `{filter}` there are {jobs}."));
        }
        return text;
    }
    let jobs: Vec<JobSummary> = page.jobs.iter().map(|found| found.job.clone().summary()).collect();
    text.push_str(&format!("{}\n{} in all.", list(&jobs), page.total));
    text
}
