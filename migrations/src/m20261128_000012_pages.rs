//! Indexes in the order in which lists are read page by page.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for change in [
            "DROP INDEX chat_sessions_recent",
            "CREATE INDEX chat_sessions_last_used ON chat_sessions \
             ((COALESCE(last_message_at, created_at)) DESC, id DESC)",
            "DROP INDEX scraping_logs_recent",
            "CREATE INDEX scraping_logs_recent ON scraping_logs (started_at DESC, id DESC)",
        ] {
            manager.get_connection().execute_unprepared(change).await?;
        }
        Ok(())
    }
}
