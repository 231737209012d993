//! `[database]`: the backend and its connection settings.

use std::path::PathBuf;

use secrecy::SecretString;
use serde::Deserialize;

/// The database backend and its settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum DatabaseConfig {
    /// One file on this machine.
    Sqlite(SqliteConfig),
    /// A Postgres server, including Supabase's.
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
    /// `postgres://user:password@host/database`. The user owns no table and has no `BYPASSRLS`, so row-level security
    /// applies to it.
    pub url: SecretString,
    /// The same database as its owner, for migrations only. `jobwright migrate` then also creates the user of `url`,
    /// and a server migrates at its start. `None` on nodes that must not migrate.
    pub owner_url: Option<SecretString>,
    /// The maximum number of connections of this process, half of them for people, half for the program. At least two.
    #[serde(default = "usual_connections")]
    pub connections: u32,
}

fn usual_connections() -> u32 {
    20
}
