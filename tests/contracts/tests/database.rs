//! The database on `SQLite`.

use std::ops::Deref;

use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use ports::Database;

/// A database and the directory it lives in.
struct Sqlite(SqlDatabase, #[expect(dead_code, reason = "deleted when dropped")] tempfile::TempDir);

impl Deref for Sqlite {
    type Target = dyn Database;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

async fn database() -> Sqlite {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let path = folder.path().join("a 100% #odd? name.sqlite");
    let database = SqlDatabase::connect(&DatabaseConfig::Sqlite(SqliteConfig { path })).await;
    Sqlite(database.expect("SQLite can be opened"), folder)
}

tests_contracts::database_contract!(*database().await);
tests_contracts::job_feed_contract!(database().await.0);
