//! Every version of a resume, instead of the current one alone.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, integer, string, string_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for statement in [
            "ALTER TABLE resume_embeddings RENAME TO old_resume_embeddings",
            "ALTER TABLE resumes RENAME TO old_resumes",
        ] {
            connection.execute_unprepared(statement).await?;
        }
        let resumes = Table::create()
            .table("resumes")
            .col(uuid("account_id"))
            .col(integer("version"))
            // upload, edit or import
            .col(string("origin"))
            // All three or none: what was imported from data has no document.
            .col(string_null("file_name"))
            .col(string_null("document_type"))
            .col(string_null("object_key"))
            // The lines of the document with their places. NULL: an older program read the text alone.
            .col(ColumnDef::new("document").json().null())
            .col(ColumnDef::new("content").json().null())
            .col(ColumnDef::new("text").text().not_null())
            .col(ColumnDef::new("skills").json().not_null())
            .col(timestamp_with_time_zone("created_at"))
            .col(boolean("is_current"))
            .col(timestamp_with_time_zone_null("deleted_at"))
            .primary_key(Index::create().col("account_id").col("version"))
            .foreign_key(&mut owned_by_account("resumes"))
            .to_owned();
        manager.create_table(resumes).await?;
        let embeddings = Table::create()
            .table("resume_embeddings")
            .col(uuid("account_id").primary_key())
            .col(string("model"))
            .col(ColumnDef::new("vector").blob().not_null())
            .foreign_key(&mut owned_by_account("resume_embeddings"))
            .to_owned();
        manager.create_table(embeddings).await?;
        for statement in [
            "INSERT INTO resumes (account_id, version, origin, file_name, document_type, object_key, text, skills, \
             created_at, is_current) \
             SELECT account_id, 1, 'upload', file_name, document_type, object_key, text, skills, uploaded_at, true \
             FROM old_resumes",
            "INSERT INTO resume_embeddings (account_id, model, vector) \
             SELECT account_id, model, vector FROM old_resume_embeddings",
            // Events and tasks of the old form name a file instead of a version. What they stand for is found at every start
            // of the program: a resume in use without an embedding gets a task.
            "DELETE FROM outbox WHERE kind = 'resume_uploaded' AND told_at IS NULL",
            "DELETE FROM tasks WHERE class = 'embed_resume' AND state IN ('ready', 'running')",
            "DROP TABLE old_resume_embeddings",
            "DROP TABLE old_resumes",
            "CREATE UNIQUE INDEX resumes_current ON resumes (account_id) WHERE is_current",
            "CREATE INDEX resumes_bin ON resumes (deleted_at) WHERE deleted_at IS NOT NULL",
            "CREATE INDEX resumes_object ON resumes (object_key)",
        ] {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

fn owned_by_account(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, "account_id").to("accounts", "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}
