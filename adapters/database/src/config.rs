//! `[database]`: the backend and its connection settings.

use std::path::PathBuf;

use secrecy::SecretString;
use serde::Deserialize;

/// Which database, and where.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum DatabaseConfig {
    /// One file on this machine.
    Sqlite(SqliteConfig),
    /// A Postgres server, Supabase's included.
    Postgres(PostgresConfig),
}

/// One file on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SqliteConfig {
    /// The file; created when missing.
    pub path: PathBuf,
}

/// A Postgres server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostgresConfig {
    /// `postgres://user:password@host/database`. The user owns nothing and bypasses nothing: row-level security holds for it.
    pub url: SecretString,
    /// The same database as its owner: for the schema only. `jobwright migrate` then makes the user of `url`, too, and a
    /// server brings the schema up to date at its start. `None` on nodes that should not.
    pub owner_url: Option<SecretString>,
    /// Connections this process opens at most, half of them for people, half for the program itself. At least two.
    #[serde(default = "usual_connections")]
    pub connections: u32,
}

fn usual_connections() -> u32 {
    20
}
