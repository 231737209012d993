//! Accounts.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain_model::identity::account::{Account, EmailAddress, Principal, Role};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::page::{Page, PageRequest};
use ports::{AccountRepository, Credentials, PortError, PortErrorKind, PortResult};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    SelectTwo, Statement,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::convert::{from_json, parse, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<account::Entity>(), Table::included::<account_role::Entity>()];

pub(crate) mod account {
    //! Table `accounts`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) email: String,
        pub(crate) email_canonical: String,
        pub(crate) password_hash: Option<String>,
        pub(crate) full_name: Option<String>,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) verified_at: Option<DateTimeUtc>,
        pub(crate) banned_until: Option<DateTimeUtc>,
        pub(crate) last_sign_in_at: Option<DateTimeUtc>,
        pub(crate) metadata: Json,
        pub(crate) is_contested: bool,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {
        #[sea_orm(has_one = "super::account_role::Entity")]
        Role,
    }

    impl Related<super::account_role::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Role.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod account_role {
    //! Table `account_roles`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "account_roles")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        pub(crate) role: String,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {
        #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
        Account,
    }

    impl Related<super::account::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Account.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// An account row with its role; an account without a role row cannot exist.
pub(super) fn account_from(row: account::Model, role: Option<account_role::Model>) -> PortResult<Account> {
    let role = role.ok_or_else(|| PortError::internal(format!("account {} has no role", row.id)))?;
    Ok(Account {
        id: AccountId(row.id),
        email: parse(&row.email)?,
        role: parse(&role.role)?,
        full_name: row.full_name,
        created_at: row.created_at,
        verified_at: row.verified_at,
        banned_until: row.banned_until,
        last_sign_in_at: row.last_sign_in_at,
        is_contested: row.is_contested,
    })
}

/// Everything but password and metadata, which have statements of their own.
fn row_of(account: &Account) -> account::ActiveModel {
    account::ActiveModel {
        id: Set(account.id.0),
        email: Set(account.email.as_str().to_owned()),
        email_canonical: Set(account.email.canonical().to_owned()),
        password_hash: NotSet,
        full_name: Set(account.full_name.clone()),
        created_at: Set(account.created_at),
        verified_at: Set(account.verified_at),
        banned_until: Set(account.banned_until),
        last_sign_in_at: Set(account.last_sign_in_at),
        metadata: NotSet,
        is_contested: Set(account.is_contested),
    }
}

/// The accounts that the principal may see with their roles. Ids rise with time: the greatest is the newest.
fn newest_first(principal: &Principal) -> SelectTwo<account::Entity, account_role::Entity> {
    let query = account::Entity::find().find_also_related(account_role::Entity).order_by_desc(account::Column::Id);
    if principal.sees_all_accounts() {
        return query;
    }
    query.filter(account::Column::Id.eq(principal.account_id.0))
}

fn found(rows_affected: u64) -> PortResult<()> {
    if rows_affected == 0 { Err(PortError::new(PortErrorKind::NotFound)) } else { Ok(()) }
}

#[derive(FromQueryResult)]
struct DayCount {
    day: String,
    role: String,
    count: i64,
}

#[derive(FromQueryResult)]
struct RoleCount {
    role: String,
    count: i64,
}

impl<C: ConnectionTrait> Repository<'_, C> {
    async fn with_role(&self, row: account::Model) -> PortResult<Account> {
        let role = account_role::Entity::find_by_id(row.id).one(self.0).await.port()?;
        account_from(row, role)
    }

    async fn with_password(&self, row: Option<account::Model>) -> PortResult<Option<Credentials>> {
        let Some(row) = row else { return Ok(None) };
        let password_hash = row.password_hash.clone();
        Ok(Some(Credentials { account: self.with_role(row).await?, password_hash }))
    }

    async fn accounts(&self, query: SelectTwo<account::Entity, account_role::Entity>) -> PortResult<Vec<Account>> {
        query.all(self.0).await.port()?.into_iter().map(|(row, role)| account_from(row, role)).collect()
    }

    /// Whether rows are locked. On `SQLite` the transaction itself excludes other writers.
    fn is_locking(&self) -> bool {
        self.0.get_database_backend() == DbBackend::Postgres
    }

    async fn set(&self, id: AccountId, column: account::Column, value: Expr) -> PortResult<()> {
        let update = account::Entity::update_many().col_expr(column, value).filter(account::Column::Id.eq(id.0));
        found(update.exec(self.0).await.port()?.rows_affected)
    }
}

