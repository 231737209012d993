//! Applications for jobs and their history. A job with applications is never deleted.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, pk_uuid, string, string_null, text_null, timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let belongs_to = |table: &'static str, column: &'static str, other: &'static str| {
            let mut key = ForeignKey::create();
            key.from(table, column).to(other, "id").on_delete(ForeignKeyAction::Cascade);
            key
        };
        let applications = Table::create()
            .table("applications")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(uuid("job_id"))
            .col(string("status"))
            .col(integer("revision"))
            .col(string_null("full_name"))
            .col(string("email"))
            .col(ColumnDef::new("resume_version").integer())
            .col(text_null("resume_text"))
            .col(integer("job_revision"))
            .col(string("posting_digest"))
            .col(ColumnDef::new("screening").json())
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .foreign_key(&mut belongs_to("applications", "account_id", "accounts"))
            .foreign_key(ForeignKey::create().from("applications", "job_id").to("jobs", "id"))
            .to_owned();
        manager.create_table(applications).await?;

        let changes = Table::create()
            .table("application_changes")
            .col(uuid("application_id"))
            .col(integer("revision"))
            .col(string("status"))
            .col(string("party"))
            .col(text_null("note"))
            .col(timestamp_with_time_zone("changed_at"))
            .primary_key(Index::create().col("application_id").col("revision"))
            .foreign_key(&mut belongs_to("application_changes", "application_id", "applications"))
            .to_owned();
        manager.create_table(changes).await?;

        for index in [
            // One application for each seeker and job.
            "CREATE UNIQUE INDEX applications_once ON applications (account_id, job_id)",
            "CREATE INDEX applications_recent ON applications (account_id, created_at, id)",
            "CREATE INDEX applications_job ON applications (job_id, created_at, id)",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
