//! Jobs and their history.

mod rows;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{Job, JobChange, JobStatus, JobSummary};
use domain_model::ingestion::SourceKey;
use domain_model::kernel::id::{AccountId, JobId};
use domain_model::kernel::page::{Page, PageCursor, PageRequest};
use domain_model::matching::embedding::ModelId;
use ports::{
    EnrichedJob, FeedKey, FeedPage, FeedStart, IndexPosition, JobRepository, PortError, PortErrorKind, PortResult,
};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, Iterable, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select, Statement,
};
use uuid::Uuid;

use super::clusters::add_places;
use super::embeddings::job_embedding;
use super::keyset::after_in_descending_order;
use crate::convert::{signed, to_blob, to_json, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;
pub(crate) use rows::job;
use rows::{SummaryRow, change_from, history_of, is_of_posting, job_from, job_history, row_of, summary_from};

pub(crate) const TABLES: &[Table] = &[Table::included::<job::Entity>(), Table::included::<job_history::Entity>()];

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// Rows in one insert: `SQLite` takes 32,766 values in a statement, a job has 27.
const ROWS_AT_ONCE: usize = 500;

/// Where a job stands in the order of changes.
#[derive(FromQueryResult)]
struct ChangeRow {
    id: Uuid,
    updated_at: DateTime<Utc>,
}

/// Active jobs, newest first; of the same job one, with all places.
pub(crate) async fn feed<C: ConnectionTrait>(connection: &C, page: FeedPage) -> PortResult<Page<JobSummary, FeedKey>> {
    let rows = newest(page).into_partial_model::<SummaryRow>().all(connection).await.port()?;
    let jobs: PortResult<Vec<JobSummary>> = rows.into_iter().map(summary_from).collect();
    let mut page = Page::from_rows(jobs?, page.limit, |job| (job.first_seen, job.id));
    add_places(connection, &mut page.items).await?;
    Ok(page)
}

fn newest(page: FeedPage) -> Select<job::Entity> {
    let query = job::Entity::find()
        .filter(is_active())
        .filter(leads())
        .order_by_desc(job::Column::FirstSeen)
        .order_by_desc(job::Column::Id)
        .limit(u64::from(page.limit) + 1);
    match page.start {
        FeedStart::Skip(skip) => query.offset(u64::from(skip)),
        FeedStart::After(PageCursor((first_seen, id))) => query.filter(after_in_descending_order([
            (job::Column::FirstSeen, first_seen.into()),
            (job::Column::Id, id.0.into()),
        ])),
    }
}

// Conditions of partial indexes are literals instead of bound values, because `SQLite` plans before it knows values.

fn is_active() -> Expr {
    job::Column::Status.into_expr().eq(Expr::Constant(JobStatus::Active.as_str().into()))
}

fn is_open() -> Expr {
    job::Column::Status.into_expr().ne(Expr::Constant(JobStatus::Closed.as_str().into()))
}

/// Of the active jobs of its cluster the first seen.
fn leads() -> Expr {
    Expr::cust(
        "NOT EXISTS (SELECT 1 FROM job_clusters AS own JOIN job_clusters AS others ON others.cluster_id = own.cluster_id \
         JOIN jobs AS earlier ON earlier.id = others.job_id WHERE own.job_id = jobs.id AND earlier.status = 'active' \
         AND (earlier.first_seen, earlier.id) < (jobs.first_seen, jobs.id))",
    )
}

/// Ids of the backlog.
fn backlog() -> Select<job::Entity> {
    job::Entity::find().select_only().column(job::Column::Id).filter(job::Column::NeedsEnrichment.into_expr())
}

fn backlog_size() -> Select<job::Entity> {
    let size = job::Column::Id.into_expr().count();
    job::Entity::find().select_only().column_as(size, "size").filter(job::Column::NeedsEnrichment.into_expr())
}

fn backlog_after(after: Option<JobId>, limit: u32) -> Select<job::Entity> {
    let page = backlog().order_by_asc(job::Column::Id).limit(u64::from(limit));
    match after {
        Some(after) => page.filter(job::Column::Id.gt(after.0)),
        None => page,
    }
}

fn expired(now: DateTime<Utc>, limit: u32) -> Select<job::Entity> {
    job::Entity::find().filter(is_open()).filter(job::Column::ValidThrough.lt(now)).limit(u64::from(limit))
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

    async fn update(&mut self, changed: &[(Job, JobChange)], text_keys: &[String]) -> PortResult<()> {
        let rows: Vec<_> = changed.iter().zip(text_keys).map(|((job, _), key)| row_of(job, key)).collect();
        let entries: Vec<_> = changed.iter().map(|(_, change)| history_of(change)).collect();
        for (rows, entries) in rows.chunks(ROWS_AT_ONCE).zip(entries.chunks(ROWS_AT_ONCE)) {
            // An upsert is the only statement of both databases that writes different values to many rows. Jobs are
            // never deleted, so each of these exists, and is written if it still has the previous revision.
            let previous = Expr::col(("excluded", job::Column::Revision)).sub(1);
            let replace = OnConflict::column(job::Column::Id)
                .update_columns(job::Column::iter().filter(|column| is_of_posting(*column)))
                .action_and_where(job::Column::Revision.into_expr().eq(previous))
                .to_owned();
            let upsert = job::Entity::insert_many(rows.iter().cloned()).on_conflict(replace);
            if upsert.exec_without_returning(self.0).await.port()? != rows.len() as u64 {
                return Err(PortError::new(PortErrorKind::Conflict));
            }
            job_history::Entity::insert_many(entries.iter().cloned()).exec_without_returning(self.0).await.port()?;
        }
        Ok(())
    }

    async fn mark_listed(&mut self, ids: &[JobId], now: DateTime<Utc>) -> PortResult<()> {
        job::Entity::update_many()
            .col_expr(job::Column::LastSeen, Expr::value(now))
            .col_expr(job::Column::MissedSweeps, Expr::value(0))
            .filter(job::Column::Id.is_in(uuids(ids)))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn mark_unchanged(&mut self, source: &SourceKey, now: DateTime<Utc>) -> PortResult<()> {
        job::Entity::update_many()
            .col_expr(job::Column::LastSeen, Expr::value(now))
            .filter(job::Column::Source.eq(source.to_string()))
            .filter(is_open())
            .filter(job::Column::MissedSweeps.eq(0))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn count_missed_sweep(
        &mut self,
        source: &SourceKey,
        sweep_began: DateTime<Utc>,
        limit: u32,
    ) -> PortResult<Vec<Job>> {
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

    async fn list_of_source(
        &mut self,
        source: &SourceKey,
        page: PageRequest<FeedKey>,
    ) -> PortResult<Page<Job, FeedKey>> {
        let mut query = job::Entity::find()
            .filter(job::Column::Source.eq(source.to_string()))
            .order_by_desc(job::Column::FirstSeen)
            .order_by_desc(job::Column::Id)
            .limit(page.rows());
        if let Some((first_seen, id)) = page.after_key() {
            query = query.filter(after_in_descending_order([
                (job::Column::FirstSeen, first_seen.into()),
                (job::Column::Id, id.0.into()),
            ]));
        }
        let rows = query.all(self.0).await.port()?;
        let jobs: PortResult<Vec<Job>> = rows.into_iter().map(job_from).collect();
        Ok(Page::from_rows(jobs?, page.limit, |job| (job.first_seen, job.id)))
    }

    async fn close_posted_by(&mut self, account: AccountId, now: DateTime<Utc>) -> PortResult<u32> {
        let open = job::Entity::find()
            .filter(job::Column::Source.eq(SourceKey::posted_by(account).to_string()))
            .filter(is_open());
        let (mut closed, mut text_keys) = (Vec::new(), Vec::new());
        for row in open.all(self.0).await.port()? {
            let text_key = row.text_key.clone();
            if let (job, Some(change)) = job_from(row)?.close(now) {
                closed.push((job, change));
                text_keys.push(text_key);
            }
        }
        self.update(&closed, &text_keys).await?;
        unsigned(closed.len())
    }

    async fn list_expired(&mut self, now: DateTime<Utc>, limit: u32) -> PortResult<Vec<Job>> {
        expired(now, limit).all(self.0).await.port()?.into_iter().map(job_from).collect()
    }

    async fn history(&mut self, id: JobId, page: PageRequest<u32>) -> PortResult<Page<JobChange, u32>> {
        let mut query = job_history::Entity::find()
            .filter(job_history::Column::JobId.eq(id.0))
            .order_by_desc(job_history::Column::Revision)
            .limit(page.rows());
        if let Some(after) = page.after_key() {
            // The cursor comes from the client, so its number may be larger than any revision.
            query = query.filter(job_history::Column::Revision.lt(i32::try_from(after).unwrap_or(i32::MAX)));
        }
        let rows = query.all(self.0).await.port()?;
        let changes: PortResult<Vec<JobChange>> = rows.into_iter().map(change_from).collect();
        Ok(Page::from_rows(changes?, page.limit, |change| change.revision))
    }

    async fn list_active_by_ids(&mut self, ids: &[JobId]) -> PortResult<Vec<JobSummary>> {
        let rows = job::Entity::find()
            .filter(job::Column::Id.is_in(uuids(ids)))
            .filter(is_active())
            .into_partial_model::<SummaryRow>()
            .all(self.0)
            .await
            .port()?;
        let mut jobs = rows.into_iter().map(summary_from).collect::<PortResult<Vec<JobSummary>>>()?;
        add_places(self.0, &mut jobs).await?;
        Ok(jobs)
    }

    async fn list_descriptions(&mut self, ids: &[JobId]) -> PortResult<Vec<(JobId, String)>> {
        let rows: Vec<(Uuid, String)> = job::Entity::find()
            .select_only()
            .columns([job::Column::Id, job::Column::Description])
            .filter(job::Column::Id.is_in(uuids(ids)))
            .into_tuple()
            .all(self.0)
            .await
            .port()?;
        Ok(rows.into_iter().map(|(id, description)| (JobId(id), description)).collect())
    }

    async fn list_by_ids(&mut self, ids: &[JobId]) -> PortResult<Vec<Job>> {
        let rows = job::Entity::find().filter(job::Column::Id.is_in(uuids(ids))).all(self.0).await.port()?;
        rows.into_iter().map(job_from).collect()
    }

    async fn count_cards(&mut self) -> PortResult<u32> {
        let count = job::Entity::find()
            .select_only()
            .column_as(job::Column::Id.into_expr().count(), "size")
            .filter(is_active())
            .filter(leads())
            .into_tuple::<i64>()
            .one(self.0)
            .await
            .port()?;
        unsigned(count.unwrap_or_default())
    }

    async fn changes_after(&mut self, position: Option<&IndexPosition>, limit: u32) -> PortResult<Vec<IndexPosition>> {
        let (after, id) = position.map_or((DateTime::UNIX_EPOCH, Uuid::nil()), |at| (at.updated_at, at.job_id.0));
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "SELECT id, updated_at FROM jobs WHERE (updated_at, id) > ($1, $2) ORDER BY updated_at, id LIMIT $3",
            [after.into(), id.into(), limit.into()],
        );
        let rows = ChangeRow::find_by_statement(statement).all(self.0).await.port()?;
        let position = |row: ChangeRow| IndexPosition { updated_at: row.updated_at, job_id: JobId(row.id) };
        Ok(rows.into_iter().map(position).collect())
    }

    async fn count_backlog(&mut self) -> PortResult<u32> {
        let count = backlog_size().into_tuple::<i64>().one(self.0).await.port()?;
        unsigned(count.unwrap_or_default())
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
        let ids: Vec<Uuid> = backlog_after(after, limit).into_tuple().all(self.0).await.port()?;
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

    async fn touch(&mut self, ids: &[JobId], now: DateTime<Utc>) -> PortResult<()> {
        for some in ids.chunks(ROWS_AT_ONCE) {
            job::Entity::update_many()
                .col_expr(job::Column::UpdatedAt, Expr::value(now))
                .filter(job::Column::Id.is_in(uuids(some)))
                .exec(self.0)
                .await
                .port()?;
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use migrations::Migrator;
    use sea_orm::{Database, DatabaseConnection, DbBackend, FromQueryResult, Statement};
    use sea_orm_migration::MigratorTrait;

    use super::*;

    #[derive(FromQueryResult)]
    struct Step {
        detail: String,
    }

    async fn plan(connection: &DatabaseConnection, query: &Select<job::Entity>) -> String {
        let Statement { sql, values, db_backend } = query.build(DbBackend::Sqlite);
        let explain = Statement { sql: format!("EXPLAIN QUERY PLAN {sql}"), values, db_backend };
        let steps = Step::find_by_statement(explain).all(connection).await.unwrap();
        steps.into_iter().map(|step| step.detail).collect::<Vec<_>>().join("; ")
    }

    #[tokio::test]
    async fn lists_of_the_catalogue_read_their_partial_indexes_and_sort_nothing() {
        let connection = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&connection, None).await.unwrap();
        let last = PageCursor((DateTime::UNIX_EPOCH, JobId(Uuid::nil())));
        for (query, index) in [
            (backlog_size(), "INDEX jobs_backlog"),
            (backlog_after(None, 9), "INDEX jobs_backlog"),
            (backlog_after(Some(JobId(Uuid::nil())), 9), "INDEX jobs_backlog (id>?)"),
            (newest(FeedPage { start: FeedStart::NEWEST, limit: 9 }), "INDEX jobs_feed"),
            (newest(FeedPage { start: FeedStart::After(last), limit: 9 }), "INDEX jobs_feed"),
            (expired(DateTime::UNIX_EPOCH, 9), "INDEX jobs_expiry (valid_through<?)"),
        ] {
            let plan = plan(&connection, &query).await;
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{index}: {plan}");
        }
    }
}
