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

/// Names in the payload of a task for how many milliseconds the work on it goes on.
pub(crate) const LASTING: &str = "lasting_ms";
/// The classes of the tasks: many short ones, and a few long ones.
pub(crate) const SHORT: TaskClass = TaskClass::new("enrich");
pub(crate) const LONG_RUNNING: TaskClass = TaskClass::new("ingest");
/// How often a task is tried.
pub(crate) const ATTEMPTS: u32 = 20;
/// Between two looks for tasks.
const PAUSE: Duration = Duration::from_millis(50);

/// Starts this program once more, with these arguments. It is killed when dropped.
pub(crate) fn spawn(arguments: &[String]) -> anyhow::Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
    Ok(command.spawn()?)
}

/// The database that `url` names, of which the schema is there.
pub(crate) async fn connect(url: &str) -> anyhow::Result<Arc<dyn Database>> {
    let config = PostgresConfig { url: SecretString::from(url), owner_url: None, connections: 20 };
    Ok(Arc::new(SqlDatabase::connect(&DatabaseConfig::Postgres(config)).await?))
}

/// How a worker does tasks.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    pub(crate) class: TaskClass,
    pub(crate) at_once: usize,
    pub(crate) lease: Duration,
}

impl Work {
    /// As the arguments of a process.
    pub(crate) fn arguments(&self, url: &str) -> Vec<String> {
        let lease_ms = self.lease.as_millis().to_string();
        ["worker", url, self.class.as_str(), &self.at_once.to_string(), &lease_ms].map(str::to_owned).to_vec()
    }
}

/// The process of a worker: does tasks until it is killed.
pub(crate) async fn work(arguments: &[String]) -> anyhow::Result<()> {
    let [url, class, at_once, lease_ms] = arguments else { anyhow::bail!("a worker has four arguments") };
    let work =
        Work { class: class.parse()?, at_once: at_once.parse()?, lease: Duration::from_millis(lease_ms.parse()?) };
    let database = connect(url).await?;
    let worker = worker(
        BookingHandler { database, concurrency: work.at_once, class: work.class, gate: None },
        Arc::new(SystemClock),
        work.lease,
    );
    tokio::select! {
        () = worker.run(|| sleep(PAUSE), pending::<()>(), &|_, _| ()) => {}
        // Whoever started it is gone.
        () = until_told() => {}
    }
    Ok(())
}

/// Waits for a line of whoever started this process, or for the end of that one.
pub(crate) async fn until_told() {
    let mut line = String::new();
    // What cannot be read has ended as well.
    let _ = BufReader::new(stdin()).read_line(&mut line).await;
}

/// A worker as the program has them.
pub(crate) fn worker(handler: BookingHandler, clock: Arc<dyn Clock>, lease: Duration) -> Worker {
    let timing = WorkerTiming { lease, grace: Duration::ZERO };
    let database = handler.database.clone();
    Worker::new(Arc::new(handler), database, clock, Arc::new(RandomIds), timing)
}

/// Lines in the book, and tasks that have a line.
pub(crate) const BOOKED: &str = "SELECT count(*) FROM scraping_logs WHERE source = 'lever:book'";
pub(crate) const BOOKED_ONCE: &str =
    "SELECT count(DISTINCT source_name) FROM scraping_logs WHERE source = 'lever:book'";

/// Enters every task it does into a book that refuses nothing: a task that is done twice stands there twice.
///
/// The book is the list of runs over sources; a line in it has an id of its own and the task's id for a name.
pub(crate) struct BookingHandler {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) class: TaskClass,
    pub(crate) concurrency: usize,
    /// Ends when the work may come to its end.
    pub(crate) gate: Option<Gate>,
}

/// Something to be waited for by several.
pub(crate) type Gate = watch::Receiver<bool>;

/// Waits until a gate is open.
pub(crate) async fn pass(gate: &Gate) {
    // Whoever has it never drops it before.
    let _ = gate.clone().wait_for(|is_open| *is_open).await;
}

impl AnyTaskHandler for BookingHandler {
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
            if let Some(lasting) = task.payload.id(LASTING) {
                sleep(Duration::from_millis(lasting)).await;
            }
            if let Some(gate) = &self.gate {
                println!("holds its task");
                pass(gate).await;
            }
            let now = SystemClock.now();
            let line = ScrapingLog {
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
            uow.scraping_logs().insert(&line).await?;
            Ok(Handled::done(uow))
        })
    }
}
