//! The task queue.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::TaskId;
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::operations::task::{Attempt, Ending, NewTask, Task, TaskClass, TaskState};
use uuid::Uuid;

use crate::PortResult;

/// Which tasks a worker wants.
#[derive(Debug, Clone)]
pub struct TaskClaim {
    /// Of which class.
    pub class: TaskClass,
    /// For whom.
    pub worker: Uuid,
    /// How long they are the worker's, unless it renews its lease on them.
    pub lasting: Duration,
    /// How many at most.
    pub limit: u32,
}

/// Which tasks are to be shown. Without a condition, all of them.
#[derive(Debug, Clone, Default)]
pub struct TaskFilter {
    /// In this state.
    pub state: Option<TaskState>,
    /// Of this class.
    pub class: Option<TaskClass>,
}

/// The queue of tasks. It hangs off the unit of work: a task is there exactly when the change that asked for it is, and
/// done exactly when its effect is there. Leases are counted by the database's clock, so nodes need not agree on it.
#[async_trait]
pub trait TaskRepository: Send {
    /// Puts tasks into the queue. One whose unique key another waiting or running task has is left out. Answers how
    /// many were put in.
    async fn enqueue(&mut self, tasks: &[NewTask], now: DateTime<Utc>) -> PortResult<u32>;

    /// Claims ready tasks whose time has come, those due longest first, and counts the attempt that begins. Of any
    /// number of workers each task goes to one.
    async fn claim(&mut self, claim: TaskClaim, now: DateTime<Utc>) -> PortResult<Vec<Task>>;

    /// The tasks of these attempts are held for `lasting` from now. Answers which; those that are missing are lost: an
    /// attempt that is not the current one any more holds nothing.
    async fn renew(&mut self, attempts: &[Attempt], lasting: Duration) -> PortResult<Vec<TaskId>>;

    /// Ends attempts, all in the same way. Answers whose tasks are ended, as [`renew`](Self::renew) does.
    async fn end(&mut self, attempts: &[Attempt], ending: &Ending, now: DateTime<Utc>) -> PortResult<Vec<TaskId>>;

    /// Running tasks whose lease has run out are ready again, or dead when their attempts are used up. Answers up to
    /// `limit` of them as they are now.
    async fn rescue(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<Task>>;

    /// Makes a dead task ready, with so many more attempts. `false`, and nothing happens, when it is not dead or another
    /// task with its unique key waits or runs.
    async fn replay(&mut self, id: TaskId, attempts: u32, now: DateTime<Utc>) -> PortResult<bool>;

    /// Forgets up to `limit` tasks that were done or given up before this instant. Answers how many.
    async fn prune(&mut self, finished_before: DateTime<Utc>, limit: u32) -> PortResult<u32>;

    /// A task in whatever state.
    async fn get(&mut self, id: TaskId) -> PortResult<Option<Task>>;

    /// The newest tasks, newest first.
    async fn list(&mut self, filter: TaskFilter, page: PageRequest<TaskId>) -> PortResult<Page<Task, TaskId>>;
}
