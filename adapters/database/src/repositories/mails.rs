//! Mail that waits to be sent.

use async_trait::async_trait;
use domain_model::kernel::id::{AccountId, MailId};
use ports::{MailRepository, PortResult, SealedMail};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::entities::mail;
use crate::error::FromDb;

pub(crate) struct Mails<'c, C>(pub(crate) &'c C);

#[async_trait]
impl<C: ConnectionTrait> MailRepository for Mails<'_, C> {
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
