//! Which jobs are the same: what each shares with others, its cluster, and the pairs that somebody has found to differ.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, boolean, pk_uuid, string_null, timestamp_with_time_zone, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let belongs_to_job = |table: &'static str, column: &'static str| {
            let mut key = ForeignKey::create();
            key.from(table, column).to("jobs", "id").on_delete(ForeignKeyAction::Cascade);
            key
        };
        let clusters = Table::create()
            .table("job_clusters")
            .col(pk_uuid("job_id"))
            .col(uuid_null("cluster_id"))
            .col(boolean("is_stale"))
            .col(string_null("url_key"))
            .col(string_null("apply_url_key"))
            .col(string_null("requisition_key"))
            .col(string_null("role_key"))
            .col(big_integer_null("fingerprint"))
            .foreign_key(&mut belongs_to_job("job_clusters", "job_id"))
            .to_owned();
        manager.create_table(clusters).await?;

        let mut by_account = ForeignKey::create();
        by_account.from("job_distinctions", "decided_by").to("accounts", "id").on_delete(ForeignKeyAction::SetNull);
        let distinctions = Table::create()
            .table("job_distinctions")
            .col(uuid("first_id"))
            .col(uuid("second_id"))
            .col(uuid_null("decided_by"))
            .col(timestamp_with_time_zone("decided_at"))
            .primary_key(Index::create().col("first_id").col("second_id"))
            .foreign_key(&mut belongs_to_job("job_distinctions", "first_id"))
            .foreign_key(&mut belongs_to_job("job_distinctions", "second_id"))
            .foreign_key(&mut by_account)
            .to_owned();
        manager.create_table(distinctions).await?;

        for statement in [
            "CREATE INDEX job_clusters_cluster ON job_clusters (cluster_id) WHERE cluster_id IS NOT NULL",
            "CREATE INDEX job_clusters_stale ON job_clusters (job_id) WHERE is_stale",
            "CREATE INDEX job_clusters_url ON job_clusters (url_key)",
            "CREATE INDEX job_clusters_apply_url ON job_clusters (apply_url_key)",
            "CREATE INDEX job_clusters_requisition ON job_clusters (requisition_key)",
            "CREATE INDEX job_clusters_role ON job_clusters (role_key)",
            "CREATE INDEX job_distinctions_second ON job_distinctions (second_id)",
            "CREATE INDEX job_distinctions_decided_by ON job_distinctions (decided_by)",
            // The jobs that are there are grouped like new ones.
            "INSERT INTO job_clusters (job_id, is_stale) SELECT id, TRUE FROM jobs",
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
