//! The worker on a real database (JQ-01 to JQ-09).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use adapter_system::RandomIds;
use chrono::{DateTime, TimeDelta, Utc};
use domain_model::kernel::id::{JobId, TaskId};
use domain_model::operations::task::{EnrichJob, NewTask, Task, TaskClass, TaskKind, TaskState};
use domain_operations::{AnyTaskHandler, AttemptStatus, Handled, TaskOutcome, Worker, WorkerTiming};
use futures_util::future::{BoxFuture, pending};
use ports::{Actor, Clock, Database, PortErrorKind, PortResult};
use tokio::sync::{Notify, Semaphore, oneshot};
use uuid::Uuid;

use crate::support::{Simulated, database};

/// A class beside `enrich`.
const OTHER: TaskClass = TaskClass::new("other");
const OTHER_ATTEMPTS: u32 = 3;

pub(crate) const LEASE: Duration = Duration::from_hours(1);

type Work = dyn Fn(Task) -> BoxFuture<'static, PortResult<TaskOutcome>> + Send + Sync;

/// Does something, and has no effect but the end of the task.
struct ClosureHandler {
    class: TaskClass,
    concurrency: usize,
    database: Arc<dyn Database>,
    work: Box<Work>,
}

impl AnyTaskHandler for ClosureHandler {
    fn class(&self) -> TaskClass {
        self.class.clone()
    }

    fn attempts(&self) -> u32 {
        EnrichJob::ATTEMPTS
    }

    fn concurrency(&self) -> usize {
        self.concurrency
    }

    fn attempt<'a>(&'a self, task: &'a Task) -> BoxFuture<'a, PortResult<Handled>> {
        Box::pin(async move {
            let outcome = (self.work)(task.clone()).await?;
            Ok(Handled { uow: self.database.begin(Actor::System).await?, outcome })
        })
    }

    fn backfill(&self) -> BoxFuture<'_, PortResult<u32>> {
        Box::pin(async { Ok(0) })
    }
}

pub(crate) struct Fixture {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) clock: Simulated,
    ended: Mutex<Vec<(TaskId, AttemptStatus)>>,
    changed: Notify,
    _folder: tempfile::TempDir,
}

fn id(n: u128) -> TaskId {
    TaskId(Uuid::from_u128(n))
}

pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_800_000_000).unwrap()
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        let (database, folder) = database().await;
        let clock = Simulated::at(noon());
        Self { database, clock, ended: Mutex::default(), changed: Notify::new(), _folder: folder }
    }

    pub(crate) async fn enqueue(&self, class: TaskClass, numbers: std::ops::RangeInclusive<u128>) {
        let attempts_allowed = if class == OTHER { OTHER_ATTEMPTS } else { EnrichJob::ATTEMPTS };
        let new = |n| {
            let kind = EnrichJob { job: JobId(Uuid::from_u128(n)) };
            NewTask { class: class.clone(), attempts_allowed, ..NewTask::new(id(n), &kind, noon()) }
        };
        let mut uow = self.database.begin(Actor::System).await.unwrap();
        uow.tasks().enqueue(&numbers.map(new).collect::<Vec<_>>(), noon()).await.unwrap();
        uow.commit().await.unwrap();
    }

    fn worker<F>(
        &self,
        class: TaskClass,
        concurrency: usize,
        work: impl Fn(Task) -> F + Send + Sync + 'static,
    ) -> Worker
    where
        F: Future<Output = PortResult<TaskOutcome>> + Send + 'static,
    {
        let database = self.database.clone();
        self.with(
            ClosureHandler { class, concurrency, database, work: Box::new(move |task| Box::pin(work(task))) },
            LEASE,
        )
    }

    pub(crate) fn with(&self, handler: impl AnyTaskHandler + 'static, lease: Duration) -> Worker {
        let timing = WorkerTiming { lease, grace: Duration::from_secs(25) };
        let clock = Arc::new(self.clock.clone());
        Worker::new(Arc::new(handler), self.database.clone(), clock, Arc::new(RandomIds), timing)
    }

    fn note(&self) -> impl Fn(&Task, AttemptStatus) + Send + Sync {
        |task, ended| {
            self.ended.lock().unwrap().push((task.id, ended));
            self.changed.notify_waiters();
        }
    }

    fn ended(&self) -> Vec<(TaskId, AttemptStatus)> {
        self.ended.lock().unwrap().clone()
    }

    /// Waits until so many attempts have ended.
    async fn has_ended(&self, count: usize) {
        loop {
            let changed = self.changed.notified();
            if self.ended().len() >= count {
                return;
            }
            changed.await;
        }
    }

    pub(crate) async fn task(&self, n: u128) -> Task {
        self.database.read(Actor::System).tasks().get(id(n)).await.unwrap().unwrap()
    }

    /// Makes the lease of everything run out, and finds what is lost by that.
    async fn lose_everything(&self, attempts: &[Task]) {
        let attempts: Vec<_> = attempts.iter().map(|task| task.attempt_of(task.worker.unwrap())).collect();
        let mut uow = self.database.begin(Actor::System).await.unwrap();
        uow.tasks().renew(&attempts, Duration::ZERO).await.unwrap();
        assert_eq!(uow.tasks().reclaim_expired(self.clock.now(), 100).await.unwrap().len(), attempts.len());
        uow.commit().await.unwrap();
    }
}

