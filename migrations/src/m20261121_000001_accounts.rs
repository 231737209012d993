//! Accounts, their roles, sign-ins and one-time tokens.
//!
//! A role stands in a table of its own that no user-facing body maps to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    blob, integer, pk_uuid, string, string_null, string_uniq, timestamp_with_time_zone, uuid,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let accounts = Table::create()
            .table("accounts")
            .col(pk_uuid("id"))
            .col(string("email"))
            .col(string_uniq("email_canonical"))
            .col(string_null("password_hash"))
            .col(string_null("full_name"))
            .col(timestamp_with_time_zone("created_at"))
            .to_owned();
        manager.create_table(accounts).await?;

        let roles = Table::create()
            .table("account_roles")
            .col(pk_uuid("account_id"))
            .col(string("role"))
            .foreign_key(&mut owned_by_account("account_roles"))
            .to_owned();
        manager.create_table(roles).await?;

        let sessions = Table::create()
            .table("login_sessions")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(integer("refresh_counter"))
            .col(timestamp_with_time_zone("refreshed_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(ColumnDef::new("revoked_at").timestamp_with_time_zone())
            .foreign_key(&mut owned_by_account("login_sessions"))
            .to_owned();
        manager.create_table(sessions).await?;
        let by_account =
            Index::create().name("login_sessions_account").table("login_sessions").col("account_id").to_owned();
        manager.create_index(by_account).await?;

        let tokens = Table::create()
            .table("one_time_tokens")
            .col(blob("hash").primary_key())
            .col(string("purpose"))
            .col(uuid("account_id"))
            .col(timestamp_with_time_zone("expires_at"))
            .foreign_key(&mut owned_by_account("one_time_tokens"))
            .to_owned();
        manager.create_table(tokens).await?;
        let by_expiry =
            Index::create().name("one_time_tokens_expiry").table("one_time_tokens").col("expires_at").to_owned();
        manager.create_index(by_expiry).await?;

        let resumes = Table::create()
            .table("resumes")
            .col(pk_uuid("account_id"))
            .col(string("file_name"))
            .col(string("document_type"))
            .col(string("object_key"))
            .col(ColumnDef::new("skills").json().not_null())
            .col(timestamp_with_time_zone("uploaded_at"))
            .col(ColumnDef::new("text").text().not_null())
            .foreign_key(&mut owned_by_account("resumes"))
            .to_owned();
        manager.create_table(resumes).await?;

        let embeddings = Table::create()
            .table("resume_embeddings")
            .col(pk_uuid("account_id"))
            .col(string("model"))
            .col(blob("vector"))
            .foreign_key(
                ForeignKey::create()
                    .from("resume_embeddings", "account_id")
                    .to("resumes", "account_id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(embeddings).await
    }
}

fn owned_by_account(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, "account_id").to("accounts", "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}
