//! Profiles of the CV contract.

use async_trait::async_trait;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, CvProfileId};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{CvProfile, CvProfileRepository, PortResult};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::convert::{from_json, to_json};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<cv_profile::Entity>()];

pub(crate) mod cv_profile {
    //! Table `cv_profiles`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "cv_profiles")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        pub(crate) id: Uuid,
        pub(crate) content: Json,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) updated_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn profile_from(row: cv_profile::Model) -> PortResult<CvProfile> {
    Ok(CvProfile {
        id: CvProfileId(row.id),
        account_id: AccountId(row.account_id),
        content: from_json(row.content)?,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> CvProfileRepository for Repository<'_, C> {
    async fn put(&mut self, profile: &CvProfile) -> PortResult<CvProfile> {
        let row = cv_profile::ActiveModel {
            account_id: Set(profile.account_id.0),
            id: Set(profile.id.0),
            content: Set(to_json(&profile.content)),
            created_at: Set(profile.created_at),
            updated_at: Set(profile.updated_at),
        };
        let replace = OnConflict::column(cv_profile::Column::AccountId)
            .update_columns([cv_profile::Column::Content, cv_profile::Column::UpdatedAt])
            .to_owned();
        let stored = cv_profile::Entity::insert(row).on_conflict(replace).exec_with_returning(self.0).await.port()?;
        profile_from(stored)
    }

    async fn get(&mut self, owner: &Principal) -> PortResult<Option<CvProfile>> {
        let row = cv_profile::Entity::find_by_id(owner.account_id.0).one(self.0).await.port()?;
        row.map(profile_from).transpose()
    }

    async fn delete(&mut self, owner: &Principal) -> PortResult<bool> {
        let deleted = cv_profile::Entity::delete_by_id(owner.account_id.0).exec(self.0).await.port()?;
        Ok(deleted.rows_affected > 0)
    }

    async fn list(
        &mut self,
        principal: &Principal,
        page: PageRequest<AccountId>,
    ) -> PortResult<Page<CvProfile, AccountId>> {
        let mut query = cv_profile::Entity::find().order_by_asc(cv_profile::Column::AccountId).limit(page.rows());
        if !principal.sees_all_accounts() {
            query = query.filter(cv_profile::Column::AccountId.eq(principal.account_id.0));
        }
        if let Some(after) = page.after_key() {
            query = query.filter(cv_profile::Column::AccountId.gt(after.0));
        }
        let profiles: PortResult<Vec<_>> = query.all(self.0).await.port()?.into_iter().map(profile_from).collect();
        Ok(Page::from_rows(profiles?, page.limit, |profile| profile.account_id))
    }
}
