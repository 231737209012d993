//! The nightly run over all sources. The scheduler only says when; a lease says who.

use std::sync::Arc;

use anyhow::Context;
use domain_ingestion::IngestionService;
use tokio_cron_scheduler::{Job, JobScheduler};
use tracing::info;

use super::Background;
use crate::config::ScheduleConfig;

/// The running schedule.
pub(crate) struct Schedule(JobScheduler);

impl Schedule {
    /// Starts the schedule. `Ok(None)` when the configuration wants none.
    pub(crate) async fn start(
        config: &ScheduleConfig,
        ingestion: Arc<IngestionService>,
        background: &Background,
    ) -> anyhow::Result<Option<Self>> {
        if !config.enabled {
            return Ok(None);
        }
        let scheduler = JobScheduler::new().await?;
        let background = background.clone();
        let job = Job::new_async_tz(config.ingest.as_str(), config.time_zone, move |_, _| {
            let (ingestion, background) = (ingestion.clone(), background.clone());
            Box::pin(async move {
                let wake = background.clone();
                background.spawn(async move {
                    ingestion.run_all().await;
                    wake.wake();
                });
            })
        })
        .with_context(|| format!("`{}` is no schedule", config.ingest))?;
        scheduler.add(job).await?;
        scheduler.start().await?;
        info!(schedule = config.ingest, time_zone = %config.time_zone, "the nightly run is scheduled");
        Ok(Some(Self(scheduler)))
    }

    /// No further runs.
    pub(crate) async fn stop(mut self) {
        // What is already running is waited for by `Background`.
        let _ = self.0.shutdown().await;
    }
}