#[async_trait]
impl<C: ConnectionTrait> AccountRepository for Repository<'_, C> {
    async fn insert(&mut self, account: &Account, password_hash: Option<&str>) -> PortResult<()> {
        let row = account::ActiveModel {
            password_hash: Set(password_hash.map(str::to_owned)),
            metadata: Set(Value::Object(Map::new())),
            ..row_of(account)
        };
        // A taken address costs as many statements as a free one, so that response times do not differ (AU-33). The
        // transaction stays usable.
        let insert = account::Entity::insert_many([row]).on_conflict(OnConflict::new().do_nothing().to_owned());
        let inserted = insert.exec_without_returning(self.0).await.port()?;
        let role = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            "INSERT INTO account_roles (account_id, role) SELECT id, $2 FROM accounts WHERE id = $1",
            [account.id.0.into(), account.role.as_str().into()],
        );
        self.0.execute_raw(role).await.port()?;
        if inserted == 0 { Err(PortError::new(PortErrorKind::Conflict)) } else { Ok(()) }
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
        let of_address = account::Entity::find().filter(account::Column::EmailCanonical.eq(email.canonical()));
        let row = of_address.one(self.0).await.port()?;
        if row.is_none() {
            // As many statements as for a known account, so that response times do not reveal which accounts exist
            // (AU-33).
            account_role::Entity::find_by_id(Uuid::nil()).one(self.0).await.port()?;
        }
        self.with_password(row).await
    }

    async fn lock(&mut self, id: AccountId) -> PortResult<Option<Credentials>> {
        let mut query = account::Entity::find_by_id(id.0);
        if self.is_locking() {
            query = query.lock_exclusive();
        }
        let row = query.one(self.0).await.port()?;
        self.with_password(row).await
    }

    async fn update(&mut self, account: &Account) -> PortResult<()> {
        let update = account::Entity::update_many().set(row_of(account)).filter(account::Column::Id.eq(account.id.0));
        found(update.exec(self.0).await.port()?.rows_affected)
    }

    async fn contest(&mut self, email: &EmailAddress, except: AccountId) -> PortResult<()> {
        account::Entity::update_many()
            .col_expr(account::Column::IsContested, Expr::value(true))
            .filter(account::Column::EmailCanonical.eq(email.canonical()))
            .filter(account::Column::VerifiedAt.is_null())
            .filter(account::Column::Id.ne(except.0))
            .exec(self.0)
            .await
            .port()?;
        Ok(())
    }

    async fn set_password_hash(&mut self, id: AccountId, hash: &str) -> PortResult<()> {
        self.set(id, account::Column::PasswordHash, Expr::value(hash)).await
    }

    async fn clear_password(&mut self, id: AccountId) -> PortResult<()> {
        let nothing = Expr::value(None::<String>);
        match self.set(id, account::Column::PasswordHash, nothing).await {
            Err(error) if error.kind == PortErrorKind::NotFound => Ok(()),
            outcome => outcome,
        }
    }

    async fn set_role(&mut self, id: AccountId, role: Role) -> PortResult<()> {
        let updated = account_role::Entity::update_many()
            .col_expr(account_role::Column::Role, Expr::value(role.as_str()))
            .filter(account_role::Column::AccountId.eq(id.0))
            .exec(self.0)
            .await
            .port()?;
        found(updated.rows_affected)
    }

    async fn lock_role(&mut self, role: Role) -> PortResult<Vec<AccountId>> {
        let mut query = account_role::Entity::find()
            .filter(account_role::Column::Role.eq(role.as_str()))
            .order_by_asc(account_role::Column::AccountId);
        if self.is_locking() {
            query = query.lock_exclusive();
        }
        Ok(query.all(self.0).await.port()?.into_iter().map(|row| AccountId(row.account_id)).collect())
    }

    async fn list(
        &mut self,
        principal: &Principal,
        role: Option<Role>,
        page: PageRequest<AccountId>,
    ) -> PortResult<Page<Account, AccountId>> {
        let mut query = newest_first(principal).limit(page.rows());
        if let Some(role) = role {
            query = query.filter(account_role::Column::Role.eq(role.as_str()));
        }
        if let Some(after) = page.after_key() {
            query = query.filter(account::Column::Id.lt(after.0));
        }
        let rows = self.accounts(query).await?;
        Ok(Page::from_rows(rows, page.limit, |account| account.id))
    }

    async fn list_after(&mut self, principal: &Principal, skip: u32, limit: u32) -> PortResult<Vec<Account>> {
        self.accounts(newest_first(principal).offset(u64::from(skip)).limit(u64::from(limit))).await
    }

    async fn count_by_role(&mut self) -> PortResult<Vec<(Role, u64)>> {
        let statement = Statement::from_string(
            self.0.get_database_backend(),
            "SELECT role, count(*) AS count FROM account_roles GROUP BY role ORDER BY role",
        );
        let rows = RoleCount::find_by_statement(statement).all(self.0).await.port()?;
        rows.into_iter().map(|row| Ok((parse(&row.role)?, unsigned(row.count)?))).collect()
    }

    async fn count_by_day(&mut self, since: DateTime<Utc>) -> PortResult<Vec<(NaiveDate, Role, u64)>> {
        let backend = self.0.get_database_backend();
        let day = match backend {
            DbBackend::Postgres => "to_char(a.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
            _ => "substr(a.created_at, 1, 10)",
        };
        let statement = Statement::from_sql_and_values(
            backend,
            format!(
                "SELECT {day} AS day, r.role, count(*) AS count FROM accounts a \
                 JOIN account_roles r ON r.account_id = a.id WHERE a.created_at >= $1 GROUP BY 1, 2 ORDER BY 1, 2"
            ),
            [since.into()],
        );
        let rows = DayCount::find_by_statement(statement).all(self.0).await.port()?;
        let count = |row: DayCount| Ok((parse(&row.day)?, parse(&row.role)?, unsigned(row.count)?));
        rows.into_iter().map(count).collect()
    }

    async fn metadata(&mut self, principal: &Principal, id: AccountId) -> PortResult<Map<String, Value>> {
        if !principal.may_see(id) {
            return Ok(Map::new());
        }
        match account::Entity::find_by_id(id.0).one(self.0).await.port()? {
            Some(row) => from_json(row.metadata),
            None => Ok(Map::new()),
        }
    }

    async fn metadata_of(
        &mut self,
        principal: &Principal,
        ids: &[AccountId],
    ) -> PortResult<Vec<(AccountId, Map<String, Value>)>> {
        let visible = ids.iter().filter(|id| principal.may_see(**id)).map(|id| id.0);
        let rows: Vec<(Uuid, Value)> = account::Entity::find()
            .select_only()
            .columns([account::Column::Id, account::Column::Metadata])
            .filter(account::Column::Id.is_in(visible))
            .into_tuple()
            .all(self.0)
            .await
            .port()?;
        rows.into_iter().map(|(id, metadata)| Ok((AccountId(id), from_json(metadata)?))).collect()
    }

    async fn set_metadata(&mut self, id: AccountId, metadata: &Map<String, Value>) -> PortResult<()> {
        self.set(id, account::Column::Metadata, Expr::value(Value::Object(metadata.clone()))).await
    }

    async fn delete(&mut self, id: AccountId) -> PortResult<()> {
        account::Entity::delete_by_id(id.0).exec(self.0).await.port()?;
        Ok(())
    }
}
