//! Whether the schema of the database is up to date with the program.

use migrations::Migrator;
use ports::{PortErrorKind, PortResult};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use sea_orm_migration::MigratorTrait;
use tracing::debug;

use crate::error::{FromDb, port_error};
use crate::snapshot::Table;

pub(crate) const TABLES: &[Table] = &[Table::excluded("seaql_migrations", "an archive names its schema itself")];

/// `Invalid` when the schema is older than the program. A newer schema is normal during a rolling update.
pub(crate) async fn require(connection: &DatabaseConnection) -> PortResult<()> {
    let backend = connection.get_database_backend();
    let known = Statement::from_string(backend, "SELECT version FROM seaql_migrations");
    let rows = connection.query_all_raw(known).await.map_err(|error| {
        let error = port_error(error);
        // Without this table no migration was ever applied.
        if error.is_transient() { error } else { outdated().because(error) }
    })?;
    let applied: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>().port()?;
    let files = Migrator::migrations();
    if files.iter().any(|file| !applied.iter().any(|name| name == file.name())) {
        return Err(outdated().into());
    }
    if applied.len() > files.len() {
        debug!("the schema is newer than this program; that is fine while an update is under way");
    }
    Ok(())
}

fn outdated() -> PortErrorKind {
    PortErrorKind::Invalid("the database's schema is older than this program: run `jobwright migrate`".to_owned())
}
