//! `stale-holders-refused`: a process is frozen while it holds a task and an ingestion lease. Others reclaim both; then
//! the process resumes and tries to write. None of its writes may take effect.
//!
//! The frozen process does not renew its leases, so nothing tells it that it lost them, and its writes reach the
//! fencing check.

use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use adapter_database::{DatabaseConfig, SqlDatabase};
use adapter_system::{RandomIds, SystemClock};
use anyhow::{Context, bail, ensure};
use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain_ingestion::{IngestionError, IngestionService};
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::{SourceKey, Validators};
use domain_model::kernel::payload::Payload;
use domain_model::operations::task::NewTask;
use domain_operations::AttemptStatus;
use futures_util::future::{pending, try_join_all};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use ports::{Clock, Database, JobSource, JobSources, ListingPage, NamedSource, PageToken, PortError, PortResult};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use url::Url;

use crate::child::{self, EXECUTED_TASKS, EXECUTIONS, LONG_RUNNING, RecordingHandler, ReleaseSignal, wait_for_release};
use crate::database;
use crate::node::TIMEOUT;
use crate::postgres::Postgres;
use crate::report::Figure;
use crate::scale::Scale;
use crate::tasks::{enqueue, task};

const LEASE: Duration = Duration::from_millis(500);
/// Processes that are frozen at the same time.
const BATCH: usize = 10;
/// The pause between two attempts to take over.
const RETRY_PAUSE: Duration = Duration::from_millis(50);
const TAKEN_OVER: &str = "by who took over";
const STALE: &str = "by who was frozen";
/// Counts jobs that were written by a stale process at any time.
const WRITTEN_BY_STALE: &str = "SELECT count(*) FROM jobs WHERE title <> 'by who took over' OR revision <> 1";
const JOBS: &str = "SELECT count(*) FROM jobs";

pub(crate) async fn refused(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let postgres = Postgres::start().await?;
    let made = postgres.database().await?;
    SqlDatabase::migrate(&DatabaseConfig::Postgres(made.config(true))).await?;
    let database = child::connect(made.url.as_str()).await?;
    let (mut refused, mut accepted) = (0, 0);
    for first in (0..scale.freezes).step_by(BATCH) {
        let boards: Vec<String> = (first..scale.freezes.min(first + BATCH)).map(|n| format!("board-{n}")).collect();
        for outcome in freeze_and_take_over(&database, made.url.as_str(), &boards).await? {
            if outcome.ends_with("refused") { refused += 1 } else { accepted += 1 }
        }
    }
    let rows = database::Database::Postgres(made.superuser_url);
    let counts = rows.counts(&[EXECUTIONS, EXECUTED_TASKS, WRITTEN_BY_STALE, JOBS]).await?;
    let counts: Vec<usize> = counts.into_iter().map(usize::try_from).collect::<Result<_, _>>()?;
    let [executions, executed_tasks, written_by_stale, jobs] = counts[..] else {
        bail!("four queries have four answers")
    };
    Ok(vec![
        Figure::exactly("stale_commits_refused", refused, scale.freezes * 2),
        Figure::none("stale_commits_accepted", accepted),
        Figure::exactly("tasks_done_by_who_took_over", executed_tasks, scale.freezes),
        Figure::none("tasks_done_twice", executions - executed_tasks),
        Figure::exactly("jobs_written_by_who_took_over", jobs, scale.freezes),
        Figure::none("jobs_written_by_stale_runs", written_by_stale),
    ])
}

/// Freezes a process per board, takes over its task and its run, and resumes it. Returns the outcomes that the processes
/// report.
async fn freeze_and_take_over(
    database: &Arc<dyn Database>,
    url: &str,
    boards: &[String],
) -> anyhow::Result<Vec<String>> {
    let tasks: Vec<NewTask> = boards.iter().map(|_| task(LONG_RUNNING, Payload::default())).collect();
    enqueue(database.as_ref(), &tasks).await?;
    let mut holders = boards.iter().map(|board| Holder::start(url, board)).collect::<anyhow::Result<Vec<_>>>()?;
    for holder in &mut holders {
        holder.read_lines(2).await?;
        holder.signal(Signal::SIGSTOP)?;
    }
    do_tasks(database, boards.len()).await?;
    try_join_all(boards.iter().map(|board| take_over_run(database, board))).await?;
    let mut outcomes = Vec::new();
    for holder in &mut holders {
        holder.input.write_all(b"go on\n").await?;
        holder.signal(Signal::SIGCONT)?;
        outcomes.extend(holder.read_lines(2).await?);
        let status = holder.wait().await?;
        ensure!(status.success(), "a frozen process ended with {status}");
    }
    Ok(outcomes)
}

/// Executes this many tasks, which have to be reclaimed first, because their workers are frozen.
async fn do_tasks(database: &Arc<dyn Database>, count: usize) -> anyhow::Result<()> {
    let handler =
        RecordingHandler { database: database.clone(), class: LONG_RUNNING, concurrency: BATCH, release: None };
    let worker = child::worker(handler, Arc::new(SystemClock), LEASE);
    let (done, changed) = (AtomicUsize::new(0), watch::Sender::new(()));
    let observer = |_: &_, ended| {
        if ended == AttemptStatus::Done {
            done.fetch_add(1, Ordering::SeqCst);
            changed.send_replace(());
        }
    };
    let mut changes = changed.subscribe();
    let all_done = async {
        // The sender outlives this future.
        let _ = changes.wait_for(|()| done.load(Ordering::SeqCst) >= count).await;
    };
    timeout(TIMEOUT, worker.run(|| sleep(RETRY_PAUSE), all_done, &observer))
        .await
        .context("the tasks of the frozen processes are not reclaimed")
}

