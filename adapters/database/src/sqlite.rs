//! `SQLite`: one connection that writes, several that read.
//!
//! `SQLite` allows one write transaction at a time. A single writing connection queues writers fairly inside this
//! process instead of polling for a lock, and `BEGIN IMMEDIATE` takes the write lock at the start, so that no
//! transaction fails half way. `busy_timeout` waits for other processes on the same file.

use std::path::Path;
use std::time::Duration;

use migrations::Migrator;
use ports::{PortError, PortResult};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tracing::info;

use crate::config::SqliteConfig;
use crate::error::FromDb;

/// How long a writer waits for the writing connection, and for writers of other processes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Read connections. Each has a thread and a page cache of its own.
const READERS: u32 = 4;

/// Opens the write connection and the read connections.
pub(crate) async fn open(config: &SqliteConfig) -> PortResult<(DatabaseConnection, DatabaseConnection)> {
    let url = url(&config.path)?;
    info!(path = %config.path.display(), "opening the SQLite database");
    let writer = Database::connect(options(url.clone(), 1)).await.port()?;
    let readers = Database::connect(options(url, READERS)).await.port()?;
    Ok((writer, readers))
}

/// A write transaction (`BEGIN IMMEDIATE`).
pub(crate) async fn begin(writer: &DatabaseConnection) -> PortResult<DatabaseTransaction> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    writer.begin_with_options(options).await.port()
}

/// A transaction that reads one snapshot while others write. It may write too, as long as nobody else has.
pub(crate) async fn begin_snapshot(readers: &DatabaseConnection) -> PortResult<DatabaseTransaction> {
    readers.begin().await.port()
}

/// Migrates the schema in one transaction; of concurrent processes only one does.
pub(crate) async fn migrate(writer: &DatabaseConnection) -> PortResult<()> {
    let transaction = begin(writer).await?;
    Migrator::up(&transaction, None).await.port()?;
    transaction.commit().await.port()
}

fn url(path: &Path) -> PortResult<String> {
    let path = path.to_str().ok_or_else(|| PortError::invalid("the path of the database is not UTF-8"))?;
    // Characters that would end the path or start an escape in a URL.
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Ok(format!("sqlite://{path}?mode=rwc"))
}

fn options(url: String, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(BUSY_TIMEOUT)
        // A connection is a file handle, so there is nothing to test or recycle.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(BUSY_TIMEOUT)
                .pragma("journal_mode", "WAL")
                // Acknowledged means durable: every commit reaches the disk.
                .pragma("synchronous", "FULL")
                .pragma("temp_store", "MEMORY")
        })
        .map_sqlx_sqlite_pool_opts(|pool| pool.idle_timeout(None).max_lifetime(None));
    options
}
