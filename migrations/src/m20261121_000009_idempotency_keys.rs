//! Keys under which clients send requests, and what was answered.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let keys = Table::create()
            .table("idempotency_keys")
            .col(string("key").primary_key())
            .col(uuid("account_id"))
            .col(string("request"))
            .col(uuid("attempt"))
            // Milliseconds since 1970 by the database's clock.
            .col(big_integer("leased_until_ms"))
            .col(big_integer("expires_at_ms"))
            .col(ColumnDef::new("status").integer())
            .col(ColumnDef::new("headers").json())
            .col(ColumnDef::new("body").binary())
            // What was answered is somebody's: it goes with the account.
            .foreign_key(
                ForeignKey::create()
                    .from("idempotency_keys", "account_id")
                    .to("accounts", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(keys).await?;
        for (name, column) in [("idempotency_keys_account", "account_id"), ("idempotency_keys_end", "expires_at_ms")] {
            let index = Index::create().name(name).table("idempotency_keys").col(column).to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
