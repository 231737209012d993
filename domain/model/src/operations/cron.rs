//! Scheduled jobs: the record of their runs.

use chrono::{DateTime, Utc};

use crate::kernel::named::named_enum;

named_enum! {
    /// What becomes of a run whose due time passed while no server was running.
    MissedRun {
        /// It runs later: once, however many were missed.
        RunOnce = "run_once",
        /// It is skipped; the next one runs at its own time.
        Skip = "skip",
    }
}

named_enum! {
    /// What became of a due run.
    CronOutcome {
        /// Its task was enqueued.
        Enqueued = "enqueued",
        /// The task of an earlier run was not done yet, so this run has none.
        Overlap = "overlap",
        /// No server was running in time, and missed runs are skipped.
        Missed = "missed",
    }
}

/// One run of a scheduled job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronRun {
    /// The name of the job.
    pub job: String,
    /// When it was due.
    pub scheduled_for: DateTime<Utc>,
    /// What became of it.
    pub outcome: CronOutcome,
    /// When a node recorded it.
    pub recorded_at: DateTime<Utc>,
}
