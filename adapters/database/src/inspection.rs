//! Read-only inspection of a database for `jobwright doctor`.

use chrono::{DateTime, Utc};
use ports::{PortError, PortErrorKind, PortResult};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::config::DatabaseConfig;
use crate::connection::SqlDatabase;
use crate::error::FromDb;
use crate::{postgres, schema, sqlite};

/// The state of a reachable database.
#[derive(Debug)]
pub struct Inspection {
    /// `Invalid` when the schema is older than this program.
    pub schema: PortResult<()>,
    /// `Invalid` when row-level security would not apply to the login role. `None` on `SQLite`.
    pub row_level_security: Option<PortResult<()>>,
    /// Whether pgvector is available.
    pub has_pgvector: bool,
    /// The time of the database's clock.
    pub now: DateTime<Utc>,
}

impl SqlDatabase {
    /// Inspects the database without changing it. `NotFound` when there is none yet.
    pub async fn inspect(config: &DatabaseConfig) -> PortResult<Inspection> {
        match config {
            DatabaseConfig::Sqlite(config) => {
                if !config.path.exists() {
                    return Err(PortErrorKind::NotFound.into());
                }
                let (_, readers) = sqlite::open(config).await?;
                inspect(&readers, None).await
            }
            DatabaseConfig::Postgres(config) => {
                let people = postgres::people(config).await?;
                let row_level_security = postgres::require_row_level_security(&people).await;
                inspect(&people, Some(row_level_security)).await
            }
        }
    }
}

async fn inspect(
    connection: &DatabaseConnection,
    row_level_security: Option<PortResult<()>>,
) -> PortResult<Inspection> {
    let backend = connection.get_database_backend();
    let question = match backend {
        DbBackend::Postgres => {
            "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint), to_regclass('job_vectors') IS NOT NULL"
        }
        _ => "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), FALSE",
    };
    let row = connection.query_one_raw(Statement::from_string(backend, question)).await.port()?;
    let row = row.ok_or_else(|| PortError::internal("a statement without a condition answers one row"))?;
    let now = DateTime::from_timestamp_millis(row.try_get_by_index(0).port()?)
        .ok_or_else(|| PortError::internal("the database's clock is out of range"))?;
    let has_pgvector = row.try_get_by_index(1).port()?;
    Ok(Inspection { schema: schema::require(connection).await, row_level_security, has_pgvector, now })
}
