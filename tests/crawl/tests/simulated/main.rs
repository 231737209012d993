//! Ingestion over simulated weeks.

#![expect(clippy::unwrap_used, reason = "a test that cannot even be set up has failed")]

mod politeness;
mod same_job;
mod weeks;
