//! Tasks of class `ingest`: a run over every configured source. The schedule enqueues one.

use std::sync::Arc;

use domain_ingestion::IngestionService;
use domain_model::kernel::payload::Payload;
use domain_model::operations::task::{TaskClass, TaskKind};
use domain_operations::{Handled, TaskHandler};
use ports::{Actor, Database, PortResult};

/// The task to run ingestion over every configured source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IngestAll;

impl TaskKind for IngestAll {
    const CLASS: TaskClass = TaskClass::new("ingest");
    const ATTEMPTS: u32 = 3;

    fn payload(&self) -> Payload {
        Payload::default()
    }

    fn from_payload(_: &Payload) -> Option<Self> {
        Some(Self)
    }

    fn unique_key(&self) -> Option<String> {
        None
    }
}

/// The handler that runs ingestion over every configured source. Each run is durable and finds what an earlier one has
/// stored, so a repeated attempt changes nothing twice.
pub(crate) struct IngestSources {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) ingestion: Arc<IngestionService>,
}

impl TaskHandler for IngestSources {
    type Kind = IngestAll;

    fn concurrency(&self) -> usize {
        1
    }

    async fn attempt(&self, _: IngestAll) -> PortResult<Handled> {
        self.ingestion.run_all().await;
        Ok(Handled::done(self.database.begin(Actor::System).await?))
    }
}
