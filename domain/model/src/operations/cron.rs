//! Work that comes by the clock: which runs of it there were.

use chrono::{DateTime, Utc};

use crate::kernel::named::named_enum;

named_enum! {
    /// What becomes of a run whose time passed while nobody was there to see it.
    MissedRun {
        /// It comes later, once, however many were missed.
        RunOnce = "run_once",
        /// It does not come; the next one does, at its own time.
        Skip = "skip",
    }
}

named_enum! {
    /// What became of a run when its time had come.
    CronOutcome {
        /// Its task was put into the queue.
        Enqueued = "enqueued",
        /// The task of an earlier run was not done yet; there is none for this one.
        Overlap = "overlap",
        /// Nobody was there in time, and it is not to come later.
        Missed = "missed",
    }
}

/// One run of one job, at one of the times its schedule names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CronRun {
    /// The name of what is done.
    pub job: String,
    /// When it was to come.
    pub scheduled_for: DateTime<Utc>,
    /// What became of it.
    pub outcome: CronOutcome,
    /// When somebody saw that its time had come.
    pub recorded_at: DateTime<Utc>,
}
