//! The queue of tasks as operators see it: what waits, what was given up and why, and trying that again.

use std::sync::Arc;

use chrono::TimeDelta;
use domain_model::kernel::id::TaskId;
use domain_model::operations::task::{Task, TaskState};
use ports::{Actor, Clock, Database, PortError, PortResult, TaskFilter};

/// Tasks in one transaction, when there are many.
const BATCH: u32 = 500;

/// What can go wrong with a task.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// No such task.
    #[error("there is no such task")]
    NotFound,
    /// It was not given up, or what it was for is under way again.
    #[error("the task is {0}; only a dead one can be tried again, and only while no other does the same")]
    NotDead(TaskState),
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// The queue of tasks.
pub struct TaskService {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
}

impl TaskService {
    /// The service on these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock }
    }

    /// The newest tasks, newest first.
    pub async fn list(&self, filter: TaskFilter, limit: u32) -> PortResult<Vec<Task>> {
        self.database.read(Actor::System).tasks().list(filter, limit).await
    }

    /// Makes a dead task ready again, with as many attempts as a new one.
    pub async fn retry(&self, id: TaskId) -> Result<Task, TaskError> {
        let mut uow = self.database.begin(Actor::System).await?;
        let task = uow.tasks().get(id).await?.ok_or(TaskError::NotFound)?;
        if !uow.tasks().replay(&task, self.clock.now()).await? {
            return Err(TaskError::NotDead(task.state));
        }
        let task = uow.tasks().get(id).await?.ok_or(TaskError::NotFound)?;
        uow.commit().await?;
        Ok(task)
    }

    /// Makes every dead task ready again, except where another one does the same by now. Answers how many.
    pub async fn retry_all(&self) -> PortResult<u32> {
        let dead = TaskFilter { state: Some(TaskState::Dead), class: None };
        let mut all = 0;
        loop {
            let mut uow = self.database.begin(Actor::System).await?;
            let mut replayed = 0;
            let tasks = uow.tasks().list(dead, BATCH).await?;
            for task in tasks {
                replayed += u32::from(uow.tasks().replay(&task, self.clock.now()).await?);
            }
            uow.commit().await?;
            if replayed == 0 {
                return Ok(all);
            }
            all += replayed;
        }
    }

    /// Forgets a batch of tasks that were finished longer ago than `kept`. Answers how many; 0 means that none is left.
    pub async fn prune(&self, kept: TimeDelta) -> PortResult<u32> {
        let mut uow = self.database.begin(Actor::System).await?;
        let pruned = uow.tasks().prune(self.clock.now() - kept, BATCH).await?;
        uow.commit().await?;
        Ok(pruned)
    }
}
