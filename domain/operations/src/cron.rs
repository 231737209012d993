//! Work that comes by the clock. However many nodes look, and however often, each due time is recorded once, and its task
//! is in the queue exactly when it is recorded: both are one unit of work (JQ-11).

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::kernel::id::TaskId;
use domain_model::kernel::payload::Payload;
use domain_model::operations::cron::{CronOutcome, CronRun, MissedRun};
use domain_model::operations::task::{NewTask, TaskClass};
use ports::{Actor, Clock, Database, IdGenerator, PortResult};
use tracing::{info, warn};

use crate::schedule::Schedule;

/// Who sees that something is due only after so long has missed it.
const PUNCTUAL: TimeDelta = TimeDelta::minutes(1);

/// What comes by the clock.
#[derive(Debug, Clone)]
pub struct CronJob {
    /// Names it in the record of its runs: another name is another job.
    pub name: String,
    /// When it is due.
    pub schedule: Schedule,
    /// What becomes of runs nobody saw in time.
    pub missed: MissedRun,
    /// What is to be done. While the task of one run is not done, the next run has none.
    pub task: TaskClass,
}

/// Sees to it that what is due gets a task.
pub struct Cron {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    job: CronJob,
    /// Everything that was due until then is on record. `None` until somebody has looked.
    known: Mutex<Option<DateTime<Utc>>>,
}

impl Cron {
    /// Sees to this job, on these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGenerator>, job: CronJob) -> Self {
        Self { database, clock, ids, job, known: Mutex::default() }
    }

    /// Looks whether something is due by now. Only then it asks the database, so it may be called as often as one likes.
    /// Answers what this look has put on record; of several missed runs that is the last one.
    pub async fn look(&self) -> PortResult<Option<CronRun>> {
        let now = self.clock.now();
        let known = *self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let since = match known {
            Some(since) => since,
            // What was never on record begins now.
            None => self.last_on_record().await?.unwrap_or(now),
        };
        let Some(due) = self.job.schedule.last_due(since, now) else {
            self.remember(since);
            return Ok(None);
        };
        let run = if self.last_on_record().await? < Some(due) { self.record(due, now).await? } else { None };
        self.remember(due);
        Ok(run)
    }

    async fn last_on_record(&self) -> PortResult<Option<DateTime<Utc>>> {
        let runs = self.database.read(Actor::System).cron_runs().list(&self.job.name, 1).await?;
        Ok(runs.first().map(|run| run.scheduled_for))
    }

    /// `None` when another node was faster.
    async fn record(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> PortResult<Option<CronRun>> {
        let name = &self.job.name;
        let task = NewTask {
            id: TaskId(self.ids.next()),
            class: self.job.task,
            unique_key: Some(format!("cron {name}")),
            payload: Payload::default(),
            run_at: now,
        };
        let mut uow = self.database.begin(Actor::System).await?;
        let outcome = if self.job.missed == MissedRun::Skip && now - due > PUNCTUAL {
            CronOutcome::Missed
        } else if uow.tasks().enqueue(&[task], now).await? == 1 {
            CronOutcome::Enqueued
        } else {
            CronOutcome::Overlap
        };
        let run = CronRun { job: name.clone(), scheduled_for: due, outcome, recorded_at: now };
        if !uow.cron_runs().record(&run).await? {
            return Ok(None);
        }
        uow.commit().await?;
        match outcome {
            CronOutcome::Enqueued => info!(job = name, "`{name}`, due at {due}, is in the queue"),
            CronOutcome::Overlap => warn!(job = name, "`{name}`, due at {due}, is left out: the last run is not done"),
            CronOutcome::Missed => warn!(job = name, "`{name}`, due at {due}, was missed and is left out"),
        }
        Ok(Some(run))
    }

    fn remember(&self, known: DateTime<Utc>) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }
}
