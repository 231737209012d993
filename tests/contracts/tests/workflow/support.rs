//! Helpers for tests of background work: `SQLite` in a temporary directory, a Postgres database, and a clock that moves
//! only when told.

use std::sync::Arc;
use std::time::Duration;

use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use ports::{Clock, Database};
use tests_servers::TestPostgres;
use tokio::sync::watch;

/// A database, and the directory it lives in.
pub(crate) async fn database() -> (Arc<dyn Database>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.sqlite");
    let database = SqlDatabase::connect(&DatabaseConfig::Sqlite(SqliteConfig { path })).await.unwrap();
    (Arc::new(database), folder)
}

/// A database on Postgres, and the way to it as its superuser.
pub(crate) async fn postgres() -> (Arc<dyn Database>, TestPostgres) {
    let server = TestPostgres::new().await;
    let database = SqlDatabase::connect(&DatabaseConfig::Postgres(server.config(false))).await.unwrap();
    (Arc::new(database), server)
}

/// Time as the test has it go on; several clocks may go wrong differently.
#[derive(Clone)]
pub(crate) struct Simulated {
    now: watch::Sender<DateTime<Utc>>,
    skew: TimeDelta,
}

impl Simulated {
    pub(crate) fn at(now: DateTime<Utc>) -> Self {
        Self { now: watch::Sender::new(now), skew: TimeDelta::zero() }
    }

    /// A clock that goes with this one, and wrong by so much.
    pub(crate) fn wrong_by(&self, seconds: i64) -> Self {
        Self { now: self.now.clone(), skew: TimeDelta::seconds(seconds) }
    }

    pub(crate) fn advance(&self, by: TimeDelta) {
        self.now.send_modify(|now| *now += by);
    }
}

#[async_trait]
impl Clock for Simulated {
    fn now(&self) -> DateTime<Utc> {
        *self.now.borrow() + self.skew
    }

    async fn sleep(&self, duration: Duration) {
        let until = *self.now.borrow() + TimeDelta::from_std(duration).unwrap();
        self.now.subscribe().wait_for(|now| *now >= until).await.unwrap();
    }
}
