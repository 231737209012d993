//! Postgres: a pool whose login role owns nothing, transactions on behalf of an actor, and the schema with row-level
//! security.
//!
//! Everything lives in a schema of its own, separate from what else is in the database, such as Supabase's `auth`.

mod actor;
mod boot;
mod migrate;
mod vectors;

use std::time::Duration;

use ports::{PortError, PortResult};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use secrecy::{ExposeSecret, SecretString};
use tracing::info;

pub(crate) use actor::{ActorConnection, begin, begin_snapshot};
pub(crate) use boot::require_row_level_security;
pub use vectors::PgVectorIndex;
pub(crate) use vectors::TABLES;

use crate::config::PostgresConfig;
use crate::error::FromDb;
use crate::schema;

/// How long a caller waits for a connection of the pool (MN-04).
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
/// The role of the program itself.
const PROGRAM: &str = "jobwright_system";

/// Opens the pools for people and for the program, once the schema is up to date and row-level security applies.
pub(crate) async fn open(config: &PostgresConfig) -> PortResult<(DatabaseConnection, DatabaseConnection)> {
    if config.owner_url.is_some() {
        migrate(config).await?;
    }
    let people = people(config).await?;
    require_row_level_security(&people).await?;
    schema::require(&people).await?;
    let program = Database::connect(options(&config.url, config.connections / 2, Some(PROGRAM))?).await.port()?;
    info!(connections = config.connections, "connected to Postgres");
    Ok((people, program))
}

/// Opens the pool for people and public reads, without any check.
pub(crate) async fn people(config: &PostgresConfig) -> PortResult<DatabaseConnection> {
    Database::connect(options(&config.url, config.connections.div_ceil(2), None)?).await.port()
}

/// Migrates the schema as its owner, with roles, policies and the user of `url`.
pub(crate) async fn migrate(config: &PostgresConfig) -> PortResult<()> {
    let owner_url = config.owner_url.as_ref().ok_or_else(|| {
        PortError::invalid("changing the schema needs `owner_url` in the section [database]: the owner of the database")
    })?;
    let owner = Database::connect(options(owner_url, 1, None)?).await.port()?;
    migrate::run(&owner, &config.url).await?;
    owner.close().await.port()
}

/// Connection options; a session with a role keeps it from start to end.
fn options(url: &SecretString, connections: u32, role: Option<&'static str>) -> PortResult<ConnectOptions> {
    let url = url.expose_secret();
    // The parser's message may contain the password.
    url.parse::<PgConnectOptions>().map_err(|_| PortError::invalid("this is not a URL of a Postgres database"))?;
    let mut options = ConnectOptions::new(url);
    options
        .min_connections(1)
        .max_connections(connections.max(1))
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A broken connection shows at its first statement; testing every time would double each read.
        .test_before_acquire_if_idle_for(Duration::from_secs(5))
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(move |postgres| {
            let postgres = postgres.application_name("jobwright").options(role.map(|role| ("role", role)));
            postgres.options([
                ("search_path", "jobwright,public,extensions"),
                ("statement_timeout", "30s"),
                ("lock_timeout", "10s"),
                // No transaction is held across a call to the outside (MN-05).
                ("idle_in_transaction_session_timeout", "60s"),
            ])
        });
    Ok(options)
}
