//! Scheduled jobs. Every node polls and the database decides: each due time is recorded once, in the transaction that
//! enqueues its task (JQ-11).

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::kernel::id::TaskId;
use domain_model::operations::cron::{CronOutcome, CronRun, MissedRun};
use domain_model::operations::task::{NewTask, TaskKind};
use ports::{Actor, Clock, Database, IdGenerator, PortResult};
use tracing::{info, warn};

use crate::schedule::Schedule;

/// A due time that is noticed later than this counts as missed.
const MISSED_AFTER: TimeDelta = TimeDelta::minutes(1);

/// A scheduled job.
#[derive(Debug, Clone)]
pub struct CronJob<K> {
    /// The name in the record of runs: another name is another job.
    pub name: String,
    /// When it is due.
    pub schedule: Schedule,
    /// What happens to missed runs.
    pub missed: MissedRun,
    /// The task of a run. While the task of one run is unfinished, the next run enqueues none.
    pub task: K,
}

/// Enqueues a task for each due time of a job.
pub struct Cron<K> {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    job: CronJob<K>,
    /// All due times until then are recorded. `None` before the first poll.
    recorded_until: Mutex<Option<DateTime<Utc>>>,
}

impl<K: TaskKind> Cron<K> {
    /// The cron job on these ports.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGenerator>, job: CronJob<K>) -> Self {
        Self { database, clock, ids, job, recorded_until: Mutex::default() }
    }

    /// Checks whether a run is due, and queries the database only then, so frequent calls are cheap. Returns the run
    /// that this call has recorded; of several missed runs, the last one.
    pub async fn poll(&self) -> PortResult<Option<CronRun>> {
        let now = self.clock.now();
        let recorded_until = *self.recorded_until.lock().unwrap_or_else(PoisonError::into_inner);
        let since = match recorded_until {
            Some(since) => since,
            // A job without recorded runs starts now.
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

    /// `None` when another node has recorded the run first.
    async fn record(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> PortResult<Option<CronRun>> {
        let name = &self.job.name;
        let task = NewTask {
            unique_key: Some(format!("cron {name}")),
            ..NewTask::new(TaskId(self.ids.next()), &self.job.task, now)
        };
        let mut uow = self.database.begin(Actor::System).await?;
        let outcome = if self.job.missed == MissedRun::Skip && now - due > MISSED_AFTER {
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
            CronOutcome::Enqueued => info!(job = name, "`{name}`, due at {due}, was enqueued"),
            CronOutcome::Overlap => warn!(job = name, "`{name}`, due at {due}, was skipped: the last run is active"),
            CronOutcome::Missed => warn!(job = name, "`{name}`, due at {due}, was missed and skipped"),
        }
        Ok(Some(run))
    }

    fn remember(&self, until: DateTime<Utc>) {
        *self.recorded_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(until);
    }
}
