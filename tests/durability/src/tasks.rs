//! `tasks-survive`: workers are killed in the middle of a long queue. Every task is done once in the end, tasks of a
//! killed worker are reclaimed, and a task that takes ten times its lease stays with its live worker.

use std::sync::Arc;
use std::time::{Duration, Instant};

use adapter_database::{DatabaseConfig, SqlDatabase};
use adapter_system::{RandomIds, SystemClock};
use anyhow::ensure;
use domain_model::kernel::id::TaskId;
use domain_model::kernel::payload::Payload;
use domain_model::operations::task::{NewTask, TaskClass};
use ports::{Actor, Clock, IdGenerator, PortResult};
use tests_servers::random::Random;
use tokio::process::Child;
use tokio::time::sleep;

use crate::child::{self, ATTEMPTS, DURATION_MS, EXECUTED_TASKS, EXECUTIONS, LONG_RUNNING, SHORT, WorkerConfig};
use crate::database::Database;
use crate::pause::pause;
use crate::postgres::Postgres;
use crate::report::Figure;
use crate::scale::Scale;

const WORKERS: usize = 3;
const CONCURRENCY: usize = 16;
/// Tasks that are enqueued per transaction.
const BATCH: usize = 1_000;
/// The duration of the long task, in leases.
const LONG: u32 = 10;
/// The maximum time until the tasks of a killed worker are reclaimed.
const RECLAIMED_WITHIN_S: f64 = 30.0;
/// The interval of polling the queue.
const POLL_INTERVAL: Duration = Duration::from_millis(100);
/// Without progress for this many leases, the queue counts as stalled.
const STALL_LEASES: u32 = 5;

const DONE: &str = "SELECT count(*) FROM tasks WHERE state = 'done'";
const SHORT_TASKS: &str = "SELECT count(*) FROM tasks WHERE class = 'enrich'";
const NOT_DONE: &str = "SELECT count(*) FROM tasks WHERE state <> 'done'";
const RETRIED: &str = "SELECT count(*) FROM tasks WHERE attempts > 1";
const LONG_ATTEMPTS: &str = "SELECT CAST(sum(attempts) AS bigint) FROM tasks WHERE class = 'ingest'";
/// The time since the expiry of the oldest unreclaimed lease, in milliseconds.
const OVERDUE: &str = "SELECT GREATEST(0, COALESCE(max(CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) \
     - lease_until_ms), 0)) FROM tasks WHERE state = 'running'";

pub(crate) async fn survive(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let postgres = Postgres::start().await?;
    let made = postgres.database().await?;
    SqlDatabase::migrate(&DatabaseConfig::Postgres(made.config(true))).await?;
    let database = Database::Postgres(made.superuser_url);
    let lease = scale.task_lease;
    let work = |class, concurrency| WorkerConfig { class, concurrency, lease }.arguments(made.url.as_str());
    let (short, long) = (work(SHORT, CONCURRENCY), work(LONG_RUNNING, 1));

    let _long_worker = child::spawn(&long)?;
    let mut workers = (0..WORKERS).map(|_| child::spawn(&short)).collect::<anyhow::Result<Vec<_>>>()?;
    // Tasks are enqueued while workers are killed.
    let queue = child::connect(made.url.as_str()).await?;
    let enqueueing = tokio::spawn(enqueue_all(queue, scale.tasks, lease * LONG));
    let mut watch = Watch { database: &database, overdue_ms: 0, done: 0, changed: Instant::now(), lease };
    let mut kills = 0;
    while kills < scale.worker_kills {
        kills += 1;
        // Evenly over the queue, with a random offset.
        watch.until_done(scale.tasks * kills / (scale.worker_kills + 1)).await?;
        let mut random = Random::unseeded();
        pause(&mut random, 200).await;
        let worker = random.below(WORKERS);
        replace(&mut workers[worker], &short).await?;
    }
    enqueueing.await??;
    watch.until_done(scale.tasks + 1).await?;

    let queries = [SHORT_TASKS, NOT_DONE, EXECUTIONS, EXECUTED_TASKS, RETRIED, LONG_ATTEMPTS];
    let [tasks, not_done, executions, executed_tasks, retried, long_attempts] = database.counts(&queries).await?[..]
    else {
        anyhow::bail!("six queries have six results");
    };
    eprintln!("  {retried} tasks were attempted more than once");
    let overdue = Duration::from_millis(u64::try_from(watch.overdue_ms)?).as_secs_f64();
    let missing = i64::try_from(scale.tasks + 1)? - executed_tasks;
    // A worker died no earlier than it last renewed its leases.
    let without_worker = lease.as_secs_f64() + overdue;
    Ok(vec![
        Figure::exactly("tasks", usize::try_from(tasks)?, scale.tasks),
        Figure::exactly("worker_kills", kills, scale.worker_kills),
        Figure::at_least("tasks_begun_again", usize::try_from(retried)?, 1),
        Figure::none("lost_tasks", usize::try_from(not_done + missing)?),
        Figure::none("doubled_effects", usize::try_from(executions - executed_tasks)?),
        Figure::at_most("longest_without_worker_in_leases", without_worker / lease.as_secs_f64(), 2.0),
        Figure::at_most("longest_until_rescue_s", without_worker, RECLAIMED_WITHIN_S),
        Figure::exactly("attempts_at_a_task_of_ten_leases", usize::try_from(long_attempts)?, 1),
    ])
}

