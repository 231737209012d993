//! The task queue.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::TaskId;
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::operations::task::{Attempt, AttemptOutcome, NewTask, Task, TaskClass, TaskState};
use uuid::Uuid;

use crate::PortResult;

/// A worker's claim for tasks.
#[derive(Debug, Clone)]
pub struct TaskClaim {
    /// The class of the tasks.
    pub class: TaskClass,
    /// The worker.
    pub worker: Uuid,
    /// The duration of the lease.
    pub lease: Duration,
    /// The maximum number of tasks.
    pub limit: u32,
}

/// A filter for lists of tasks. Empty, it selects all.
#[derive(Debug, Clone, Default)]
pub struct TaskFilter {
    /// Tasks in this state only.
    pub state: Option<TaskState>,
    /// Tasks of this class only.
    pub class: Option<TaskClass>,
}

/// The task queue. Tasks are enqueued in the transaction of the change that needs them, and ended in the transaction of
/// their effect. Leases are timed by the database's clock, so nodes need no synchronised clocks.
#[async_trait]
pub trait TaskRepository: Send {
    /// Enqueues tasks. A task whose unique key belongs to another ready or running task is skipped. Returns how many
    /// were enqueued.
    async fn enqueue(&mut self, tasks: &[NewTask], now: DateTime<Utc>) -> PortResult<u32>;

    /// Claims ready tasks that are due, longest overdue first, and counts the attempt that starts. Concurrent workers
    /// get different tasks.
    async fn claim(&mut self, claim: TaskClaim, now: DateTime<Utc>) -> PortResult<Vec<Task>>;

    /// Extends the leases of these attempts to `lease` from now. Returns the tasks still held; the missing ones are
    /// lost, because another attempt is current.
    async fn renew(&mut self, attempts: &[Attempt], lease: Duration) -> PortResult<Vec<TaskId>>;

    /// Ends attempts with one outcome. Returns the tasks that were ended; the missing ones are lost, as in
    /// [`renew`](Self::renew).
    async fn end(
        &mut self,
        attempts: &[Attempt],
        outcome: &AttemptOutcome,
        now: DateTime<Utc>,
    ) -> PortResult<Vec<TaskId>>;

    /// Reclaims running tasks whose lease has expired: they become ready, or dead when their attempts are used up.
    /// Returns up to `limit` of them in their new state.
    async fn reclaim_expired(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<Task>>;

    /// Makes a dead task ready with this many more attempts. `false`, without an effect, when it is not dead or another
    /// ready or running task has its unique key.
    async fn retry_dead(&mut self, id: TaskId, attempts: u32, now: DateTime<Utc>) -> PortResult<bool>;

    /// Deletes up to `limit` tasks that ended before this instant. Returns how many.
    async fn prune(&mut self, finished_before: DateTime<Utc>, limit: u32) -> PortResult<u32>;

    /// A task in any state.
    async fn get(&mut self, id: TaskId) -> PortResult<Option<Task>>;

    /// Tasks, newest first.
    async fn list(&mut self, filter: TaskFilter, page: PageRequest<TaskId>) -> PortResult<Page<Task, TaskId>>;
}
