//! `task…`: the task queue through the port and the worker, with tasks that do nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use adapter_database::{DatabaseConfig, PostgresConfig, SqlDatabase, SqliteConfig};
use adapter_system::{RandomIds, SystemClock};
use anyhow::ensure;
use domain_model::kernel::id::{JobId, TaskId};
use domain_model::operations::task::{AttemptOutcome, EnrichJob, NewTask, Task, TaskKind};
use domain_operations::{AttemptStatus, Handled, TaskHandler, Worker, WorkerTiming};
use futures_util::future::try_join_all;
use ports::{Actor, Clock, Database, IdGenerator, PortResult, TaskClaim};
use sqlx::Executor;
use tempfile::TempDir;
use tests_servers::TestPostgres;
use tokio::sync::Notify;

use crate::progress;
use crate::report::{Figure, number, percentile};

/// Who puts tasks in, one at a time, and how many are worked on at once.
const PRODUCERS: usize = 32;
const AT_ONCE: usize = 64;
const CONNECTIONS: u32 = 48;
const SINGLE: usize = 10_000;
const BATCHED: usize = 50_000;
const BATCH: usize = 1_000;
const CLAIMS: usize = 2_000;
const LEASE: Duration = Duration::from_mins(5);

const FINISHED: &str = "INSERT INTO jobwright.tasks \
    (id, class, payload, state, attempts, attempts_allowed, run_at, created_at, finished_at) \
    SELECT gen_random_uuid(), 'enrich', '{}', 'done', 1, 20, now() - n * interval '1 second', now(), now() \
    FROM generate_series(1, 1000000) n";

pub(crate) async fn measure() -> anyhow::Result<Vec<Figure>> {
    let postgres = TestPostgres::new().await;
    let on_postgres = PostgresConfig { connections: CONNECTIONS, ..postgres.config(false) };
    let on_postgres = open(DatabaseConfig::Postgres(on_postgres)).await?;
    let folder = TempDir::new()?;
    let on_sqlite = open(DatabaseConfig::Sqlite(SqliteConfig { path: folder.path().join("tasks.sqlite") })).await?;
    let per_second = |name, value| Figure { name, value, unit: "1/s" };
    let mut figures = vec![
        per_second("tasks_per_second", single(&on_postgres).await?),
        per_second("tasks_per_second_batched", batched(&on_postgres).await?),
        per_second("tasks_per_second_sqlite", single(&on_sqlite).await?),
        per_second("tasks_per_second_batched_sqlite", batched(&on_sqlite).await?),
    ];
    let bar = progress::bar("writing 1,000,000 finished tasks", 1);
    postgres.superuser().await.execute(FINISHED).await?;
    drop(bar);
    figures.push(Figure { name: "task_claim_p99_ms", value: claim_p99(on_postgres.as_ref()).await?, unit: "ms" });
    Ok(figures)
}

async fn open(config: DatabaseConfig) -> anyhow::Result<Arc<dyn Database>> {
    Ok(Arc::new(SqlDatabase::connect(&config).await?))
}

fn new_task() -> NewTask {
    NewTask::new(TaskId(RandomIds.next()), &EnrichJob { job: JobId(RandomIds.next()) }, SystemClock.now())
}

async fn enqueue(database: &dyn Database, tasks: &[NewTask]) -> PortResult<()> {
    let mut uow = database.begin(Actor::System).await?;
    uow.tasks().enqueue(tasks, SystemClock.now()).await?;
    uow.commit().await
}

/// Does nothing, in a transaction of its own.
struct NoopHandler(Arc<dyn Database>);

impl TaskHandler for NoopHandler {
    type Kind = EnrichJob;

    fn concurrency(&self) -> usize {
        AT_ONCE
    }

    async fn attempt(&self, _: EnrichJob) -> PortResult<Handled> {
        Ok(Handled::done(self.0.begin(Actor::System).await?))
    }
}

/// From the first that is put in to the last that is done, each in transactions of its own.
async fn single(database: &Arc<dyn Database>) -> anyhow::Result<f64> {
    let bar = progress::bar("working on tasks one by one", SINGLE);
    let timing = WorkerTiming { lease: LEASE, grace: Duration::ZERO };
    let handler = Arc::new(NoopHandler(database.clone()));
    let worker = Worker::new(handler, database.clone(), Arc::new(SystemClock), Arc::new(RandomIds), timing);
    let (sign, all_done, done) = (Notify::new(), Notify::new(), AtomicUsize::new(0));
    let on_end = |_: &Task, ended| {
        bar.inc(1);
        if ended == AttemptStatus::Done && done.fetch_add(1, Ordering::Relaxed) + 1 == SINGLE {
            all_done.notify_one();
        }
    };
    let began = Instant::now();
    let producers = (0..PRODUCERS).map(async |_| {
        for _ in 0..SINGLE / PRODUCERS {
            enqueue(database.as_ref(), &[new_task()]).await?;
            sign.notify_waiters();
        }
        anyhow::Ok(())
    });
    // Those that do not divide evenly go first.
    let rest: Vec<NewTask> = (0..SINGLE % PRODUCERS).map(|_| new_task()).collect();
    enqueue(database.as_ref(), &rest).await?;
    let idle = || async { drop(tokio::time::timeout(Duration::from_millis(20), sign.notified()).await) };
    let (produced, ()) = tokio::join!(try_join_all(producers), worker.run(idle, all_done.notified(), &on_end));
    produced?;
    Ok(number(SINGLE) / began.elapsed().as_secs_f64())
}

/// The same with many in each transaction.
async fn batched(database: &Arc<dyn Database>) -> anyhow::Result<f64> {
    let bar = progress::bar("working on tasks in batches", BATCHED);
    let tasks: Vec<NewTask> = (0..BATCHED).map(|_| new_task()).collect();
    let began = Instant::now();
    for batch in tasks.chunks(BATCH) {
        enqueue(database.as_ref(), batch).await?;
    }
    let mut done = 0;
    while done < BATCHED {
        let tasks = claim(database.as_ref(), u32::try_from(BATCH)?).await?;
        let attempts: Vec<_> = tasks.iter().filter_map(|task| Some(task.attempt_of(task.worker?))).collect();
        let mut uow = database.begin(Actor::System).await?;
        let ended = uow.tasks().end(&attempts, &AttemptOutcome::Done, SystemClock.now()).await?;
        uow.commit().await?;
        ensure!(!ended.is_empty(), "{} tasks are missing", BATCHED - done);
        done += ended.len();
        bar.inc(ended.len() as u64);
    }
    Ok(number(BATCHED) / began.elapsed().as_secs_f64())
}

async fn claim(database: &dyn Database, limit: u32) -> PortResult<Vec<Task>> {
    let claim = TaskClaim { class: EnrichJob::CLASS, worker: RandomIds.next(), lease: LEASE, limit };
    let mut uow = database.begin(Actor::System).await?;
    let tasks = uow.tasks().claim(claim, SystemClock.now()).await?;
    uow.commit().await?;
    Ok(tasks)
}

/// One at a time, beside a million that are long done.
async fn claim_p99(database: &dyn Database) -> anyhow::Result<f64> {
    let tasks: Vec<NewTask> = (0..CLAIMS).map(|_| new_task()).collect();
    enqueue(database, &tasks).await?;
    let mut times = Vec::with_capacity(CLAIMS);
    for _ in 0..CLAIMS {
        let began = Instant::now();
        let claimed = claim(database, 1).await?;
        times.push(began.elapsed());
        ensure!(claimed.len() == 1, "a claim found {} tasks", claimed.len());
    }
    Ok(percentile(&mut times, 99))
}
