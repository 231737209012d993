//! `[database]`: the database. Its keys belong to `adapter-database`; without the section it is a `SQLite` file in the
//! data directory.

pub use adapter_database::DatabaseConfig;
use adapter_database::SqliteConfig;

use super::Config;

impl Config {
    /// The database that is used.
    pub fn database(&self) -> DatabaseConfig {
        let default = || DatabaseConfig::Sqlite(SqliteConfig { path: self.data_dir.join("jobwright.sqlite") });
        self.database.clone().unwrap_or_else(default)
    }
}
