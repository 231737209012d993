//! Response bodies for ingestion runs under `/api/v1`.

use chrono::{DateTime, Utc};
use domain_model::ingestion::{ScrapingCounts, ScrapingLog};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::runs::SourceOutcome;
use crate::http::api::names::RunStatusName;

/// An ingestion run over a source.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RunResource {
    id: Uuid,
    source_name: String,
    status: RunStatusName,
    counts: RunCounts,
    /// What went wrong, if anything.
    message: Option<String>,
    started_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

/// The counts of a run.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct RunCounts {
    /// Listed by the source.
    pub(crate) fetched: u32,
    /// Seen for the first time.
    pub(crate) new: u32,
    /// Known, and changed.
    pub(crate) updated: u32,
    /// Known and unchanged.
    pub(crate) skipped: u32,
    /// Unreadable.
    pub(crate) errors: u32,
    /// New or changed, with a text that the catalogue already has.
    pub(crate) dedup_hits: u32,
    /// No longer open.
    pub(crate) closed: u32,
}

/// The outcome of a run over one of several sources.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RunOutcome {
    source_name: String,
    /// `null` when there was no run.
    run: Option<RunResource>,
    /// Why there was no run, or it could not read the source.
    error: Option<String>,
}

/// Runs over all sources.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AllRunOutcomes {
    sources: Vec<RunOutcome>,
}

/// Runs that have been started.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StartedRuns {
    /// The names of the sources.
    sources: Vec<String>,
}

/// The number of jobs that were queued for enrichment.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QueuedJobs {
    jobs: u32,
}

impl StartedRuns {
    /// Over these sources.
    pub(super) fn over(sources: Vec<String>) -> Self {
        Self { sources }
    }
}

impl QueuedJobs {
    /// So many.
    pub(super) fn count(jobs: u32) -> Self {
        Self { jobs }
    }
}

impl From<ScrapingCounts> for RunCounts {
    fn from(counts: ScrapingCounts) -> Self {
        Self {
            fetched: counts.fetched,
            new: counts.new,
            updated: counts.updated,
            skipped: counts.skipped,
            errors: counts.errors,
            dedup_hits: counts.dedup_hits,
            closed: counts.closed,
        }
    }
}

impl From<ScrapingLog> for RunResource {
    fn from(log: ScrapingLog) -> Self {
        Self {
            id: log.id.0,
            source_name: log.source_name,
            status: log.status.into(),
            counts: log.counts.into(),
            message: log.message,
            started_at: log.started_at,
            finished_at: log.finished_at,
        }
    }
}

impl From<Vec<SourceOutcome>> for AllRunOutcomes {
    fn from(outcomes: Vec<SourceOutcome>) -> Self {
        let sources = outcomes.into_iter().map(|SourceOutcome { source_name, outcome }| match outcome {
            Ok(log) => RunOutcome { source_name, error: None, run: Some(log.into()) },
            Err(error) => RunOutcome { source_name, error: Some(error.to_string()), run: None },
        });
        Self { sources: sources.collect() }
    }
}
