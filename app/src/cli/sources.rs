//! `jobwright sources`: the configured sources, their crawl ledgers, and dry runs.

use std::process::ExitCode;

use clap::Subcommand;
use domain_ingestion::IngestionError;

use super::output::{Output, table};
use crate::container::Container;
use crate::http::api::ingestion::sources::{SourcePreview, SourceResource};

/// Look at the configured sources, and at what one would give.
#[derive(Debug, Subcommand)]
pub(super) enum Sources {
    /// The configured sources and their health.
    List,
    /// What the last runs over one source say about it.
    Show {
        /// Its name in the configuration.
        name: String,
    },
    /// Read the first page of a source and keep nothing.
    Preview {
        /// Its name in the configuration, or the address of a board or page.
        source: String,
    },
}

impl Sources {
    pub(super) async fn run(self, container: &Container, output: Output) -> anyhow::Result<ExitCode> {
        let ingestion = &container.ingestion;
        match self {
            Self::List => {
                let items: Vec<SourceResource> =
                    ingestion.ledgers().await?.into_iter().map(SourceResource::from).collect();
                output.print(&items, |items| list(items))?;
            }
            Self::Show { name } => {
                let known = ingestion.ledgers().await?.into_iter().find(|(source, _)| source.name == name);
                let source = SourceResource::from(known.ok_or(IngestionError::UnknownSource(name))?);
                output.print(&source, show)?;
            }
            Self::Preview { source } => {
                let preview = ingestion.preview(&ingestion.source_or_address(&source)?).await?;
                output.print(&SourcePreview::from(preview), preview_table)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(sources: &[SourceResource]) -> String {
    if sources.is_empty() {
        return "No sources are configured.".to_owned();
    }
    let mut table = table(&["source", "health", "robots", "listed", "last read whole", "unchanged", "last error"]);
    for source in sources {
        table.add_row([
            source.name.clone(),
            source.health.0.to_string(),
            source.robots.0.to_string(),
            source.listed.map(|listed| listed.to_string()).unwrap_or_default(),
            source.last_complete_at.map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default(),
            format!("{} of {} runs", source.unchanged_runs, source.runs),
            source.last_error.clone().unwrap_or_default(),
        ]);
    }
    table.to_string()
}

fn show(source: &SourceResource) -> String {
    let time = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.format("%Y-%m-%d %H:%M:%S UTC").to_string());
    let rows = [
        ("key", Some(source.key.clone())),
        ("health", Some(source.health.0.to_string())),
        ("robots.txt", Some(source.robots.0.to_string())),
        ("listed", source.listed.map(|listed| listed.to_string())),
        ("last read whole", time(source.last_complete_at)),
        ("unchanged (304)", Some(format!("{} of {} runs", source.unchanged_runs, source.runs))),
        ("ETag", source.etag.clone()),
        ("Last-Modified", source.last_modified.clone()),
        ("last error", source.last_error.clone()),
        ("at", time(source.last_error_at)),
    ];
    let mut table = table(&["source", source.name.as_str()]);
    for (name, value) in rows {
        table.add_row([name.to_owned(), value.unwrap_or_else(|| "–".to_owned())]);
    }
    table.to_string()
}

fn preview_table(preview: &SourcePreview) -> String {
    let mut table = table(&["title", "employer", "places", "pay"]);
    for posting in &preview.postings {
        let pay = posting.salary.as_ref().map(|pay| pay.text.clone()).unwrap_or_default();
        table.add_row([posting.title.clone(), posting.company.clone(), posting.locations.join("; "), pay]);
    }
    let more = if preview.has_more { " on the first page" } else { "" };
    let unreadable: Vec<String> = preview.unreadable.iter().map(|reason| format!("\nunreadable: {reason}")).collect();
    format!("{table}\n{} postings{more}; nothing was kept.{}", preview.listed, unreadable.concat())
}
