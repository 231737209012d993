//! Child processes that work on tasks and ingestion runs with the program's services and adapters, so that they can be
//! killed and frozen. The child is this binary, started again.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use adapter_database::{DatabaseConfig, PostgresConfig, SqlDatabase};
use adapter_system::{RandomIds, SystemClock};
use domain_model::ingestion::{CrawlFacts, ScrapingCounts, ScrapingLog, ScrapingStatus, SourceKey};
use domain_model::kernel::id::ScrapingLogId;
use domain_model::operations::task::{Task, TaskClass};
use domain_operations::{AnyTaskHandler, Handled, Worker, WorkerTiming};
use futures_util::future::{BoxFuture, pending};
use ports::{Actor, Clock, Database, IdGenerator, PortError, PortResult};
use secrecy::SecretString;
use tokio::io::{AsyncBufReadExt, BufReader, stdin};
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio::time::sleep;

/// The payload entry with the duration of a task, in milliseconds.
pub(crate) const DURATION_MS: &str = "lasting_ms";
/// The classes of the tasks: many short ones, and a few long ones.
pub(crate) const SHORT: TaskClass = TaskClass::new("enrich");
pub(crate) const LONG_RUNNING: TaskClass = TaskClass::new("ingest");
/// The attempts allowed for a task.
pub(crate) const ATTEMPTS: u32 = 20;
/// The polling interval.
const PAUSE: Duration = Duration::from_millis(50);

/// Starts this program as a child process with these arguments. It is killed when dropped.
pub(crate) fn spawn(arguments: &[String]) -> anyhow::Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
    Ok(command.spawn()?)
}

/// Connects to a migrated database.
pub(crate) async fn connect(url: &str) -> anyhow::Result<Arc<dyn Database>> {
    let config = PostgresConfig { url: SecretString::from(url), owner_url: None, connections: 20 };
    Ok(Arc::new(SqlDatabase::connect(&DatabaseConfig::Postgres(config)).await?))
}

/// The configuration of a worker process.
#[derive(Debug, Clone)]
pub(crate) struct WorkerConfig {
    pub(crate) class: TaskClass,
    pub(crate) concurrency: usize,
    pub(crate) lease: Duration,
}

impl WorkerConfig {
    /// As the arguments of a process.
    pub(crate) fn arguments(&self, url: &str) -> Vec<String> {
        let lease_ms = self.lease.as_millis().to_string();
        ["worker", url, self.class.as_str(), &self.concurrency.to_string(), &lease_ms].map(str::to_owned).to_vec()
    }
}

/// The main function of a worker process: works until it is killed.
pub(crate) async fn run_worker(arguments: &[String]) -> anyhow::Result<()> {
    let [url, class, concurrency, lease_ms] = arguments else { anyhow::bail!("a worker has four arguments") };
    let config = WorkerConfig {
        class: class.parse()?,
        concurrency: concurrency.parse()?,
        lease: Duration::from_millis(lease_ms.parse()?),
    };
    let database = connect(url).await?;
    let worker = worker(
        RecordingHandler { database, concurrency: config.concurrency, class: config.class, release: None },
        Arc::new(SystemClock),
        config.lease,
    );
    tokio::select! {
        () = worker.run(|| sleep(PAUSE), pending::<()>(), &|_, _| ()) => {}
        // The parent has ended.
        () = wait_for_line() => {}
    }
    Ok(())
}

/// Waits for a line on standard input, or for its end.
pub(crate) async fn wait_for_line() {
    let mut line = String::new();
    // A read error is treated as the end.
    let _ = BufReader::new(stdin()).read_line(&mut line).await;
}

/// A worker as the program configures it.
pub(crate) fn worker(handler: RecordingHandler, clock: Arc<dyn Clock>, lease: Duration) -> Worker {
    let timing = WorkerTiming { lease, grace: Duration::ZERO };
    let database = handler.database.clone();
    Worker::new(Arc::new(handler), database, clock, Arc::new(RandomIds), timing)
}

/// Counts the recorded executions, and the tasks with at least one.
pub(crate) const EXECUTIONS: &str = "SELECT count(*) FROM scraping_logs WHERE source = 'lever:book'";
pub(crate) const EXECUTED_TASKS: &str =
    "SELECT count(DISTINCT source_name) FROM scraping_logs WHERE source = 'lever:book'";

/// Records every execution of a task in a table without a unique constraint, so that a second execution is visible.
///
/// The table is that of scraping logs. An entry has an id of its own, and the task's id as its name.
pub(crate) struct RecordingHandler {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) class: TaskClass,
    pub(crate) concurrency: usize,
    /// When set, a task waits for it before it ends.
    pub(crate) release: Option<ReleaseSignal>,
}

/// A signal that several tasks wait for.
pub(crate) type ReleaseSignal = watch::Receiver<bool>;

/// Waits for the signal.
pub(crate) async fn wait_for_release(release: &ReleaseSignal) {
    // The sender is not dropped before it has sent.
    let _ = release.clone().wait_for(|is_open| *is_open).await;
}

impl AnyTaskHandler for RecordingHandler {
    fn class(&self) -> TaskClass {
        self.class.clone()
    }

    fn attempts(&self) -> u32 {
        ATTEMPTS
    }

    fn concurrency(&self) -> usize {
        self.concurrency
    }

    fn backfill(&self) -> BoxFuture<'_, PortResult<u32>> {
        Box::pin(async { Ok(0) })
    }

    fn attempt<'a>(&'a self, task: &'a Task) -> BoxFuture<'a, PortResult<Handled>> {
        Box::pin(async move {
            if let Some(duration) = task.payload.id(DURATION_MS) {
                sleep(Duration::from_millis(duration)).await;
            }
            if let Some(release) = &self.release {
                println!("holds its task");
                wait_for_release(release).await;
            }
            let now = SystemClock.now();
            let execution = ScrapingLog {
                id: ScrapingLogId(RandomIds.next()),
                source_name: task.id.to_string(),
                source: SourceKey::new("lever", "book").map_err(PortError::internal)?,
                status: ScrapingStatus::Complete,
                counts: ScrapingCounts::default(),
                crawl: CrawlFacts::default(),
                message: None,
                started_at: now,
                finished_at: Some(now),
            };
            let mut uow = self.database.begin(Actor::System).await?;
            uow.scraping_logs().insert(&execution).await?;
            Ok(Handled::done(uow))
        })
    }
}
