//! Task handlers: the work for one kind of task.

use domain_model::operations::task::{Task, TaskClass, TaskKind};
use futures_util::future::BoxFuture;
use ports::{PortError, PortResult, UnitOfWork};

/// Handles the tasks of one kind.
///
/// An attempt may be dropped at any point, and another worker may attempt the task again. So all changes belong in the
/// returned unit of work, which is committed only while the attempt is the current one.
pub trait TaskHandler: Send + Sync {
    /// The kind of task.
    type Kind: TaskKind + Send;

    /// The maximum number of concurrent tasks in one process.
    fn concurrency(&self) -> usize;

    /// Attempts one task. An error or a panic is a failed attempt.
    fn attempt(&self, task: Self::Kind) -> impl Future<Output = PortResult<Handled>> + Send;

    /// Enqueues tasks for work that needs one and has none, and returns how many. Runs at every start.
    fn backfill(&self) -> impl Future<Output = PortResult<u32>> + Send {
        async { Ok(0) }
    }
}

/// The result of an attempt. Its effect and the end of the attempt are committed together.
pub struct Handled {
    /// The uncommitted effect.
    pub uow: Box<dyn UnitOfWork>,
    /// The outcome for the task.
    pub outcome: TaskOutcome,
}

/// The outcome of an attempt, as its handler reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskOutcome {
    /// The task is done.
    Done,
    /// Its subject changed meanwhile: the task runs again at once, and this attempt does not count.
    Again,
    /// The attempt failed for this reason, but its partial effect is kept: the task is retried after a backoff.
    Failed(String),
}

impl Handled {
    /// The task is done.
    pub fn done(uow: Box<dyn UnitOfWork>) -> Self {
        Self { uow, outcome: TaskOutcome::Done }
    }
}

/// A handler of any kind, as workers hold it. Implemented by every [`TaskHandler`].
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
