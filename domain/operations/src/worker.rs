//! Works on tasks of one class: claims them, keeps its leases while it works, and ends every attempt in the unit of work
//! that holds its effect.
//!
//! Each class has a worker of its own, so that a slow one keeps no other waiting. A worker that was killed leaves tasks
//! whose leases run out; the workers that are left find them.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain_model::kernel::id::TaskId;
use domain_model::operations::task::{Attempt, Ending, Task, TaskClass, TaskState};
use futures_util::future::{AbortHandle, BoxFuture, Either, abortable, pending, select};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use ports::{Actor, Clock, Database, IdGenerator, PortResult, TaskClaim, UnitOfWork};
use tracing::{info, warn};
use uuid::Uuid;

/// How often a lease is renewed in the time it lasts: two renewals may fail before it is lost.
const RENEWALS: u32 = 3;
/// Tasks of lost workers that are found in one go.
const RESCUED_AT_ONCE: u32 = 100;

/// Knows how to do the tasks of one class.
pub trait TaskHandler: Send + Sync {
    /// Which class.
    fn class(&self) -> TaskClass;

    /// Does what the task is for. It may be dropped at any point, and the task may be done again by somebody else: what
    /// it changes belongs into the unit of work that it answers, which is committed only while the attempt is still the
    /// current one. An error or a panic is a failed attempt.
    fn attempt<'a>(&'a self, task: &'a Task) -> BoxFuture<'a, PortResult<Attempted>>;
}

/// What an attempt came to. What it has written and the new state of the task become visible together.
pub struct Attempted {
    /// Holds the effect; not yet committed.
    pub uow: Box<dyn UnitOfWork>,
    /// What becomes of the task.
    pub verdict: Verdict,
}

/// What becomes of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is done.
    Done,
    /// What it is about changed meanwhile: once more, at once.
    Again,
    /// It is only partly done, for this reason; once more, later.
    Failed(String),
}

/// How an attempt has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The task is done.
    Done,
    /// It was given back, or is tried again after a pause.
    Postponed,
    /// It is given up.
    Dead,
    /// Nothing of it counts: somebody else has the task by now, or will when the lease has run out.
    Lost,
}

/// Told how each attempt has ended.
pub type Told<'a> = &'a (dyn Fn(&Task, Ended) + Send + Sync);

/// How much a worker may do.
#[derive(Debug, Clone, Copy)]
pub struct WorkerLimits {
    /// Tasks it works on at the same time.
    pub at_once: usize,
    /// How long its tasks outlive it before others take them.
    pub lease: Duration,
    /// How long tasks under way may take once it is to stop.
    pub patience: Duration,
}

/// Works on tasks of one class.
pub struct Worker {
    /// New for every worker: what an earlier process held is not this one's.
    id: Uuid,
    handler: Arc<dyn TaskHandler>,
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    limits: WorkerLimits,
}

/// The attempts under way, and how to drop them.
#[derive(Default)]
struct Held(Mutex<HashMap<TaskId, (Attempt, AbortHandle)>>);

impl Held {
    fn lock(&self) -> MutexGuard<'_, HashMap<TaskId, (Attempt, AbortHandle)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn attempts(&self) -> Vec<Attempt> {
        self.lock().values().map(|(attempt, _)| *attempt).collect()
    }
}

impl Worker {
    /// A worker on these ports that does what the handler knows.
    pub fn new(
        handler: Arc<dyn TaskHandler>,
        database: Arc<dyn Database>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        limits: WorkerLimits,
    ) -> Self {
        Self { id: ids.next(), handler, database, clock, ids, limits }
    }

