//! The scheduler of the nightly ingestion. `tokio-cron-scheduler` ticks in this process; the database decides whether a
//! run is due, and records it once for all nodes.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain_operations::{CronJob, InvalidSchedule, Schedule};
use domain_workflow::IngestAll;
use tokio_cron_scheduler::{Job, JobScheduler};
use tracing::{info, warn};

use super::Background;
use crate::config::ScheduleConfig;
use crate::container::Container;

/// Between two polls.
const TICK: Duration = Duration::from_secs(1);

/// The nightly run as it is configured, and when it runs first. An error when it would never run.
pub(crate) fn nightly(
    config: &ScheduleConfig,
    now: DateTime<Utc>,
) -> anyhow::Result<(CronJob<IngestAll>, DateTime<Tz>)> {
    let check = || {
        let schedule = Schedule::new(&config.ingest, config.time_zone)?;
        let first = schedule.first_due(now)?;
        Ok::<_, InvalidSchedule>((schedule, first.with_timezone(&config.time_zone)))
    };
    let (schedule, first) = check().context("`ingest` in [schedule] cannot be used")?;
    let job = CronJob { name: "ingest".to_owned(), schedule, missed: config.missed, task: IngestAll };
    Ok((job, first))
}

/// The running scheduler.
pub(crate) struct Scheduler(JobScheduler);

impl Scheduler {
    /// Starts ticking. `Ok(None)` when the configuration wants no schedule.
    pub(crate) async fn start(
        config: &ScheduleConfig,
        container: &Container,
        background: &Background,
    ) -> anyhow::Result<Option<Self>> {
        if !config.enabled {
            return Ok(None);
        }
        let (job, first) = nightly(config, container.now())?;
        let cron = Arc::new(container.cron(job));
        let background = background.clone();
        let poll = Job::new_repeated_async(TICK, move |_, _| {
            let (cron, background) = (cron.clone(), background.clone());
            Box::pin(async move {
                match cron.poll().await {
                    Ok(Some(_)) => background.wake(),
                    Ok(None) => {}
                    Err(error) => warn!(error = error.chain(), "could not check whether the nightly run is due"),
                }
            })
        })?;
        let scheduler = JobScheduler::new().await?;
        scheduler.add(poll).await?;
        scheduler.start().await?;
        info!(schedule = config.ingest, time_zone = %config.time_zone, %first, "the nightly run is scheduled");
        Ok(Some(Self(scheduler)))
    }

    /// Stops ticking. Tasks that are enqueued already are done all the same.
    pub(crate) async fn stop(mut self) {
        let _ = self.0.shutdown().await;
    }
}
