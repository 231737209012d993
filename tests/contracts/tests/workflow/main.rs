//! Background work on a real database: workers, the outbox relay and schedules, with kills.

#![expect(clippy::unwrap_used, reason = "a test that cannot even be set up has failed")]

mod cron;
mod kills;
mod outbox;
mod support;
mod worker;
