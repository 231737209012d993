//! Snapshots of the database for backups: all tables at one moment, read and written through their entities. So rows
//! have the same form on both backends, and a new column is included automatically. The `TABLES` of each repository say
//! which tables a backup includes.

use std::marker::PhantomData;

use async_trait::async_trait;
use migrations::Migrator;
use ports::{PortError, PortErrorKind, PortResult, RowSink, RowSource, Snapshot, Snapshots};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel, Iterable,
    ModelTrait, Order, PaginatorTrait, PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect,
};
use sea_orm_migration::MigratorTrait;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::connection::SqlDatabase;
use crate::error::FromDb;
use crate::repositories::objects::object;
use crate::{postgres, repositories, schema, sqlite};

/// Rows per statement.
const ROWS_AT_ONCE: u64 = 200;

/// A table, and whether backups include it.
pub(crate) enum Table {
    Included(&'static dyn Rows),
    Excluded { name: &'static str, reason: &'static str },
}

impl Table {
    /// Included in backups.
    pub(crate) const fn included<E>() -> Self
    where
        E: EntityTrait,
        E::Model: Serialize + DeserializeOwned + IntoActiveModel<E::ActiveModel> + Sync,
        E::ActiveModel: Send,
    {
        Self::Included(&EntityTable::<E>(PhantomData))
    }

