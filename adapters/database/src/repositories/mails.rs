//! The queue of mail to be sent.

use async_trait::async_trait;
use domain_model::kernel::id::{AccountId, MailId};
use ports::{MailRepository, PortResult, SealedMail};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};

use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<mail::Entity>()];

pub(crate) mod mail {
    //! Table `mails`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "mails")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) account_id: Option<Uuid>,
        #[serde(with = "crate::convert::hex_text")]
        pub(crate) sealed: Vec<u8>,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) collapse_key: Option<String>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

#[async_trait]
impl<C: ConnectionTrait> MailRepository for Repository<'_, C> {
    async fn insert(&mut self, mail: &SealedMail) -> PortResult<()> {
        let row = mail::ActiveModel {
            id: Set(mail.id.0),
            account_id: Set(mail.account_id.map(|id| id.0)),
            sealed: Set(mail.sealed.clone()),
            created_at: Set(mail.created_at),
            collapse_key: Set(mail.collapse_key.clone()),
        };
        // One statement, so that of concurrent requests only the last one's mail stays queued.
        let replace = OnConflict::column(mail::Column::CollapseKey)
            .update_columns([mail::Column::Id, mail::Column::AccountId, mail::Column::Sealed, mail::Column::CreatedAt])
            .to_owned();
        mail::Entity::insert(row).on_conflict(replace).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn get(&mut self, id: MailId) -> PortResult<Option<SealedMail>> {
        let row = mail::Entity::find_by_id(id.0).one(self.0).await.port()?;
        Ok(row.map(|row| SealedMail {
            id: MailId(row.id),
            account_id: row.account_id.map(AccountId),
            sealed: row.sealed,
            created_at: row.created_at,
            collapse_key: row.collapse_key,
        }))
    }

    async fn lock(&mut self, id: MailId) -> PortResult<bool> {
        let mut query = mail::Entity::find_by_id(id.0);
        // On `SQLite` the transaction itself excludes every other writer.
        if self.0.get_database_backend() == DbBackend::Postgres {
            query = query.lock_exclusive();
        }
        Ok(query.one(self.0).await.port()?.is_some())
    }

    async fn discard(&mut self, collapse_keys: &[String]) -> PortResult<()> {
        mail::Entity::delete_many().filter(mail::Column::CollapseKey.is_in(collapse_keys)).exec(self.0).await.port()?;
        Ok(())
    }

    async fn delete(&mut self, id: MailId) -> PortResult<()> {
        mail::Entity::delete_by_id(id.0).exec(self.0).await.port()?;
        Ok(())
    }
}
