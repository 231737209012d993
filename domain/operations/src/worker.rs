//! The worker: claims tasks of one class, renews its leases while it works, and ends every attempt in the unit of work
//! that holds its effect.
//!
//! Each class has its own worker, so that a slow class does not delay another. The leases of a killed worker expire,
//! and the remaining workers reclaim its tasks.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain_model::kernel::id::TaskId;
use domain_model::operations::task::{Attempt, AttemptOutcome, Task, TaskState};
use futures_util::future::{AbortHandle, Either, abortable, pending, select};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use ports::{Actor, Clock, Database, IdGenerator, PortResult, TaskClaim, UnitOfWork};
use tracing::{info, warn};
use uuid::Uuid;

use crate::handler::{AnyTaskHandler, Handled, TaskOutcome};

/// Renewals per lease duration: two may fail before the lease expires.
const RENEWALS: u32 = 3;
/// Expired leases per transaction.
const RECLAIM_BATCH: u32 = 100;

/// The status of an ended attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptStatus {
    /// The task is done.
    Done,
    /// The task was released, or is retried after a backoff.
    Requeued,
    /// The task is a dead letter.
    Dead,
    /// The attempt had no effect: another worker has the task, or will when the lease has expired.
    LeaseLost,
}

/// Called with the end of each attempt.
pub type AttemptObserver<'a> = &'a (dyn Fn(&Task, AttemptStatus) + Send + Sync);

/// The timing of a worker.
#[derive(Debug, Clone, Copy)]
pub struct WorkerTiming {
    /// The duration of a lease.
    pub lease: Duration,
    /// The time that running tasks have to finish after a stop.
    pub grace: Duration,
}

/// A worker for tasks of one class.
pub struct Worker {
    /// Unique for each worker, so that the tasks of an earlier process are not taken for its own.
    id: Uuid,
    handler: Arc<dyn AnyTaskHandler>,
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    timing: WorkerTiming,
}

/// The attempts in progress, and how to abort them.
#[derive(Default)]
struct InFlight(Mutex<HashMap<TaskId, (Attempt, AbortHandle)>>);

impl InFlight {
    fn lock(&self) -> MutexGuard<'_, HashMap<TaskId, (Attempt, AbortHandle)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn attempts(&self) -> Vec<Attempt> {
        self.lock().values().map(|(attempt, _)| *attempt).collect()
    }
}

impl Worker {
    /// A worker for the tasks of this handler, on these ports.
    pub fn new(
        handler: Arc<dyn AnyTaskHandler>,
        database: Arc<dyn Database>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        timing: WorkerTiming,
    ) -> Self {
        Self { id: ids.next(), handler, database, clock, ids, timing }
    }

    /// Works until `stop` completes. Then it claims no more tasks, waits for running ones, and releases those that do
    /// not finish in time. `idle` completes when there may be work again: at a signal, or after a while.
    pub async fn run<F: Future<Output = ()>>(
        &self,
        idle: impl Fn() -> F,
        stop: impl Future<Output = ()>,
        observer: AttemptObserver<'_>,
    ) {
        let in_flight = InFlight::default();
        let work = async {
            let mut stop = pin!(stop);
            let mut running = FuturesUnordered::new();
            loop {
                let free = self.free(running.len());
                let claimed = drive_while(&mut running, self.claim(free)).await.unwrap_or_else(|error| {
                    let class = self.handler.class();
                    warn!(%class, error = error.chain(), "could not claim tasks of class `{class}`; trying again");
                    Vec::new()
                });
                let is_full = claimed.len() == free;
                running.extend(claimed.into_iter().map(|task| self.execute(task, &in_flight, observer)));
                let ended = pin!(next_end(&mut running));
                let woken = pin!(async { if is_full { pending::<()>().await } else { idle().await } });
                if let Either::Right(_) = select(select(ended, woken), stop.as_mut()).await {
                    break;
                }
            }
            let rest = pin!(async { while running.next().await.is_some() {} });
            select(rest, self.clock.sleep(self.timing.grace)).await;
            drop(running);
            self.release(&in_flight).await;
        };
        select(pin!(work), pin!(self.maintain_leases(&in_flight))).await;
    }

