//! Applications for jobs, and their histories.

use async_trait::async_trait;
use domain_model::catalogue::application::{Application, ApplicationChange, ApplicationStatus, SentApplication};
use domain_model::identity::account::Principal;
use domain_model::ingestion::SourceKey;
use domain_model::kernel::id::{AccountId, ApplicationId, JobId};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{ApplicationFilter, ApplicationKey, ApplicationRepository, PortErrorKind, PortResult};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, Value,
};
use uuid::Uuid;

use super::jobs::job;
use super::keyset::after_in_descending_order;
use crate::convert::{from_json, parse, signed, to_json, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] =
    &[Table::included::<application::Entity>(), Table::included::<application_change::Entity>()];

pub(crate) mod application {
    //! Table `applications`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "applications")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) account_id: Uuid,
        pub(crate) job_id: Uuid,
        pub(crate) status: String,
        pub(crate) revision: i32,
        pub(crate) full_name: Option<String>,
        pub(crate) email: String,
        pub(crate) resume_version: Option<i32>,
        #[sea_orm(column_type = "Text", nullable)]
        pub(crate) resume_text: Option<String>,
        pub(crate) job_revision: i32,
        pub(crate) posting_digest: String,
        pub(crate) screening: Option<Json>,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) updated_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod application_change {
    //! Table `application_changes`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "application_changes")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) application_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) revision: i32,
        pub(crate) status: String,
        pub(crate) party: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub(crate) note: Option<String>,
        pub(crate) changed_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn row_of(application: &Application) -> application::ActiveModel {
    let sent = &application.sent;
    application::ActiveModel {
        id: Set(application.id.0),
        account_id: Set(application.account_id.0),
        job_id: Set(application.job_id.0),
        status: Set(application.status.as_str().to_owned()),
        revision: Set(signed(application.revision)),
        full_name: Set(sent.full_name.clone()),
        email: Set(sent.email.clone()),
        resume_version: Set(sent.resume_version.map(signed)),
        resume_text: Set(sent.resume_text.clone()),
        job_revision: Set(signed(sent.job_revision)),
        posting_digest: Set(sent.posting_digest.clone()),
        screening: Set(application.screening.as_ref().map(to_json)),
        created_at: Set(application.created_at),
        updated_at: Set(application.updated_at),
    }
}

fn application_from(row: application::Model) -> PortResult<Application> {
    Ok(Application {
        id: ApplicationId(row.id),
        account_id: AccountId(row.account_id),
        job_id: JobId(row.job_id),
        status: parse(&row.status)?,
        revision: unsigned(row.revision)?,
        sent: SentApplication {
            full_name: row.full_name,
            email: row.email,
            resume_version: row.resume_version.map(unsigned).transpose()?,
            resume_text: row.resume_text,
            job_revision: unsigned(row.job_revision)?,
            posting_digest: row.posting_digest,
        },
        screening: row.screening.map(from_json).transpose()?,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

fn change_from(row: application_change::Model) -> PortResult<ApplicationChange> {
    Ok(ApplicationChange {
        application_id: ApplicationId(row.application_id),
        revision: unsigned(row.revision)?,
        status: parse(&row.status)?,
        party: parse(&row.party)?,
        note: row.note,
        changed_at: row.changed_at,
    })
}

/// The applications for these jobs that were not withdrawn.
fn of_jobs(jobs: &[JobId]) -> Select<application::Entity> {
    application::Entity::find()
        .filter(application::Column::JobId.is_in(jobs.iter().map(|job| job.0)))
        .filter(application::Column::Status.ne(ApplicationStatus::Withdrawn.as_str()))
}

impl<C: ConnectionTrait> Repository<'_, C> {
    /// Whether the principal sees the applications for a job: whoever has posted it, and administrators.
    async fn is_employer(&self, principal: &Principal, job: JobId) -> PortResult<bool> {
        if principal.sees_all_accounts() {
            return Ok(true);
        }
        let posted = job::Entity::find_by_id(job.0)
            .filter(job::Column::Source.eq(SourceKey::posted_by(principal.account_id).to_string()))
            .count(self.0)
            .await
            .port()?;
        Ok(posted > 0)
    }

    /// A page of the query, last sent first.
    async fn page(
        &self,
        query: Select<application::Entity>,
        page: PageRequest<ApplicationKey>,
    ) -> PortResult<Page<Application, ApplicationKey>> {
        let mut query = query
            .order_by_desc(application::Column::CreatedAt)
            .order_by_desc(application::Column::Id)
            .limit(page.rows());
        if let Some((created_at, id)) = page.after_key() {
            let last: [(_, Value); 2] =
                [(application::Column::CreatedAt, created_at.into()), (application::Column::Id, id.0.into())];
            query = query.filter(after_in_descending_order(last));
        }
        let rows = query.all(self.0).await.port()?;
        let applications = rows.into_iter().map(application_from).collect::<PortResult<_>>()?;
        Ok(Page::from_rows(applications, page.limit, |application: &Application| {
            (application.created_at, application.id)
        }))
    }

    async fn append(&self, change: &ApplicationChange) -> PortResult<()> {
        let row = application_change::ActiveModel {
            application_id: Set(change.application_id.0),
            revision: Set(signed(change.revision)),
            status: Set(change.status.as_str().to_owned()),
            party: Set(change.party.as_str().to_owned()),
            note: Set(change.note.clone()),
            changed_at: Set(change.changed_at),
        };
        application_change::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }
}

#[async_trait]
impl<C: ConnectionTrait> ApplicationRepository for Repository<'_, C> {
    async fn insert(&mut self, application: &Application, first: &ApplicationChange) -> PortResult<()> {
        let once = [application::Column::AccountId, application::Column::JobId];
        let insert = application::Entity::insert(row_of(application))
            .on_conflict(OnConflict::columns(once).do_nothing().to_owned());
        if insert.exec_without_returning(self.0).await.port()? == 0 {
            return Err(PortErrorKind::Conflict.into());
        }
        self.append(first).await
    }

    async fn update(&mut self, application: &Application, change: &ApplicationChange) -> PortResult<()> {
        let previous: i32 = signed(change.revision - 1);
        // Whose it is, and for which job, never changes: on Postgres nobody may write it.
        let row = application::ActiveModel {
            id: NotSet,
            account_id: NotSet,
            job_id: NotSet,
            created_at: NotSet,
            ..row_of(application)
        };
        let updated = application::Entity::update_many()
            .set(row)
            .filter(application::Column::Id.eq(application.id.0))
            .filter(application::Column::Revision.eq(previous))
            .exec(self.0)
            .await
            .port()?;
        if updated.rows_affected == 0 {
            return Err(PortErrorKind::Conflict.into());
        }
        self.append(change).await
    }

    async fn get(&mut self, principal: &Principal, id: ApplicationId) -> PortResult<Option<Application>> {
        let row = application::Entity::find_by_id(id.0).one(self.0).await.port()?;
        let Some(application) = row.map(application_from).transpose()? else { return Ok(None) };
        // What was taken back is the seeker's alone again.
        let may_see = principal.may_see(application.account_id)
            || !application.is_withdrawn() && self.is_employer(principal, application.job_id).await?;
        Ok(may_see.then_some(application))
    }

    async fn find(&mut self, seeker: &Principal, job: JobId) -> PortResult<Option<Application>> {
        let row = application::Entity::find()
            .filter(application::Column::AccountId.eq(seeker.account_id.0))
            .filter(application::Column::JobId.eq(job.0))
            .one(self.0)
            .await
            .port()?;
        row.map(application_from).transpose()
    }

    async fn list(
        &mut self,
        seeker: &Principal,
        filter: ApplicationFilter,
        page: PageRequest<ApplicationKey>,
    ) -> PortResult<Page<Application, ApplicationKey>> {
        let mut query = application::Entity::find().filter(application::Column::AccountId.eq(seeker.account_id.0));
        if let Some(status) = filter.status {
            query = query.filter(application::Column::Status.eq(status.as_str()));
        }
        if let Some(job) = filter.job {
            query = query.filter(application::Column::JobId.eq(job.0));
        }
        self.page(query, page).await
    }

    async fn list_applicants(
        &mut self,
        principal: &Principal,
        job: JobId,
        status: Option<ApplicationStatus>,
        page: PageRequest<ApplicationKey>,
    ) -> PortResult<Page<Application, ApplicationKey>> {
        if !self.is_employer(principal, job).await? {
            return Ok(Page { items: Vec::new(), next: None });
        }
        let mut query = of_jobs(&[job]);
        if let Some(status) = status {
            query = query.filter(application::Column::Status.eq(status.as_str()));
        }
        self.page(query, page).await
    }

    async fn count_for_jobs(&mut self, principal: &Principal, jobs: &[JobId]) -> PortResult<Vec<(JobId, u32)>> {
        let mut query = of_jobs(jobs);
        if !principal.sees_all_accounts() {
            let own = job::Column::Source.eq(SourceKey::posted_by(principal.account_id).to_string());
            let own = Query::select().column(job::Column::Id).from(job::Entity).and_where(own).to_owned();
            query = query.filter(application::Column::JobId.in_subquery(own));
        }
        let counts: Vec<(Uuid, i64)> = query
            .select_only()
            .column(application::Column::JobId)
            .column_as(application::Column::Id.count(), "size")
            .group_by(application::Column::JobId)
            .into_tuple()
            .all(self.0)
            .await
            .port()?;
        counts.into_iter().map(|(job, count)| Ok((JobId(job), unsigned(count)?))).collect()
    }

    async fn history(&mut self, application: &Application) -> PortResult<Vec<ApplicationChange>> {
        let rows = application_change::Entity::find()
            .filter(application_change::Column::ApplicationId.eq(application.id.0))
            .order_by_asc(application_change::Column::Revision)
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(change_from).collect()
    }
}
