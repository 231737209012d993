//! Leases with fencing tokens, timed by the database's clock.

use std::time::Duration;

use async_trait::async_trait;
use chrono::DateTime;
use domain_model::operations::lease::Lease;
use ports::{LeaseRepository, PortError, PortResult};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::convert::{signed, unsigned};
use crate::error::FromDb;
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::excluded("leases", "rights of running processes")];

pub(crate) struct Repository<'c, C>(pub(crate) &'c C);

#[derive(FromQueryResult)]
struct LeaseRow {
    fencing_token: i64,
    expires_at_ms: i64,
}

/// A statement in which `{now}` is the database's clock, in milliseconds since 1970.
pub(super) fn by_the_databases_clock<C: ConnectionTrait>(
    connection: &C,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    let backend = connection.get_database_backend();
    let now = match backend {
        DbBackend::Postgres => "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)",
        _ => "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    };
    Statement::from_sql_and_values(backend, sql.replace("{now}", now), values)
}

/// A duration in the unit of the database's clock.
pub(super) fn milliseconds(duration: Duration) -> Value {
    signed::<_, i64>(duration.as_millis()).into()
}

impl<C: ConnectionTrait> Repository<'_, C> {
    fn statement(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        by_the_databases_clock(self.0, sql, values)
    }
}

#[async_trait]
impl<C: ConnectionTrait> LeaseRepository for Repository<'_, C> {
    async fn acquire(&mut self, name: &str, owner: Uuid, duration: Duration) -> PortResult<Option<Lease>> {
        let statement = self.statement(
            "INSERT INTO leases (name, owner, fencing_token, expires_at_ms) VALUES ($1, $2, 1, {now} + $3) \
             ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, \
             fencing_token = leases.fencing_token + 1, expires_at_ms = excluded.expires_at_ms \
             WHERE leases.expires_at_ms <= {now} OR leases.owner = excluded.owner \
             RETURNING fencing_token, expires_at_ms",
            [name.into(), owner.into(), milliseconds(duration)],
        );
        let Some(row) = LeaseRow::find_by_statement(statement).one(self.0).await.port()? else { return Ok(None) };
        let expires_at = DateTime::from_timestamp_millis(row.expires_at_ms)
            .ok_or_else(|| PortError::internal("the database's clock is out of range"))?;
        Ok(Some(Lease { name: name.to_owned(), owner, fencing_token: unsigned(row.fencing_token)?, expires_at }))
    }

    async fn renew(&mut self, lease: &Lease, duration: Duration) -> PortResult<bool> {
        // An expired lease that was not taken is still the holder's, as the fencing token shows.
        let statement = self.statement(
            "UPDATE leases SET expires_at_ms = {now} + $1 WHERE name = $2 AND owner = $3 AND fencing_token = $4",
            [
                milliseconds(duration),
                lease.name.as_str().into(),
                lease.owner.into(),
                signed::<_, i64>(lease.fencing_token).into(),
            ],
        );
        Ok(self.0.execute_raw(statement).await.port()?.rows_affected() == 1)
    }

    async fn is_held(&mut self, name: &str) -> PortResult<bool> {
        let statement = self.statement("SELECT 1 FROM leases WHERE name = $1 AND expires_at_ms > {now}", [name.into()]);
        Ok(self.0.query_one_raw(statement).await.port()?.is_some())
    }

    async fn release(&mut self, lease: &Lease) -> PortResult<()> {
        // The row stays, so that the fencing token keeps increasing.
        let statement = self.statement(
            "UPDATE leases SET expires_at_ms = 0 WHERE name = $1 AND owner = $2 AND fencing_token = $3",
            [lease.name.as_str().into(), lease.owner.into(), signed::<_, i64>(lease.fencing_token).into()],
        );
        self.0.execute_raw(statement).await.port()?;
        Ok(())
    }
}
