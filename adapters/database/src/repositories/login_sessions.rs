//! Sign-ins.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::account::{Account, LoginSession, Principal};
use domain_model::id::{AccountId, LoginSessionId};
use ports::{LoginSessionRepository, PortError, PortErrorKind, PortResult};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    Statement,
};
use uuid::Uuid;

use super::accounts::account_from;
use crate::convert::{parse, signed, unsigned};
use crate::entities::{account, account_role, login_session};
use crate::error::FromDb;

pub(crate) struct LoginSessions<'c, C>(pub(crate) &'c C);

#[derive(FromQueryResult)]
struct PrincipalRow {
    account_id: Uuid,
    role: String,
}

fn row_of(session: &LoginSession) -> login_session::ActiveModel {
    login_session::ActiveModel {
        id: Set(session.id.0),
        account_id: Set(session.account_id.0),
        refresh_counter: Set(signed(session.refresh_counter)),
        refreshed_at: Set(session.refreshed_at),
        expires_at: Set(session.expires_at),
        revoked_at: Set(session.revoked_at),
    }
}

fn session_from(row: &login_session::Model) -> PortResult<LoginSession> {
    Ok(LoginSession {
        id: LoginSessionId(row.id),
        account_id: AccountId(row.account_id),
        refresh_counter: unsigned(row.refresh_counter)?,
        refreshed_at: row.refreshed_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> LoginSessionRepository for LoginSessions<'_, C> {
    async fn insert(&mut self, session: &LoginSession) -> PortResult<()> {
        login_session::Entity::insert(row_of(session)).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn lock(&mut self, id: LoginSessionId) -> PortResult<Option<(LoginSession, Account)>> {
        // On SQLite the transaction itself excludes every other writer.
        let mut query = login_session::Entity::find_by_id(id.0);
        if self.0.get_database_backend() == DbBackend::Postgres {
            query = query.lock_exclusive();
        }
        let Some(session) = query.one(self.0).await.port()? else { return Ok(None) };
        let account = account::Entity::find_by_id(session.account_id).one(self.0).await.port()?;
        let role = account_role::Entity::find_by_id(session.account_id).one(self.0).await.port()?;
        let Some(account) = account else { return Ok(None) };
        Ok(Some((session_from(&session)?, account_from(account, role)?)))
    }

    async fn update(&mut self, session: &LoginSession) -> PortResult<()> {
        let updated = login_session::Entity::update_many()
            .set(row_of(session))
            .filter(login_session::Column::Id.eq(session.id.0))
            .exec(self.0)
            .await
            .port()?;
        if updated.rows_affected == 0 { Err(PortError::new(PortErrorKind::NotFound)) } else { Ok(()) }
    }

    async fn principal(&mut self, id: LoginSessionId, now: DateTime<Utc>) -> PortResult<Option<Principal>> {
        // Asked on every request, so it is one statement.
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "SELECT s.account_id, r.role FROM login_sessions s JOIN account_roles r ON r.account_id = s.account_id \
             WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2",
            [id.0.into(), now.into()],
        );
        let row = PrincipalRow::find_by_statement(statement).one(self.0).await.port()?;
        row.map(|row| Ok(Principal { account_id: AccountId(row.account_id), role: parse(&row.role)? })).transpose()
    }
}
