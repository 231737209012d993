//! Every service, built once.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use chrono::{DateTime, Utc};
use domain_candidates::ResumeService;
use domain_chat::ChatService;
use domain_enrichment::EnrichmentService;
use domain_identity::{IdentityPolicy, IdentityPorts, IdentityService};
use domain_ingestion::IngestionService;
use domain_jobs::JobsService;
use domain_matching::MatchingService;
use domain_model::operations::task::TaskClass;
use domain_operations::{
    Allowances, Cron, CronJob, Idempotency, ObjectReaper, Outbox, TaskHandler, TaskService, Worker, WorkerLimits,
};
use domain_workflow::{EmbedResumes, EnrichJobs, Exports, IndexFollower, IngestSources, SendMails};
use ports::{Clock, Database, IdGenerator, Mailbox};
use uuid::Uuid;

use crate::config::WorkerConfig;
use crate::providers::Providers;
use crate::readiness::Readiness;

/// How long tasks under way may take at the end.
const PATIENCE: Duration = Duration::from_secs(25);
/// Resumes that are embedded at the same time.
const EMBEDDED_AT_ONCE: usize = 4;
/// Mails that are sent at the same time.
const MAILS_AT_ONCE: usize = 4;

/// Every service, built once. Handlers ask for the one they use.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the service of its name")]
pub struct Container {
    pub identity: Arc<IdentityService>,
    pub exports: Arc<Exports>,
    pub send_mails: Arc<SendMails>,
    pub resumes: Arc<ResumeService>,
    pub jobs: Arc<JobsService>,
    pub ingestion: Arc<IngestionService>,
    pub matching: Arc<MatchingService>,
    pub chat: Arc<ChatService>,
    pub tasks: Arc<TaskService>,
    pub enrich: Arc<EnrichJobs>,
    pub embed_resumes: Arc<EmbedResumes>,
    pub outbox: Arc<Outbox>,
    pub follower: Arc<IndexFollower>,
    pub reaper: Arc<ObjectReaper>,
    pub allowances: Arc<Allowances>,
    pub idempotency: Arc<Idempotency>,
    pub(crate) readiness: Arc<Readiness>,
    pub(crate) mailbox: Option<Arc<dyn Mailbox>>,
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    lease: Duration,
    enrichments_at_once: usize,
}

impl Container {
    /// Builds every service on these providers.
    pub fn new(p: Providers, worker: WorkerConfig, accounts: IdentityPolicy) -> Self {
        // A model that writes is often one machine that does one thing at a time.
        let usually_at_once = if p.completions.is_some() { 1 } else { 8 };
        let readiness = Arc::new(Readiness::new(p.clone()));
        let lease = Duration::from_secs(worker.lease_seconds.into());
        let (db, clock, ids) = (p.database, p.clock, p.ids);
        let enrichment = Arc::new(EnrichmentService::new(db.clone(), p.completions.clone()));
        let matching = Arc::new(MatchingService::new(db.clone(), p.embeddings, p.index.clone()));
        let jobs = Arc::new(JobsService::new(db.clone(), p.feed, clock.clone(), ids.clone()));
        let identity = Arc::new(IdentityService::new(
            IdentityPorts {
                database: db.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                passwords: p.passwords,
                tokens: p.tokens.clone(),
                vault: p.vault,
                social: p.social,
                provider: p.identity,
            },
            accounts,
        ));
        Self {
            exports: Arc::new(Exports::new(db.clone(), identity.clone())),
            send_mails: Arc::new(SendMails::new(db.clone(), identity.clone(), p.mailer)),
            identity,
            resumes: Arc::new(ResumeService::new(
                db.clone(),
                p.documents,
                p.storage.clone(),
                clock.clone(),
                ids.clone(),
                p.tokens,
            )),
            ingestion: Arc::new(IngestionService::new(db.clone(), p.sources, clock.clone(), ids.clone(), lease)),
            chat: Arc::new(ChatService::new(db.clone(), p.broadcast, p.completions, clock.clone(), ids.clone())),
            tasks: Arc::new(TaskService::new(db.clone(), clock.clone())),
            enrich: Arc::new(EnrichJobs::new(db.clone(), jobs.clone(), enrichment, matching.clone(), clock.clone())),
            embed_resumes: Arc::new(EmbedResumes::new(db.clone(), matching.clone(), clock.clone(), ids.clone())),
            outbox: Arc::new(Outbox::new(db.clone(), clock.clone(), ids.clone())),
            reaper: Arc::new(ObjectReaper::new(db.clone(), p.storage, clock.clone())),
            allowances: Arc::new(Allowances::new(db.clone(), clock.clone())),
            idempotency: Arc::new(Idempotency::new(db.clone(), clock.clone(), ids.clone(), lease)),
            follower: Arc::new(IndexFollower::new(db.clone(), p.index)),
            readiness,
            mailbox: p.mailbox,
            jobs,
            matching,
            database: db,
            clock,
            ids,
            lease,
            enrichments_at_once: worker.enrichments_at_once.map_or(usually_at_once, |n| usize::from(n.get())),
        }
    }

    /// Makes the services available to handlers.
    pub(crate) fn register(&self, app: &mut web::ServiceConfig) {
        app.app_data(web::Data::from(self.identity.clone()))
            .app_data(web::Data::from(self.resumes.clone()))
            .app_data(web::Data::from(self.jobs.clone()))
            .app_data(web::Data::from(self.ingestion.clone()))
            .app_data(web::Data::from(self.matching.clone()))
            .app_data(web::Data::from(self.chat.clone()))
            .app_data(web::Data::from(self.tasks.clone()))
            .app_data(web::Data::from(self.exports.clone()))
            .app_data(web::Data::from(self.readiness.clone()));
    }

    /// Sees to what comes by the clock.
    pub(crate) fn cron(&self, job: CronJob) -> Cron {
        Cron::new(self.database.clone(), self.clock.clone(), self.ids.clone(), job)
    }

    /// A worker for the tasks of this class, with an id of its own.
    pub(crate) fn worker(&self, class: TaskClass) -> Worker {
        let (handler, at_once): (Arc<dyn TaskHandler>, _) = match class {
            TaskClass::Enrich => (self.enrich.clone(), self.enrichments_at_once),
            TaskClass::EmbedResume => (self.embed_resumes.clone(), EMBEDDED_AT_ONCE),
            TaskClass::Ingest => (Arc::new(IngestSources::new(self.database.clone(), self.ingestion.clone())), 1),
            TaskClass::Mail => (self.send_mails.clone(), MAILS_AT_ONCE),
        };
        let limits = WorkerLimits { at_once, lease: self.lease, patience: PATIENCE };
        Worker::new(handler, self.database.clone(), self.clock.clone(), self.ids.clone(), limits)
    }

    /// Sees to it that whatever is owed has a task of this class. Once at every start. Answers how many tasks are new.
    pub(crate) async fn require_tasks(&self, class: TaskClass) -> anyhow::Result<u32> {
        Ok(match class {
            TaskClass::Enrich => self.enrich.require_tasks().await?,
            TaskClass::EmbedResume => self.embed_resumes.require_tasks().await?,
            TaskClass::Ingest | TaskClass::Mail => 0,
        })
    }

    /// The time.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// An identifier for something that is not stored, such as a request.
    pub(crate) fn new_id(&self) -> Uuid {
        self.ids.next()
    }
}
