//! The schema, one for `SQLite` and Postgres, as migrations in order. A new migration is its file, and its two lines here.
//!
//! Times are stored as timestamps with zone in UTC, ids as UUIDs, lists as JSON. A migration that has been released is
//! never edited; what comes later is a new file.

#![expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` wants the signatures to be written as the trait writes them"
)]

use sea_orm_migration::prelude::*;

mod m20261121_000001_accounts;
mod m20261121_000002_catalogue;
mod m20261121_000003_conversations;
mod m20261121_000004_operations;
mod m20261121_000005_objects;
mod m20261121_000006_tasks;
mod m20261121_000007_outbox;
mod m20261121_000008_rate_limits;
mod m20261121_000009_idempotency_keys;
mod m20261121_000010_identity;
mod m20261128_000011_backlog;
mod m20261128_000012_pages;
mod m20261128_000013_superseded_secrets;
mod m20261128_000014_resume_versions;
mod m20261128_000015_general_chats;
mod m20261128_000016_run_outcomes;
mod m20261128_000017_waiting_chats;
mod m20261128_000018_saved_jobs;
mod m20261128_000019_applications;
mod m20261128_000021_job_clusters;
mod m20261128_000024_cv_profiles;
mod m20261128_000025_credit_entries;
mod m20261128_000026_mock_interviews;

/// Brings a database to the current schema.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_accounts::Migration),
            Box::new(m20261121_000002_catalogue::Migration),
            Box::new(m20261121_000003_conversations::Migration),
            Box::new(m20261121_000004_operations::Migration),
            Box::new(m20261121_000005_objects::Migration),
            Box::new(m20261121_000006_tasks::Migration),
            Box::new(m20261121_000007_outbox::Migration),
            Box::new(m20261121_000008_rate_limits::Migration),
            Box::new(m20261121_000009_idempotency_keys::Migration),
            Box::new(m20261121_000010_identity::Migration),
            Box::new(m20261128_000011_backlog::Migration),
            Box::new(m20261128_000012_pages::Migration),
            Box::new(m20261128_000013_superseded_secrets::Migration),
            Box::new(m20261128_000014_resume_versions::Migration),
            Box::new(m20261128_000015_general_chats::Migration),
            Box::new(m20261128_000016_run_outcomes::Migration),
            Box::new(m20261128_000017_waiting_chats::Migration),
            Box::new(m20261128_000018_saved_jobs::Migration),
            Box::new(m20261128_000019_applications::Migration),
            Box::new(m20261128_000021_job_clusters::Migration),
            Box::new(m20261128_000024_cv_profiles::Migration),
            Box::new(m20261128_000025_credit_entries::Migration),
            Box::new(m20261128_000026_mock_interviews::Migration),
        ]
    }
}
