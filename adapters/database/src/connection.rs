//! The database behind the ports, on either backend.

use std::sync::Arc;

use async_trait::async_trait;
use domain_model::embedding::ModelId;
use domain_model::job::JobSummary;
use ports::{Actor, Database, FeedPage, JobFeed, PortError, PortResult, Repositories, UnitOfWork};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend};

use crate::config::DatabaseConfig;
use crate::error::FromDb;
use crate::postgres::{self, OnBehalf, PgVectorIndex};
use crate::repositories::{
    Accounts, Chats, CronRuns, Embeddings, Enrichments, Jobs, Leases, LoginSessions, Objects, Outbox, Resumes,
    ScrapingLogs, Tasks, feed,
};
use crate::{schema, sqlite};

/// State on a SQL database.
#[derive(Debug, Clone)]
pub struct SqlDatabase {
    /// Where transactions begin.
    writer: DatabaseConnection,
    /// Where single statements read. On Postgres the same pool.
    readers: DatabaseConnection,
}

impl SqlDatabase {
    /// Connects. `SQLite` and a Postgres whose owner is known are brought up to date; another Postgres has to be.
    /// `Invalid` says what an operator has to mend.
    pub async fn connect(config: &DatabaseConfig) -> PortResult<Self> {
        match config {
            DatabaseConfig::Sqlite(config) => {
                let (writer, readers) = sqlite::open(config).await?;
                sqlite::migrate(&writer).await?;
                Ok(Self { writer, readers })
            }
            DatabaseConfig::Postgres(config) => {
                let pool = postgres::open(config).await?;
                Ok(Self { writer: pool.clone(), readers: pool })
            }
        }
    }

    /// Brings the schema up to date and does nothing else. Doing it twice, or several at once, is doing it once.
    pub async fn migrate(config: &DatabaseConfig) -> PortResult<()> {
        match config {
            DatabaseConfig::Sqlite(config) => sqlite::migrate(&sqlite::open(config).await?.0).await,
            DatabaseConfig::Postgres(config) => postgres::migrate(config).await,
        }
    }

    /// The nearest jobs by pgvector, for vectors of this model. `Invalid` on `SQLite` and where pgvector is missing.
    pub async fn vector_index(&self, model: ModelId) -> PortResult<PgVectorIndex> {
        match self.backend() {
            DbBackend::Postgres => PgVectorIndex::open(self.writer.clone(), model).await,
            _ => Err(PortError::invalid(
                "pgvector is a part of Postgres: choose `provider = \"postgres\"` in [database] first",
            )),
        }
    }

    pub(crate) fn readers(&self) -> &DatabaseConnection {
        &self.readers
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }
}

#[async_trait]
impl Database for SqlDatabase {
    async fn begin(&self, actor: Actor) -> PortResult<Box<dyn UnitOfWork>> {
        let transaction = match self.backend() {
            DbBackend::Postgres => postgres::begin(&self.writer, actor).await?,
            _ => sqlite::begin(&self.writer).await?,
        };
        Ok(Box::new(Connected(transaction)))
    }

    fn read(&self, actor: Actor) -> Box<dyn Repositories> {
        let pool = self.readers.clone();
        match (self.backend(), actor) {
            // What is public needs no role, hence no transaction.
            (DbBackend::Postgres, Actor::Person(_) | Actor::System) => Box::new(Connected(OnBehalf { pool, actor })),
            _ => Box::new(Connected(pool)),
        }
    }

    async fn ping(&self) -> PortResult<()> {
        schema::require(&self.readers).await
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

    fn objects(&mut self) -> Box<dyn ports::ObjectRepository + '_> {
        Box::new(Objects(&self.0))
    }

    fn leases(&mut self) -> Box<dyn ports::LeaseRepository + '_> {
        Box::new(Leases(&self.0))
    }

    fn tasks(&mut self) -> Box<dyn ports::TaskRepository + '_> {
        Box::new(Tasks(&self.0))
    }

    fn outbox(&mut self) -> Box<dyn ports::OutboxRepository + '_> {
        Box::new(Outbox(&self.0))
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
