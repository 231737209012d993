//! Jobs, their history, vectors, and what was worked out about their texts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{blob, boolean, integer, pk_uuid, string, string_null, timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let jobs = Table::create()
            .table("jobs")
            .col(pk_uuid("id"))
            .col(string("source"))
            .col(string("external_id"))
            .col(string_null("requisition_id"))
            .col(string("title"))
            .col(string("company"))
            .col(ColumnDef::new("locations").json().not_null())
            .col(string_null("workplace"))
            .col(string_null("employment_type"))
            .col(ColumnDef::new("salary").json())
            .col(string_null("department"))
            .col(string_null("url"))
            .col(string_null("apply_url"))
            .col(ColumnDef::new("posted_at").timestamp_with_time_zone())
            .col(ColumnDef::new("valid_through").timestamp_with_time_zone())
            .col(string("status"))
            .col(integer("revision"))
            .col(boolean("needs_enrichment"))
            .col(ColumnDef::new("skills").json().not_null())
            .col(string_null("enrichment_key"))
            .col(string("text_key"))
            .col(integer("missed_sweeps").default(0))
            .col(ColumnDef::new("claim_token").uuid())
            .col(ColumnDef::new("claim_until").timestamp_with_time_zone())
            .col(timestamp_with_time_zone("first_seen"))
            .col(timestamp_with_time_zone("last_seen"))
            .col(timestamp_with_time_zone("updated_at"))
            .col(ColumnDef::new("closed_at").timestamp_with_time_zone())
            // Last, so that reading the others never touches the pages of a long text.
            .col(ColumnDef::new("description").text().not_null())
            .to_owned();
        manager.create_table(jobs).await?;
        let by_external_id =
            Index::create().name("jobs_external_id").table("jobs").col("source").col("external_id").unique().to_owned();
        manager.create_index(by_external_id).await?;
        // What the feed, the backlog, the sweep, the index follower and the search for known words read.
        for index in [
            "CREATE INDEX jobs_feed ON jobs (first_seen DESC, id DESC) WHERE status = 'active'",
            "CREATE INDEX jobs_backlog ON jobs (first_seen, id) WHERE needs_enrichment",
            "CREATE INDEX jobs_sweep ON jobs (source, last_seen) WHERE status <> 'closed'",
            "CREATE INDEX jobs_expiry ON jobs (valid_through) WHERE status <> 'closed' AND valid_through IS NOT NULL",
            "CREATE INDEX jobs_changes ON jobs (updated_at, id)",
            "CREATE INDEX jobs_text ON jobs (text_key)",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }

        let history = Table::create()
            .table("job_history")
            .col(uuid("job_id"))
            .col(integer("revision"))
            .col(timestamp_with_time_zone("changed_at"))
            .col(string("kind"))
            .col(ColumnDef::new("fields").json().not_null())
            .col(ColumnDef::new("before").json().not_null())
            .primary_key(Index::create().col("job_id").col("revision"))
            .foreign_key(&mut of_job("job_history"))
            .to_owned();
        manager.create_table(history).await?;

        let embeddings = Table::create()
            .table("job_embeddings")
            .col(pk_uuid("job_id"))
            .col(string("model"))
            .col(blob("vector"))
            .foreign_key(&mut of_job("job_embeddings"))
            .to_owned();
        manager.create_table(embeddings).await?;

        let enrichments = Table::create()
            .table("enrichments")
            .col(string("key").primary_key())
            .col(ColumnDef::new("resume_tips").json().not_null())
            .col(ColumnDef::new("interview_questions").json().not_null())
            .col(ColumnDef::new("skills").json().not_null())
            .col(string("generated_by"))
            .col(timestamp_with_time_zone("created_at"))
            .to_owned();
        manager.create_table(enrichments).await
    }
}

fn of_job(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, "job_id").to("jobs", "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}
