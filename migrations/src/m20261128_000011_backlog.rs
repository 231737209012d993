//! The index of the enrichment backlog in the order in which the backlog is read: by id.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared("DROP INDEX jobs_backlog").await?;
        connection.execute_unprepared("CREATE INDEX jobs_backlog ON jobs (id) WHERE needs_enrichment").await?;
        Ok(())
    }
}
