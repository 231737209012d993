//! The log of ingestion runs.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::ingestion::{ScrapingLog, ScrapingStatus, SourceKey};
use domain_model::kernel::id::ScrapingLogId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{PortResult, ScrapingLogKey, ScrapingLogRepository};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::keyset::after_in_descending_order;
use crate::convert::{from_json, parse, signed, to_json};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<scraping_log::Entity>()];

pub(crate) mod scraping_log {
    //! Table `scraping_logs`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "scraping_logs")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) source_name: String,
        pub(crate) source: String,
        pub(crate) status: String,
        pub(crate) counts: Json,
        pub(crate) crawl: Json,
        pub(crate) message: Option<String>,
        pub(crate) started_at: DateTimeUtc,
        pub(crate) finished_at: Option<DateTimeUtc>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn row_of(log: &ScrapingLog) -> scraping_log::ActiveModel {
    scraping_log::ActiveModel {
        id: Set(log.id.0),
        source_name: Set(log.source_name.clone()),
        source: Set(log.source.to_string()),
        status: Set(log.status.as_str().to_owned()),
        counts: Set(to_json(&log.counts)),
        crawl: Set(to_json(&log.crawl)),
        message: Set(log.message.clone()),
        started_at: Set(log.started_at),
        finished_at: Set(log.finished_at),
    }
}

fn log_from(row: scraping_log::Model) -> PortResult<ScrapingLog> {
    Ok(ScrapingLog {
        id: ScrapingLogId(row.id),
        source_name: row.source_name,
        source: parse(&row.source)?,
        status: parse(&row.status)?,
        counts: from_json(row.counts)?,
        crawl: from_json(row.crawl)?,
        message: row.message,
        started_at: row.started_at,
        finished_at: row.finished_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> ScrapingLogRepository for Repository<'_, C> {
    async fn insert(&mut self, log: &ScrapingLog) -> PortResult<()> {
        scraping_log::Entity::insert(row_of(log)).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn update(&mut self, log: &ScrapingLog) -> PortResult<()> {
        scraping_log::Entity::update_many()
            .set(row_of(log))
            .filter(scraping_log::Column::Id.eq(log.id.0))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn fail_abandoned(&mut self, source: &SourceKey, now: DateTime<Utc>) -> PortResult<u32> {
        let failed = scraping_log::Entity::update_many()
            .col_expr(scraping_log::Column::Status, Expr::value(ScrapingStatus::Failed.as_str()))
            .col_expr(scraping_log::Column::Message, Expr::value("the run was cut off"))
            .col_expr(scraping_log::Column::FinishedAt, Expr::value(now))
            .filter(scraping_log::Column::Source.eq(source.to_string()))
            .filter(scraping_log::Column::Status.eq(ScrapingStatus::Running.as_str()))
            .exec(self.0)
            .await
            .port()?;
        Ok(signed(failed.rows_affected))
    }

    async fn list_ended(&mut self, source: &SourceKey, limit: u32) -> PortResult<Vec<ScrapingLog>> {
        let rows = scraping_log::Entity::find()
            .filter(scraping_log::Column::Source.eq(source.to_string()))
            .filter(
                scraping_log::Column::Status
                    .is_not_in([ScrapingStatus::Running, ScrapingStatus::Failed].map(ScrapingStatus::as_str)),
            )
            .order_by_desc(scraping_log::Column::StartedAt)
            .limit(u64::from(limit))
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(log_from).collect()
    }

    async fn list_newest(&mut self, source: &SourceKey, limit: u32) -> PortResult<Vec<ScrapingLog>> {
        let rows = scraping_log::Entity::find()
            .filter(scraping_log::Column::Source.eq(source.to_string()))
            .order_by_desc(scraping_log::Column::StartedAt)
            .limit(u64::from(limit))
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(log_from).collect()
    }

    async fn list(&mut self, page: PageRequest<ScrapingLogKey>) -> PortResult<Page<ScrapingLog, ScrapingLogKey>> {
        let (started_at, id) = (scraping_log::Column::StartedAt, scraping_log::Column::Id);
        let mut query = scraping_log::Entity::find().order_by_desc(started_at).order_by_desc(id).limit(page.rows());
        if let Some((after, after_id)) = page.after_key() {
            query = query.filter(after_in_descending_order([(started_at, after.into()), (id, after_id.0.into())]));
        }
        let rows: PortResult<Vec<_>> = query.all(self.0).await.port()?.into_iter().map(log_from).collect();
        Ok(Page::from_rows(rows?, page.limit, |log| (log.started_at, log.id)))
    }
}
