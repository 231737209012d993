//! A run that read everything is `complete`; runs remember how their source could be read.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rename = "UPDATE scraping_logs SET status = 'complete' WHERE status = 'success'";
        manager.get_connection().execute_unprepared(rename).await?;
        let crawl = ColumnDef::new("crawl").json().not_null().default("{}").to_owned();
        manager.alter_table(Table::alter().table("scraping_logs").add_column(crawl).to_owned()).await
    }
}
