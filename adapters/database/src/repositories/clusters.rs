//! Which jobs are the same.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::job::JobSummary;
use domain_model::catalogue::sameness::{Fingerprint, Listing, Member, SamenessKeys, places};
use domain_model::kernel::id::{AccountId, JobId};
use ports::{ClusterRepository, PortResult};
use sea_orm::prelude::Json;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::jobs::job;
use crate::convert::{from_json, parse, parse_optional};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] =
    &[Table::included::<job_cluster::Entity>(), Table::included::<job_distinction::Entity>()];

/// Rows in one insert.
const ROWS_AT_ONCE: usize = 1_000;
/// Keys or ids in one query.
const KEYS_AT_ONCE: usize = 1_000;

pub(crate) mod job_cluster {
    //! Table `job_clusters`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "job_clusters")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) job_id: Uuid,
        pub(crate) cluster_id: Option<Uuid>,
        pub(crate) is_stale: bool,
        pub(crate) url_key: Option<String>,
        pub(crate) apply_url_key: Option<String>,
        pub(crate) requisition_key: Option<String>,
        pub(crate) role_key: Option<String>,
        pub(crate) fingerprint: Option<i64>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {
        #[sea_orm(
            belongs_to = "super::super::jobs::job::Entity",
            from = "Column::JobId",
            to = "super::super::jobs::job::Column::Id"
        )]
        Job,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod job_distinction {
    //! Table `job_distinctions`. The smaller id stands first.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "job_distinctions")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) first_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) second_id: Uuid,
        pub(crate) decided_by: Option<Uuid>,
        pub(crate) decided_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use job_cluster::Column;

#[derive(FromQueryResult)]
struct MemberRow {
    job_id: Uuid,
    cluster_id: Option<Uuid>,
    url_key: Option<String>,
    apply_url_key: Option<String>,
    requisition_key: Option<String>,
    role_key: Option<String>,
    fingerprint: Option<i64>,
    source: String,
    external_id: String,
    requisition_id: Option<String>,
    employment_type: Option<String>,
    first_seen: DateTime<Utc>,
    last_seen: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct ListingRow {
    job_id: Uuid,
    cluster_id: Uuid,
    source: String,
    locations: Json,
    status: String,
    url: Option<String>,
    first_seen: DateTime<Utc>,
    last_seen: DateTime<Utc>,
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// Gives each job of a list the places of its whole cluster.
pub(super) async fn add_places<C: ConnectionTrait>(connection: &C, jobs: &mut [JobSummary]) -> PortResult<()> {
    let ids: Vec<JobId> = jobs.iter().map(|job| job.id).collect();
    let listings = listings(connection, &ids).await?;
    for job in jobs {
        job.cluster = listings.iter().find(|listing| listing.job == job.id).map(|listing| listing.cluster);
        if let Some(cluster) = job.cluster {
            job.locations = places(cluster, &listings);
        }
    }
    Ok(())
}

async fn listings<C: ConnectionTrait>(connection: &C, ids: &[JobId]) -> PortResult<Vec<Listing>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = with_jobs()
        .select_only()
        .columns([Column::JobId, Column::ClusterId])
        .columns([job::Column::Source, job::Column::Locations, job::Column::Status, job::Column::Url])
        .columns([job::Column::FirstSeen, job::Column::LastSeen])
        .filter(is_with(ids))
        .order_by_asc(job::Column::FirstSeen)
        .order_by_asc(job::Column::Id)
        .into_model::<ListingRow>()
        .all(connection)
        .await
        .port()?;
    rows.into_iter().map(listing_from).collect()
}

fn with_jobs() -> Select<job_cluster::Entity> {
    job_cluster::Entity::find().join(JoinType::InnerJoin, job_cluster::Relation::Job.def())
}

fn members() -> Select<job_cluster::Entity> {
    with_jobs().columns([job::Column::Source, job::Column::ExternalId, job::Column::RequisitionId]).columns([
        job::Column::EmploymentType,
        job::Column::FirstSeen,
        job::Column::LastSeen,
    ])
}

/// Has one of these keys; `None` when there are none. An address may be that of the page or of the form.
fn shares(keys: &[SamenessKeys]) -> Option<Condition> {
    let all = |key: fn(&SamenessKeys) -> Option<&String>| keys.iter().filter_map(key).cloned().collect::<Vec<_>>();
    let addresses = [all(|keys| keys.url.as_ref()), all(|keys| keys.apply_url.as_ref())].concat();
    let lists = [
        (Column::UrlKey, addresses.clone()),
        (Column::ApplyUrlKey, addresses),
        (Column::RequisitionKey, all(|keys| keys.requisition.as_ref())),
        (Column::RoleKey, all(|keys| keys.role.as_ref())),
    ];
    let shared = lists.into_iter().filter(|(_, keys)| !keys.is_empty());
    shared.map(|(column, keys)| Condition::any().add(column.is_in(keys))).reduce(Condition::add)
}

/// In a cluster with one of these jobs.
fn is_with(ids: &[JobId]) -> Expr {
    let clusters = job_cluster::Entity::find()
        .select_only()
        .column(Column::ClusterId)
        .filter(Column::JobId.is_in(uuids(ids)))
        .filter(Column::ClusterId.is_not_null())
        .into_query();
    Column::ClusterId.in_subquery(clusters)
}

fn uuids(ids: &[JobId]) -> Vec<Uuid> {
    ids.iter().map(|id| id.0).collect()
}

fn listing_from(row: ListingRow) -> PortResult<Listing> {
    Ok(Listing {
        cluster: JobId(row.cluster_id),
        job: JobId(row.job_id),
        source: parse(&row.source)?,
        locations: from_json(row.locations)?,
        status: parse(&row.status)?,
        url: parse_optional(row.url.as_deref())?,
        first_seen: row.first_seen,
        last_seen: row.last_seen,
    })
}

fn member_from(row: MemberRow) -> PortResult<Member> {
    Ok(Member {
        job: JobId(row.job_id),
        source: parse(&row.source)?,
        external_id: row.external_id,
        requisition_id: row.requisition_id,
        employment_type: parse_optional(row.employment_type.as_deref())?,
        first_seen: row.first_seen,
        last_seen: row.last_seen,
        keys: SamenessKeys {
            url: row.url_key,
            apply_url: row.apply_url_key,
            requisition: row.requisition_key,
            role: row.role_key,
            fingerprint: row.fingerprint.map(|bits| Fingerprint(bits.cast_unsigned())),
        },
        cluster: row.cluster_id.map(JobId),
    })
}

fn row_of(member: &Member) -> job_cluster::ActiveModel {
    let keys = &member.keys;
    job_cluster::ActiveModel {
        job_id: Set(member.job.0),
        cluster_id: Set(member.cluster.map(|cluster| cluster.0)),
        is_stale: Set(false),
        url_key: Set(keys.url.clone()),
        apply_url_key: Set(keys.apply_url.clone()),
        requisition_key: Set(keys.requisition.clone()),
        role_key: Set(keys.role.clone()),
        fingerprint: Set(keys.fingerprint.map(|fingerprint| fingerprint.0.cast_signed())),
    }
}

#[async_trait]
impl<C: ConnectionTrait> ClusterRepository for Repository<'_, C> {
    async fn mark_stale(&mut self, ids: &[JobId]) -> PortResult<()> {
        let row = |id: &JobId| job_cluster::ActiveModel {
            job_id: Set(id.0),
            is_stale: Set(true),
            ..job_cluster::ActiveModel::default()
        };
        let mark = OnConflict::column(Column::JobId).update_column(Column::IsStale).to_owned();
        for chunk in ids.chunks(ROWS_AT_ONCE) {
            let rows = job_cluster::Entity::insert_many(chunk.iter().map(row)).on_conflict(mark.clone());
            rows.exec_without_returning(self.0).await.port()?;
        }
        Ok(())
    }

    async fn list_stale(&mut self, limit: u32) -> PortResult<Vec<JobId>> {
        let ids: Vec<Uuid> = job_cluster::Entity::find()
            .select_only()
            .column(Column::JobId)
            // As the partial index has it.
            .filter(Expr::cust("is_stale"))
            .order_by_asc(Column::JobId)
            .limit(u64::from(limit))
            .into_tuple()
            .all(self.0)
            .await
            .port()?;
        Ok(ids.into_iter().map(JobId).collect())
    }

    async fn sharing(&mut self, keys: &[SamenessKeys]) -> PortResult<Vec<Member>> {
        let mut found = Vec::new();
        for some in keys.chunks(KEYS_AT_ONCE) {
            let Some(shared) = shares(some) else { continue };
            found.extend(members().filter(shared).into_model::<MemberRow>().all(self.0).await.port()?);
        }
        found.into_iter().map(member_from).collect()
    }

    async fn members(&mut self, ids: &[JobId]) -> PortResult<Vec<Member>> {
        let rows = members().filter(is_with(ids)).into_model::<MemberRow>().all(self.0).await.port()?;
        rows.into_iter().map(member_from).collect()
    }

    async fn store(&mut self, members: &[Member]) -> PortResult<()> {
        let replace = OnConflict::column(Column::JobId)
            .update_columns([
                Column::ClusterId,
                Column::IsStale,
                Column::UrlKey,
                Column::ApplyUrlKey,
                Column::RequisitionKey,
                Column::RoleKey,
                Column::Fingerprint,
            ])
            .to_owned();
        for chunk in members.chunks(ROWS_AT_ONCE) {
            let rows = job_cluster::Entity::insert_many(chunk.iter().map(row_of)).on_conflict(replace.clone());
            rows.exec_without_returning(self.0).await.port()?;
        }
        Ok(())
    }

    async fn listings(&mut self, ids: &[JobId]) -> PortResult<Vec<Listing>> {
        listings(self.0, ids).await
    }

    async fn insert_distinction(
        &mut self,
        jobs: [JobId; 2],
        decided_by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> PortResult<()> {
        let row = job_distinction::ActiveModel {
            first_id: Set(jobs[0].min(jobs[1]).0),
            second_id: Set(jobs[0].max(jobs[1]).0),
            decided_by: Set(decided_by.map(|account| account.0)),
            decided_at: Set(now),
        };
        let pair = [job_distinction::Column::FirstId, job_distinction::Column::SecondId];
        let keep = OnConflict::columns(pair).do_nothing().to_owned();
        job_distinction::Entity::insert(row).on_conflict(keep).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn distinctions(&mut self, ids: &[JobId]) -> PortResult<Vec<(JobId, JobId)>> {
        let mut pairs = Vec::new();
        for some in ids.chunks(KEYS_AT_ONCE) {
            let of_these = Condition::any()
                .add(job_distinction::Column::FirstId.is_in(uuids(some)))
                .add(job_distinction::Column::SecondId.is_in(uuids(some)));
            pairs.extend(job_distinction::Entity::find().filter(of_these).all(self.0).await.port()?);
        }
        Ok(pairs.into_iter().map(|row| (JobId(row.first_id), JobId(row.second_id))).collect())
    }
}
