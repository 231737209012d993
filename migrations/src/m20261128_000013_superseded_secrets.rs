//! What a newer request needs to replace an older one: a key for waiting mails of the same kind, and a mark on accounts that
//! somebody else tried to open before their address was confirmed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let collapse_key = Table::alter().table("mails").add_column(string_null("collapse_key")).to_owned();
        manager.alter_table(collapse_key).await?;
        let one_of_a_key =
            Index::create().name("mails_collapse_key").table("mails").col("collapse_key").unique().to_owned();
        manager.create_index(one_of_a_key).await?;
        let contested = ColumnDef::new("is_contested").boolean().not_null().default(false).to_owned();
        manager.alter_table(Table::alter().table("accounts").add_column(contested).to_owned()).await
    }
}
