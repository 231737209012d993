//! The lifecycle of stored objects.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::kernel::id::AccountId;
use ports::{ObjectRepository, PortResult};
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::error::FromDb;
use crate::snapshot::Table;

const PENDING: &str = "pending";
const STORED: &str = "stored";
const ABANDONED: &str = "abandoned";

pub(crate) const TABLES: &[Table] = &[Table::included::<object::Entity>()];

pub(crate) mod object {
    //! Table `objects`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "objects")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) key: String,
        pub(crate) account_id: Uuid,
        pub(crate) state: String,
        pub(crate) announced_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

impl<C: ConnectionTrait> Repository<'_, C> {
    /// Sets the state of the matching objects. Returns how many matched.
    async fn set_state(&self, condition: Condition, state: &str) -> PortResult<u64> {
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
impl<C: ConnectionTrait> ObjectRepository for Repository<'_, C> {
    async fn insert_pending(&mut self, key: &str, account_id: AccountId, now: DateTime<Utc>) -> PortResult<()> {
        let row = object::ActiveModel {
            key: Set(key.to_owned()),
            account_id: Set(account_id.0),
            state: Set(PENDING.to_owned()),
            announced_at: Set(now),
        };
        object::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn mark_stored(&mut self, key: &str) -> PortResult<bool> {
        let pending = Condition::all().add(object::Column::Key.eq(key)).add(object::Column::State.eq(PENDING));
        Ok(self.set_state(pending, STORED).await? == 1)
    }

    async fn abandon(&mut self, key: &str) -> PortResult<()> {
        self.set_state(Condition::all().add(object::Column::Key.eq(key)), ABANDONED).await?;
        Ok(())
    }

    async fn abandon_all(&mut self, account_id: AccountId) -> PortResult<()> {
        self.set_state(Condition::all().add(object::Column::AccountId.eq(account_id.0)), ABANDONED).await?;
        Ok(())
    }

    async fn abandon_pending(&mut self, inserted_before: DateTime<Utc>) -> PortResult<()> {
        let overdue = Condition::all()
            .add(object::Column::State.eq(PENDING))
            .add(object::Column::AnnouncedAt.lt(inserted_before));
        self.set_state(overdue, ABANDONED).await?;
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

    async fn delete(&mut self, key: &str) -> PortResult<()> {
        object::Entity::delete_many()
            .filter(object::Column::Key.eq(key))
            .filter(object::Column::State.eq(ABANDONED))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }
}
