//! The outbox relay: turns each event into one task per reaction. The event is marked as dispatched in the transaction
//! that enqueues the tasks, so each event is dispatched once, with any number of relays and after any kill.

use std::sync::Arc;

use chrono::TimeDelta;
use domain_model::kernel::id::TaskId;
use domain_model::operations::task::NewTask;
use ports::{Actor, Clock, Database, IdGenerator, PortResult};
use tracing::{error, warn};

use crate::registry::Registry;

/// Events per transaction.
const BATCH: u32 = 200;

/// The outbox relay.
pub struct OutboxRelay {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    registry: Arc<Registry>,
}

impl OutboxRelay {
    /// A relay to these reactions, on these ports.
    pub fn new(
        database: Arc<dyn Database>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        registry: Arc<Registry>,
    ) -> Self {
        Self { database, clock, ids, registry }
    }

    /// Dispatches a batch of events, oldest first, and returns how many; 0 means that none is left. Events without
    /// reactions are dispatched too. An unreadable event is logged and does not delay others.
    pub async fn dispatch(&self) -> PortResult<u32> {
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        let entries = uow.outbox().take(now, BATCH).await?;
        let mut tasks: Vec<NewTask> = Vec::new();
        for entry in &entries {
            match &entry.event {
                Ok(event) => tasks.extend(self.registry.tasks_for(event, &|| TaskId(self.ids.next()))),
                Err(error) => {
                    let (id, kind) = (entry.id, &entry.kind);
                    error!(event.id = %id, kind, %error, "event `{id}` cannot be read; nothing reacts to it");
                }
            }
        }
        if entries.is_empty() {
            return Ok(0);
        }
        uow.tasks().enqueue(&tasks, now).await?;
        uow.commit().await?;
        Ok(u32::try_from(entries.len()).unwrap_or(BATCH))
    }

    /// Reports events of kinds that this version of the program does not know. They wait for one that does.
    pub async fn report_unknown(&self) -> PortResult<()> {
        let unknown = self.database.read(Actor::System).outbox().unknown_kinds().await?;
        for (kind, count) in unknown {
            warn!(kind, count, "{count} events of the unknown kind `{kind}` wait for a newer version of the program");
        }
        Ok(())
    }

    /// Deletes a batch of events that were dispatched longer ago than `kept`, and returns how many; 0 means that none is
    /// left.
    pub async fn prune(&self, kept: TimeDelta) -> PortResult<u32> {
        let mut uow = self.database.begin(Actor::System).await?;
        let pruned = uow.outbox().prune(self.clock.now() - kept, BATCH).await?;
        uow.commit().await?;
        Ok(pruned)
    }
}
