//! The catalogue.

mod rows;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{Job, JobChange, JobStatus, JobSummary};
use domain_model::ingestion::SourceKey;
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::ModelId;
use ports::{EnrichedJob, FeedPage, JobRepository, PortError, PortErrorKind, PortResult};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use super::embeddings::job_embedding;
use crate::convert::{from_json, parse, signed, to_blob, to_json, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;
use rows::{SummaryRow, job, job_from, job_history, row_of, summary_from};

pub(crate) const TABLES: &[Table] = &[Table::kept::<job::Entity>(), Table::kept::<job_history::Entity>()];

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// Rows in one insert: `SQLite` takes 32,766 values in a statement, a job has 27.
const ROWS_AT_ONCE: usize = 500;

/// Active jobs, newest first.
pub(crate) async fn feed<C: ConnectionTrait>(connection: &C, page: FeedPage) -> PortResult<Vec<JobSummary>> {
    let rows = job::Entity::find()
        .filter(job::Column::Status.eq(JobStatus::Active.as_str()))
        .order_by_desc(job::Column::FirstSeen)
        .order_by_desc(job::Column::Id)
        // Databases count in signed numbers.
        .offset(Ord::min(page.skip, i64::MAX as u64))
        .limit(page.limit)
        .into_partial_model::<SummaryRow>()
        .all(connection)
        .await
        .port()?;
    rows.into_iter().map(summary_from).collect()
}

fn is_open() -> Expr {
    job::Column::Status.ne(JobStatus::Closed.as_str())
}

fn uuids(ids: &[JobId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}

#[async_trait]
impl<C: ConnectionTrait> JobRepository for Repository<'_, C> {
    async fn insert(&mut self, jobs: &[Job], text_keys: &[String]) -> PortResult<()> {
        let rows: Vec<_> = jobs.iter().zip(text_keys).map(|(job, key)| row_of(job, key)).collect();
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            job::Entity::insert_many(chunk.iter().cloned()).exec_without_returning(self.0).await.port()?;
        }
        Ok(())
    }

    async fn get(&mut self, id: JobId) -> PortResult<Option<Job>> {
        job::Entity::find_by_id(id.0).one(self.0).await.port()?.map(job_from).transpose()
    }

    async fn find_by_external_ids(&mut self, source: &SourceKey, ids: &[&str]) -> PortResult<Vec<Job>> {
        let rows = job::Entity::find()
            .filter(job::Column::Source.eq(source.to_string()))
            .filter(job::Column::ExternalId.is_in(ids.iter().copied()))
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(job_from).collect()
    }

    async fn known_texts(&mut self, text_keys: &[String]) -> PortResult<Vec<String>> {
        job::Entity::find()
            .select_only()
            .column(job::Column::TextKey)
            .distinct()
            .filter(job::Column::TextKey.is_in(text_keys))
            .into_tuple()
            .all(self.0)
            .await
            .port()
    }

    async fn update(&mut self, job: &Job, change: &JobChange, text_key: &str) -> PortResult<()> {
        let updated = job::Entity::update_many()
            .set(row_of(job, text_key))
            .filter(job::Column::Id.eq(job.id.0))
            .filter(job::Column::Revision.eq(signed::<_, i32>(job.revision - 1)))
            .exec(self.0)
            .await
            .port()?;
        if updated.rows_affected == 0 {
            return Err(PortError::new(PortErrorKind::Conflict));
        }
        let entry = job_history::ActiveModel {
            job_id: Set(change.job_id.0),
            revision: Set(signed(change.revision)),
            changed_at: Set(change.changed_at),
            kind: Set(change.kind.as_str().to_owned()),
            fields: Set(to_json(&change.fields)),
            before: Set(to_json(&change.before)),
        };
        job_history::Entity::insert(entry).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn touch(&mut self, ids: &[JobId], now: DateTime<Utc>) -> PortResult<()> {
        job::Entity::update_many()
            .col_expr(job::Column::LastSeen, Expr::value(now))
            .col_expr(job::Column::MissedSweeps, Expr::value(0))
            .filter(job::Column::Id.is_in(uuids(ids)))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn miss(&mut self, source: &SourceKey, sweep_began: DateTime<Utc>, limit: u32) -> PortResult<Vec<Job>> {
        job::Entity::update_many()
            .col_expr(job::Column::MissedSweeps, Expr::col(job::Column::MissedSweeps).add(1))
            .filter(job::Column::Source.eq(source.to_string()))
            .filter(is_open())
            .filter(job::Column::LastSeen.lt(sweep_began))
            .exec(self.0)
            .await
            .port()?;
        let rows = job::Entity::find()
            .filter(job::Column::Source.eq(source.to_string()))
            .filter(is_open())
            .filter(job::Column::MissedSweeps.gte(limit))
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(job_from).collect()
    }

    async fn list_expired(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<Job>> {
        let rows = job::Entity::find()
            .filter(is_open())
            .filter(job::Column::ValidThrough.lt(now))
            .limit(u64::from(limit))
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(job_from).collect()
    }

    async fn history(&mut self, id: JobId) -> PortResult<Vec<JobChange>> {
        let rows = job_history::Entity::find()
            .filter(job_history::Column::JobId.eq(id.0))
            .order_by_desc(job_history::Column::Revision)
            .all(self.0)
            .await
            .port()?;
        let change = |row: job_history::Model| {
            Ok(JobChange {
                job_id: JobId(row.job_id),
                revision: unsigned(row.revision)?,
                changed_at: row.changed_at,
                kind: parse(&row.kind)?,
                fields: from_json(row.fields)?,
                before: from_json(row.before)?,
            })
        };
        rows.into_iter().map(change).collect()
    }

    async fn list_active_by_ids(&mut self, ids: &[JobId]) -> PortResult<Vec<JobSummary>> {
        let rows = job::Entity::find()
            .filter(job::Column::Id.is_in(uuids(ids)))
            .filter(job::Column::Status.eq(JobStatus::Active.as_str()))
            .into_partial_model::<SummaryRow>()
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(summary_from).collect()
    }

    async fn count_backlog(&mut self) -> PortResult<u32> {
        let count = job::Entity::find().filter(job::Column::NeedsEnrichment.eq(true)).count(self.0).await.port()?;
        unsigned(count)
    }

    async fn require_vectors_of(&mut self, model: &ModelId) -> PortResult<u32> {
        let embedded = job_embedding::Entity::find()
            .select_only()
            .column(job_embedding::Column::JobId)
            .filter(job_embedding::Column::Model.eq(model.to_string()))
            .into_query();
        let updated = job::Entity::update_many()
            .col_expr(job::Column::NeedsEnrichment, Expr::value(true))
            .filter(is_open())
            .filter(job::Column::NeedsEnrichment.eq(false))
            .filter(job::Column::Id.not_in_subquery(embedded))
            .exec(self.0)
            .await
            .port()?;
        unsigned(updated.rows_affected)
    }

    async fn list_backlog(&mut self, after: Option<JobId>, limit: u32) -> PortResult<Vec<JobId>> {
        let mut query = job::Entity::find()
            .select_only()
            .column(job::Column::Id)
            .filter(job::Column::NeedsEnrichment.eq(true))
            .order_by_asc(job::Column::Id)
            .limit(u64::from(limit));
        if let Some(after) = after {
            query = query.filter(job::Column::Id.gt(after.0));
        }
        let ids: Vec<Uuid> = query.into_tuple().all(self.0).await.port()?;
        Ok(ids.into_iter().map(JobId).collect())
    }

    async fn complete(&mut self, enriched: EnrichedJob<'_>, now: DateTime<Utc>) -> PortResult<bool> {
        let waits_for_vector = enriched.embedding.is_none();
        let update = job::Entity::update_many()
            .col_expr(job::Column::Status, Expr::value(JobStatus::Active.as_str()))
            .col_expr(job::Column::Skills, Expr::value(to_json(enriched.skills)))
            .col_expr(job::Column::EnrichmentKey, Expr::value(enriched.key.0.as_str()))
            .col_expr(job::Column::NeedsEnrichment, Expr::value(waits_for_vector))
            .col_expr(job::Column::UpdatedAt, Expr::value(now))
            .filter(job::Column::Id.eq(enriched.job.id.0))
            .filter(job::Column::Revision.eq(signed::<_, i32>(enriched.job.revision)))
            .filter(is_open());
        if update.exec(self.0).await.port()?.rows_affected == 0 {
            return Ok(false);
        }
        if let Some(embedding) = enriched.embedding {
            let row = job_embedding::ActiveModel {
                job_id: Set(enriched.job.id.0),
                model: Set(embedding.model().to_string()),
                vector: Set(to_blob(embedding)),
            };
            let replace = OnConflict::column(job_embedding::Column::JobId)
                .update_columns([job_embedding::Column::Model, job_embedding::Column::Vector])
                .to_owned();
            job_embedding::Entity::insert(row).on_conflict(replace).exec_without_returning(self.0).await.port()?;
        }
        Ok(true)
    }

    async fn reenrich(&mut self, id: Option<JobId>) -> PortResult<u32> {
        let mut update =
            job::Entity::update_many().col_expr(job::Column::NeedsEnrichment, Expr::value(true)).filter(is_open());
        if let Some(id) = id {
            update = update.filter(job::Column::Id.eq(id.0));
        }
        unsigned(update.exec(self.0).await.port()?.rows_affected)
    }
}
