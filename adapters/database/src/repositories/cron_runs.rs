//! The record of scheduled runs.

use async_trait::async_trait;
use domain_model::operations::cron::CronRun;
use ports::{CronRunRepository, PortResult};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::convert::parse;
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<cron_run::Entity>()];

pub(crate) mod cron_run {
    //! Table `cron_runs`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "cron_runs")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) job: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) scheduled_for: DateTimeUtc,
        pub(crate) outcome: String,
        pub(crate) recorded_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

#[async_trait]
impl<C: ConnectionTrait> CronRunRepository for Repository<'_, C> {
    async fn record(&mut self, run: &CronRun) -> PortResult<bool> {
        let row = cron_run::ActiveModel {
            job: Set(run.job.clone()),
            scheduled_for: Set(run.scheduled_for),
            outcome: Set(run.outcome.as_str().to_owned()),
            recorded_at: Set(run.recorded_at),
        };
        let insert = cron_run::Entity::insert_many([row]).on_conflict(OnConflict::new().do_nothing().to_owned());
        Ok(insert.exec_without_returning(self.0).await.port()? == 1)
    }

    async fn list(&mut self, job: &str, limit: u32) -> PortResult<Vec<CronRun>> {
        let rows = cron_run::Entity::find()
            .filter(cron_run::Column::Job.eq(job))
            .order_by_desc(cron_run::Column::ScheduledFor)
            .limit(u64::from(limit))
            .all(self.0)
            .await
            .port()?;
        let run = |row: cron_run::Model| {
            Ok(CronRun {
                job: row.job,
                scheduled_for: row.scheduled_for,
                outcome: parse(&row.outcome)?,
                recorded_at: row.recorded_at,
            })
        };
        rows.into_iter().map(run).collect()
    }
}
