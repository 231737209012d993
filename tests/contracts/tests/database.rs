//! The database contract on both backends.

mod sqlite {
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
}

mod postgres {
    use adapter_database::{DatabaseConfig, SqlDatabase};
    use tests_servers::TestPostgres;

    async fn database() -> SqlDatabase {
        let postgres = TestPostgres::new().await;
        let database = SqlDatabase::connect(&DatabaseConfig::Postgres(postgres.config(false))).await;
        database.expect("Postgres can be opened")
    }

    tests_contracts::database_contract!(database().await);
    tests_contracts::job_feed_contract!(database().await);
}
