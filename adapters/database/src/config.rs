//! Where the database is.

use std::path::PathBuf;

use serde::Deserialize;

/// Which database, and where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum DatabaseConfig {
    /// One file on this machine.
    Sqlite(SqliteConfig),
}

/// One file on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SqliteConfig {
    /// The file; created when missing.
    pub path: PathBuf,
}
