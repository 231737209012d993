//! Conversations and their messages.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, pk_uuid, string, string_null, timestamp_with_time_zone, uuid};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sessions = Table::create()
            .table("chat_sessions")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(ColumnDef::new("job_id").uuid())
            .col(string("status"))
            .col(ColumnDef::new("operator").uuid())
            .col(integer("epoch"))
            .col(big_integer("last_seq"))
            .col(big_integer("awaiting_seq"))
            .col(timestamp_with_time_zone("created_at"))
            .col(ColumnDef::new("last_message_at").timestamp_with_time_zone())
            .foreign_key(
                ForeignKey::create()
                    .from("chat_sessions", "account_id")
                    .to("accounts", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(sessions).await?;

        let messages = Table::create()
            .table("chat_messages")
            .col(uuid("session_id"))
            .col(big_integer("seq"))
            .col(string("sender"))
            .col(string("kind"))
            .col(ColumnDef::new("client_msg_id").uuid())
            .col(string_null("generated_by"))
            .col(timestamp_with_time_zone("created_at"))
            .col(ColumnDef::new("content").text().not_null())
            .primary_key(Index::create().col("session_id").col("seq"))
            .foreign_key(
                ForeignKey::create()
                    .from("chat_messages", "session_id")
                    .to("chat_sessions", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(messages).await?;

        for index in [
            // One open conversation for each account and job, and one that is about no job.
            "CREATE UNIQUE INDEX chat_sessions_open_job ON chat_sessions (account_id, job_id) \
             WHERE status <> 'closed' AND job_id IS NOT NULL",
            "CREATE UNIQUE INDEX chat_sessions_open_general ON chat_sessions (account_id) \
             WHERE status <> 'closed' AND job_id IS NULL",
            "CREATE INDEX chat_sessions_account ON chat_sessions (account_id)",
            "CREATE INDEX chat_sessions_recent ON chat_sessions (last_message_at)",
            "CREATE INDEX chat_sessions_awaiting ON chat_sessions (last_message_at) WHERE awaiting_seq > 0",
            // The same message sent twice is one message.
            "CREATE UNIQUE INDEX chat_messages_client_id ON chat_messages (session_id, sender, client_msg_id) \
             WHERE client_msg_id IS NOT NULL",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
