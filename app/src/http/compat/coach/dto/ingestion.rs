//! Bodies for ingestion runs.

use chrono::{DateTime, Utc};
use domain_model::ingestion::{ScrapingLog, ScrapingStatus};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::documented_names;

documented_names! {
    /// How a run ended, in the words of this contract.
    RunEndName, "CoachRunStatus", ["running", "success", "partial", "failed"];
}

/// The contract knows no empty list: like a partial one, it closed nothing yet.
fn status(status: ScrapingStatus) -> &'static str {
    match status {
        ScrapingStatus::Running => "running",
        ScrapingStatus::Complete => "success",
        ScrapingStatus::Partial | ScrapingStatus::Empty => "partial",
        ScrapingStatus::Failed => "failed",
    }
}

/// An ingestion run over a source. Some facts are repeated under the names that different clients read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScrapingLogItem {
    pub(crate) id: Uuid,
    pub(crate) source_name: String,
    #[schema(value_type = RunEndName)]
    pub(crate) status: &'static str,
    pub(crate) jobs_found: u32,
    pub(crate) jobs_fetched: u32,
    pub(crate) jobs_new: u32,
    pub(crate) jobs_updated: u32,
    pub(crate) jobs_skipped: u32,
    pub(crate) jobs_closed: u32,
    pub(crate) errors: u32,
    pub(crate) error_message: Option<String>,
    pub(crate) started_at: DateTime<Utc>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
    pub(crate) completed_at: Option<DateTime<Utc>>,
}

impl From<ScrapingLog> for ScrapingLogItem {
    fn from(log: ScrapingLog) -> Self {
        Self {
            id: log.id.0,
            source_name: log.source_name,
            status: status(log.status),
            jobs_found: log.counts.fetched,
            jobs_fetched: log.counts.fetched - log.counts.errors,
            jobs_new: log.counts.new,
            jobs_updated: log.counts.updated,
            jobs_skipped: log.counts.skipped,
            jobs_closed: log.counts.closed,
            errors: log.counts.errors,
            error_message: log.message,
            started_at: log.started_at,
            finished_at: log.finished_at,
            completed_at: log.finished_at,
        }
    }
}
