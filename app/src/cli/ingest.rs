//! `jobwright ingest`: imports postings from boards, pages, saved files or the configured sources.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use bytes::Bytes;
use clap::Args;
use domain_ingestion::IngestionError;
use domain_model::ingestion::{ScrapingCounts, ScrapingLog, ScrapingStatus};
use domain_model::operations::task::{EnrichJob, Task, TaskKind};
use domain_operations::AttemptStatus;
use domain_workflow::EmbedResume;
use ports::NamedSource;
use serde::Serialize;
use url::Url;

use super::output::{Output, table};
use crate::container::Container;
use crate::providers::board_kinds;

/// File extensions of saved documents.
const EXTENSIONS: [&str; 6] = ["json", "jsonld", "html", "htm", "xml", "rss"];
/// The maximum size of a saved document.
const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// Read postings from boards, pages, saved files or the configured sources.
#[derive(Debug, Args)]
#[command(after_help = help())]
pub(super) struct Ingest {
    /// A board's or page's address, a configured source's name, a saved file, or a directory of saved files. One that
    /// cannot be used keeps no other from being read.
    #[arg(required_unless_present = "all")]
    targets: Vec<String>,
    /// Every configured source.
    #[arg(long, conflicts_with = "targets")]
    all: bool,
    /// Leave enriching and embedding to a running server.
    #[arg(long)]
    no_enrich: bool,
}

#[derive(Serialize)]
struct Report {
    runs: Vec<Run>,
    /// Jobs that became visible.
    enriched: u32,
    /// Jobs that still wait.
    waiting: u32,
}

#[derive(Serialize)]
struct Run {
    source: String,
    status: ScrapingStatus,
    #[serde(flatten)]
    counts: ScrapingCounts,
    message: Option<String>,
}

/// A source to read, or the failed run of an unusable target.
type Target = Result<NamedSource, Run>;

impl Ingest {
    pub(super) async fn run(self, container: &Container, output: Output) -> anyhow::Result<ExitCode> {
        let targets = self.targets(container)?;
        let has_sources = targets.iter().any(Result::is_ok);
        let mut report = Report { runs: Vec::new(), enriched: 0, waiting: 0 };
        for target in targets {
            let run = match target {
                Ok(source) => run_one(container, &source, output).await?,
                Err(unusable) => unusable,
            };
            report.runs.push(run);
        }
        if has_sources && !self.no_enrich {
            report.enriched = enrich(container, output).await?;
        }
        report.waiting = container.jobs.count_backlog().await?;
        output.print(&report, human)?;
        let has_failed = report.runs.iter().any(|run| run.status == ScrapingStatus::Failed);
        Ok(if has_failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn targets(&self, container: &Container) -> anyhow::Result<Vec<Target>> {
        if !self.all {
            return Ok(self.targets.iter().flat_map(|target| sources_of(target, container)).collect());
        }
        let configured = container.ingestion.sources().configured();
        if configured.is_empty() {
            bail!("no sources are configured; name some in jobwright.toml or give an address");
        }
        Ok(configured.iter().cloned().map(Ok).collect())
    }
}

/// The sources of a target: one of an address or a name, any number of a file or a directory.
fn sources_of(target: &str, container: &Container) -> Vec<Target> {
    let known = container.ingestion.sources();
    if let Some(url) = web_address(target) {
        let source = known.at(&url).with_context(|| format!("cannot read from {url}"));
        return vec![source.map_err(|error| Run::failed(target, format!("{error:#}")))];
    }
    let path = Path::new(target);
    if !path.exists() {
        let source = container.ingestion.source(target);
        let source = source.context("neither an address nor a file nor a configured source");
        return vec![source.map_err(|error| Run::failed(target, format!("{error:#}")))];
    }
    let files = match files(path) {
        Ok(files) => files,
        Err(error) => return vec![Err(Run::failed(target, format!("{error:#}")))],
    };
    let sources = files.into_iter().flat_map(|file| {
        let name = file.display().to_string();
        let found = read(&file).and_then(|bytes| Ok(known.in_document(&name, &bytes)?));
        match found.with_context(|| format!("cannot use `{name}`")) {
            Ok(sources) => sources.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(Run::failed(&name, format!("{error:#}")))],
        }
    });
    sources.collect()
}

/// Examples, and the kinds of boards there are.
fn help() -> String {
    let boards: Vec<&str> = board_kinds().map(|board| board.example).collect();
    let mut help = format!(
        "Examples:\n  jobwright ingest samples/\n  jobwright ingest {}\n  jobwright ingest https://acme.example/careers/welder\n  \
         jobwright ingest --all\n\nBoards, and how [[sources]] in jobwright.toml names them:\n",
        boards.join(" ")
    );
    for board in board_kinds() {
        let (title, kind, setting) = (board.title, board.kind, board.setting);
        help.push_str(&format!("  {title:<12} kind = \"{kind}\", {setting} = \"acme\"\n"));
    }
    help.push_str(
        "  any page     kind = \"json_ld\", url = \"https://acme.example/careers/welder\", with schema.org JobPosting data",
    );
    help
}

fn web_address(target: &str) -> Option<Url> {
    Url::parse(target).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The file itself, or every saved document below the directory, in order.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = entry.path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if EXTENSIONS.contains(&extension) {
                files.push(path);
            }
        }
    }
    if files.is_empty() {
        bail!("there is no saved board or page in `{}`", path.display());
    }
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> anyhow::Result<Bytes> {
    let size = std::fs::metadata(file).with_context(|| format!("cannot read `{}`", file.display()))?.len();
    anyhow::ensure!(size <= MAX_FILE_BYTES, "`{}` is larger than {} MiB", file.display(), MAX_FILE_BYTES >> 20);
    Ok(std::fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?.into())
}

