//! Tells what has happened to those who react to it: for each reaction a task. That an event is told, and that its tasks
//! are there, becomes visible together, so each is told once, however often and wherever this is cut off.
//!
//! Here is the one list of who reacts to what.

use std::sync::Arc;

use chrono::TimeDelta;
use domain_model::kernel::id::TaskId;
use domain_model::operations::event::{DomainEvent, EventKind};
use domain_model::operations::task::NewTask;
use ports::{Actor, Clock, Database, IdGenerator, PortResult};
use tracing::warn;

/// Events in one transaction.
const BATCH: u32 = 200;

/// Tells what has happened.
pub struct Outbox {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
}

impl Outbox {
    /// On these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGenerator>) -> Self {
        Self { database, clock, ids }
    }

    /// Tells a batch of events. Answers how many; 0 means that none waits.
    pub async fn tell(&self) -> PortResult<u32> {
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        let events = uow.outbox().take(now, BATCH).await?;
        if events.is_empty() {
            return Ok(0);
        }
        let tasks: Vec<NewTask> = events.iter().filter_map(|event| self.reaction(event)).collect();
        uow.tasks().enqueue(&tasks, now).await?;
        uow.commit().await?;
        Ok(u32::try_from(events.len()).unwrap_or(BATCH))
    }

    /// Forgets a batch of events that were told longer ago than `kept`. Answers how many; 0 means that none is left.
    pub async fn prune(&self, kept: TimeDelta) -> PortResult<u32> {
        let mut uow = self.database.begin(Actor::System).await?;
        let pruned = uow.outbox().prune(self.clock.now() - kept, BATCH).await?;
        uow.commit().await?;
        Ok(pruned)
    }

    /// What is to be done because of it.
    fn reaction(&self, event: &DomainEvent) -> Option<NewTask> {
        let id = TaskId(self.ids.next());
        let reaction = match (event.kind, event.account_id, event.object_key()) {
            (EventKind::ResumeUploaded, Some(account), Some(object_key)) => {
                Some(NewTask::embed_resume(id, account, &object_key, event.occurred_at))
            }
            (EventKind::ResumeUploaded, ..) => None,
        };
        if reaction.is_none() {
            warn!(event.id = %event.id, "event `{}` does not say what it is about; nobody reacts to it", event.id);
        }
        reaction
    }
}
