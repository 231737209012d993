//! Accounts and their one-time tokens.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::account::{Account, EmailAddress, Principal};
use domain_model::id::AccountId;
use ports::{AccountRepository, Credentials, OneTimeToken, PortError, PortErrorKind, PortResult, SecretHash};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::convert::parse;
use crate::entities::{account, account_role, one_time_token};
use crate::error::FromDb;

pub(crate) struct Accounts<'c, C>(pub(crate) &'c C);

/// An account row with its role; an account without a role row cannot exist.
pub(super) fn account_from(row: account::Model, role: Option<account_role::Model>) -> PortResult<Account> {
    let role = role.ok_or_else(|| PortError::internal(format!("account {} has no role", row.id)))?;
    Ok(Account {
        id: AccountId(row.id),
        email: parse(&row.email)?,
        role: parse(&role.role)?,
        full_name: row.full_name,
        created_at: row.created_at,
    })
}

impl<C: ConnectionTrait> Accounts<'_, C> {
    async fn with_role(&self, row: account::Model) -> PortResult<Account> {
        let role = account_role::Entity::find_by_id(row.id).one(self.0).await.port()?;
        account_from(row, role)
    }
}

#[async_trait]
impl<C: ConnectionTrait> AccountRepository for Accounts<'_, C> {
    async fn insert(&mut self, account: &Account, password_hash: Option<&str>) -> PortResult<()> {
        let row = account::ActiveModel {
            id: Set(account.id.0),
            email: Set(account.email.as_str().to_owned()),
            email_canonical: Set(account.email.canonical().to_owned()),
            password_hash: Set(password_hash.map(str::to_owned)),
            full_name: Set(account.full_name.clone()),
            created_at: Set(account.created_at),
        };
        account::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        let role =
            account_role::ActiveModel { account_id: Set(account.id.0), role: Set(account.role.as_str().to_owned()) };
        account_role::Entity::insert(role).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn get(&mut self, principal: &Principal, id: AccountId) -> PortResult<Option<Account>> {
        if !principal.may_see(id) {
            return Ok(None);
        }
        match account::Entity::find_by_id(id.0).one(self.0).await.port()? {
            Some(row) => self.with_role(row).await.map(Some),
            None => Ok(None),
        }
    }

    async fn credentials(&mut self, email: &EmailAddress) -> PortResult<Option<Credentials>> {
        let found = account::Entity::find()
            .filter(account::Column::EmailCanonical.eq(email.canonical()))
            .one(self.0)
            .await
            .port()?;
        let Some(row) = found else { return Ok(None) };
        let password_hash = row.password_hash.clone();
        Ok(Some(Credentials { account: self.with_role(row).await?, password_hash }))
    }

    async fn set_password_hash(&mut self, id: AccountId, hash: &str) -> PortResult<()> {
        let updated = account::Entity::update_many()
            .col_expr(account::Column::PasswordHash, Expr::value(hash))
            .filter(account::Column::Id.eq(id.0))
            .exec(self.0)
            .await
            .port()?;
        if updated.rows_affected == 0 { Err(PortError::new(PortErrorKind::NotFound)) } else { Ok(()) }
    }

    async fn insert_one_time_token(&mut self, token: &OneTimeToken, now: DateTime<Utc>) -> PortResult<()> {
        one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::ExpiresAt.lte(now))
            .exec(self.0)
            .await
            .port()?;
        let row = one_time_token::ActiveModel {
            hash: Set(token.hash.0.to_vec()),
            purpose: Set(token.purpose.clone()),
            account_id: Set(token.account_id.0),
            expires_at: Set(token.expires_at),
        };
        one_time_token::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn revoke_one_time_tokens(&mut self, account_id: AccountId, purpose: &str) -> PortResult<()> {
        one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::AccountId.eq(account_id.0))
            .filter(one_time_token::Column::Purpose.eq(purpose))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn take_one_time_token(
        &mut self,
        hash: SecretHash,
        purpose: &str,
        now: DateTime<Utc>,
    ) -> PortResult<Option<OneTimeToken>> {
        // One statement: of two callers at once only one deletes the row (AU-24).
        let taken = one_time_token::Entity::delete_many()
            .filter(one_time_token::Column::Hash.eq(hash.0.to_vec()))
            .filter(one_time_token::Column::Purpose.eq(purpose))
            .filter(one_time_token::Column::ExpiresAt.gt(now))
            .exec_with_returning(self.0)
            .await
            .port()?;
        Ok(taken.into_iter().next().map(|row| OneTimeToken {
            hash,
            purpose: row.purpose,
            account_id: AccountId(row.account_id),
            expires_at: row.expires_at,
        }))
    }
}
