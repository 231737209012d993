//! The record of scheduled runs.

use async_trait::async_trait;
use domain_model::operations::cron::CronRun;

use crate::PortResult;

/// The record of scheduled runs.
#[async_trait]
pub trait CronRunRepository: Send {
    /// Records a run. Of concurrent calls for the same job and due time exactly one returns `true`.
    async fn record(&mut self, run: &CronRun) -> PortResult<bool>;

    /// The latest runs of a job by due time, latest first.
    async fn list(&mut self, job: &str, limit: u32) -> PortResult<Vec<CronRun>>;
}
