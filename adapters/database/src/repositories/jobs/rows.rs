//! Rows of the tables `jobs` and `job_history`, and their conversion to domain values.

use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{Job, JobChange, JobSummary, Posting};
use domain_model::kernel::id::JobId;
use ports::PortResult;
use sea_orm::prelude::{Expr, Json};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    DerivePartialModel,
};
use uuid::Uuid;

use crate::convert::{from_json, parse, parse_optional, signed, to_json, unsigned};

pub(crate) mod job {
    //! Table `jobs`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "jobs")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) source: String,
        pub(crate) external_id: String,
        pub(crate) requisition_id: Option<String>,
        pub(crate) title: String,
        pub(crate) company: String,
        pub(crate) locations: Json,
        pub(crate) workplace: Option<String>,
        pub(crate) employment_type: Option<String>,
        pub(crate) salary: Option<Json>,
        pub(crate) department: Option<String>,
        pub(crate) url: Option<String>,
        pub(crate) apply_url: Option<String>,
        pub(crate) posted_at: Option<DateTimeUtc>,
        pub(crate) valid_through: Option<DateTimeUtc>,
        pub(crate) status: String,
        pub(crate) revision: i32,
        pub(crate) needs_enrichment: bool,
        pub(crate) skills: Json,
        pub(crate) enrichment_key: Option<String>,
        pub(crate) text_key: String,
        pub(crate) missed_sweeps: i32,
        pub(crate) first_seen: DateTimeUtc,
        pub(crate) last_seen: DateTimeUtc,
        pub(crate) updated_at: DateTimeUtc,
        pub(crate) closed_at: Option<DateTimeUtc>,
        pub(crate) description: String,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod job_history {
    //! Table `job_history`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "job_history")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) job_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) revision: i32,
        pub(crate) changed_at: DateTimeUtc,
        pub(crate) kind: String,
        pub(crate) fields: Json,
        pub(crate) before: Json,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) fn row_of(job: &Job, text_key: &str) -> job::ActiveModel {
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

pub(super) fn job_from(row: job::Model) -> PortResult<Job> {
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

/// Whether a change of the posting writes this column. The others belong to enrichment and sweeps.
pub(super) fn is_of_posting(column: job::Column) -> bool {
    !matches!(column, job::Column::Id | job::Column::EnrichmentKey | job::Column::MissedSweeps)
}

pub(super) fn history_of(change: &JobChange) -> job_history::ActiveModel {
    job_history::ActiveModel {
        job_id: Set(change.job_id.0),
        revision: Set(signed(change.revision)),
        changed_at: Set(change.changed_at),
        kind: Set(change.kind.as_str().to_owned()),
        fields: Set(to_json(&change.fields)),
        before: Set(to_json(&change.before)),
    }
}

pub(super) fn change_from(row: job_history::Model) -> PortResult<JobChange> {
    Ok(JobChange {
        job_id: JobId(row.job_id),
        revision: unsigned(row.revision)?,
        changed_at: row.changed_at,
        kind: parse(&row.kind)?,
        fields: from_json(row.fields)?,
        before: from_json(row.before)?,
    })
}

/// The columns of a list, without the description.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "job::Entity")]
pub(super) struct SummaryRow {
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
    // More characters than an excerpt has: white space in a row counts as one.
    #[sea_orm(from_expr = r#"Expr::cust("substr(description, 1, 600)")"#)]
    beginning: String,
}

pub(super) fn summary_from(row: SummaryRow) -> PortResult<JobSummary> {
    Ok(JobSummary {
        id: JobId(row.id),
        cluster: None,
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
        excerpt: JobSummary::excerpt_of(&row.beginning),
    })
}
