//! Objects: which keys the object storage may hold.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let objects = Table::create()
            .table("objects")
            .col(string("key").primary_key())
            // Whose. Not a reference: the row outlives the account until the object is deleted.
            .col(uuid("account_id"))
            // pending, stored or abandoned
            .col(string("state"))
            .col(timestamp_with_time_zone("announced_at"))
            .to_owned();
        manager.create_table(objects).await?;
        for statement in [
            // Looked through every few seconds, while nearly everything is stored.
            "CREATE INDEX objects_not_stored ON objects (state, announced_at) WHERE state <> 'stored'",
            "INSERT INTO objects (key, account_id, state, announced_at) \
             SELECT object_key, account_id, 'stored', uploaded_at FROM resumes",
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
