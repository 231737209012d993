//! The tasks of class `ingest`: a run over every configured source.

use std::sync::Arc;

use domain_ingestion::IngestionService;
use domain_model::operations::task::{Task, TaskClass};
use futures_util::future::BoxFuture;
use ports::{Actor, Database, PortResult};

use domain_operations::{Attempted, TaskHandler, Verdict};

/// Runs over every configured source. Each run is durable by itself and finds what an earlier one has left, so an attempt
/// that is cut off and repeated reads again, and changes nothing twice.
pub struct IngestSources {
    database: Arc<dyn Database>,
    ingestion: Arc<IngestionService>,
}

impl IngestSources {
    /// The handler on this service and port.
    pub fn new(database: Arc<dyn Database>, ingestion: Arc<IngestionService>) -> Self {
        Self { database, ingestion }
    }
}

impl TaskHandler for IngestSources {
    fn class(&self) -> TaskClass {
        TaskClass::Ingest
    }

    fn attempt<'a>(&'a self, _: &'a Task) -> BoxFuture<'a, PortResult<Attempted>> {
        Box::pin(async move {
            self.ingestion.run_all().await;
            Ok(Attempted { uow: self.database.begin(Actor::System).await?, verdict: Verdict::Done })
        })
    }
}
