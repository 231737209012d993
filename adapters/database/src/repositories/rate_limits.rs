//! Rate-limit counters.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use ports::{PortError, PortResult, RateLimitRepository, WindowCount};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};

use crate::convert::unsigned;
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::excluded("rate_limits", "counts of the current minutes")];

pub(crate) mod rate_limit {
    //! Table `rate_limits`.

    use sea_orm::entity::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rate_limits")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) key: String,
        pub(crate) times: i32,
        pub(crate) resets_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

#[derive(FromQueryResult)]
struct CountedRow {
    times: i32,
    resets_at: DateTime<Utc>,
}

#[async_trait]
impl<C: ConnectionTrait> RateLimitRepository for Repository<'_, C> {
    async fn count(&mut self, key: &str, window: Duration, now: DateTime<Utc>) -> PortResult<WindowCount> {
        let resets_at = now + TimeDelta::from_std(window).map_err(PortError::internal)?;
        // One statement, so that concurrent uses do not race.
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "INSERT INTO rate_limits (key, times, resets_at) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET \
             times = CASE WHEN rate_limits.resets_at <= $3 THEN 1 ELSE rate_limits.times + 1 END, \
             resets_at = CASE WHEN rate_limits.resets_at <= $3 THEN excluded.resets_at ELSE rate_limits.resets_at END \
             RETURNING times, resets_at",
            [key.into(), resets_at.into(), now.into()],
        );
        let row = CountedRow::find_by_statement(statement).one(self.0).await.port()?;
        let row = row.ok_or_else(|| PortError::internal("a count was not answered"))?;
        Ok(WindowCount { uses: unsigned(row.times)?, resets_at: row.resets_at })
    }

    async fn reset(&mut self, key: &str) -> PortResult<()> {
        rate_limit::Entity::delete_by_id(key).exec(self.0).await.port()?;
        Ok(())
    }

    async fn delete_expired(&mut self, now: DateTime<Utc>) -> PortResult<u64> {
        let over = rate_limit::Entity::delete_many().filter(rate_limit::Column::ResetsAt.lte(now));
        Ok(over.exec(self.0).await.port()?.rows_affected)
    }
}