async fn take_over_run(database: &Arc<dyn Database>, board: &str) -> anyhow::Result<()> {
    let source = OnePostingBoard::named(board, TAKEN_OVER, None)?;
    let service = ingestion(database, Arc::new(SystemClock));
    let run = async {
        loop {
            match service.run(&source, &|_| ()).await {
                Err(IngestionError::AlreadyRunning(_)) => sleep(RETRY_PAUSE).await,
                outcome => return outcome,
            }
        }
    };
    timeout(TIMEOUT, run).await.context("the lease of a frozen process does not expire")??;
    Ok(())
}

/// A process that holds a task and a source.
struct Holder {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Holder {
    fn start(url: &str, board: &str) -> anyhow::Result<Self> {
        let mut process = child::spawn(&["holder", url, board].map(str::to_owned))?;
        let input = process.stdin.take().context("the process has no input")?;
        let output = BufReader::new(process.stdout.take().context("the process has no output")?).lines();
        Ok(Self { process, input, output })
    }

    /// The next lines of its output.
    async fn read_lines(&mut self, count: usize) -> anyhow::Result<Vec<String>> {
        let mut lines = Vec::new();
        while lines.len() < count {
            let line = timeout(TIMEOUT, self.output.next_line()).await.context("a holder prints nothing")??;
            lines.push(line.context("a holder ended early")?);
        }
        Ok(lines)
    }

    fn signal(&self, signal: Signal) -> anyhow::Result<()> {
        let pid = self.process.id().context("a holder ended early")?;
        Ok(kill(Pid::from_raw(pid.cast_signed()), signal)?)
    }

    async fn wait(&mut self) -> anyhow::Result<ExitStatus> {
        Ok(timeout(TIMEOUT, self.process.wait()).await.context("a holder does not end")??)
    }
}

/// The main function of a holder process: begins a task and a run, waits for a line on standard input, ends both, and prints
/// the outcomes.
pub(crate) async fn run_holder(arguments: &[String]) -> anyhow::Result<()> {
    let [url, board] = arguments else { bail!("a holder has two arguments") };
    let database = child::connect(url).await?;
    let (open, release) = watch::channel(false);
    let handler = RecordingHandler {
        database: database.clone(),
        class: LONG_RUNNING,
        concurrency: 1,
        release: Some(release.clone()),
    };
    let worker = child::worker(handler, Arc::new(NonRenewingClock), LEASE);
    let observer =
        |_: &_, ended| println!("task {}", if ended == AttemptStatus::LeaseLost { "refused" } else { "accepted" });
    let (service, source) =
        (ingestion(&database, Arc::new(NonRenewingClock)), OnePostingBoard::named(board, STALE, Some(release))?);
    let run = async {
        match service.run(&source, &|_| ()).await {
            Err(IngestionError::LeaseLost) => println!("run refused"),
            outcome => println!("run accepted: {outcome:?}"),
        }
    };
    let release_on_line = async {
        child::wait_for_line().await;
        open.send_replace(true);
    };
    let (done, (), ()) = tokio::join!(worker.drain(&observer), run, release_on_line);
    Ok(done?)
}

/// A clock whose `sleep` never returns, so that leases are never renewed.
struct NonRenewingClock;

#[async_trait]
impl Clock for NonRenewingClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now()
    }

    async fn sleep(&self, _: Duration) {
        pending::<()>().await;
    }
}

fn ingestion(database: &Arc<dyn Database>, clock: Arc<dyn Clock>) -> IngestionService {
    IngestionService::new(database.clone(), Arc::new(NoSources), clock, Arc::new(RandomIds), LEASE)
}

/// No configured sources: each run gets its source directly.
struct NoSources;

impl JobSources for NoSources {
    fn configured(&self) -> &[NamedSource] {
        &[]
    }

    fn at(&self, _: &Url) -> PortResult<NamedSource> {
        Err(PortError::invalid("there are no sources"))
    }

    fn in_document(&self, _: &str, _: &Bytes) -> PortResult<Vec<NamedSource>> {
        Err(PortError::invalid("there are no sources"))
    }
}

/// A board with one posting, whose title names the process that reads it.
struct OnePostingBoard {
    key: SourceKey,
    title: &'static str,
    release: Option<ReleaseSignal>,
}

impl OnePostingBoard {
    fn named(board: &str, title: &'static str, release: Option<ReleaseSignal>) -> anyhow::Result<NamedSource> {
        let key = SourceKey::new("lever", board)?;
        Ok(NamedSource { name: board.to_owned(), source: Arc::new(Self { key, title, release }) })
    }
}

#[async_trait]
impl JobSource for OnePostingBoard {
    fn key(&self) -> &SourceKey {
        &self.key
    }

    fn is_authoritative(&self) -> bool {
        true
    }

    async fn page(&self, _: Option<PageToken>) -> PortResult<ListingPage> {
        if let Some(release) = &self.release {
            println!("holds its source");
            wait_for_release(release).await;
        }
        let posting = Posting {
            external_id: "1".to_owned(),
            requisition_id: None,
            title: self.title.to_owned(),
            company: "Acme".to_owned(),
            locations: Vec::new(),
            workplace: None,
            employment_type: None,
            salary: None,
            department: None,
            description: "Weld frames, all day, in a workshop by the harbour.".to_owned(),
            url: None,
            apply_url: None,
            posted_at: None,
            valid_through: None,
        };
        Ok(ListingPage { postings: vec![Ok(posting)], ..ListingPage::default() })
    }

    async fn page_if_changed(&self, _: &Validators) -> PortResult<Option<ListingPage>> {
        self.page(None).await.map(Some)
    }
}
