//! The ledger of credits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let belongs_to_account = &mut ForeignKey::create()
            .from("credit_entries", "account_id")
            .to("accounts", "id")
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        let entries = Table::create()
            .table("credit_entries")
            .col(uuid("account_id"))
            // 1, 2, 3 … of the account: two transactions cannot both continue the same balance.
            .col(big_integer("seq"))
            // grants, balance or usage
            .col(string("debit"))
            .col(string("credit"))
            .col(big_integer("amount"))
            // After the entry.
            .col(big_integer("balance"))
            .col(timestamp_with_time_zone("entered_at"))
            .primary_key(Index::create().col("account_id").col("seq"))
            .foreign_key(belongs_to_account)
            .check(Expr::cust("amount > 0"))
            .check(Expr::cust("balance >= 0"))
            .check(Expr::cust("debit <> credit"))
            .to_owned();
        manager.create_table(entries).await
    }
}