/// Ends when the value it belongs to is dropped.
fn dropped() -> (oneshot::Sender<()>, impl Future<Output = ()>) {
    let (kept, changed) = oneshot::channel();
    (kept, async { drop(changed.await) })
}

#[tokio::test]
async fn jq_07_a_panic_and_an_error_are_failed_attempts_with_a_reason() {
    let f = Fixture::new().await;
    f.enqueue(OTHER, 1..=2).await;
    let worker = f.worker(OTHER, 2, |task| async move {
        assert!(task.id != id(1), "no such board");
        Err(PortErrorKind::Unavailable.because("the line is dead"))
    });
    for attempt in 1..OTHER_ATTEMPTS {
        worker.drain(&f.note()).await.unwrap();
        let (one, two) = (f.task(1).await, f.task(2).await);
        assert_eq!((one.state, one.reason.as_deref()), (TaskState::Ready, Some("panicked: no such board")));
        assert_eq!((two.attempts, two.reason.as_deref()), (attempt, Some("unavailable: the line is dead")));
        assert!(one.run_at > f.clock.now() && two.run_at > f.clock.now());
        assert_ne!(one.run_at, two.run_at, "they do not come back in step");
        worker.drain(&f.note()).await.unwrap();
        assert_eq!(f.task(1).await.attempts, attempt, "not before its time");
        f.clock.advance(TimeDelta::hours(1));
    }
    worker.drain(&f.note()).await.unwrap();
    let (one, two) = (f.task(1).await, f.task(2).await);
    assert_eq!((one.state, two.state), (TaskState::Dead, TaskState::Dead));
    assert_eq!(one.reason.as_deref(), Some("panicked: no such board"));
    assert_eq!(f.ended().iter().filter(|(_, ended)| *ended == AttemptStatus::Dead).count(), 2);
}

#[tokio::test]
async fn a_task_is_done_again_at_once_when_its_matter_has_changed_and_later_when_it_is_half_done() {
    let f = Fixture::new().await;
    f.enqueue(EnrichJob::CLASS, 1..=2).await;
    let worker = f.worker(EnrichJob::CLASS, 4, |task| async move {
        Ok(match (task.id == id(1), task.attempts) {
            (true, 1) => TaskOutcome::Again,
            (false, 1) => TaskOutcome::Failed("no vector".to_owned()),
            _ => TaskOutcome::Done,
        })
    });
    worker.drain(&f.note()).await.unwrap();
    let (again, later) = (f.task(1).await, f.task(2).await);
    assert_eq!((again.state, again.attempts, again.attempts_allowed), (TaskState::Done, 2, 21));
    assert_eq!((later.state, later.reason.as_deref()), (TaskState::Ready, Some("no vector")));
    f.clock.advance(TimeDelta::seconds(4));
    worker.drain(&f.note()).await.unwrap();
    assert_eq!(f.task(2).await.state, TaskState::Done);
}

