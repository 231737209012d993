//! Mock interviews, and the reviews of experts.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    pk_uuid, string, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let interviews = Table::create()
            .table("mock_interviews")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(uuid_null("job_id"))
            // in_progress, completed, pending_review or reviewed
            .col(string("status"))
            .col(ColumnDef::new("questions").json().not_null())
            .col(ColumnDef::new("transcript").json().not_null())
            // NULL while it is in progress.
            .col(ColumnDef::new("scorecard").json().null())
            .col(timestamp_with_time_zone("started_at"))
            .col(timestamp_with_time_zone_null("completed_at"))
            .col(timestamp_with_time_zone_null("viewed_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("mock_interviews", "account_id")
                    .to("accounts", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("mock_interviews", "job_id")
                    .to("jobs", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(interviews).await?;
        // A table of its own, because a seeker writes everything of an interview but its review.
        let reviews = Table::create()
            .table("mock_interview_reviews")
            .col(uuid("interview_id").primary_key())
            // No key to accounts: a review outlives the account of the expert.
            .col(uuid("reviewer"))
            .col(ColumnDef::new("feedback").json().not_null())
            .col(timestamp_with_time_zone("reviewed_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("mock_interview_reviews", "interview_id")
                    .to("mock_interviews", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(reviews).await?;
        for index in [
            "CREATE INDEX mock_interviews_own ON mock_interviews (account_id, started_at, id)",
            "CREATE INDEX mock_interviews_recent ON mock_interviews (started_at, id)",
            "CREATE INDEX mock_interviews_job ON mock_interviews (job_id)",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
