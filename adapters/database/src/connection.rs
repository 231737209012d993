//! Connections: one that writes, some that read.
//!
//! `SQLite` lets one transaction write at a time. A single writing connection queues writers fairly inside this process
//! instead of letting them poll for a lock, and `BEGIN IMMEDIATE` means that no transaction fails half way because
//! somebody else wrote meanwhile. Other processes on the same file are waited for by `busy_timeout`.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain_model::job::JobSummary;
use migrations::Migrator;
use ports::{Database, FeedPage, JobFeed, PortError, PortResult, Repositories, UnitOfWork};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tracing::info;

use crate::config::{DatabaseConfig, SqliteConfig};
use crate::error::FromDb;
use crate::repositories::{
    Accounts, Chats, CronRuns, Embeddings, Enrichments, Jobs, Leases, LoginSessions, Resumes, ScrapingLogs, Tasks, feed,
};

/// How long a writer waits for its turn, and any writer for another process.
const PATIENCE: Duration = Duration::from_secs(5);
/// Connections that read. Each has a thread and a page cache of its own.
const READERS: u32 = 4;

/// State on a SQL database.
#[derive(Debug, Clone)]
pub struct SqlDatabase {
    writer: DatabaseConnection,
    readers: DatabaseConnection,
}

impl SqlDatabase {
    /// Connects and brings the schema up to date.
    pub async fn connect(config: &DatabaseConfig) -> PortResult<Self> {
        let DatabaseConfig::Sqlite(sqlite) = config;
        let database = Self::open(sqlite).await?;
        Migrator::up(&database.writer, None).await.port()?;
        Ok(database)
    }

    async fn open(config: &SqliteConfig) -> PortResult<Self> {
        let url = sqlite_url(&config.path)?;
        info!(path = %config.path.display(), "opening the SQLite database");
        let writer = sea_orm::Database::connect(options(url.clone(), 1)).await.port()?;
        let readers = sea_orm::Database::connect(options(url, READERS)).await.port()?;
        Ok(Self { writer, readers })
    }
}

fn sqlite_url(path: &Path) -> PortResult<String> {
    let path = path.to_str().ok_or_else(|| PortError::invalid("the path of the database is not UTF-8"))?;
    // What would end the path or begin an escape in a URL.
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Ok(format!("sqlite://{path}?mode=rwc"))
}

fn options(url: String, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        // A connection is a file handle: nothing to test, nothing to recycle.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(PATIENCE)
                .pragma("journal_mode", "WAL")
                // Acknowledged means durable: every commit reaches the disk.
                .pragma("synchronous", "FULL")
                .pragma("temp_store", "MEMORY")
        })
        .map_sqlx_sqlite_pool_opts(|pool| pool.idle_timeout(None).max_lifetime(None));
    options
}

#[async_trait]
impl Database for SqlDatabase {
    async fn begin(&self) -> PortResult<Box<dyn UnitOfWork>> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.writer.begin_with_options(options).await.port()?;
        Ok(Box::new(Connected(transaction)))
    }

    fn read(&self) -> Box<dyn Repositories> {
        Box::new(Connected(self.readers.clone()))
    }

    async fn ping(&self) -> PortResult<()> {
        self.readers.execute_unprepared("SELECT 1").await.port()?;
        Ok(())
    }
}

#[async_trait]
impl JobFeed for SqlDatabase {
    async fn page(&self, page: FeedPage) -> PortResult<Arc<Vec<JobSummary>>> {
        feed(&self.readers, page).await.map(Arc::new)
    }
}

/// The repositories on a connection or in a transaction.
struct Connected<C>(C);

impl<C: ConnectionTrait + Send + Sync> Repositories for Connected<C> {
    fn accounts(&mut self) -> Box<dyn ports::AccountRepository + '_> {
        Box::new(Accounts(&self.0))
    }

    fn login_sessions(&mut self) -> Box<dyn ports::LoginSessionRepository + '_> {
        Box::new(LoginSessions(&self.0))
    }

    fn resumes(&mut self) -> Box<dyn ports::ResumeRepository + '_> {
        Box::new(Resumes(&self.0))
    }

    fn jobs(&mut self) -> Box<dyn ports::JobRepository + '_> {
        Box::new(Jobs(&self.0))
    }

    fn enrichments(&mut self) -> Box<dyn ports::EnrichmentRepository + '_> {
        Box::new(Enrichments(&self.0))
    }

    fn embeddings(&mut self) -> Box<dyn ports::EmbeddingRepository + '_> {
        Box::new(Embeddings(&self.0))
    }

    fn chats(&mut self) -> Box<dyn ports::ChatRepository + '_> {
        Box::new(Chats(&self.0))
    }

    fn scraping_logs(&mut self) -> Box<dyn ports::ScrapingLogRepository + '_> {
        Box::new(ScrapingLogs(&self.0))
    }

    fn leases(&mut self) -> Box<dyn ports::LeaseRepository + '_> {
        Box::new(Leases(&self.0))
    }

    fn tasks(&mut self) -> Box<dyn ports::TaskRepository + '_> {
        Box::new(Tasks(&self.0))
    }

    fn cron_runs(&mut self) -> Box<dyn ports::CronRunRepository + '_> {
        Box::new(CronRuns(&self.0))
    }
}

#[async_trait]
impl UnitOfWork for Connected<DatabaseTransaction> {
    async fn commit(self: Box<Self>) -> PortResult<()> {
        self.0.commit().await.port()
    }
}
