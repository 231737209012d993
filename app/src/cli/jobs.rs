//! `jobwright jobs`: shows the catalogue.

mod salary;
mod search;

use std::process::ExitCode;

use clap::Subcommand;
use domain_model::catalogue::job::{JobChange, JobSummary};
use domain_model::catalogue::sameness::Listing;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use ports::{FeedPage, FeedStart};
use serde::Serialize;

use super::output::{Output, table};
use crate::container::Container;
use crate::http::compat::coach::dto::{FeedItem, HistoryItem, JobDetail};

/// Changes of a job that are shown.
const MAX_CHANGES: u32 = 1_000;

/// Look at the catalogue.
#[derive(Debug, Subcommand)]
pub(super) enum Jobs {
    /// Active jobs, newest first.
    List {
        /// How many to leave out.
        #[arg(long, default_value_t = 0)]
        skip: u32,
        /// How many to show.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
    },
    /// Active jobs that fit words, the best match first.
    #[command(after_help = "Example:\n  jobwright jobs search '\"night shift\" nurse -manager' --location Munich")]
    Search(search::Search),
    /// One job with its tips and questions.
    Show {
        /// The job's id.
        id: JobId,
    },
    /// What jobs pay that are comparable to one, or to a title.
    #[command(
        after_help = "Example:\n  jobwright jobs salary --title 'Registered nurse' --location 'Utrecht, Netherlands'"
    )]
    Salary(salary::Comparison),
    /// What changed in a job, newest first.
    History {
        /// The job's id.
        id: JobId,
    },
    /// Say that two jobs are not the same, and show them apart for ever.
    Distinguish {
        /// A job's id.
        id: JobId,
        /// The id of the other.
        other: JobId,
    },
    /// Active jobs near to one in meaning, nearest first.
    Similar {
        /// The job's id.
        id: JobId,
        /// How many to show.
        #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u16).range(1..=20))]
        limit: u16,
    },
}

/// Two jobs that are not the same.
#[derive(Serialize)]
struct Distinct {
    jobs: [JobId; 2],
}

impl Jobs {
    pub(super) async fn run(self, container: &Container, output: Output) -> anyhow::Result<ExitCode> {
        match self {
            Self::List { skip, limit } => {
                let jobs = container.jobs.feed(FeedPage { start: FeedStart::Skip(skip), limit }).await?;
                let items: Vec<FeedItem> = jobs.items.iter().map(FeedItem::from).collect();
                output.print(&items, |_| list(&jobs.items))?;
            }
            Self::Search(search) => search.run(container, output).await?,
            Self::Show { id } => {
                let details = container.jobs.details(id).await?;
                let listings = listings(id, &details.listings);
                let details = JobDetail::from(details);
                output.print(&details, |details| show(details) + &listings)?;
            }
            Self::Salary(comparison) => comparison.run(container, output).await?,
            Self::History { id } => {
                let changes = container.jobs.history(id, PageRequest::first(MAX_CHANGES)).await?.items;
                let items: Vec<HistoryItem> = changes.iter().map(HistoryItem::from).collect();
                output.print(&items, |_| history(&changes))?;
            }
            Self::Distinguish { id, other } => {
                container.ingestion.distinguish([id, other], None).await?;
                let distinct = Distinct { jobs: [id, other] };
                output.print(&distinct, |Distinct { jobs: [one, other] }| {
                    format!("{one} and {other} are shown apart from now on.")
                })?;
            }
            Self::Similar { id, limit } => {
                container.follower.catch_up().await?;
                let jobs = container.matching.similar_jobs(id, limit.into()).await?;
                let items: Vec<FeedItem> = jobs.iter().map(FeedItem::from).collect();
                output.print(&items, |_| similar(&jobs))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(jobs: &[JobSummary]) -> String {
    if jobs.is_empty() {
        return "No active jobs. `jobwright ingest samples/` reads some.".to_owned();
    }
    let mut table = table(&["id", "title", "company", "where", "skills"]);
    for job in jobs {
        table.add_row([
            job.id.to_string(),
            job.title.clone(),
            job.company.clone(),
            job.locations.join("; "),
            job.skills.iter().take(4).cloned().collect::<Vec<_>>().join(", "),
        ]);
    }
    table.to_string()
}

fn similar(jobs: &[JobSummary]) -> String {
    if jobs.is_empty() { "No active job is near to it.".to_owned() } else { list(jobs) }
}

fn show(job: &JobDetail) -> String {
    let item = &job.item;
    let mut text = format!("{}\n{}", item.title, item.company_name);
    for fact in [&item.location, &item.salary_range, &item.external_apply_url].into_iter().flatten() {
        text.push_str(&format!(" · {fact}"));
    }
    text.push_str(&format!("\n\n{}\n", job.description_raw));
    if let Some(generated_by) = &job.guides_generated_by {
        text.push_str(&format!("\nFor your resume (by {generated_by}):\n"));
        for tip in &job.resume_guide_generated {
            text.push_str(&format!("  - {tip}\n"));
        }
        text.push_str("\nFor the interview:\n");
        for item in &job.prep_guide_generated {
            text.push_str(&format!("  - {}\n    {}\n", item.question, item.answer_strategy));
        }
    }
    text
}

/// The other postings of the same job.
fn listings(id: JobId, listings: &[Listing]) -> String {
    let others: Vec<&Listing> = listings.iter().filter(|listing| listing.job != id).collect();
    if others.is_empty() {
        return String::new();
    }
    let mut table = table(&["id", "source", "where", "status", "last seen"]);
    for listing in others {
        table.add_row([
            listing.job.to_string(),
            listing.source.to_string(),
            listing.locations.join("; "),
            listing.status.to_string(),
            listing.last_seen.format("%Y-%m-%d").to_string(),
        ]);
    }
    format!("\nThe same job is also posted as:\n{table}\n")
}

fn history(changes: &[JobChange]) -> String {
    if changes.is_empty() {
        return "Nothing has changed since the job was first seen.".to_owned();
    }
    let mut table = table(&["when", "what", "fields"]);
    for change in changes {
        let when = change.changed_at.format("%Y-%m-%d %H:%M UTC").to_string();
        table.add_row([when, change.kind.to_string(), change.fields.join(", ")]);
    }
    table.to_string()
}
