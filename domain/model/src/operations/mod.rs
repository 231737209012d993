//! Background work: tasks of the job queue, domain events, scheduled runs, leases.

pub mod cron;
pub mod event;
pub mod lease;
pub mod task;