/// A new task with a unique key.
pub(crate) fn task(class: TaskClass, payload: Payload) -> NewTask {
    let (id, now) = (RandomIds.next(), SystemClock.now());
    NewTask {
        id: TaskId(id),
        class,
        attempts_allowed: ATTEMPTS,
        unique_key: Some(id.to_string()),
        payload,
        run_at: now,
    }
}

/// Enqueues tasks in one transaction.
pub(crate) async fn enqueue(database: &dyn ports::Database, tasks: &[NewTask]) -> PortResult<()> {
    let mut uow = database.begin(Actor::System).await?;
    uow.tasks().enqueue(tasks, SystemClock.now()).await?;
    uow.commit().await
}

/// Enqueues short tasks and a long one.
async fn enqueue_all(database: Arc<dyn ports::Database>, tasks: usize, long: Duration) -> anyhow::Result<()> {
    let payload = Payload::new([(DURATION_MS.to_owned(), long.as_millis().to_string())])?;
    enqueue(database.as_ref(), &[task(LONG_RUNNING, payload)]).await?;
    for first in (0..tasks).step_by(BATCH) {
        let batch: Vec<NewTask> = (first..tasks.min(first + BATCH)).map(|_| task(SHORT, Payload::default())).collect();
        enqueue(database.as_ref(), &batch).await?;
    }
    Ok(())
}

/// Kills a worker process and starts another one.
async fn replace(worker: &mut Child, arguments: &[String]) -> anyhow::Result<()> {
    ensure!(worker.try_wait()?.is_none(), "a worker ended by itself");
    worker.kill().await?;
    *worker = child::spawn(arguments)?;
    Ok(())
}

/// Polls the progress of the queue, and the longest time that an expired lease was not reclaimed.
struct Watch<'d> {
    database: &'d Database,
    overdue_ms: i64,
    done: i64,
    changed: Instant,
    lease: Duration,
}

impl Watch<'_> {
    async fn until_done(&mut self, count: usize) -> anyhow::Result<()> {
        loop {
            let [done, overdue_ms] = self.database.counts(&[DONE, OVERDUE]).await?[..] else {
                anyhow::bail!("two queries have two results");
            };
            self.overdue_ms = self.overdue_ms.max(overdue_ms);
            if usize::try_from(done)? >= count {
                return Ok(());
            }
            if done > self.done {
                (self.done, self.changed) = (done, Instant::now());
            }
            // The long task alone lasts ten leases.
            let limit = self.lease * (LONG + STALL_LEASES) + Duration::from_secs(30);
            ensure!(self.changed.elapsed() < limit, "{done} tasks are done, and no more of them");
            sleep(POLL_INTERVAL).await;
        }
    }
}