#[tokio::test]
async fn jq_01_a_lease_is_renewed_for_as_long_as_the_work_goes_on() {
    let f = Fixture::new().await;
    f.enqueue(EnrichJob::CLASS, 1..=1).await;
    let (gate, begun) = (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
    let worker = f.worker(EnrichJob::CLASS, 1, {
        let (gate, begun) = (gate.clone(), begun.clone());
        move |_| {
            let (gate, begun) = (gate.clone(), begun.clone());
            async move {
                begun.notify_one();
                gate.acquire().await.unwrap().forget();
                Ok(TaskOutcome::Done)
            }
        }
    });
    let note = f.note();
    let test = async {
        begun.notified().await;
        let attempt = f.task(1).await;
        let attempt = [attempt.attempt_of(attempt.worker.unwrap())];
        for _ in 0..10 {
            // What the next heartbeat makes of a lease that has run out but was not given away: it is long again.
            let mut uow = f.database.begin(Actor::System).await.unwrap();
            uow.tasks().renew(&attempt, Duration::ZERO).await.unwrap();
            uow.commit().await.unwrap();
            f.clock.advance(TimeDelta::from_std(LEASE / 3).unwrap());
            renewed(&f, 1).await;
        }
        gate.add_permits(1);
    };
    let (outcome, ()) = tokio::join!(worker.drain(&note), test);
    outcome.unwrap();
    assert_eq!((f.ended(), f.task(1).await.attempts), (vec![(id(1), AttemptStatus::Done)], 1));
}

/// Waits until nothing can be reclaimed any more although the lease of task `n` had run out.
async fn renewed(f: &Fixture, n: u128) {
    loop {
        let mut uow = f.database.begin(Actor::System).await.unwrap();
        let is_lost = uow.tasks().reclaim_expired(f.clock.now(), 1).await.unwrap().iter().any(|task| task.id == id(n));
        // Only looked at: undone when dropped.
        drop(uow);
        if !is_lost {
            return;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn jq_03_work_whose_lease_is_lost_is_dropped_and_what_it_writes_does_not_count() {
    let f = Fixture::new().await;
    f.enqueue(EnrichJob::CLASS, 1..=2).await;
    let (kept, is_dropped) = dropped();
    let (kept, gate, begun) =
        (Arc::new(Mutex::new(Some(kept))), Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let worker = f.worker(EnrichJob::CLASS, 2, {
        let (kept, gate, begun) = (kept.clone(), gate.clone(), begun.clone());
        move |task| {
            let (kept, gate, begun) = (kept.clone(), gate.clone(), begun.clone());
            async move {
                begun.add_permits(1);
                if task.id == id(1) {
                    let _kept = kept.lock().unwrap().take();
                    pending::<()>().await;
                }
                gate.acquire().await.unwrap().forget();
                Ok(TaskOutcome::Done)
            }
        }
    });
    let note = f.note();
    let test = async {
        begun.acquire_many(2).await.unwrap().forget();
        f.lose_everything(&[f.task(1).await, f.task(2).await]).await;
        let other = f.worker(EnrichJob::CLASS, 2, |_| async { Ok(TaskOutcome::Done) });
        other.drain(&|_, _| ()).await.unwrap();
        // One comes to its end before it hears of it, the other is dropped.
        gate.add_permits(1);
        f.has_ended(1).await;
        f.clock.advance(TimeDelta::from_std(LEASE / 3).unwrap());
        is_dropped.await;
    };
    let (outcome, ()) = tokio::join!(worker.drain(&note), test);
    outcome.unwrap();
    assert_eq!(f.ended(), [(id(2), AttemptStatus::LeaseLost), (id(1), AttemptStatus::LeaseLost)]);
    for n in [1, 2] {
        let task = f.task(n).await;
        assert_eq!((task.state, task.attempts), (TaskState::Done, 2), "JQ-04: by the second attempt, and once");
    }
}

#[tokio::test]
async fn jq_08_a_class_that_is_stuck_keeps_no_other_waiting() {
    let f = Fixture::new().await;
    f.enqueue(EnrichJob::CLASS, 1..=50).await;
    f.enqueue(OTHER, 101..=105).await;
    let busy = Arc::new(AtomicUsize::new(0));
    let stuck = f.worker(EnrichJob::CLASS, 4, {
        let busy = busy.clone();
        move |_| {
            busy.fetch_add(1, Ordering::SeqCst);
            pending()
        }
    });
    let quick = f.worker(OTHER, 1, |_| async { Ok(TaskOutcome::Done) });
    let note = f.note();
    tokio::select! {
        _ = stuck.drain(&|_, _| ()) => unreachable!("it never ends"),
        outcome = quick.drain(&note) => outcome.unwrap(),
    }
    assert_eq!(f.ended().len(), 5);
    assert!(busy.load(Ordering::SeqCst) <= 4, "no more at once than it may");
}

#[tokio::test]
async fn jq_09_a_worker_that_is_to_stop_takes_nothing_more_and_gives_back_what_does_not_finish() {
    let f = Fixture::new().await;
    f.enqueue(EnrichJob::CLASS, 1..=5).await;
    let (gate, begun) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let worker = f.worker(EnrichJob::CLASS, 2, {
        let (gate, begun) = (gate.clone(), begun.clone());
        move |task| {
            let (gate, begun) = (gate.clone(), begun.clone());
            async move {
                begun.add_permits(1);
                if task.id == id(2) {
                    pending::<()>().await;
                }
                gate.acquire().await.unwrap().forget();
                Ok(TaskOutcome::Done)
            }
        }
    });
    let note = f.note();
    let (stop, stopped) = dropped();
    let test = async {
        begun.acquire_many(2).await.unwrap().forget();
        drop(stop);
        // The worker hears of it before the first task is finished.
        tokio::task::yield_now().await;
        gate.add_permits(5);
        f.has_ended(1).await;
        f.clock.advance(TimeDelta::seconds(25));
    };
    tokio::join!(worker.run(pending::<()>, stopped, &note), test);
    assert_eq!(f.ended(), [(id(1), AttemptStatus::Done)]);
    let given_back = f.task(2).await;
    assert_eq!((given_back.state, given_back.attempts, given_back.attempts_allowed), (TaskState::Ready, 1, 21));
    for n in 3..=5 {
        assert_eq!((f.task(n).await.state, f.task(n).await.attempts), (TaskState::Ready, 0));
    }
}

#[tokio::test]
async fn a_worker_looks_again_at_a_sign() {
    let f = Fixture::new().await;
    let worker = f.worker(EnrichJob::CLASS, 1, |_| async { Ok(TaskOutcome::Done) });
    let (sign, note) = (Notify::new(), f.note());
    let (stop, stopped) = dropped();
    let test = async {
        for n in 1..=3 {
            f.enqueue(EnrichJob::CLASS, n..=n).await;
            sign.notify_one();
            f.has_ended(usize::try_from(n).unwrap()).await;
        }
        drop(stop);
    };
    tokio::join!(worker.run(|| sign.notified(), stopped, &note), test);
    assert_eq!(f.ended().len(), 3);
}
