//! The command line: the same services as over HTTP, on the same data.
//!
//! Results go to standard output, as tables or as JSON with `--json`; progress and logs go to standard error. The exit code
//! is 0 when everything worked, 1 when something failed, 2 when the command was not understood. Commands that only look at
//! an installation never create one.

mod admin;
mod backup;
mod cv;
mod doctor;
mod ingest;
mod jobs;
mod keys;
mod matching;
mod output;
mod ready;
mod reindex;
mod resume;
mod resume_listing;
mod serve;
mod sources;
mod tasks;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain_candidates::{ResumeExchange, ResumePrinter, ResumeReader};
use serde_json::json;

use crate::config::Config;
use crate::container::Container;
use crate::http;
use crate::providers::{self, DOCUMENT_WORKER, Providers};
use crate::telemetry;
use output::Output;

/// A self-hosted job-search platform.
#[derive(Debug, Parser)]
#[command(
    name = "jobwright",
    version,
    about = "A self-hosted job-search platform: reads job boards, matches resumes, coaches, keeps it all here.",
    arg_required_else_help = true
)]
struct Cli {
    /// The configuration file [default: jobwright.toml, if it is there].
    #[arg(long, global = true, value_name = "FILE", env = "JOBWRIGHT_CONFIG")]
    config: Option<PathBuf>,
    /// A directory of settings, one file each, named as the variable: `JOBWRIGHT__DATABASE__URL`, for example.
    #[arg(long, global = true, value_name = "DIRECTORY", env = "JOBWRIGHT_SECRETS")]
    secrets: Option<PathBuf>,
    /// Print results as JSON.
    #[arg(long, global = true)]
    json: bool,
    /// Log every event, not only what goes wrong.
    #[arg(long, short, global = true)]
    verbose: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server.
    Serve(serve::Serve),
    /// Ask the server that runs here whether it is ready.
    Ready,
    /// Bring the database's schema up to date. A server does so itself where it may.
    Migrate,
    /// Read postings from boards, pages, saved files or the configured sources.
    Ingest(ingest::Ingest),
    /// Look at the configured sources, and at what one would give.
    #[command(subcommand)]
    Sources(sources::Sources),
    /// Look at the catalogue.
    #[command(subcommand)]
    Jobs(jobs::Jobs),
    /// Build the search index again, here or in the server that runs.
    Reindex,
    /// Find the jobs that fit a resume best.
    Match(matching::Match),
    /// Import and convert resumes in files.
    #[command(subcommand)]
    Resume(resume::Resume),
    /// Print, score and tailor resumes in files.
    #[command(subcommand)]
    Cv(cv::Cv),
    /// Look at the queue of tasks, and retry tasks that were given up.
    #[command(subcommand)]
    Tasks(tasks::Tasks),
    /// Manage administrators.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Manage the keys that sign tokens and encrypt what is sensitive.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Write the whole installation into one file, while the server runs: rows, uploaded files, keys.
    Backup(backup::Backup),
    /// Fill an empty installation from such a file, whichever database it came from.
    Restore(backup::Restore),
    /// Check the installation: database, files, models, servers, keys.
    Doctor,
    /// Print the `OpenAPI` document of the HTTP interface.
    Openapi,
    /// The child process that reads one document: `TYPE`, or `TYPE PAGE WIDTH` for the picture of a page.
    #[command(name = DOCUMENT_WORKER, hide = true)]
    ReadDocument {
        #[arg(required = true, num_args = 1..=3)]
        request: Vec<String>,
    },
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // Before any thread is started: only a process with one thread can restrict itself.
    if let Command::ReadDocument { request } = &cli.command {
        return providers::run_document_worker(request);
    }
    let runtime = tokio::runtime::Runtime::new().expect("the system can start threads");
    let outcome = runtime.block_on(run(cli));
    // Abandoned blocking work must not delay the exit.
    runtime.shutdown_background();
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let output = Output { json: cli.json };
    let config = Config::load(cli.config.as_deref(), cli.secrets.as_deref()).map_err(anyhow::Error::from);
    if let Command::Doctor = cli.command {
        return doctor::run(config, output).await;
    }
    let mut config = config?;
    let is_server = matches!(cli.command, Command::Serve(_));
    if !is_server && !cli.verbose {
        // Commands print their results themselves; the log only shows problems.
        "warn".clone_into(&mut config.log.filter);
    }
    telemetry::init_logs(&config.log)?;
    match cli.command {
        Command::Serve(serve) => serve.run(config).await,
        Command::Ready => ready::run(&config, output),
        Command::Migrate => {
            providers::migrate(&config).await?;
            output.print(&json!({"status": "up_to_date"}), |_| "The schema is up to date.".to_owned())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Ingest(ingest) => ingest.run(&services(&config).await?, output).await,
        Command::Sources(sources) => sources.run(&services(&config).await?, output).await,
        Command::Jobs(jobs) => jobs.run(&existing_services(&config).await?, output).await,
        Command::Reindex => reindex::run(&existing_services(&config).await?, output).await,
        Command::Match(matching) => matching.run(&existing_services(&config).await?, output).await,
        Command::Resume(resume) => {
            let (reader, exchange) = providers::documents()?;
            let recognition = providers::recognition(&config).await?;
            resume.run(&ResumeReader::new(reader, recognition), &ResumeExchange::new(exchange), output).await
        }
        Command::Cv(cv) => {
            let (documents, exchange) = providers::documents()?;
            let reader = ResumeReader::new(documents, providers::recognition(&config).await?);
            let printer = ResumePrinter::new(reader.clone(), providers::renderer(config.data_dir.join("fonts")));
            cv.run(&cv::CvServices { reader, exchange: ResumeExchange::new(exchange), printer }, output).await
        }
        Command::Tasks(tasks) => tasks.run(&existing_services(&config).await?, output).await,
        Command::Backup(backup) => {
            providers::require_installation(&config)?;
            backup.run(&config, output).await
        }
        Command::Restore(restore) => restore.run(&config, output).await,
        Command::Openapi => {
            println!("{}", http::openapi_document());
            Ok(ExitCode::SUCCESS)
        }
        Command::Admin(log @ admin::Admin::VerifyLog) => {
            log.run(&existing_services(&config).await?, &config, output).await
        }
        Command::Admin(admin) => admin.run(&services(&config).await?, &config, output).await,
        Command::Keys(keys) => keys.run(&existing_services(&config).await?, &config, output).await,
        Command::Doctor | Command::ReadDocument { .. } => unreachable!("handled before"),
    }
}

/// The services of an installation that is there already.
async fn existing_services(config: &Config) -> anyhow::Result<Container> {
    providers::require_installation(config)?;
    services(config).await
}

/// The services, of a new installation if there is none yet.
async fn services(config: &Config) -> anyhow::Result<Container> {
    Container::new(Providers::connect(config).await?, config.worker, config.identity_policy(), config.coaching.team())
}
