//! The machinery of what happens beside the requests: the job queue and its workers, the schedule, the outbox relay,
//! idempotency keys, rate limits, the reaper of orphaned objects, and backups.
//!
//! It knows no context. What a task does is a [`TaskHandler`] of `domain-workflow`; here it is claimed under a lease, its
//! work runs outside any transaction, and its effect is committed together with the end of the attempt. A process that is
//! killed at any point leaves a lease that expires, the task is tried again, and no effect happens twice.

mod allowances;
mod backup;
mod cron;
mod handler;
mod idempotency;
mod outbox;
mod reaper;
mod registry;
mod schedule;
mod tasks;
mod worker;

pub use allowances::{Allowances, Usage};
pub use backup::{
    BackupError, BackupResult, BackupService, Manifest, ObjectPart, ProgressObserver, TablePart, examine,
};
pub use cron::{Cron, CronJob};
pub use handler::{AnyTaskHandler, Handled, TaskHandler, TaskOutcome};
pub use idempotency::Idempotency;
pub use outbox::OutboxRelay;
pub use reaper::ObjectReaper;
pub use registry::{InvalidRegistry, Reaction, Registry};
pub use schedule::{InvalidSchedule, Schedule};
pub use tasks::{TaskError, TaskService};
pub use worker::{AttemptEnd, AttemptObserver, Worker, WorkerTiming};
