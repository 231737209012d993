//! Background operations: the task queue and its workers, the schedule, the outbox relay, idempotency keys, rate
//! limits, the object reaper, and backups.
//!
//! This crate knows no context. The work of a task is a [`TaskHandler`] of `domain-workflow`. A worker claims the task
//! under a lease, runs the handler outside any transaction, and commits its effect together with the end of the
//! attempt. After a kill the lease expires, the task is retried, and no effect happens twice.

mod backup;
mod cron;
mod handler;
mod idempotency;
mod outbox;
mod rate_counters;
mod reaper;
mod registry;
mod schedule;
mod tasks;
mod worker;

pub use backup::{
    BackupError, BackupResult, BackupService, Manifest, ObjectPart, ProgressObserver, TablePart, verify_archive,
};
pub use cron::{Cron, CronJob};
pub use handler::{AnyTaskHandler, Handled, TaskHandler, TaskOutcome};
pub use idempotency::Idempotency;
pub use outbox::OutboxRelay;
pub use rate_counters::{RateCounters, WindowUsage};
pub use reaper::ObjectReaper;
pub use registry::{InvalidRegistry, Reaction, Registry};
pub use schedule::{InvalidSchedule, Schedule};
pub use tasks::{TaskError, TaskService};
pub use worker::{AttemptObserver, AttemptStatus, Worker, WorkerTiming};
