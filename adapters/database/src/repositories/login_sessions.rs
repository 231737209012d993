//! Login sessions.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::{Account, Principal};
use domain_model::identity::session::{Authentication, Credential, LoginSession, Origin};
use domain_model::kernel::id::{AccountId, LoginSessionId};
use ports::{LoginSessionRepository, PortError, PortErrorKind, PortResult};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use uuid::Uuid;

use super::accounts::account_from;
use super::accounts::{account, account_role};
use super::revalidation::changed;
use crate::convert::{from_json, parse, signed, to_json, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<login_session::Entity>()];

pub(crate) mod login_session {
    //! Table `login_sessions`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "login_sessions")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) account_id: Uuid,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) proofs: Json,
        pub(crate) assurance: String,
        pub(crate) proved_at: DateTimeUtc,
        pub(crate) user_agent: Option<String>,
        pub(crate) address: Option<String>,
        pub(crate) refresh_counter: i32,
        pub(crate) refreshed_at: DateTimeUtc,
        pub(crate) expires_at: DateTimeUtc,
        pub(crate) revoked_at: Option<DateTimeUtc>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// The authentication of each session that is valid at `$1`: neither revoked nor expired nor of a banned account.
const AUTHENTICATION: &str = "SELECT s.id, s.account_id, r.role, s.assurance, s.proved_at, \
     EXISTS (SELECT 1 FROM factors f WHERE f.account_id = a.id AND f.verified_at IS NOT NULL) AS has_second_factor \
     FROM login_sessions s JOIN accounts a ON a.id = s.account_id JOIN account_roles r ON r.account_id = s.account_id \
     WHERE s.revoked_at IS NULL AND s.expires_at > $1 AND (a.banned_until IS NULL OR a.banned_until <= $1)";

#[derive(FromQueryResult)]
struct AuthenticationRow {
    id: Uuid,
    account_id: Uuid,
    role: String,
    assurance: String,
    proved_at: DateTime<Utc>,
    has_second_factor: bool,
}

impl TryFrom<AuthenticationRow> for Authentication {
    type Error = PortError;

    fn try_from(row: AuthenticationRow) -> PortResult<Self> {
        Ok(Self {
            principal: Principal { account_id: AccountId(row.account_id), role: parse(&row.role)? },
            by: Credential::Session(LoginSessionId(row.id)),
            has_second_factor: row.has_second_factor,
            assurance: parse(&row.assurance)?,
            proved_at: row.proved_at,
            may_write: true,
        })
    }
}

fn row_of(session: &LoginSession) -> login_session::ActiveModel {
    login_session::ActiveModel {
        id: Set(session.id.0),
        account_id: Set(session.account_id.0),
        created_at: Set(session.created_at),
        proofs: Set(to_json(&session.proofs)),
        assurance: Set(session.assurance().as_str().to_owned()),
        proved_at: Set(session.proved_at()),
        user_agent: Set(session.origin.user_agent.clone()),
        address: Set(session.origin.address.clone()),
        refresh_counter: Set(signed(session.refresh_counter)),
        refreshed_at: Set(session.refreshed_at),
        expires_at: Set(session.expires_at),
        revoked_at: Set(session.revoked_at),
    }
}

fn session_from(row: login_session::Model) -> PortResult<LoginSession> {
    Ok(LoginSession {
        id: LoginSessionId(row.id),
        account_id: AccountId(row.account_id),
        created_at: row.created_at,
        proofs: from_json(row.proofs)?,
        origin: Origin { user_agent: row.user_agent, address: row.address },
        refresh_counter: unsigned(row.refresh_counter)?,
        refreshed_at: row.refreshed_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> LoginSessionRepository for Repository<'_, C> {
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
        Ok(Some((session_from(session)?, account_from(account, role)?)))
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

    async fn authentication(&mut self, id: LoginSessionId, now: DateTime<Utc>) -> PortResult<Option<Authentication>> {
        // Executed on every request, so it is one statement.
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            format!("{AUTHENTICATION} AND s.id = $2"),
            [now.into(), id.0.into()],
        );
        AuthenticationRow::find_by_statement(statement)
            .one(self.0)
            .await
            .port()?
            .map(Authentication::try_from)
            .transpose()
    }

    async fn changed(&mut self, known: &[Authentication], now: DateTime<Utc>) -> PortResult<Vec<LoginSessionId>> {
        let ids: Vec<Uuid> = known.iter().filter_map(Authentication::session).map(|id| id.0).collect();
        let over = changed::<AuthenticationRow>(self.0, (AUTHENTICATION, "s.id"), &ids, known, now).await?;
        Ok(over.filter_map(Authentication::session).collect())
    }

    async fn list(&mut self, account: AccountId, now: DateTime<Utc>) -> PortResult<Vec<LoginSession>> {
        let rows = login_session::Entity::find()
            .filter(login_session::Column::AccountId.eq(account.0))
            .filter(login_session::Column::RevokedAt.is_null())
            .filter(login_session::Column::ExpiresAt.gt(now))
            .order_by_desc(login_session::Column::Id)
            .all(self.0)
            .await
            .port()?;
        let sessions: PortResult<Vec<LoginSession>> = rows.into_iter().map(session_from).collect();
        Ok(sessions?.into_iter().filter(|session| session.is_live(now)).collect())
    }

    async fn end_all(
        &mut self,
        account: AccountId,
        but: Option<LoginSessionId>,
        now: DateTime<Utc>,
    ) -> PortResult<u64> {
        let mut update = login_session::Entity::update_many()
            .col_expr(login_session::Column::RevokedAt, Expr::value(now))
            .filter(login_session::Column::AccountId.eq(account.0))
            .filter(login_session::Column::RevokedAt.is_null());
        if let Some(but) = but {
            update = update.filter(login_session::Column::Id.ne(but.0));
        }
        Ok(update.exec(self.0).await.port()?.rows_affected)
    }

    async fn delete_expired(&mut self, before: DateTime<Utc>) -> PortResult<u64> {
        let over = login_session::Entity::delete_many().filter(login_session::Column::ExpiresAt.lt(before));
        Ok(over.exec(self.0).await.port()?.rows_affected)
    }
}
