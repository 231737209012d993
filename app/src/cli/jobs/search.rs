//! `jobwright jobs search`: finds jobs by words.

use clap::Args;
use domain_model::catalogue::job::{EmploymentType, JobSummary, Workplace};
use domain_model::search::filter::JobFilter;
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
        let filter = JobFilter {
            location: self.location.as_deref().map(place_names).unwrap_or_default(),
            workplaces: self.workplace,
            employment_types: self.employment_type,
            companies: self.company,
            ..JobFilter::default()
        };
        let search = JobSearch { text: Some(self.words), filter, limit: self.limit.into(), ..JobSearch::default() };
        let page = container.search.search(search).await?;
        let text = human(&page);
        output.print(&JobsPage::from(page), |_| text)
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
