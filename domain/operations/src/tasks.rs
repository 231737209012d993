//! The job queue as operators see it: which tasks wait, which are dead letters and why, and retrying those.

use std::sync::Arc;

use chrono::TimeDelta;
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::id::TaskId;
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::operations::task::{Task, TaskClass, TaskState};
use ports::{Actor, Clock, ContextError, Database, PortError, PortResult, TaskFilter};

use crate::registry::Registry;

/// Tasks per transaction.
const BATCH: u32 = 500;

/// What can go wrong with a task.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// No such task.
    #[error("there is no such task")]
    NotFound,
    /// The task is not dead, or another task with its unique key is ready or running.
    #[error("the task is {0}; only a dead one can be tried again, and only while no other does the same")]
    NotDead(TaskState),
    /// Only another version of the program has a handler for the class.
    #[error("this version of the program has no handler for tasks of class `{0}`")]
    NoHandler(TaskClass),
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for TaskError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::NotDead(_) | Self::NoHandler(_) => ErrorKind::Conflict,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

/// The task queue, for operators.
pub struct TaskService {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    registry: Arc<Registry>,
}

impl TaskService {
    /// The service for the tasks of this registry, on these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, registry: Arc<Registry>) -> Self {
        Self { database, clock, registry }
    }

    /// Tasks, newest first.
    pub async fn list(&self, filter: TaskFilter, page: PageRequest<TaskId>) -> PortResult<Page<Task, TaskId>> {
        self.database.read(Actor::System).tasks().list(filter, page).await
    }

    /// Makes a dead task ready again, with as many attempts as a new one.
    pub async fn retry(&self, id: TaskId) -> Result<Task, TaskError> {
        let mut uow = self.database.begin(Actor::System).await?;
        let task = uow.tasks().get(id).await?.ok_or(TaskError::NotFound)?;
        let handler = self.registry.handler_of(&task.class);
        let attempts = handler.ok_or_else(|| TaskError::NoHandler(task.class.clone()))?.attempts();
        if !uow.tasks().retry_dead(task.id, attempts, self.clock.now()).await? {
            return Err(TaskError::NotDead(task.state));
        }
        let task = uow.tasks().get(id).await?.ok_or(TaskError::NotFound)?;
        uow.commit().await?;
        Ok(task)
    }

    /// Makes all dead tasks ready again for which this version has a handler, except where another task with the same
    /// unique key is ready or running. Returns how many.
    pub async fn retry_all(&self) -> PortResult<u32> {
        let dead = TaskFilter { state: Some(TaskState::Dead), class: None };
        let mut all = 0;
        loop {
            let mut uow = self.database.begin(Actor::System).await?;
            let mut retried = 0;
            let tasks = uow.tasks().list(dead.clone(), PageRequest::first(BATCH)).await?.items;
            for task in tasks {
                let Some(handler) = self.registry.handler_of(&task.class) else { continue };
                retried += u32::from(uow.tasks().retry_dead(task.id, handler.attempts(), self.clock.now()).await?);
            }
            uow.commit().await?;
            if retried == 0 {
                return Ok(all);
            }
            all += retried;
        }
    }

    /// Deletes a batch of tasks that were finished longer ago than `kept`, and returns how many; 0 means that none is left.
    pub async fn prune(&self, kept: TimeDelta) -> PortResult<u32> {
        let mut uow = self.database.begin(Actor::System).await?;
        let pruned = uow.tasks().prune(self.clock.now() - kept, BATCH).await?;
        uow.commit().await?;
        Ok(pruned)
    }
}
