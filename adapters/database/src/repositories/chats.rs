//! Chat sessions and their messages.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::enrichment::GeneratedBy;
use domain_model::chat::waiting::Waiting;
use domain_model::chat::{ChatMessage, ChatSession, ChatStatus, Sender};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, ChatSessionId, JobId};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{ChatFilter, ChatKey, ChatRepository, ChatSessionSummary, PortResult};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value,
};
use uuid::Uuid;

use crate::convert::{parse, signed, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] =
    &[Table::included::<chat_session::Entity>(), Table::included::<chat_message::Entity>()];

pub(crate) mod chat_session {
    //! Table `chat_sessions`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "chat_sessions")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) account_id: Uuid,
        pub(crate) job_id: Option<Uuid>,
        pub(crate) status: String,
        pub(crate) operator: Option<Uuid>,
        pub(crate) waiting_reason: Option<String>,
        pub(crate) waiting_since: Option<DateTimeUtc>,
        pub(crate) answer_due_at: Option<DateTimeUtc>,
        pub(crate) unsure_answers: i32,
        pub(crate) epoch: i32,
        pub(crate) last_seq: i64,
        pub(crate) awaiting_seq: i64,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) last_message_at: Option<DateTimeUtc>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod chat_message {
    //! Table `chat_messages`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "chat_messages")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) session_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) seq: i64,
        pub(crate) sender: String,
        pub(crate) kind: String,
        pub(crate) client_msg_id: Option<Uuid>,
        pub(crate) generated_by: Option<String>,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) content: String,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// [`ChatSession::last_used_at`], in the form of its index.
const LAST_USED_AT: &str = "COALESCE(s.last_message_at, s.created_at)";

#[derive(FromQueryResult)]
struct SummaryRow {
    #[sea_orm(nested)]
    session: chat_session::Model,
    user_email: String,
    user_full_name: Option<String>,
    job_title: Option<String>,
    unread: i64,
}

fn row_of(session: &ChatSession) -> chat_session::ActiveModel {
    chat_session::ActiveModel {
        id: Set(session.id.0),
        account_id: Set(session.account_id.0),
        job_id: Set(session.job_id.map(|id| id.0)),
        status: Set(session.status.as_str().to_owned()),
        operator: Set(session.operator.map(|id| id.0)),
        waiting_reason: Set(session.waiting.map(|waiting| waiting.reason.as_str().to_owned())),
        waiting_since: Set(session.waiting.map(|waiting| waiting.since)),
        answer_due_at: Set(session.waiting.map(|waiting| waiting.answer_due_at)),
        unsure_answers: Set(signed(session.unsure_answers)),
        epoch: Set(signed(session.epoch)),
        last_seq: Set(signed(session.last_seq)),
        awaiting_seq: Set(signed(session.awaiting_seq)),
        created_at: Set(session.created_at),
        last_message_at: Set(session.last_message_at),
    }
}

fn session_from(row: &chat_session::Model) -> PortResult<ChatSession> {
    Ok(ChatSession {
        id: ChatSessionId(row.id),
        account_id: AccountId(row.account_id),
        job_id: row.job_id.map(JobId),
        status: parse(&row.status)?,
        operator: row.operator.map(AccountId),
        waiting: waiting_from(row)?,
        unsure_answers: unsigned(row.unsure_answers)?,
        epoch: unsigned(row.epoch)?,
        last_seq: unsigned(row.last_seq)?,
        awaiting_seq: unsigned(row.awaiting_seq)?,
        created_at: row.created_at,
        last_message_at: row.last_message_at,
    })
}

fn waiting_from(row: &chat_session::Model) -> PortResult<Option<Waiting>> {
    match (&row.waiting_reason, row.waiting_since, row.answer_due_at) {
        (Some(reason), Some(since), Some(answer_due_at)) => {
            Ok(Some(Waiting { reason: parse(reason)?, since, answer_due_at }))
        }
        _ => Ok(None),
    }
}

fn message_from(row: chat_message::Model) -> PortResult<ChatMessage> {
    Ok(ChatMessage {
        session_id: ChatSessionId(row.session_id),
        seq: unsigned(row.seq)?,
        sender: parse(&row.sender)?,
        kind: parse(&row.kind)?,
        content: row.content,
        client_msg_id: row.client_msg_id,
        generated_by: row.generated_by.map(GeneratedBy::from),
        created_at: row.created_at,
    })
}

