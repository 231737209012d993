//! Tasks, leases, cron runs and domain events.

pub mod cron;
pub mod event;
pub mod lease;
pub mod task;
