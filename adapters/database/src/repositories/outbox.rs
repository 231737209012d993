//! The outbox: domain events that wait to be dispatched.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::{AccountId, EventId};
use domain_model::operations::event::{DomainEvent, EventRecord, StoredEvent, UnreadableEvent};
use ports::{OutboxEntry, OutboxRepository, PortResult};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use crate::convert::{from_json, to_json, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<event::Entity>()];

pub(crate) mod event {
    //! Table `outbox`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) kind: String,
        pub(crate) account_id: Option<Uuid>,
        pub(crate) payload: Json,
        pub(crate) occurred_at: DateTimeUtc,
        pub(crate) told_at: Option<DateTimeUtc>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn row_of(record: &EventRecord) -> event::ActiveModel {
    let StoredEvent { kind, account, payload } = StoredEvent::from(&record.event);
    event::ActiveModel {
        id: Set(record.id.0),
        kind: Set(kind),
        account_id: Set(account.map(|id| id.0)),
        payload: Set(to_json(&payload)),
        occurred_at: Set(record.occurred_at),
        told_at: NotSet,
    }
}

fn entry_from(row: event::Model) -> OutboxEntry {
    let (id, kind) = (EventId(row.id), row.kind.clone());
    OutboxEntry { id, kind, event: record_from(row) }
}

fn record_from(row: event::Model) -> Result<EventRecord, UnreadableEvent> {
    let payload = from_json(row.payload).map_err(|_| UnreadableEvent::MalformedPayload)?;
    let stored = StoredEvent { kind: row.kind, account: row.account_id.map(AccountId), payload };
    Ok(EventRecord { id: EventId(row.id), event: stored.try_into()?, occurred_at: row.occurred_at })
}

#[async_trait]
impl<C: ConnectionTrait> OutboxRepository for Repository<'_, C> {
    async fn append(&mut self, events: &[EventRecord]) -> PortResult<()> {
        if !events.is_empty() {
            event::Entity::insert_many(events.iter().map(row_of)).exec_without_returning(self.0).await.port()?;
        }
        Ok(())
    }

    async fn take(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<OutboxEntry>> {
        // `SQLite` has a single writer, so nothing has to be locked.
        let rows = event::Entity::find()
            .filter(event::Column::ToldAt.is_null())
            .filter(event::Column::Kind.is_in(DomainEvent::KINDS.iter().copied()))
            .order_by_asc(event::Column::Id)
            .limit(u64::from(limit))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(self.0)
            .await
            .port()?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        event::Entity::update_many()
            .col_expr(event::Column::ToldAt, Expr::value(now))
            .filter(event::Column::Id.is_in(rows.iter().map(|row| row.id)))
            .exec(self.0)
            .await
            .port()?;
        Ok(rows.into_iter().map(entry_from).collect())
    }

    async fn unknown_kinds(&mut self) -> PortResult<Vec<(String, u64)>> {
        let counted: Vec<(String, i64)> = event::Entity::find()
            .select_only()
            .column(event::Column::Kind)
            .column_as(event::Column::Id.count(), "events")
            .filter(event::Column::ToldAt.is_null())
            .filter(event::Column::Kind.is_not_in(DomainEvent::KINDS.iter().copied()))
            .group_by(event::Column::Kind)
            .order_by_asc(event::Column::Kind)
            .into_tuple()
            .all(self.0)
            .await
            .port()?;
        counted.into_iter().map(|(kind, count)| Ok((kind, unsigned(count)?))).collect()
    }

    async fn prune(&mut self, dispatched_before: DateTime<Utc>, limit: u32) -> PortResult<u32> {
        let old = event::Entity::find()
            .select_only()
            .column(event::Column::Id)
            .filter(event::Column::ToldAt.lt(dispatched_before))
            .limit(u64::from(limit))
            .into_query();
        let deleted = event::Entity::delete_many().filter(event::Column::Id.in_subquery(old)).exec(self.0).await;
        unsigned(deleted.port()?.rows_affected)
    }
}
