//! The catalogue.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{Job, JobChange, JobStatus, JobSummary, Posting};
use domain_model::ingestion::SourceKey;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::{Page, PageCursor, PageRequest};
use domain_model::matching::embedding::ModelId;
use ports::{EnrichedJob, FeedKey, FeedPage, FeedStart, JobRepository, PortError, PortErrorKind, PortResult};
use sea_orm::prelude::Json;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Select,
};
use uuid::Uuid;

use super::keyset::after_in_descending_order;
use crate::convert::{from_json, parse, parse_optional, signed, to_blob, to_json, unsigned};
use crate::entities::{job, job_embedding, job_history};
use crate::error::FromDb;

pub(crate) struct Jobs<'c, C>(pub(crate) &'c C);

/// Rows in one insert: `SQLite` takes 32,766 values in a statement, a job has 27.
const ROWS_AT_ONCE: usize = 500;

fn row_of(job: &Job, text_key: &str) -> job::ActiveModel {
    let posting = &job.posting;
    job::ActiveModel {
        id: Set(job.id.0),
        source: Set(job.source.to_string()),
        external_id: Set(posting.external_id.clone()),
        requisition_id: Set(posting.requisition_id.clone()),
        title: Set(posting.title.clone()),
        company: Set(posting.company.clone()),
        locations: Set(to_json(&posting.locations)),
        workplace: Set(posting.workplace.map(|workplace| workplace.as_str().to_owned())),
        employment_type: Set(posting.employment_type.map(|kind| kind.as_str().to_owned())),
        salary: Set(posting.salary.as_ref().map(to_json)),
        department: Set(posting.department.clone()),
        url: Set(posting.url.as_ref().map(ToString::to_string)),
        apply_url: Set(posting.apply_url.as_ref().map(ToString::to_string)),
        posted_at: Set(posting.posted_at),
        valid_through: Set(posting.valid_through),
        status: Set(job.status.as_str().to_owned()),
        revision: Set(signed(job.revision)),
        needs_enrichment: Set(job.needs_enrichment),
        skills: Set(to_json(&job.skills)),
        enrichment_key: NotSet,
        text_key: Set(text_key.to_owned()),
        missed_sweeps: NotSet,
        first_seen: Set(job.first_seen),
        last_seen: Set(job.last_seen),
        updated_at: Set(job.updated_at),
        closed_at: Set(job.closed_at),
        description: Set(posting.description.clone()),
    }
}

fn job_from(row: job::Model) -> PortResult<Job> {
    Ok(Job {
        id: JobId(row.id),
        source: parse(&row.source)?,
        posting: Posting {
            external_id: row.external_id,
            requisition_id: row.requisition_id,
            title: row.title,
            company: row.company,
            locations: from_json(row.locations)?,
            workplace: parse_optional(row.workplace.as_deref())?,
            employment_type: parse_optional(row.employment_type.as_deref())?,
            salary: row.salary.map(from_json).transpose()?,
            department: row.department,
            description: row.description,
            url: parse_optional(row.url.as_deref())?,
            apply_url: parse_optional(row.apply_url.as_deref())?,
            posted_at: row.posted_at,
            valid_through: row.valid_through,
        },
        status: parse(&row.status)?,
        revision: unsigned(row.revision)?,
        needs_enrichment: row.needs_enrichment,
        skills: from_json(row.skills)?,
        first_seen: row.first_seen,
        last_seen: row.last_seen,
        updated_at: row.updated_at,
        closed_at: row.closed_at,
    })
}

/// The columns a list shows; the description is left where it is.
#[derive(FromQueryResult)]
struct SummaryRow {
    id: Uuid,
    title: String,
    company: String,
    locations: Json,
    workplace: Option<String>,
    employment_type: Option<String>,
    salary: Option<Json>,
    department: Option<String>,
    skills: Json,
    status: String,
    apply_url: Option<String>,
    posted_at: Option<DateTime<Utc>>,
    first_seen: DateTime<Utc>,
}

const SUMMARY_COLUMNS: [job::Column; 13] = [
    job::Column::Id,
    job::Column::Title,
    job::Column::Company,
    job::Column::Locations,
    job::Column::Workplace,
    job::Column::EmploymentType,
    job::Column::Salary,
    job::Column::Department,
    job::Column::Skills,
    job::Column::Status,
    job::Column::ApplyUrl,
    job::Column::PostedAt,
    job::Column::FirstSeen,
];

fn summary_from(row: SummaryRow) -> PortResult<JobSummary> {
    Ok(JobSummary {
        id: JobId(row.id),
        title: row.title,
        company: row.company,
        locations: from_json(row.locations)?,
        workplace: parse_optional(row.workplace.as_deref())?,
        employment_type: parse_optional(row.employment_type.as_deref())?,
        salary: row.salary.map(from_json).transpose()?,
        department: row.department,
        skills: from_json(row.skills)?,
        status: parse(&row.status)?,
        apply_url: parse_optional(row.apply_url.as_deref())?,
        posted_at: row.posted_at,
        first_seen: row.first_seen,
    })
}

/// Active jobs, newest first.
pub(crate) async fn feed<C: ConnectionTrait>(connection: &C, page: FeedPage) -> PortResult<Page<JobSummary, FeedKey>> {
    let rows = feed_query(page).into_model::<SummaryRow>().all(connection).await.port()?;
    let jobs: PortResult<Vec<JobSummary>> = rows.into_iter().map(summary_from).collect();
    Ok(Page::from_rows(jobs?, page.limit, |job| (job.first_seen, job.id)))
}

pub(super) fn feed_query(page: FeedPage) -> Select<job::Entity> {
    let query = job::Entity::find()
        .select_only()
        .columns(SUMMARY_COLUMNS)
        // The name stands in the text, not among the values: only then SQLite reads the index of active jobs.
        .filter(Expr::cust(format!("status = '{}'", JobStatus::Active)))
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

fn is_open() -> Expr {
    job::Column::Status.ne(JobStatus::Closed.as_str())
}

fn uuids(ids: &[JobId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}

#[async_trait]
impl<C: ConnectionTrait> JobRepository for Jobs<'_, C> {
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

    async fn history(&mut self, id: JobId, page: PageRequest<u32>) -> PortResult<Page<JobChange, u32>> {
        let mut query = job_history::Entity::find()
            .filter(job_history::Column::JobId.eq(id.0))
            .order_by_desc(job_history::Column::Revision)
            .limit(page.rows());
        if let Some(after) = page.after_key() {
            // A cursor is what a client sends: its number may be larger than any there is.
            query = query.filter(job_history::Column::Revision.lt(i32::try_from(after).unwrap_or(i32::MAX)));
        }
        let rows = query.all(self.0).await.port()?;
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
        let changes: PortResult<Vec<JobChange>> = rows.into_iter().map(change).collect();
        Ok(Page::from_rows(changes?, page.limit, |change| change.revision))
    }

    async fn list_active_by_ids(&mut self, ids: &[JobId]) -> PortResult<Vec<JobSummary>> {
        let rows = job::Entity::find()
            .select_only()
            .columns(SUMMARY_COLUMNS)
            .filter(job::Column::Id.is_in(uuids(ids)))
            .filter(job::Column::Status.eq(JobStatus::Active.as_str()))
            .into_model::<SummaryRow>()
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