    /// Excluded from backups.
    pub(crate) const fn excluded(name: &'static str, reason: &'static str) -> Self {
        Self::Excluded { name, reason }
    }
}

macro_rules! collect_tables {
    ($($context:ident { $($(#[$doc:meta])+ $accessor:ident: $repository:ident,)+ })+) => {
        /// The tables of every repository, and those of none, referenced tables first.
        const TABLES: &[&[Table]] = &[$($(repositories::$accessor::TABLES,)+)+ postgres::TABLES, schema::TABLES];
    };
}

ports::for_each_repository!(collect_tables);

fn included() -> impl Iterator<Item = &'static dyn Rows> {
    TABLES.iter().copied().flatten().filter_map(|table| match table {
        Table::Included(rows) => Some(*rows),
        Table::Excluded { .. } => None,
    })
}

impl SqlDatabase {
    /// The tables that backups exclude, each with the reason.
    pub fn excluded_from_backups() -> Vec<(&'static str, &'static str)> {
        let excluded = TABLES.iter().copied().flatten().filter_map(|table| match table {
            Table::Included(_) => None,
            Table::Excluded { name, reason } => Some((*name, *reason)),
        });
        excluded.collect()
    }
}

#[async_trait]
impl Snapshots for SqlDatabase {
    fn backend(&self) -> &'static str {
        match self.backend() {
            DbBackend::Postgres => "postgres",
            _ => "sqlite",
        }
    }

    fn schema(&self) -> String {
        Migrator::migrations().last().map(|last| last.name().to_owned()).unwrap_or_default()
    }

    async fn begin(&self) -> PortResult<Box<dyn Snapshot>> {
        let transaction = match self.backend() {
            DbBackend::Postgres => postgres::begin_snapshot(self.program()).await?,
            _ => sqlite::begin_snapshot(self.program()).await?,
        };
        Ok(Box::new(SqlSnapshot(transaction)))
    }
}

struct SqlSnapshot(DatabaseTransaction);

#[async_trait]
impl Snapshot for SqlSnapshot {
    fn tables(&self) -> Vec<&'static str> {
        included().map(Rows::name).collect()
    }

    async fn count(&mut self, table: &str) -> PortResult<u64> {
        named(table)?.count(&self.0).await
    }

    async fn read(&mut self, table: &str, rows: &mut RowSink<'_>) -> PortResult<()> {
        named(table)?.read(&self.0, rows).await
    }

    async fn write(&mut self, table: &str, rows: &mut RowSource<'_>) -> PortResult<()> {
        named(table)?.write(&self.0, rows).await
    }

    async fn stored_objects(&mut self) -> PortResult<Vec<String>> {
        let stored = object::Entity::find().select_only().column(object::Column::Key);
        let mut keys: Vec<String> =
            stored.filter(object::Column::State.eq("stored")).into_tuple().all(&self.0).await.port()?;
        keys.sort_unstable();
        Ok(keys)
    }

    async fn commit(self: Box<Self>) -> PortResult<()> {
        self.0.commit().await.port()
    }
}

fn named(name: &str) -> PortResult<&'static dyn Rows> {
    included()
        .find(|table| table.name() == name)
        .ok_or_else(|| PortError::invalid(format!("there is no table `{name}`")))
}

/// Access to the rows of a table, independent of its entity.
#[async_trait]
pub(crate) trait Rows: Sync {
    fn name(&self) -> &'static str;
    async fn count(&self, transaction: &DatabaseTransaction) -> PortResult<u64>;
    async fn read(&self, transaction: &DatabaseTransaction, rows: &mut RowSink<'_>) -> PortResult<()>;
    async fn write(&self, transaction: &DatabaseTransaction, rows: &mut RowSource<'_>) -> PortResult<()>;
}

/// The table of an entity.
struct EntityTable<E>(PhantomData<E>);

#[async_trait]
impl<E> Rows for EntityTable<E>
where
    E: EntityTrait,
    E::Model: Serialize + DeserializeOwned + IntoActiveModel<E::ActiveModel> + Sync,
    E::ActiveModel: Send,
{
    fn name(&self) -> &'static str {
        E::default().table_name()
    }

    async fn count(&self, transaction: &DatabaseTransaction) -> PortResult<u64> {
        E::find().count(transaction).await.port()
    }

    async fn read(&self, transaction: &DatabaseTransaction, rows: &mut RowSink<'_>) -> PortResult<()> {
        let key = key::<E>(transaction.get_database_backend());
        let mut last: Option<E::Model> = None;
        loop {
            let mut page = E::find().limit(ROWS_AT_ONCE);
            for column in &key {
                page = page.order_by(column.clone(), Order::Asc);
            }
            if let Some(last) = &last {
                let values = E::PrimaryKey::iter().map(|column| Expr::value(last.get(column.into_column())));
                page = page.filter(Expr::tuple(key.clone()).gt(Expr::tuple(values)));
            }
            let models = page.all(transaction).await.port()?;
            for model in &models {
                rows(&serde_json::to_vec(model).map_err(PortError::internal)?)?;
            }
            match models.into_iter().next_back() {
                Some(model) => last = Some(model),
                None => return Ok(()),
            }
        }
    }

    async fn write(&self, transaction: &DatabaseTransaction, rows: &mut RowSource<'_>) -> PortResult<()> {
        loop {
            let mut models = Vec::new();
            while (models.len() as u64) < ROWS_AT_ONCE
                && let Some(row) = rows.next()
            {
                let model: E::Model = serde_json::from_slice(&row?).map_err(|error| {
                    PortErrorKind::Invalid(format!("a row is not one of the table `{}`", self.name())).because(error)
                })?;
                models.push(model.into_active_model());
            }
            if models.is_empty() {
                return Ok(());
            }
            E::insert_many(models).exec_without_returning(transaction).await.port()?;
        }
    }
}

/// The primary key in byte order, independent of the locale.
fn key<E: EntityTrait>(backend: DbBackend) -> Vec<Expr> {
    let bytewise = |column: E::Column| {
        let is_text = matches!(column.def().get_column_type(), ColumnType::String(_) | ColumnType::Text);
        let column = Expr::col((E::default(), column));
        match backend {
            DbBackend::Postgres if is_text => Expr::cust_with_expr("$1 COLLATE \"C\"", column),
            _ => column,
        }
    };
    E::PrimaryKey::iter().map(|column| bytewise(column.into_column())).collect()
}

#[cfg(test)]
mod tests {
    use sea_orm::QueryTrait;

    use super::*;
    use crate::repositories::enrichments::enrichment;

    #[test]
    fn mn_12_the_order_of_rows_is_no_matter_of_locale() {
        let order = |backend| {
            let key = key::<enrichment::Entity>(backend).remove(0);
            enrichment::Entity::find().select_only().order_by(key, Order::Asc).build(backend).to_string()
        };
        let on_postgres = order(DbBackend::Postgres);
        assert!(on_postgres.ends_with(r#"ORDER BY "enrichments"."key" COLLATE "C" ASC"#), "{on_postgres}");
        // On `SQLite` text is in byte order by default.
        assert!(order(DbBackend::Sqlite).ends_with(r#"ORDER BY "enrichments"."key" ASC"#));
    }
}