async fn run_one(container: &Container, source: &NamedSource, output: Output) -> anyhow::Result<Run> {
    let bar = output.progress(None);
    bar.set_message(format!("reading {}", source.name));
    let shown = bar.clone();
    let name = source.name.clone();
    let progress = move |counts: &ScrapingCounts| {
        shown.set_message(format!("reading {name}: {} postings, {} new", counts.fetched, counts.new));
    };
    let outcome = container.ingestion.run(source, &progress).await;
    bar.finish_and_clear();
    match outcome {
        Ok(log) => Ok(Run::of(log)),
        // A failure of our own database ends the command.
        Err(error @ IngestionError::Port(_)) => Err(error.into()),
        Err(error) => Ok(Run::failed(&source.name, error.to_string())),
    }
}

impl Run {
    fn of(log: ScrapingLog) -> Self {
        Self { source: log.source_name, status: log.status, counts: log.counts, message: log.message }
    }

    /// A target that could not be read, and why.
    fn failed(target: &str, message: String) -> Self {
        Self {
            source: target.to_owned(),
            status: ScrapingStatus::Failed,
            counts: ScrapingCounts::default(),
            message: Some(message),
        }
    }
}

/// Executes due tasks, as the server's workers would.
async fn enrich(container: &Container, output: Output) -> anyhow::Result<u32> {
    let enrich = container.handler(&EnrichJob::CLASS);
    enrich.backfill().await?;
    let bar = output.progress(Some(container.jobs.count_backlog().await?.into()));
    bar.set_message("jobs enriched");
    let observer = |_: &Task, end| {
        if end == AttemptStatus::Done {
            bar.inc(1);
        }
    };
    container.worker(enrich.clone()).drain(&observer).await?;
    while container.outbox.dispatch().await? > 0 {}
    let embed = container.handler(&EmbedResume::CLASS);
    embed.backfill().await?;
    container.worker(embed.clone()).drain(&|_, _| ()).await?;
    // Finishing moves the bar to its end, so its position is read first.
    let enriched = bar.position();
    bar.finish_and_clear();
    Ok(u32::try_from(enriched)?)
}

fn human(report: &Report) -> String {
    let mut table = table(&["source", "status", "listed", "new", "updated", "unchanged", "unreadable", "closed", ""]);
    for run in &report.runs {
        let counts = &run.counts;
        table.add_row([
            run.source.clone(),
            run.status.to_string(),
            counts.fetched.to_string(),
            counts.new.to_string(),
            counts.updated.to_string(),
            counts.skipped.to_string(),
            counts.errors.to_string(),
            counts.closed.to_string(),
            run.message.clone().unwrap_or_default(),
        ]);
    }
    let new: u32 = report.runs.iter().map(|run| run.counts.new).sum();
    let waiting = match report.waiting {
        0 => String::new(),
        n => format!(" {n} wait for a worker: a running server or another `jobwright ingest`."),
    };
    format!("{table}\n{new} new jobs, {} enriched.{waiting}", report.enriched)
}