    /// Works until no task is due.
    pub async fn drain(&self, observer: AttemptObserver<'_>) -> PortResult<()> {
        let in_flight = InFlight::default();
        let work = async {
            let mut running = FuturesUnordered::new();
            loop {
                let free = self.free(running.len());
                let claimed = drive_while(&mut running, self.claim(free)).await?;
                running.extend(claimed.into_iter().map(|task| self.execute(task, &in_flight, observer)));
                if running.next().await.is_none() {
                    return Ok(());
                }
            }
        };
        match select(pin!(work), pin!(self.maintain_leases(&in_flight))).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right((never, _)) => match never {},
        }
    }

    /// The number of tasks to claim: none until half of the slots are free, because a claim costs the same for one task
    /// and for many.
    fn free(&self, busy: usize) -> usize {
        let free = self.handler.concurrency().saturating_sub(busy);
        if free * 2 >= self.handler.concurrency() { free } else { 0 }
    }

    async fn claim(&self, limit: usize) -> PortResult<Vec<Task>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let claim = TaskClaim {
            class: self.handler.class(),
            worker: self.id,
            lease: self.timing.lease,
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
        };
        let mut uow = self.database.begin(Actor::System).await?;
        let tasks = uow.tasks().claim(claim, self.clock.now()).await?;
        uow.commit().await?;
        Ok(tasks)
    }

    /// Executes one task, from its claim to its end.
    async fn execute(&self, task: Task, in_flight: &InFlight, observer: AttemptObserver<'_>) {
        let attempt = task.attempt_of(self.id);
        let (work, handle) = abortable(AssertUnwindSafe(self.handler.attempt(&task)).catch_unwind());
        in_flight.lock().insert(task.id, (attempt, handle));
        let outcome = work.await;
        // From here on only the fencing check decides: the lease lasts long enough to end a finished attempt.
        in_flight.lock().remove(&task.id);
        let ended = match outcome {
            Err(_) => Ok(AttemptStatus::LeaseLost),
            Ok(Ok(outcome)) => self.end(&task, attempt, outcome).await,
            Ok(Err(panic)) => self.fail(&task, attempt, &format!("panicked: {}", panic_message(panic.as_ref()))).await,
        };
        let ended = ended.unwrap_or_else(|error| {
            warn!(task.id = %task.id, error = error.chain(), "could not end task `{}`; it is retried after its lease", task.id);
            AttemptStatus::LeaseLost
        });
        observer(&task, ended);
    }

    async fn end(&self, task: &Task, attempt: Attempt, outcome: PortResult<Handled>) -> PortResult<AttemptStatus> {
        match outcome {
            Ok(Handled { uow, outcome: TaskOutcome::Done }) => {
                self.commit_end(uow, task, attempt, AttemptOutcome::Done).await
            }
            Ok(Handled { uow, outcome: TaskOutcome::Again }) => {
                self.commit_end(uow, task, attempt, AttemptOutcome::Released).await
            }
            Ok(Handled { uow, outcome: TaskOutcome::Failed(reason) }) => {
                self.commit_end(uow, task, attempt, self.after_failure(task, &reason)).await
            }
            Err(error) => self.fail(task, attempt, &error.chain()).await,
        }
    }

    async fn fail(&self, task: &Task, attempt: Attempt, reason: &str) -> PortResult<AttemptStatus> {
        let uow = self.database.begin(Actor::System).await?;
        self.commit_end(uow, task, attempt, self.after_failure(task, reason)).await
    }

    fn after_failure(&self, task: &Task, reason: &str) -> AttemptOutcome {
        let [.., a, b, c, d] = *self.ids.next().as_bytes();
        let jitter = f64::from(u32::from_be_bytes([a, b, c, d])) / f64::from(u32::MAX);
        task.after_failure(reason, self.clock.now(), jitter)
    }

    /// Commits the effect and the end of the attempt together, or neither when the attempt is no longer current.
    async fn commit_end(
        &self,
        mut uow: Box<dyn UnitOfWork>,
        task: &Task,
        attempt: Attempt,
        outcome: AttemptOutcome,
    ) -> PortResult<AttemptStatus> {
        if uow.tasks().end(&[attempt], &outcome, self.clock.now()).await?.is_empty() {
            return Ok(AttemptStatus::LeaseLost);
        }
        uow.commit().await?;
        let (id, class) = (task.id, &task.class);
        Ok(match outcome {
            AttemptOutcome::Done => AttemptStatus::Done,
            AttemptOutcome::Released => AttemptStatus::Requeued,
            AttemptOutcome::Retry { at, reason } => {
                warn!(task.id = %id, %class, reason, "attempt {} at task `{id}` failed; next at {at}", task.attempts);
                AttemptStatus::Requeued
            }
            AttemptOutcome::Dead { reason } => {
                warn!(task.id = %id, %class, reason, "task `{id}` is a dead letter after {} attempts", task.attempts);
                AttemptStatus::Dead
            }
        })
    }

    /// Renews the leases of running tasks, aborts tasks whose lease is lost, and reclaims expired leases of other
    /// workers.
    async fn maintain_leases(&self, in_flight: &InFlight) -> std::convert::Infallible {
        loop {
            self.clock.sleep(self.timing.lease / RENEWALS).await;
            if let Err(error) = self.renew(in_flight).await {
                warn!(error = error.chain(), "could not renew the leases of tasks; trying again");
            }
            if let Err(error) = self.reclaim_expired().await {
                warn!(error = error.chain(), "could not reclaim expired leases; trying again");
            }
        }
    }

    async fn renew(&self, in_flight: &InFlight) -> PortResult<()> {
        let attempts = in_flight.attempts();
        if attempts.is_empty() {
            return Ok(());
        }
        let mut uow = self.database.begin(Actor::System).await?;
        let renewed: HashSet<TaskId> = uow.tasks().renew(&attempts, self.timing.lease).await?.into_iter().collect();
        uow.commit().await?;
        let lost = attempts.iter().map(|attempt| attempt.task).filter(|id| !renewed.contains(id));
        for id in lost {
            // An attempt that is no longer in flight has ended meanwhile.
            if let Some((_, handle)) = in_flight.lock().get(&id) {
                warn!(task.id = %id, "the lease of task `{id}` is lost; its attempt is aborted");
                handle.abort();
            }
        }
        Ok(())
    }

    async fn reclaim_expired(&self) -> PortResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        let reclaimed = uow.tasks().reclaim_expired(self.clock.now(), RECLAIM_BATCH).await?;
        uow.commit().await?;
        for Task { id, class, attempts, state, .. } in reclaimed {
            if state == TaskState::Dead {
                warn!(task.id = %id, %class, "task `{id}` lost its worker {attempts} times and is a dead letter");
            } else {
                info!(task.id = %id, %class, "task `{id}` lost its worker and is ready again");
            }
        }
        Ok(())
    }

    /// Releases unfinished tasks, so that other workers can claim them at once.
    async fn release(&self, in_flight: &InFlight) {
        let attempts = in_flight.attempts();
        let release = async {
            let mut uow = self.database.begin(Actor::System).await?;
            uow.tasks().end(&attempts, &AttemptOutcome::Released, self.clock.now()).await?;
            uow.commit().await
        };
        if !attempts.is_empty()
            && let Err(error) = release.await
        {
            warn!(error = error.chain(), "could not release tasks; they are reclaimed when their leases expire");
        }
    }
}

/// Awaits a future while the running attempts make progress: one of them may hold what the future waits for, such as
/// the only writing connection.
async fn drive_while<T>(
    running: &mut FuturesUnordered<impl Future<Output = ()>>,
    future: impl Future<Output = T>,
) -> T {
    let mut future = pin!(future);
    loop {
        match select(future.as_mut(), pin!(next_end(running))).await {
            Either::Left((outcome, _)) => return outcome,
            Either::Right(((), _)) => {}
        }
    }
}

/// Completes when an attempt ends; never when there is none.
async fn next_end(running: &mut FuturesUnordered<impl Future<Output = ()>>) {
    if running.next().await.is_none() {
        pending::<()>().await;
    }
}

/// The message of a panic.
fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown panic payload")
}
