//! Runs over sources, and leases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, pk_uuid, string, text_null, timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let logs = Table::create()
            .table("scraping_logs")
            .col(pk_uuid("id"))
            .col(string("source_name"))
            .col(string("source"))
            .col(string("status"))
            .col(ColumnDef::new("counts").json().not_null())
            .col(text_null("message"))
            .col(timestamp_with_time_zone("started_at"))
            .col(ColumnDef::new("finished_at").timestamp_with_time_zone())
            .to_owned();
        manager.create_table(logs).await?;
        for index in [
            "CREATE INDEX scraping_logs_recent ON scraping_logs (started_at)",
            "CREATE INDEX scraping_logs_source ON scraping_logs (source, started_at)",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }

        let leases = Table::create()
            .table("leases")
            .col(string("name").primary_key())
            .col(uuid("owner"))
            .col(big_integer("fencing_token"))
            // Milliseconds since 1970 by the database's own clock.
            .col(big_integer("expires_at_ms"))
            .to_owned();
        manager.create_table(leases).await
    }
}
