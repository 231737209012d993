//! The jobs that people keep for later.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let belongs_to = |column: &'static str, table: &'static str| {
            let mut key = ForeignKey::create();
            key.from("saved_jobs", column).to(table, "id").on_delete(ForeignKeyAction::Cascade);
            key
        };
        let saved_jobs = Table::create()
            .table("saved_jobs")
            .col(uuid("account_id"))
            .col(uuid("job_id"))
            .col(timestamp_with_time_zone("saved_at"))
            .primary_key(Index::create().col("account_id").col("job_id"))
            .foreign_key(&mut belongs_to("account_id", "accounts"))
            .foreign_key(&mut belongs_to("job_id", "jobs"))
            .to_owned();
        manager.create_table(saved_jobs).await?;
        for index in [
            "CREATE INDEX saved_jobs_recent ON saved_jobs (account_id, saved_at, job_id)",
            "CREATE INDEX saved_jobs_job ON saved_jobs (job_id)",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
