//! The outbox: domain events on their way to their reactions.

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
use crate::entities::outbox;
use crate::error::FromDb;

pub(crate) struct Outbox<'c, C>(pub(crate) &'c C);

fn row_of(record: &EventRecord) -> outbox::ActiveModel {
    let StoredEvent { kind, account, payload } = StoredEvent::from(&record.event);
    outbox::ActiveModel {
        id: Set(record.id.0),
        kind: Set(kind),
        account_id: Set(account.map(|id| id.0)),
        payload: Set(to_json(&payload)),
        occurred_at: Set(record.occurred_at),
        told_at: NotSet,
    }
}

fn entry_from(row: outbox::Model) -> OutboxEntry {
    let (id, kind) = (EventId(row.id), row.kind.clone());
    OutboxEntry { id, kind, event: record_from(row) }
}

fn record_from(row: outbox::Model) -> Result<EventRecord, UnreadableEvent> {
    let payload = from_json(row.payload).map_err(|_| UnreadableEvent::MalformedPayload)?;
    let stored = StoredEvent { kind: row.kind, account: row.account_id.map(AccountId), payload };
    Ok(EventRecord { id: EventId(row.id), event: stored.try_into()?, occurred_at: row.occurred_at })
}

#[async_trait]
impl<C: ConnectionTrait> OutboxRepository for Outbox<'_, C> {
    async fn append(&mut self, events: &[EventRecord]) -> PortResult<()> {
        if !events.is_empty() {
            outbox::Entity::insert_many(events.iter().map(row_of)).exec_without_returning(self.0).await.port()?;
        }
        Ok(())
    }

    async fn take(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<OutboxEntry>> {
        // On SQLite there is one writer, and nothing to lock.
        let rows = outbox::Entity::find()
            .filter(outbox::Column::ToldAt.is_null())
            .filter(outbox::Column::Kind.is_in(DomainEvent::KINDS.iter().copied()))
            .order_by_asc(outbox::Column::Id)
            .limit(u64::from(limit))
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(self.0)
            .await
            .port()?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        outbox::Entity::update_many()
            .col_expr(outbox::Column::ToldAt, Expr::value(now))
            .filter(outbox::Column::Id.is_in(rows.iter().map(|row| row.id)))
            .exec(self.0)
            .await
            .port()?;
        Ok(rows.into_iter().map(entry_from).collect())
    }

    async fn unknown_kinds(&mut self) -> PortResult<Vec<(String, u64)>> {
        let counted: Vec<(String, i64)> = outbox::Entity::find()
            .select_only()
            .column(outbox::Column::Kind)
            .column_as(outbox::Column::Id.count(), "events")
            .filter(outbox::Column::ToldAt.is_null())
            .filter(outbox::Column::Kind.is_not_in(DomainEvent::KINDS.iter().copied()))
            .group_by(outbox::Column::Kind)
            .order_by_asc(outbox::Column::Kind)
            .into_tuple()
            .all(self.0)
            .await
            .port()?;
        counted.into_iter().map(|(kind, count)| Ok((kind, unsigned(count)?))).collect()
    }

    async fn prune(&mut self, dispatched_before: DateTime<Utc>, limit: u32) -> PortResult<u32> {
        let old = outbox::Entity::find()
            .select_only()
            .column(outbox::Column::Id)
            .filter(outbox::Column::ToldAt.lt(dispatched_before))
            .limit(u64::from(limit))
            .into_query();
        let deleted = outbox::Entity::delete_many().filter(outbox::Column::Id.in_subquery(old)).exec(self.0).await;
        unsigned(deleted.port()?.rows_affected)
    }
}
