//! Counts of what was done lately, shared by all nodes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, timestamp_with_time_zone};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let limits = Table::create()
            .table("rate_limits")
            .col(string("key").primary_key())
            .col(integer("times"))
            .col(timestamp_with_time_zone("resets_at"))
            .to_owned();
        manager.create_table(limits).await?;
        let by_end = Index::create().name("rate_limits_end").table("rate_limits").col("resets_at").to_owned();
        manager.create_index(by_end).await
    }
}
