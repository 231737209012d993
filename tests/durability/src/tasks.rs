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

use crate::child::{self, ATTEMPTS, BOOKED, BOOKED_ONCE, LASTING, LONG_RUNNING, SHORT, Work};
use crate::database::Database;
use crate::pause::pause;
use crate::postgres::Postgres;
use crate::report::Figure;
use crate::scale::Scale;

const WORKERS: usize = 3;
const AT_ONCE: usize = 16;
/// Tasks put into the queue with one commit.
const BATCH: usize = 1_000;
/// A task that takes so many leases.
const LONG: u32 = 10;
/// A killed worker's tasks are somebody else's by then.
const RECLAIMED_WITHIN_S: f64 = 30.0;
/// Between two looks.
const LOOK: Duration = Duration::from_millis(100);
/// Nothing happens for so many leases: nothing will.
const STUCK: u32 = 5;

const DONE: &str = "SELECT count(*) FROM tasks WHERE state = 'done'";
const SHORT_TASKS: &str = "SELECT count(*) FROM tasks WHERE class = 'enrich'";
const NOT_DONE: &str = "SELECT count(*) FROM tasks WHERE state <> 'done'";
const BEGUN_AGAIN: &str = "SELECT count(*) FROM tasks WHERE attempts > 1";
const LONG_ATTEMPTS: &str = "SELECT CAST(sum(attempts) AS bigint) FROM tasks WHERE class = 'ingest'";
/// For how many milliseconds some lease has run out without anybody noticing.
const OVERDUE: &str = "SELECT GREATEST(0, COALESCE(max(CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) \
     - lease_until_ms), 0)) FROM tasks WHERE state = 'running'";

pub(crate) async fn survive(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let postgres = Postgres::start().await?;
    let made = postgres.database().await?;
    SqlDatabase::migrate(&DatabaseConfig::Postgres(made.config(true))).await?;
    let database = Database::Postgres(made.superuser_url);
    let lease = scale.task_lease;
    let work = |class, at_once| Work { class, at_once, lease }.arguments(made.url.as_str());
    let (short, long) = (work(SHORT, AT_ONCE), work(LONG_RUNNING, 1));

    let _long_worker = child::spawn(&long)?;
    let mut workers = (0..WORKERS).map(|_| child::spawn(&short)).collect::<anyhow::Result<Vec<_>>>()?;
    // Tasks come while workers are killed.
    let queue = child::connect(made.url.as_str()).await?;
    let enqueueing = tokio::spawn(enqueue_all(queue, scale.tasks, lease * LONG));
    let mut watch = Watch { database: &database, overdue_ms: 0, done: 0, changed: Instant::now(), lease };
    let mut kills = 0;
    while kills < scale.worker_kills {
        kills += 1;
        // Evenly over the queue, each at a moment of its own.
        watch.until_done(scale.tasks * kills / (scale.worker_kills + 1)).await?;
        let mut random = Random::anew();
        pause(&mut random, 200).await;
        let worker = random.below(WORKERS);
        replace(&mut workers[worker], &short).await?;
    }
    enqueueing.await??;
    watch.until_done(scale.tasks + 1).await?;

    let queries = [SHORT_TASKS, NOT_DONE, BOOKED, BOOKED_ONCE, BEGUN_AGAIN, LONG_ATTEMPTS];
    let [tasks, not_done, booked, booked_once, begun_again, long_attempts] = database.counts(&queries).await?[..]
    else {
        anyhow::bail!("six queries have six answers");
    };
    eprintln!("  {begun_again} tasks were begun more than once");
    let overdue = Duration::from_millis(u64::try_from(watch.overdue_ms)?).as_secs_f64();
    let missing = i64::try_from(scale.tasks + 1)? - booked_once;
    // A worker died no earlier than it last renewed its leases.
    let unheld = lease.as_secs_f64() + overdue;
    Ok(vec![
        Figure::exactly("tasks", usize::try_from(tasks)?, scale.tasks),
        Figure::exactly("worker_kills", kills, scale.worker_kills),
        Figure::at_least("tasks_begun_again", usize::try_from(begun_again)?, 1),
        Figure::none("lost_tasks", usize::try_from(not_done + missing)?),
        Figure::none("doubled_effects", usize::try_from(booked - booked_once)?),
        Figure::at_most("longest_without_worker_in_leases", unheld / lease.as_secs_f64(), 2.0),
        Figure::at_most("longest_until_rescue_s", unheld, RECLAIMED_WITHIN_S),
        Figure::exactly("attempts_at_a_task_of_ten_leases", usize::try_from(long_attempts)?, 1),
    ])
}

/// A new task, of which there can be only one.
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

/// Puts tasks into the queue with one commit.
pub(crate) async fn enqueue(database: &dyn ports::Database, tasks: &[NewTask]) -> PortResult<()> {
    let mut uow = database.begin(Actor::System).await?;
    uow.tasks().enqueue(tasks, SystemClock.now()).await?;
    uow.commit().await
}

/// Puts so many short tasks and a long one into the queue.
async fn enqueue_all(database: Arc<dyn ports::Database>, tasks: usize, long: Duration) -> anyhow::Result<()> {
    let lasting = Payload::new([(LASTING.to_owned(), long.as_millis().to_string())])?;
    enqueue(database.as_ref(), &[task(LONG_RUNNING, lasting)]).await?;
    for first in (0..tasks).step_by(BATCH) {
        let batch: Vec<NewTask> = (first..tasks.min(first + BATCH)).map(|_| task(SHORT, Payload::default())).collect();
        enqueue(database.as_ref(), &batch).await?;
    }
    Ok(())
}

/// `kill -9`, and another process in its place.
async fn replace(worker: &mut Child, arguments: &[String]) -> anyhow::Result<()> {
    ensure!(worker.try_wait()?.is_none(), "a worker ended by itself");
    worker.kill().await?;
    *worker = child::spawn(arguments)?;
    Ok(())
}

/// Looks how far the queue is, and for how long a lease that has run out was nobody's concern.
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
                anyhow::bail!("two queries have two answers");
            };
            self.overdue_ms = self.overdue_ms.max(overdue_ms);
            if usize::try_from(done)? >= count {
                return Ok(());
            }
            if done > self.done {
                (self.done, self.changed) = (done, Instant::now());
            }
            // The long task alone lasts ten leases.
            let patience = self.lease * (LONG + STUCK) + Duration::from_secs(30);
            ensure!(self.changed.elapsed() < patience, "{done} tasks are done, and no more of them");
            sleep(LOOK).await;
        }
    }
}
