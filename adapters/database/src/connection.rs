//! Connections and transactions of either backend, behind the ports.

use std::sync::Arc;

use async_trait::async_trait;
use domain_model::catalogue::job::JobSummary;
use domain_model::kernel::page::Page;
use domain_model::matching::embedding::ModelId;
use ports::{Actor, Database, FeedKey, FeedPage, JobFeed, PortError, PortResult, Repositories, UnitOfWork};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, TransactionTrait};

use crate::config::DatabaseConfig;
use crate::error::FromDb;
use crate::postgres::{self, ActorConnection, PgVectorIndex};
use crate::repositories::{self, jobs::feed};
use crate::{schema, sqlite};

/// A SQL database.
#[derive(Debug, Clone)]
pub struct SqlDatabase(Pools);

#[derive(Debug, Clone)]
enum Pools {
    /// One connection writes, several read.
    Sqlite { writer: DatabaseConnection, readers: DatabaseConnection },
    /// `people` serves transactions of persons, each of which sets a role. Connections of `program` have the program's
    /// role permanently, so its reads need no transaction, and they are never shared with persons.
    Postgres { people: DatabaseConnection, program: DatabaseConnection },
}

impl SqlDatabase {
    /// Connects. `SQLite`, and Postgres with an owner URL, are migrated; another Postgres must be up to date. `Invalid`
    /// says what an operator has to fix.
    pub async fn connect(config: &DatabaseConfig) -> PortResult<Self> {
        match config {
            DatabaseConfig::Sqlite(config) => {
                let (writer, readers) = sqlite::open(config).await?;
                sqlite::migrate(&writer).await?;
                Ok(Self(Pools::Sqlite { writer, readers }))
            }
            DatabaseConfig::Postgres(config) => {
                let (people, program) = postgres::open(config).await?;
                Ok(Self(Pools::Postgres { people, program }))
            }
        }
    }

    /// Calls the observer after each statement, in the task that executed it. Clones made afterwards are observed too.
    pub fn observe_statements(&mut self, observer: impl Fn() + Clone + Send + Sync + 'static) {
        let pools = match &mut self.0 {
            Pools::Sqlite { writer, readers } => [writer, readers],
            Pools::Postgres { people, program } => [people, program],
        };
        for pool in pools {
            let observer = observer.clone();
            pool.set_metric_callback(move |_| observer());
        }
    }

    /// Migrates the schema. Idempotent and safe to run concurrently.
    pub async fn migrate(config: &DatabaseConfig) -> PortResult<()> {
        match config {
            DatabaseConfig::Sqlite(config) => sqlite::migrate(&sqlite::open(config).await?.0).await,
            DatabaseConfig::Postgres(config) => postgres::migrate(config).await,
        }
    }

    /// The vector index in pgvector, for embeddings of this model. `Invalid` on `SQLite` and without pgvector.
    pub async fn vector_index(&self, model: ModelId) -> PortResult<PgVectorIndex> {
        match &self.0 {
            Pools::Postgres { program, .. } => PgVectorIndex::open(program.clone(), model).await,
            Pools::Sqlite { .. } => Err(PortError::invalid(
                "pgvector is a part of Postgres: choose `provider = \"postgres\"` in [database] first",
            )),
        }
    }

    /// The pool of the program itself.
    pub(crate) fn program(&self) -> &DatabaseConnection {
        match &self.0 {
            Pools::Sqlite { readers: program, .. } | Pools::Postgres { program, .. } => program,
        }
    }

    /// The pool for public reads.
    fn public(&self) -> &DatabaseConnection {
        match &self.0 {
            Pools::Sqlite { readers: public, .. } | Pools::Postgres { people: public, .. } => public,
        }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.program().get_database_backend()
    }
}

#[async_trait]
impl Database for SqlDatabase {
    async fn begin(&self, actor: Actor) -> PortResult<Box<dyn UnitOfWork>> {
        let transaction = match (&self.0, actor) {
            (Pools::Sqlite { writer, .. }, _) => sqlite::begin(writer).await?,
            (Pools::Postgres { program, .. }, Actor::System) => program.begin().await.port()?,
            (Pools::Postgres { people, .. }, Actor::Public) => people.begin().await.port()?,
            (Pools::Postgres { people, .. }, Actor::Person(person)) => postgres::begin(people, person).await?,
        };
        Ok(Box::new(Connected(transaction)))
    }

    fn read(&self, actor: Actor) -> Box<dyn Repositories> {
        match (&self.0, actor) {
            (Pools::Postgres { people, .. }, Actor::Person(person)) => {
                Box::new(Connected(ActorConnection { people: people.clone(), person }))
            }
            (_, Actor::Public) => Box::new(Connected(self.public().clone())),
            (_, Actor::Person(_) | Actor::System) => Box::new(Connected(self.program().clone())),
        }
    }

    async fn ping(&self) -> PortResult<()> {
        schema::require(self.program()).await
    }
}

#[async_trait]
impl JobFeed for SqlDatabase {
    async fn page(&self, page: FeedPage) -> PortResult<Arc<Page<JobSummary, FeedKey>>> {
        feed(self.public(), page).await.map(Arc::new)
    }
}

/// The repositories on a connection or in a transaction.
struct Connected<C>(C);

macro_rules! implement_repositories {
    ($($context:ident { $($(#[$doc:meta])+ $accessor:ident: $repository:ident,)+ })+) => {
        impl<C: ConnectionTrait + Send + Sync> Repositories for Connected<C> {
            $($(fn $accessor(&mut self) -> Box<dyn ports::$repository + '_> {
                Box::new(repositories::$accessor::Repository(&self.0))
            })+)+
        }
    };
}

ports::for_each_repository!(implement_repositories);

#[async_trait]
impl UnitOfWork for Connected<DatabaseTransaction> {
    async fn commit(self: Box<Self>) -> PortResult<()> {
        self.0.commit().await.port()
    }
}