impl<C: ConnectionTrait> Repository<'_, C> {
    async fn find_by_id(&self, id: ChatSessionId, lock: bool) -> PortResult<Option<ChatSession>> {
        let mut query = chat_session::Entity::find_by_id(id.0);
        // On SQLite the transaction itself excludes every other writer.
        if lock && self.0.get_database_backend() == DbBackend::Postgres {
            query = query.lock_exclusive();
        }
        query.one(self.0).await.port()?.as_ref().map(session_from).transpose()
    }
}

impl<C: ConnectionTrait> Repository<'_, C> {
    /// The sessions selected by `which`, with what lists show of them.
    async fn summaries(&self, which: &str, values: Vec<Value>) -> PortResult<Vec<ChatSessionSummary>> {
        // Unread: messages of the owner after the last answer.
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            format!(
                "SELECT s.*, a.email AS user_email, a.full_name AS user_full_name, j.title AS job_title, \
                 (SELECT COUNT(*) FROM chat_messages m WHERE m.session_id = s.id AND m.sender = 'user' AND m.seq > \
                   COALESCE((SELECT MAX(n.seq) FROM chat_messages n WHERE n.session_id = s.id \
                             AND n.sender IN ('assistant', 'admin')), 0)) AS unread \
                 FROM chat_sessions s JOIN accounts a ON a.id = s.account_id LEFT JOIN jobs j ON j.id = s.job_id {which}"
            ),
            values,
        );
        let rows = SummaryRow::find_by_statement(statement).all(self.0).await.port()?;
        rows.into_iter().map(summary_from).collect()
    }
}

fn summary_from(row: SummaryRow) -> PortResult<ChatSessionSummary> {
    Ok(ChatSessionSummary {
        session: session_from(&row.session)?,
        user_email: row.user_email,
        user_full_name: row.user_full_name,
        job_title: row.job_title,
        unread: unsigned(row.unread)?,
    })
}

