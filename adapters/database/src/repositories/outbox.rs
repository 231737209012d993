//! What has happened, and waits to be told.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::{AccountId, EventId};
use domain_model::operations::event::{DomainEvent, EventKind};
use ports::{OutboxRepository, PortResult};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use crate::convert::{from_json, parse, to_json, unsigned};
use crate::entities::outbox;
use crate::error::FromDb;

pub(crate) struct Outbox<'c, C>(pub(crate) &'c C);

fn row_of(event: &DomainEvent) -> outbox::ActiveModel {
    outbox::ActiveModel {
        id: Set(event.id.0),
        kind: Set(event.kind.as_str().to_owned()),
        account_id: Set(event.account_id.map(|id| id.0)),
        payload: Set(to_json(&event.payload)),
        occurred_at: Set(event.occurred_at),
        told_at: NotSet,
    }
}

fn event_from(row: outbox::Model) -> PortResult<DomainEvent> {
    Ok(DomainEvent {
        id: EventId(row.id),
        kind: parse(&row.kind)?,
        account_id: row.account_id.map(AccountId),
        payload: from_json(row.payload)?,
        occurred_at: row.occurred_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> OutboxRepository for Outbox<'_, C> {
    async fn append(&mut self, events: &[DomainEvent]) -> PortResult<()> {
        if !events.is_empty() {
            outbox::Entity::insert_many(events.iter().map(row_of)).exec_without_returning(self.0).await.port()?;
        }
        Ok(())
    }

    async fn take(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<DomainEvent>> {
        let known = EventKind::ALL.iter().map(|kind| kind.as_str());
        // On SQLite there is one writer, and nothing to lock.
        let rows = outbox::Entity::find()
            .filter(outbox::Column::ToldAt.is_null())
            .filter(outbox::Column::Kind.is_in(known))
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
        rows.into_iter().map(event_from).collect()
    }

    async fn prune(&mut self, told_before: DateTime<Utc>, limit: u32) -> PortResult<u32> {
        let old = outbox::Entity::find()
            .select_only()
            .column(outbox::Column::Id)
            .filter(outbox::Column::ToldAt.lt(told_before))
            .limit(u64::from(limit))
            .into_query();
        let deleted = outbox::Entity::delete_many().filter(outbox::Column::Id.in_subquery(old)).exec(self.0).await;
        unsigned(deleted.port()?.rows_affected)
    }
}
