//! API keys.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::Principal;
use domain_model::identity::api_key::{ApiKey, KeyScope};
use domain_model::identity::session::{Assurance, Authentication, Credential};
use domain_model::kernel::id::{AccountId, ApiKeyId};
use ports::{ApiKeyRepository, PortError, PortResult, SecretHash};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Statement,
};
use serde_json::Value;
use uuid::Uuid;

use super::revalidation::changed;
use crate::convert::{from_json, parse, to_json};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<api_key::Entity>()];

pub(crate) mod api_key {
    //! Table `api_keys`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "api_keys")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) account_id: Uuid,
        pub(crate) name: String,
        #[serde(with = "crate::convert::hex_text")]
        pub(crate) hash: Vec<u8>,
        pub(crate) scopes: Json,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) expires_at: Option<DateTimeUtc>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

/// The authentication of each key that is valid at `$1`: neither expired nor of a banned account.
const AUTHENTICATION: &str = "SELECT k.id, k.account_id, r.role, k.scopes, k.created_at FROM api_keys k \
     JOIN accounts a ON a.id = k.account_id JOIN account_roles r ON r.account_id = k.account_id \
     WHERE (k.expires_at IS NULL OR k.expires_at > $1) AND (a.banned_until IS NULL OR a.banned_until <= $1)";

#[derive(FromQueryResult)]
struct AuthenticationRow {
    id: Uuid,
    account_id: Uuid,
    role: String,
    scopes: Value,
    created_at: DateTime<Utc>,
}

impl TryFrom<AuthenticationRow> for Authentication {
    type Error = PortError;

    fn try_from(row: AuthenticationRow) -> PortResult<Self> {
        let scopes: Vec<KeyScope> = from_json(row.scopes)?;
        Ok(Self {
            principal: Principal { account_id: AccountId(row.account_id), role: parse(&row.role)? },
            by: Credential::Key(ApiKeyId(row.id)),
            has_second_factor: false,
            assurance: Assurance::One,
            proved_at: row.created_at,
            may_write: scopes.contains(&KeyScope::Write),
        })
    }
}

fn key_from(row: api_key::Model) -> PortResult<ApiKey> {
    Ok(ApiKey {
        id: ApiKeyId(row.id),
        account_id: AccountId(row.account_id),
        name: row.name,
        scopes: from_json(row.scopes)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
    })
}

#[async_trait]
impl<C: ConnectionTrait> ApiKeyRepository for Repository<'_, C> {
    async fn insert(&mut self, key: &ApiKey, hash: SecretHash) -> PortResult<()> {
        let row = api_key::ActiveModel {
            id: Set(key.id.0),
            account_id: Set(key.account_id.0),
            name: Set(key.name.clone()),
            hash: Set(hash.0.to_vec()),
            scopes: Set(to_json(&key.scopes)),
            created_at: Set(key.created_at),
            expires_at: Set(key.expires_at),
        };
        api_key::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn authentication(&mut self, hash: SecretHash, now: DateTime<Utc>) -> PortResult<Option<Authentication>> {
        let statement = Statement::from_sql_and_values(
            self.0.get_database_backend(),
            format!("{AUTHENTICATION} AND k.hash = $2"),
            [now.into(), hash.0.to_vec().into()],
        );
        AuthenticationRow::find_by_statement(statement)
            .one(self.0)
            .await
            .port()?
            .map(Authentication::try_from)
            .transpose()
    }

    async fn changed(&mut self, known: &[Authentication], now: DateTime<Utc>) -> PortResult<Vec<ApiKeyId>> {
        let ids: Vec<Uuid> = known.iter().filter_map(Authentication::key).map(|id| id.0).collect();
        let over = changed::<AuthenticationRow>(self.0, (AUTHENTICATION, "k.id"), &ids, known, now).await?;
        Ok(over.filter_map(Authentication::key).collect())
    }

    async fn list(&mut self, account: AccountId) -> PortResult<Vec<ApiKey>> {
        let of_account =
            api_key::Entity::find().filter(api_key::Column::AccountId.eq(account.0)).order_by_desc(api_key::Column::Id);
        of_account.all(self.0).await.port()?.into_iter().map(key_from).collect()
    }

    async fn delete(&mut self, account: AccountId, id: ApiKeyId) -> PortResult<bool> {
        let own = api_key::Entity::delete_by_id(id.0).filter(api_key::Column::AccountId.eq(account.0));
        Ok(own.exec(self.0).await.port()?.rows_affected == 1)
    }

    async fn delete_all(&mut self, account: AccountId) -> PortResult<()> {
        let own = api_key::Entity::delete_many().filter(api_key::Column::AccountId.eq(account.0));
        own.exec(self.0).await.port()?;
        Ok(())
    }
}