#[async_trait]
impl<C: ConnectionTrait> ChatRepository for Repository<'_, C> {
    async fn insert(&mut self, session: &ChatSession) -> PortResult<()> {
        chat_session::Entity::insert(row_of(session)).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn get(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSession>> {
        let session = self.find_by_id(id, false).await?;
        Ok(session.filter(|session| principal.may_see(session.account_id)))
    }

    async fn exists(&mut self, id: ChatSessionId) -> PortResult<bool> {
        Ok(self.find_by_id(id, false).await?.is_some())
    }

    async fn lock(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSession>> {
        let session = self.find_by_id(id, true).await?;
        Ok(session.filter(|session| principal.may_see(session.account_id)))
    }

    async fn lock_for_assistant(&mut self, id: ChatSessionId) -> PortResult<Option<ChatSession>> {
        self.find_by_id(id, true).await
    }

    async fn find(&mut self, account_id: AccountId, job_id: JobId) -> PortResult<Option<ChatSession>> {
        let row = chat_session::Entity::find()
            .filter(chat_session::Column::AccountId.eq(account_id.0))
            .filter(chat_session::Column::Status.ne(ChatStatus::Closed.as_str()))
            .filter(chat_session::Column::JobId.eq(job_id.0))
            .one(self.0)
            .await
            .port()?;
        row.as_ref().map(session_from).transpose()
    }

    async fn list_own(&mut self, account_id: AccountId) -> PortResult<Vec<ChatSession>> {
        let rows = chat_session::Entity::find()
            .filter(chat_session::Column::AccountId.eq(account_id.0))
            .order_by_desc(Expr::cust("COALESCE(last_message_at, created_at)"))
            .order_by_desc(chat_session::Column::Id)
            .all(self.0)
            .await
            .port()?;
        rows.iter().map(session_from).collect()
    }

    async fn list(
        &mut self,
        principal: &Principal,
        filter: ChatFilter,
        page: PageRequest<ChatKey>,
    ) -> PortResult<Page<ChatSessionSummary, ChatKey>> {
        let mut which = "WHERE TRUE".to_owned();
        let mut values = vec![Value::from(i64::from(page.limit) + 1)];
        let own = (!principal.sees_all_accounts()).then_some(principal.account_id);
        for owner in own.into_iter().chain(filter.owner) {
            values.push(owner.0.into());
            which.push_str(&format!(" AND s.account_id = ${}", values.len()));
        }
        if let Some(status) = filter.status {
            which.push_str(&format!(" AND s.status = '{status}'"));
        }
        if let Some((last_used_at, id)) = page.after_key() {
            values.extend([last_used_at.into(), id.0.into()]);
            which.push_str(&format!(" AND ({LAST_USED_AT}, s.id) < (${}, ${})", values.len() - 1, values.len()));
        }
        let which = format!("{which} ORDER BY {LAST_USED_AT} DESC, s.id DESC LIMIT $1");
        let rows = self.summaries(&which, values).await?;
        Ok(Page::from_rows(rows, page.limit, |summary| (summary.session.last_used_at(), summary.session.id)))
    }

    async fn summary(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSessionSummary>> {
        let summary = self.summaries("WHERE s.id = $1", vec![id.0.into()]).await?.into_iter().next();
        Ok(summary.filter(|summary| principal.may_see(summary.session.account_id)))
    }

    async fn last_seqs(&mut self, ids: &[ChatSessionId]) -> PortResult<Vec<(ChatSessionId, u64)>> {
        let newest = chat_session::Entity::find()
            .select_only()
            .columns([chat_session::Column::Id, chat_session::Column::LastSeq])
            .filter(chat_session::Column::Id.is_in(ids.iter().map(|id| id.0)));
        let newest: Vec<(Uuid, i64)> = newest.into_tuple().all(self.0).await.port()?;
        newest.into_iter().map(|(id, seq)| Ok((ChatSessionId(id), unsigned(seq)?))).collect()
    }

    async fn update(&mut self, session: &ChatSession) -> PortResult<()> {
        chat_session::Entity::update_many()
            .set(row_of(session))
            .filter(chat_session::Column::Id.eq(session.id.0))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn insert_message(&mut self, message: &ChatMessage) -> PortResult<()> {
        let row = chat_message::ActiveModel {
            session_id: Set(message.session_id.0),
            seq: Set(signed(message.seq)),
            sender: Set(message.sender.as_str().to_owned()),
            kind: Set(message.kind.as_str().to_owned()),
            client_msg_id: Set(message.client_msg_id),
            generated_by: Set(message.generated_by.as_ref().map(ToString::to_string)),
            created_at: Set(message.created_at),
            content: Set(message.content.clone()),
        };
        chat_message::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn find_message(
        &mut self,
        session: &ChatSession,
        sender: Sender,
        client_msg_id: Uuid,
    ) -> PortResult<Option<ChatMessage>> {
        let row = chat_message::Entity::find()
            .filter(chat_message::Column::SessionId.eq(session.id.0))
            .filter(chat_message::Column::Sender.eq(sender.as_str()))
            .filter(chat_message::Column::ClientMsgId.eq(client_msg_id))
            .one(self.0)
            .await
            .port()?;
        row.map(message_from).transpose()
    }

    async fn messages_after(&mut self, session: &ChatSession, after: u64, limit: u32) -> PortResult<Vec<ChatMessage>> {
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let rows = chat_message::Entity::find()
            .filter(chat_message::Column::SessionId.eq(session.id.0))
            .filter(chat_message::Column::Seq.gt(after))
            .order_by_asc(chat_message::Column::Seq)
            .limit(u64::from(limit))
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(message_from).collect()
    }

    async fn list_awaiting_answer(&mut self, sent_before: DateTime<Utc>, limit: u32) -> PortResult<Vec<ChatSessionId>> {
        let ids: Vec<Uuid> = chat_session::Entity::find()
            .select_only()
            .column(chat_session::Column::Id)
            .filter(chat_session::Column::AwaitingSeq.gt(0))
            .filter(chat_session::Column::LastMessageAt.lte(sent_before))
            .order_by_asc(chat_session::Column::LastMessageAt)
            .limit(u64::from(limit))
            .into_tuple()
            .all(self.0)
            .await
            .port()?;
        Ok(ids.into_iter().map(ChatSessionId).collect())
    }
}
