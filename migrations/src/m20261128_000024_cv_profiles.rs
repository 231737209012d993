//! Profiles of the CV contract.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let belongs_to_account = &mut ForeignKey::create()
            .from("cv_profiles", "account_id")
            .to("accounts", "id")
            .on_delete(ForeignKeyAction::Cascade)
            .to_owned();
        let profiles = Table::create()
            .table("cv_profiles")
            .col(uuid("account_id").primary_key())
            .col(uuid("id").unique_key())
            .col(ColumnDef::new("content").json().not_null())
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .foreign_key(belongs_to_account)
            .to_owned();
        manager.create_table(profiles).await
    }
}
