//! Why, since when and until when the seeker of a conversation waits for a person.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for column in [
            ColumnDef::new("waiting_reason").string(),
            ColumnDef::new("waiting_since").timestamp_with_time_zone(),
            ColumnDef::new("answer_due_at").timestamp_with_time_zone(),
            ColumnDef::new("unsure_answers").integer().not_null().default(0),
        ] {
            let table = Table::alter().table("chat_sessions").add_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
