//! Mail that waits to be sent.

use async_trait::async_trait;
use domain_model::kernel::id::{AccountId, MailId};
use ports::{MailRepository, PortResult, SealedMail};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::kept::<mail::Entity>()];

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
        };
        mail::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn get(&mut self, id: MailId) -> PortResult<Option<SealedMail>> {
        let row = mail::Entity::find_by_id(id.0).one(self.0).await.port()?;
        Ok(row.map(|row| SealedMail {
            id: MailId(row.id),
            account_id: row.account_id.map(AccountId),
            sealed: row.sealed,
            created_at: row.created_at,
        }))
    }

    async fn delete(&mut self, id: MailId) -> PortResult<()> {
        mail::Entity::delete_by_id(id.0).exec(self.0).await.port()?;
        Ok(())
    }
}