    /// Works until `stop` ends, then takes nothing more, lets what is under way finish, and gives back what does not
    /// finish in time. `idle` ends when there may be something to do again: at a sign, or after a while.
    pub async fn run<F: Future<Output = ()>>(
        &self,
        idle: impl Fn() -> F,
        stop: impl Future<Output = ()>,
        told: Told<'_>,
    ) {
        let held = Held::default();
        let work = async {
            let mut stop = pin!(stop);
            let mut crew = FuturesUnordered::new();
            loop {
                let free = self.free(crew.len());
                let claimed = meanwhile(&mut crew, self.claim(free)).await.unwrap_or_else(|error| {
                    let class = self.handler.class();
                    warn!(%class, error = error.chain(), "could not claim tasks of class `{class}`; trying again");
                    Vec::new()
                });
                let is_full = claimed.len() == free;
                crew.extend(claimed.into_iter().map(|task| self.employ(task, &held, told)));
                let ended = pin!(next_end(&mut crew));
                let woken = pin!(async { if is_full { pending::<()>().await } else { idle().await } });
                if let Either::Right(_) = select(select(ended, woken), stop.as_mut()).await {
                    break;
                }
            }
            let rest = pin!(async { while crew.next().await.is_some() {} });
            select(rest, self.clock.sleep(self.limits.patience)).await;
            drop(crew);
            self.give_back(&held).await;
        };
        select(pin!(work), pin!(self.keep(&held))).await;
    }

