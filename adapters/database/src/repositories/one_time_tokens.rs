//! One-time secrets.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::EmailAddress;
use domain_model::kernel::id::AccountId;
use ports::{OneTimeToken, OneTimeTokenRepository, PortResult, SecretHash};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde_json::Value;

use crate::convert::from_json;
use crate::error::FromDb;
use crate::repositories::accounts::account;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<one_time_token::Entity>()];

pub(crate) mod one_time_token {
    //! Table `one_time_tokens`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "one_time_tokens")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        #[serde(with = "crate::convert::hex_text")]
        pub(crate) hash: Vec<u8>,
        pub(crate) purpose: String,
        pub(crate) account_id: Uuid,
        pub(crate) details: Json,
        pub(crate) expires_at: DateTimeUtc,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn token_from(hash: SecretHash, row: one_time_token::Model) -> PortResult<OneTimeToken> {
    Ok(OneTimeToken {
        hash,
        purpose: row.purpose,
        account_id: AccountId(row.account_id),
        details: from_json(row.details)?,
        expires_at: row.expires_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> OneTimeTokenRepository for Repository<'_, C> {
    async fn insert(&mut self, token: &OneTimeToken, now: DateTime<Utc>) -> PortResult<()> {
        one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::ExpiresAt.lte(now))
            .exec(self.0)
            .await
            .port()?;
        let row = one_time_token::ActiveModel {
            hash: Set(token.hash.0.to_vec()),
            purpose: Set(token.purpose.clone()),
            account_id: Set(token.account_id.0),
            details: Set(Value::Object(token.details.clone())),
            expires_at: Set(token.expires_at),
        };
        one_time_token::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn revoke(&mut self, account_id: AccountId, purposes: &[String]) -> PortResult<()> {
        one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::AccountId.eq(account_id.0))
            .filter(one_time_token::Column::Purpose.is_in(purposes))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn revoke_for_address(&mut self, email: &EmailAddress, purposes: &[String]) -> PortResult<()> {
        let owner = account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .filter(account::Column::EmailCanonical.eq(email.canonical()))
            .into_query();
        one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::AccountId.in_subquery(owner))
            .filter(one_time_token::Column::Purpose.is_in(purposes))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn find(&mut self, hash: SecretHash, purpose: &str, now: DateTime<Utc>) -> PortResult<Option<OneTimeToken>> {
        let found = one_time_token::Entity::find_by_id(hash.0.to_vec())
            .filter(one_time_token::Column::Purpose.eq(purpose))
            .filter(one_time_token::Column::ExpiresAt.gt(now))
            .one(self.0)
            .await
            .port()?;
        found.map(|row| token_from(hash, row)).transpose()
    }

    async fn take(&mut self, hash: SecretHash, purpose: &str, now: DateTime<Utc>) -> PortResult<Option<OneTimeToken>> {
        // One statement: of two callers at once only one deletes the row (AU-24).
        let taken = one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::Hash.eq(hash.0.to_vec()))
            .filter(one_time_token::Column::Purpose.eq(purpose))
            .filter(one_time_token::Column::ExpiresAt.gt(now))
            .exec_with_returning(self.0)
            .await
            .port()?;
        taken.into_iter().next().map(|row| token_from(hash, row)).transpose()
    }
}
