//! Task handlers: the work for one kind of task.

use domain_model::operations::task::{Task, TaskClass, TaskKind};
use futures_util::future::BoxFuture;
use ports::{PortError, PortResult, UnitOfWork};

/// Does the tasks of one kind.
///
/// An attempt may be dropped at any point, and the task may be attempted again by another worker. So what it changes
/// belongs into the unit of work that it returns, which is committed only while the attempt is still the current one.
pub trait TaskHandler: Send + Sync {
    /// The kind of task: its class, its attempts, and what it carries.
    type Kind: TaskKind + Send;

    /// How many of its tasks one process works on at the same time.
    fn concurrency(&self) -> usize;

    /// Does one task. An error or a panic is a failed attempt.
    fn attempt(&self, task: Self::Kind) -> impl Future<Output = PortResult<Handled>> + Send;

    /// Enqueues whatever is owed and has no task, and returns how many tasks that were. Runs at every start.
    fn backfill(&self) -> impl Future<Output = PortResult<u32>> + Send {
        async { Ok(0) }
    }
}

/// What an attempt came to. Its effect and the end of the attempt are committed together.
pub struct Handled {
    /// Holds the effect; not yet committed.
    pub uow: Box<dyn UnitOfWork>,
    /// What becomes of the task.
    pub outcome: TaskOutcome,
}

/// What becomes of a task after an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskOutcome {
    /// It is done.
    Done,
    /// What it is about changed meanwhile: it runs again at once, and this attempt does not count.
    Again,
    /// It is done in part, and fails for this reason: it is retried after a backoff.
    Failed(String),
}

impl Handled {
    /// The task is done.
    pub fn done(uow: Box<dyn UnitOfWork>) -> Self {
        Self { uow, outcome: TaskOutcome::Done }
    }
}

/// A handler of whatever kind, as workers hold it. Every [`TaskHandler`] is one.
pub trait AnyTaskHandler: Send + Sync {
    /// The class of its tasks.
    fn class(&self) -> TaskClass;

    /// After so many failed attempts a task becomes a dead letter.
    fn attempts(&self) -> u32;

    /// As in [`TaskHandler`].
    fn concurrency(&self) -> usize;

    /// As in [`TaskHandler`]. A payload that is not of the handler's kind is a failed attempt.
    fn attempt<'a>(&'a self, task: &'a Task) -> BoxFuture<'a, PortResult<Handled>>;

    /// As in [`TaskHandler`].
    fn backfill(&self) -> BoxFuture<'_, PortResult<u32>>;
}

impl<H: TaskHandler> AnyTaskHandler for H {
    fn class(&self) -> TaskClass {
        H::Kind::CLASS
    }

    fn attempts(&self) -> u32 {
        H::Kind::ATTEMPTS
    }

    fn concurrency(&self) -> usize {
        TaskHandler::concurrency(self)
    }

    fn attempt<'a>(&'a self, task: &'a Task) -> BoxFuture<'a, PortResult<Handled>> {
        Box::pin(async move {
            let malformed =
                || PortError::internal(format!("the payload is not that of a task of class `{}`", task.class));
            TaskHandler::attempt(self, task.kind().ok_or_else(malformed)?).await
        })
    }

    fn backfill(&self) -> BoxFuture<'_, PortResult<u32>> {
        Box::pin(TaskHandler::backfill(self))
    }
}