    /// Works until no task is due any more.
    pub async fn drain(&self, told: Told<'_>) -> PortResult<()> {
        let held = Held::default();
        let work = async {
            let mut crew = FuturesUnordered::new();
            loop {
                let free = self.free(crew.len());
                let claimed = meanwhile(&mut crew, self.claim(free)).await?;
                crew.extend(claimed.into_iter().map(|task| self.employ(task, &held, told)));
                if crew.next().await.is_none() {
                    return Ok(());
                }
            }
        };
        match select(pin!(work), pin!(self.keep(&held))).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right((never, _)) => match never {},
        }
    }

    /// How many more tasks to take: none until half of the places are free, because one claim of many costs as much as
    /// a claim of one.
    fn free(&self, busy: usize) -> usize {
        let free = self.limits.at_once.saturating_sub(busy);
        if free * 2 >= self.limits.at_once { free } else { 0 }
    }

    async fn claim(&self, limit: usize) -> PortResult<Vec<Task>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let claim = TaskClaim {
            class: self.handler.class(),
            worker: self.id,
            lasting: self.limits.lease,
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
        };
        let mut uow = self.database.begin(Actor::System).await?;
        let tasks = uow.tasks().claim(claim, self.clock.now()).await?;
        uow.commit().await?;
        Ok(tasks)
    }

    /// The work on one task, from the claim to its end.
    async fn employ(&self, task: Task, held: &Held, told: Told<'_>) {
        let attempt = task.attempt_of(self.id);
        let (work, handle) = abortable(AssertUnwindSafe(self.handler.attempt(&task)).catch_unwind());
        held.lock().insert(task.id, (attempt, handle));
        let outcome = work.await;
        // From here on the fence alone decides: the lease is long enough to end what is done.
        held.lock().remove(&task.id);
        let ended = match outcome {
            Err(_) => Ok(Ended::Lost),
            Ok(Ok(outcome)) => self.end(&task, attempt, outcome).await,
            Ok(Err(panic)) => self.fail(&task, attempt, &format!("panicked: {}", words_of(panic.as_ref()))).await,
        };
        let ended = ended.unwrap_or_else(|error| {
            warn!(task.id = %task.id, error = error.chain(), "could not end task `{}`; it comes again", task.id);
            Ended::Lost
        });
        told(&task, ended);
    }

    async fn end(&self, task: &Task, attempt: Attempt, outcome: PortResult<Attempted>) -> PortResult<Ended> {
        match outcome {
            Ok(Attempted { uow, verdict: Verdict::Done }) => self.write(uow, task, attempt, Ending::Done).await,
            Ok(Attempted { uow, verdict: Verdict::Again }) => self.write(uow, task, attempt, Ending::Released).await,
            Ok(Attempted { uow, verdict: Verdict::Failed(reason) }) => {
                self.write(uow, task, attempt, self.after_failure(task, &reason)).await
            }
            Err(error) => self.fail(task, attempt, &error.chain()).await,
        }
    }

    async fn fail(&self, task: &Task, attempt: Attempt, reason: &str) -> PortResult<Ended> {
        let uow = self.database.begin(Actor::System).await?;
        self.write(uow, task, attempt, self.after_failure(task, reason)).await
    }

    fn after_failure(&self, task: &Task, reason: &str) -> Ending {
        let [.., a, b, c, d] = *self.ids.next().as_bytes();
        let chance = f64::from(u32::from_be_bytes([a, b, c, d])) / f64::from(u32::MAX);
        task.after_failure(reason, self.clock.now(), chance)
    }

    /// Ends the attempt together with its effect; with neither when it is not the current one any more.
    async fn write(
        &self,
        mut uow: Box<dyn UnitOfWork>,
        task: &Task,
        attempt: Attempt,
        ending: Ending,
    ) -> PortResult<Ended> {
        if uow.tasks().end(&[attempt], &ending, self.clock.now()).await?.is_empty() {
            return Ok(Ended::Lost);
        }
        uow.commit().await?;
        let (id, class) = (task.id, task.class);
        Ok(match ending {
            Ending::Done => Ended::Done,
            Ending::Released => Ended::Postponed,
            Ending::Retry { at, reason } => {
                warn!(task.id = %id, %class, reason, "attempt {} at task `{id}` failed; next at {at}", task.attempts);
                Ended::Postponed
            }
            Ending::Dead { reason } => {
                warn!(task.id = %id, %class, reason, "task `{id}` is given up after {} attempts", task.attempts);
                Ended::Dead
            }
        })
    }

    /// Renews the leases of what is under way, drops what is lost, and finds what others have lost.
    async fn keep(&self, held: &Held) -> std::convert::Infallible {
        loop {
            self.clock.sleep(self.limits.lease / RENEWALS).await;
            if let Err(error) = self.renew(held).await {
                warn!(error = error.chain(), "could not renew the leases of tasks; trying again");
            }
            if let Err(error) = self.rescue().await {
                warn!(error = error.chain(), "could not look for tasks of lost workers; trying again");
            }
        }
    }

    async fn renew(&self, held: &Held) -> PortResult<()> {
        let attempts = held.attempts();
        if attempts.is_empty() {
            return Ok(());
        }
        let mut uow = self.database.begin(Actor::System).await?;
        let renewed: HashSet<TaskId> = uow.tasks().renew(&attempts, self.limits.lease).await?.into_iter().collect();
        uow.commit().await?;
        let lost = attempts.iter().map(|attempt| attempt.task).filter(|id| !renewed.contains(id));
        for id in lost {
            // What is not held any more has come to its end in between.
            if let Some((_, handle)) = held.lock().get(&id) {
                warn!(task.id = %id, "the lease of task `{id}` is lost; its work is dropped");
                handle.abort();
            }
        }
        Ok(())
    }

    async fn rescue(&self) -> PortResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        let rescued = uow.tasks().rescue(self.clock.now(), RESCUED_AT_ONCE).await?;
        uow.commit().await?;
        for Task { id, class, attempts, state, .. } in rescued {
            if state == TaskState::Dead {
                warn!(task.id = %id, %class, "task `{id}` lost its worker {attempts} times and is given up");
            } else {
                info!(task.id = %id, %class, "task `{id}` lost its worker and is ready again");
            }
        }
        Ok(())
    }

    /// What did not finish in time is somebody else's at once.
    async fn give_back(&self, held: &Held) {
        let attempts = held.attempts();
        let release = async {
            let mut uow = self.database.begin(Actor::System).await?;
            uow.tasks().end(&attempts, &Ending::Released, self.clock.now()).await?;
            uow.commit().await
        };
        if !attempts.is_empty()
            && let Err(error) = release.await
        {
            warn!(error = error.chain(), "could not give tasks back; they come again when their leases have run out");
        }
    }
}

/// Waits for something while the attempts under way go on: one of them may hold what it waits for, such as the only
/// connection that writes.
async fn meanwhile<T>(crew: &mut FuturesUnordered<impl Future<Output = ()>>, something: impl Future<Output = T>) -> T {
    let mut something = pin!(something);
    loop {
        match select(something.as_mut(), pin!(next_end(crew))).await {
            Either::Left((outcome, _)) => return outcome,
            Either::Right(((), _)) => {}
        }
    }
}

/// Ends when an attempt does; never, when there is none.
async fn next_end(crew: &mut FuturesUnordered<impl Future<Output = ()>>) {
    if crew.next().await.is_none() {
        pending::<()>().await;
    }
}

/// What a panic said.
fn words_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}
