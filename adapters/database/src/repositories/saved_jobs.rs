//! The jobs that people keep for later.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{PortResult, SavedJobKey, SavedJobRepository};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Value,
};

use super::keyset::after_in_descending_order;
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<saved_job::Entity>()];

pub(crate) mod saved_job {
    //! Table `saved_jobs`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_jobs")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) job_id: Uuid,
        pub(crate) saved_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

#[async_trait]
impl<C: ConnectionTrait> SavedJobRepository for Repository<'_, C> {
    async fn insert(&mut self, owner: &Principal, job: JobId, now: DateTime<Utc>) -> PortResult<()> {
        let row =
            saved_job::ActiveModel { account_id: Set(owner.account_id.0), job_id: Set(job.0), saved_at: Set(now) };
        let key = [saved_job::Column::AccountId, saved_job::Column::JobId];
        let saved_once = OnConflict::columns(key).do_nothing().to_owned();
        saved_job::Entity::insert(row).on_conflict(saved_once).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn delete(&mut self, owner: &Principal, job: JobId) -> PortResult<()> {
        saved_job::Entity::delete_by_id((owner.account_id.0, job.0)).exec(self.0).await.port()?;
        Ok(())
    }

    async fn get(&mut self, owner: &Principal, job: JobId) -> PortResult<Option<DateTime<Utc>>> {
        let row = saved_job::Entity::find_by_id((owner.account_id.0, job.0)).one(self.0).await.port()?;
        Ok(row.map(|row| row.saved_at))
    }

    async fn list(
        &mut self,
        owner: &Principal,
        page: PageRequest<SavedJobKey>,
    ) -> PortResult<Page<SavedJobKey, SavedJobKey>> {
        let mut query = saved_job::Entity::find()
            .filter(saved_job::Column::AccountId.eq(owner.account_id.0))
            .order_by_desc(saved_job::Column::SavedAt)
            .order_by_desc(saved_job::Column::JobId)
            .limit(page.rows());
        if let Some((saved_at, job)) = page.after_key() {
            let last: [(_, Value); 2] =
                [(saved_job::Column::SavedAt, saved_at.into()), (saved_job::Column::JobId, job.0.into())];
            query = query.filter(after_in_descending_order(last));
        }
        let rows = query.all(self.0).await.port()?;
        let keys = rows.into_iter().map(|row| (row.saved_at, JobId(row.job_id))).collect();
        Ok(Page::from_rows(keys, page.limit, |key| *key))
    }
}
