//! Second factors.

use async_trait::async_trait;
use domain_model::identity::factor::Factor;
use domain_model::kernel::id::{AccountId, FactorId};
use ports::{FactorRepository, PortError, PortErrorKind, PortResult, SecretHash};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::convert::{signed, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::included::<factor::Entity>(), Table::included::<recovery_code::Entity>()];

pub(crate) mod factor {
    //! Table `factors`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "factors")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) account_id: Uuid,
        pub(crate) name: String,
        #[serde(with = "crate::convert::hex_text")]
        pub(crate) sealed_secret: Vec<u8>,
        pub(crate) created_at: DateTimeUtc,
        pub(crate) verified_at: Option<DateTimeUtc>,
        pub(crate) last_step: Option<i64>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod recovery_code {
    //! Table `recovery_codes`.

    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_codes")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        #[serde(with = "crate::convert::hex_text")]
        pub(crate) hash: Vec<u8>,
    }

    #[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

fn factor_from(row: &factor::Model) -> PortResult<Factor> {
    Ok(Factor {
        id: FactorId(row.id),
        account_id: AccountId(row.account_id),
        name: row.name.clone(),
        created_at: row.created_at,
        verified_at: row.verified_at,
        last_step: row.last_step.map(unsigned).transpose()?,
    })
}

fn found(rows_affected: u64) -> PortResult<()> {
    if rows_affected == 0 { Err(PortError::new(PortErrorKind::NotFound)) } else { Ok(()) }
}

#[async_trait]
impl<C: ConnectionTrait> FactorRepository for Repository<'_, C> {
    async fn insert(&mut self, factor: &Factor, sealed_secret: &[u8]) -> PortResult<()> {
        let row = factor::ActiveModel {
            id: Set(factor.id.0),
            account_id: Set(factor.account_id.0),
            name: Set(factor.name.clone()),
            sealed_secret: Set(sealed_secret.to_vec()),
            created_at: Set(factor.created_at),
            verified_at: Set(factor.verified_at),
            last_step: Set(factor.last_step.map(signed)),
        };
        factor::Entity::insert(row).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn list(&mut self, account: AccountId) -> PortResult<Vec<Factor>> {
        self.list_of(&[account]).await
    }

    async fn list_of(&mut self, accounts: &[AccountId]) -> PortResult<Vec<Factor>> {
        let of_accounts = factor::Entity::find()
            .filter(factor::Column::AccountId.is_in(accounts.iter().map(|id| id.0)))
            .order_by_asc(factor::Column::Id);
        of_accounts.all(self.0).await.port()?.iter().map(factor_from).collect()
    }

    async fn lock(&mut self, account: AccountId, id: FactorId) -> PortResult<Option<(Factor, Vec<u8>)>> {
        // On SQLite the transaction itself excludes every other writer.
        let mut query = factor::Entity::find_by_id(id.0).filter(factor::Column::AccountId.eq(account.0));
        if self.0.get_database_backend() == DbBackend::Postgres {
            query = query.lock_exclusive();
        }
        let Some(row) = query.one(self.0).await.port()? else { return Ok(None) };
        Ok(Some((factor_from(&row)?, row.sealed_secret)))
    }

    async fn update(&mut self, factor: &Factor) -> PortResult<()> {
        let updated = factor::Entity::update_many()
            .col_expr(factor::Column::Name, Expr::value(factor.name.as_str()))
            .col_expr(factor::Column::VerifiedAt, Expr::value(factor.verified_at))
            .col_expr(factor::Column::LastStep, Expr::value(factor.last_step.map(signed::<_, i64>)))
            .filter(factor::Column::Id.eq(factor.id.0))
            .exec(self.0)
            .await
            .port()?;
        found(updated.rows_affected)
    }

    async fn reseal(&mut self, id: FactorId, sealed_secret: &[u8]) -> PortResult<()> {
        let updated = factor::Entity::update_many()
            .col_expr(factor::Column::SealedSecret, Expr::value(sealed_secret))
            .filter(factor::Column::Id.eq(id.0))
            .exec(self.0)
            .await
            .port()?;
        found(updated.rows_affected)
    }

    async fn sealed(&mut self, after: Option<FactorId>, limit: u32) -> PortResult<Vec<(FactorId, Vec<u8>)>> {
        let mut query = factor::Entity::find().order_by_asc(factor::Column::Id).limit(u64::from(limit));
        if let Some(after) = after {
            query = query.filter(factor::Column::Id.gt(after.0));
        }
        let rows = query.all(self.0).await.port()?;
        Ok(rows.into_iter().map(|row| (FactorId(row.id), row.sealed_secret)).collect())
    }

    async fn delete(&mut self, account: AccountId, id: FactorId) -> PortResult<()> {
        let own = factor::Entity::delete_by_id(id.0).filter(factor::Column::AccountId.eq(account.0));
        own.exec(self.0).await.port()?;
        Ok(())
    }

    async fn replace_recovery_codes(&mut self, account: AccountId, codes: &[SecretHash]) -> PortResult<()> {
        let before = recovery_code::Entity::delete_many().filter(recovery_code::Column::AccountId.eq(account.0));
        before.exec(self.0).await.port()?;
        if codes.is_empty() {
            return Ok(());
        }
        let rows = codes
            .iter()
            .map(|code| recovery_code::ActiveModel { account_id: Set(account.0), hash: Set(code.0.to_vec()) });
        recovery_code::Entity::insert_many(rows).exec_without_returning(self.0).await.port()?;
        Ok(())
    }

    async fn take_recovery_code(&mut self, account: AccountId, code: SecretHash) -> PortResult<bool> {
        // One statement: of two callers at once only one deletes the row (AU-24).
        let taken = recovery_code::Entity::delete_by_id((account.0, code.0.to_vec())).exec(self.0).await.port()?;
        Ok(taken.rows_affected == 1)
    }
}
