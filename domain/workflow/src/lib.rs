//! Where contexts meet: the handlers of tasks, the reactions to domain events, the follower that keeps the vector index up
//! to date, applications with their scores, and the export of everything about one person.
//!
//! Handlers and reactions are registered in [`registry`]; the machinery that runs them is `domain-operations`. To react to
//! an event, add a file with a task kind and its handler here, and its lines in [`CLASSES`] and [`registry`].

mod apply;
mod embed_resumes;
mod enrich_jobs;
mod export;
mod index;
mod ingest_sources;
mod send_mails;

use std::sync::{Arc, LazyLock};

use domain_enrichment::EnrichmentService;
use domain_identity::MailWriter;
use domain_ingestion::IngestionService;
use domain_jobs::JobsService;
use domain_matching::MatchingService;
use domain_model::kernel::named::UnknownName;
use domain_model::operations::task::{EnrichJob, SendMail, TaskClass, TaskKind};
use domain_operations::{InvalidRegistry, Registry};
use ports::{Clock, Database, IdGenerator, Mailer};

use embed_resumes::EmbedResumes;
use enrich_jobs::EnrichJobs;
use ingest_sources::IngestSources;
use send_mails::SendMails;

pub use apply::Applying;
pub use embed_resumes::EmbedResume;
pub use export::Exports;
pub use index::IndexFollower;
pub use ingest_sources::IngestAll;

/// The classes of tasks that this program does, as filters and documents name them.
pub const CLASSES: &[TaskClass] = &[EnrichJob::CLASS, EmbedResume::CLASS, IngestAll::CLASS, SendMail::CLASS];

/// What the handlers work with.
#[expect(missing_docs, reason = "each field is the service or port of its name")]
pub struct Services {
    pub database: Arc<dyn Database>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdGenerator>,
    pub mailer: Arc<dyn Mailer>,
    pub jobs: Arc<JobsService>,
    pub enrichment: Arc<EnrichmentService>,
    pub matching: Arc<MatchingService>,
    pub mail_writer: Arc<MailWriter>,
    pub ingestion: Arc<IngestionService>,
    /// How many jobs are enriched at the same time.
    pub enrichment_concurrency: usize,
}

/// Every handler and every reaction.
pub fn registry(services: &Services) -> Result<Registry, InvalidRegistry> {
    let Services { database, clock, ids, mailer, jobs, enrichment, matching, mail_writer, ingestion, .. } = services;
    Registry::default()
        .handler(EnrichJobs {
            database: database.clone(),
            jobs: jobs.clone(),
            enrichment: enrichment.clone(),
            matching: matching.clone(),
            clock: clock.clone(),
            concurrency: services.enrichment_concurrency,
        })
        .handler(EmbedResumes {
            database: database.clone(),
            matching: matching.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
        })
        .handler(IngestSources { database: database.clone(), ingestion: ingestion.clone() })
        .handler(SendMails { database: database.clone(), writer: mail_writer.clone(), mailer: mailer.clone() })
        .reaction::<EmbedResume>()
        .checked(CLASSES)
}

/// The names of [`CLASSES`], in the same order.
pub static CLASS_NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| CLASSES.iter().map(TaskClass::as_str).collect());

/// The class of this name.
pub fn class_of(name: &str) -> Result<TaskClass, UnknownName> {
    let unknown = || UnknownName::new("TaskClass", name, &CLASS_NAMES);
    CLASSES.iter().find(|class| class.as_str() == name).cloned().ok_or_else(unknown)
}
