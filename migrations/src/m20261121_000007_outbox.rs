//! The outbox: events that wait to be dispatched. `told_at` is when an event was dispatched; the column keeps its first name.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{pk_uuid, string, timestamp_with_time_zone, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let outbox = Table::create()
            .table("outbox")
            .col(pk_uuid("id"))
            .col(string("kind"))
            // Not a reference: what has happened stays true when the account is gone.
            .col(uuid_null("account_id"))
            .col(ColumnDef::new("payload").json().not_null())
            .col(timestamp_with_time_zone("occurred_at"))
            .col(ColumnDef::new("told_at").timestamp_with_time_zone())
            .to_owned();
        manager.create_table(outbox).await?;
        for index in [
            // Looked through every second, while nearly everything is told.
            "CREATE INDEX outbox_waiting ON outbox (id) WHERE told_at IS NULL",
            "CREATE INDEX outbox_told ON outbox (told_at) WHERE told_at IS NOT NULL",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
