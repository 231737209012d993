//! Where contexts meet: the way of a posting from `processing` to `active`, of vectors into the index, of objects out of
//! the storage, everything into a backup, and whatever else is done beside the requests.
//!
//! What is owed is a task in the queue, put there by the transaction that owes it. A [`Worker`] takes it, its
//! [`TaskHandler`] works outside any transaction, and effect and end of the task are written in one. Killed at any point
//! it leaves a lease that runs out, and the work is done again; no effect is there twice.

mod allowances;
mod backup;
mod cron;
mod enrich;
mod export;
mod idempotency;
mod index;
mod ingest;
mod mails;
mod outbox;
mod reaper;
mod resumes;
mod schedule;
mod tasks;
mod worker;

pub use allowances::{Allowances, Usage};
pub use backup::{BackupError, BackupResult, BackupService, Manifest, ObjectPart, TablePart, Watch, examine};
pub use cron::{Cron, CronJob};
pub use enrich::EnrichJobs;
pub use export::Exports;
pub use idempotency::Idempotency;
pub use index::IndexFollower;
pub use ingest::IngestSources;
pub use mails::SendMails;
pub use outbox::Outbox;
pub use reaper::ObjectReaper;
pub use resumes::EmbedResumes;
pub use schedule::{InvalidSchedule, Schedule};
pub use tasks::{TaskError, TaskService};
pub use worker::{Attempted, Ended, TaskHandler, Told, Verdict, Worker, WorkerLimits};
