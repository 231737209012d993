//! What comes by the clock: the nightly run over all sources. The ticker here only proposes to look; the database says
//! whether something is due, and who was first to see it.

use std::sync::Arc;
use std::time::Duration;

use domain_model::operations::task::TaskClass;
use domain_operations::{CronJob, Schedule};
use tokio_cron_scheduler::{Job, JobScheduler};
use tracing::{info, warn};

use super::Background;
use crate::config::ScheduleConfig;
use crate::container::Container;

/// Between two looks.
const TICK: Duration = Duration::from_secs(1);

/// The running ticker.
pub(crate) struct Ticker(JobScheduler);

impl Ticker {
    /// Starts looking. `Ok(None)` when the configuration wants no schedule.
    pub(crate) async fn start(
        config: &ScheduleConfig,
        container: &Container,
        background: &Background,
    ) -> anyhow::Result<Option<Self>> {
        if !config.enabled {
            return Ok(None);
        }
        let nightly = CronJob {
            name: "ingest".to_owned(),
            schedule: Schedule::new(&config.ingest, config.time_zone)?,
            missed: config.missed,
            task: TaskClass::Ingest,
        };
        let cron = Arc::new(container.cron(nightly));
        let background = background.clone();
        let look = Job::new_repeated_async(TICK, move |_, _| {
            let (cron, background) = (cron.clone(), background.clone());
            Box::pin(async move {
                match cron.look().await {
                    Ok(Some(_)) => background.wake(),
                    Ok(None) => {}
                    Err(error) => warn!(error = error.chain(), "could not look whether the nightly run is due"),
                }
            })
        })?;
        let scheduler = JobScheduler::new().await?;
        scheduler.add(look).await?;
        scheduler.start().await?;
        info!(schedule = config.ingest, time_zone = %config.time_zone, "the nightly run is scheduled");
        Ok(Some(Self(scheduler)))
    }

    /// Looks no more. What is in the queue already is done all the same.
    pub(crate) async fn stop(mut self) {
        let _ = self.0.shutdown().await;
    }
}
