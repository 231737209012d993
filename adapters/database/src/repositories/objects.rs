//! Which objects the storage may hold.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::AccountId;
use ports::{ObjectRepository, PortResult};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entities::object;
use crate::error::FromDb;

const PENDING: &str = "pending";
const STORED: &str = "stored";
const ABANDONED: &str = "abandoned";

pub(crate) struct Objects<'c, C>(pub(crate) &'c C);

impl<C: ConnectionTrait> Objects<'_, C> {
    /// Brings what fits the condition into the state. Answers how many did.
    async fn bring(&self, condition: Condition, state: &str) -> PortResult<u64> {
        let updated = object::Entity::update_many()
            .col_expr(object::Column::State, Expr::value(state))
            .filter(condition)
            .exec(self.0)
            .await
            .port()?;
        Ok(updated.rows_affected)
    }
}

#[async_trait]
impl<C: ConnectionTrait> ObjectRepository for Objects<'_, C> {
    async fn announce(&mut self, key: &str, account_id: AccountId, now: DateTime<Utc>) -> PortResult<()> {
        let row = object::ActiveModel {
            key: Set(key.to_owned()),
            account_id: Set(account_id.0),
            state: Set(PENDING.to_owned()),
            announced_at: Set(now),
        };
        object::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn keep(&mut self, key: &str) -> PortResult<bool> {
        let pending = Condition::all().add(object::Column::Key.eq(key)).add(object::Column::State.eq(PENDING));
        Ok(self.bring(pending, STORED).await? == 1)
    }

    async fn abandon(&mut self, key: &str) -> PortResult<()> {
        self.bring(Condition::all().add(object::Column::Key.eq(key)), ABANDONED).await?;
        Ok(())
    }

    async fn abandon_all(&mut self, account_id: AccountId) -> PortResult<()> {
        self.bring(Condition::all().add(object::Column::AccountId.eq(account_id.0)), ABANDONED).await?;
        Ok(())
    }

    async fn abandon_pending(&mut self, announced_before: DateTime<Utc>) -> PortResult<()> {
        let overdue = Condition::all()
            .add(object::Column::State.eq(PENDING))
            .add(object::Column::AnnouncedAt.lt(announced_before));
        self.bring(overdue, ABANDONED).await?;
        Ok(())
    }

    async fn list_abandoned(&mut self, limit: u32) -> PortResult<Vec<String>> {
        object::Entity::find()
            .select_only()
            .column(object::Column::Key)
            .filter(object::Column::State.eq(ABANDONED))
            .order_by_asc(object::Column::AnnouncedAt)
            .limit(u64::from(limit))
            .into_tuple()
            .all(self.0)
            .await
            .port()
    }

    async fn forget(&mut self, key: &str) -> PortResult<()> {
        object::Entity::delete_many()
            .filter(object::Column::Key.eq(key))
            .filter(object::Column::State.eq(ABANDONED))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }
}
