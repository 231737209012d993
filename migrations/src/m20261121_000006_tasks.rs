//! The queue of tasks, and which runs of which schedule there were. Jobs lose the columns of the claim that the queue
//! replaces.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, integer, pk_uuid, string, string_null, text_null, timestamp_with_time_zone, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tasks = Table::create()
            .table("tasks")
            .col(pk_uuid("id"))
            .col(string("class"))
            .col(string_null("unique_key"))
            .col(ColumnDef::new("payload").json().not_null())
            .col(string("state"))
            .col(integer("attempts"))
            .col(integer("attempts_allowed"))
            .col(uuid_null("worker"))
            // Milliseconds since 1970 by the database's own clock.
            .col(big_integer_null("lease_until_ms"))
            .col(timestamp_with_time_zone("run_at"))
            .col(text_null("reason"))
            .col(timestamp_with_time_zone("created_at"))
            .col(ColumnDef::new("finished_at").timestamp_with_time_zone())
            .to_owned();
        manager.create_table(tasks).await?;
        for index in [
            // One for each question, over the few rows that can answer it: finished tasks stand in none that is asked often.
            "CREATE INDEX tasks_ready ON tasks (class, run_at, id) WHERE state = 'ready'",
            "CREATE INDEX tasks_expiry ON tasks (lease_until_ms) WHERE state = 'running'",
            "CREATE INDEX tasks_dead ON tasks (id) WHERE state = 'dead'",
            "CREATE INDEX tasks_finished ON tasks (finished_at) WHERE finished_at IS NOT NULL",
            "CREATE UNIQUE INDEX tasks_unique ON tasks (class, unique_key) \
             WHERE unique_key IS NOT NULL AND state IN ('ready', 'running')",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }

        let cron_runs = Table::create()
            .table("cron_runs")
            .col(string("job"))
            .col(timestamp_with_time_zone("scheduled_for"))
            .col(string("outcome"))
            .col(timestamp_with_time_zone("recorded_at"))
            .primary_key(Index::create().col("job").col("scheduled_for"))
            .to_owned();
        manager.create_table(cron_runs).await?;

        for column in ["claim_token", "claim_until"] {
            manager.alter_table(Table::alter().table("jobs").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
