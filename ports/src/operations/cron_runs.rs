//! The record of scheduled runs.

use async_trait::async_trait;
use domain_model::operations::cron::CronRun;

use crate::PortResult;

/// Which runs of which schedule there were.
#[async_trait]
pub trait CronRunRepository: Send {
    /// Records a run. Of any number who do so for the same job and time, one is told `true`.
    async fn record(&mut self, run: &CronRun) -> PortResult<bool>;

    /// The newest runs of a job by the time they were scheduled for, newest first.
    async fn list(&mut self, job: &str, limit: u32) -> PortResult<Vec<CronRun>>;
}
