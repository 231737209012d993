//! The services, each built once on the providers.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use chrono::{DateTime, Utc};
use domain_candidates::{CvProfileService, ResumeExchange, ResumePrinter, ResumeReader, ResumeService, ResumeStudio};
use domain_chat::{ChatService, Team};
use domain_enrichment::EnrichmentService;
use domain_identity::{IdentityPolicy, IdentityPorts, IdentityServices};
use domain_ingestion::{IngestionService, PostingReader, PostingService};
use domain_jobs::market::MarketReader;
use domain_jobs::{ApplicationService, JobsService};
use domain_matching::MatchingService;
use domain_model::operations::task::{TaskClass, TaskKind};
use domain_operations::{
    AnyTaskHandler, Cron, CronJob, Idempotency, ObjectReaper, OutboxRelay, RateCounters, Registry, TaskService, Worker,
    WorkerTiming,
};
use domain_search::{SearchFollower, SearchService, SemanticSearch};
use domain_workflow::{Applying, Exports, IndexFollower, Services};
use ports::{Clock, Database, IdGenerator, Mailbox};
use uuid::Uuid;

use crate::config::WorkerConfig;
use crate::providers::{CachedMarket, CachedQueries, Providers};
use crate::readiness::Readiness;

/// How long tasks under way may take at the end.
const GRACE: Duration = Duration::from_secs(25);

/// The services, each built once. A handler takes the one it calls.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the service of its name")]
pub struct Container {
    pub identity: IdentityServices,
    pub exports: Arc<Exports>,
    pub resumes: Arc<ResumeService>,
    pub studio: Arc<ResumeStudio>,
    pub cv_profiles: Arc<CvProfileService>,
    pub jobs: Arc<JobsService>,
    pub applications: Arc<ApplicationService>,
    pub applying: Arc<Applying>,
    pub postings: Arc<PostingService>,
    pub(crate) market: Arc<CachedMarket>,
    pub ingestion: Arc<IngestionService>,
    pub posting_reader: Arc<PostingReader>,
    pub matching: Arc<MatchingService>,
    pub chat: Arc<ChatService>,
    pub tasks: Arc<TaskService>,
    pub registry: Arc<Registry>,
    pub outbox: Arc<OutboxRelay>,
    pub follower: Arc<IndexFollower>,
    pub search: Arc<SearchService>,
    pub search_follower: Arc<SearchFollower>,
    pub reaper: Arc<ObjectReaper>,
    pub rate_counters: Arc<RateCounters>,
    pub idempotency: Arc<Idempotency>,
    pub(crate) readiness: Arc<Readiness>,
    pub(crate) mailbox: Option<Arc<dyn Mailbox>>,
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    lease: Duration,
}

impl Container {
    /// Builds every service on these providers. Fails when a class of tasks has no handler.
    pub fn new(p: Providers, worker: WorkerConfig, accounts: IdentityPolicy, team: Team) -> anyhow::Result<Self> {
        // A completion model is often one machine that answers one request at a time.
        let usually_at_once = if p.completions.is_some() { 1 } else { 8 };
        let readiness = Arc::new(Readiness::new(p.clone()));
        let lease = Duration::from_secs(worker.lease_seconds.get().into());
        let (db, clock, ids) = (p.database, p.clock, p.ids);
        let enrichment = Arc::new(EnrichmentService::new(db.clone(), p.completions.clone()));
        let matching = Arc::new(MatchingService::new(db.clone(), p.embeddings.clone(), p.index.clone(), clock.clone()));
        let semantic = SemanticSearch::new(Arc::new(CachedQueries::new(p.embeddings)), p.index.clone(), clock.clone());
        let market = Arc::new(CachedMarket::new(MarketReader::new(p.feed.clone(), clock.clone())));
        let jobs = Arc::new(JobsService::new(db.clone(), p.feed, clock.clone(), ids.clone()));
        let applications = Arc::new(ApplicationService::new(db.clone(), clock.clone(), ids.clone()));
        let identity = IdentityServices::new(
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
        );
        let ingestion =
            Arc::new(IngestionService::new(db.clone(), p.sources.clone(), clock.clone(), ids.clone(), lease));
        let registry = Arc::new(domain_workflow::registry(&Services {
            database: db.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            mailer: p.mailer,
            jobs: jobs.clone(),
            enrichment,
            matching: matching.clone(),
            mail_writer: identity.mails.clone(),
            ingestion: ingestion.clone(),
            enrichment_concurrency: worker.enrichments_at_once.map_or(usually_at_once, |n| usize::from(n.get())),
        })?);
        let posting_reader = Arc::new(PostingReader::new(p.pages, p.documents.clone(), p.sources));
        let reader = ResumeReader::new(p.documents, p.recognition);
        Ok(Self {
            studio: Arc::new(ResumeStudio::new(db.clone(), ResumePrinter::new(reader.clone(), p.renderer))),
            exports: Arc::new(Exports::new(
                db.clone(),
                identity.accounts.clone(),
                identity.sessions.clone(),
                identity.api_keys.clone(),
                identity.credits.clone(),
                identity.audit.clone(),
            )),
            identity,
            cv_profiles: Arc::new(CvProfileService::new(db.clone(), clock.clone(), ids.clone())),
            resumes: Arc::new(ResumeService::new(
                db.clone(),
                reader,
                p.storage.clone(),
                clock.clone(),
                ids.clone(),
                p.tokens,
                ResumeExchange::new(p.exchange_files),
            )),
            ingestion: ingestion.clone(),
            posting_reader,
            chat: Arc::new(ChatService::new(db.clone(), p.broadcast, p.completions, clock.clone(), ids.clone(), team)),
            tasks: Arc::new(TaskService::new(db.clone(), clock.clone(), registry.clone())),
            outbox: Arc::new(OutboxRelay::new(db.clone(), clock.clone(), ids.clone(), registry.clone())),
            registry,
            reaper: Arc::new(ObjectReaper::new(db.clone(), p.storage, clock.clone())),
            rate_counters: Arc::new(RateCounters::new(db.clone(), clock.clone())),
            idempotency: Arc::new(Idempotency::new(db.clone(), clock.clone(), ids.clone(), lease)),
            follower: Arc::new(IndexFollower::new(db.clone(), p.index)),
            search: Arc::new(SearchService::new(db.clone(), p.search.clone(), semantic)),
            search_follower: Arc::new(SearchFollower::new(db.clone(), p.search)),
            readiness,
            mailbox: p.mailbox,
            jobs,
            applying: Arc::new(Applying::new(applications.clone(), matching.clone())),
            postings: Arc::new(PostingService::new(ingestion, db.clone(), clock.clone(), ids.clone())),
            applications,
            market,
            matching,
            database: db,
            clock,
            ids,
            lease,
        })
    }

    /// Makes the services available to handlers.
    pub(crate) fn register(&self, app: &mut web::ServiceConfig) {
        let identity = &self.identity;
        app.app_data(web::Data::from(identity.accounts.clone()))
            .app_data(web::Data::from(identity.administration.clone()))
            .app_data(web::Data::from(identity.api_keys.clone()))
            .app_data(web::Data::from(identity.audit.clone()))
            .app_data(web::Data::from(identity.credits.clone()))
            .app_data(web::Data::from(identity.email_links.clone()))
            .app_data(web::Data::from(identity.registration.clone()))
            .app_data(web::Data::from(identity.second_factors.clone()))
            .app_data(web::Data::from(identity.sessions.clone()))
            .app_data(web::Data::from(identity.sign_in.clone()))
            .app_data(web::Data::from(identity.social.clone()))
            .app_data(web::Data::from(self.resumes.clone()))
            .app_data(web::Data::from(self.studio.clone()))
            .app_data(web::Data::from(self.cv_profiles.clone()))
            .app_data(web::Data::from(self.jobs.clone()))
            .app_data(web::Data::from(self.applications.clone()))
            .app_data(web::Data::from(self.applying.clone()))
            .app_data(web::Data::from(self.postings.clone()))
            .app_data(web::Data::from(self.market.clone()))
            .app_data(web::Data::from(self.search.clone()))
            .app_data(web::Data::from(self.ingestion.clone()))
            .app_data(web::Data::from(self.posting_reader.clone()))
            .app_data(web::Data::from(self.matching.clone()))
            .app_data(web::Data::from(self.chat.clone()))
            .app_data(web::Data::from(self.tasks.clone()))
            .app_data(web::Data::from(self.exports.clone()))
            .app_data(web::Data::from(self.readiness.clone()));
    }

    /// Enqueues the runs of a scheduled job.
    pub(crate) fn cron<K: TaskKind>(&self, job: CronJob<K>) -> Cron<K> {
        Cron::new(self.database.clone(), self.clock.clone(), self.ids.clone(), job)
    }

    /// A worker for the tasks of this handler, with an id of its own.
    pub(crate) fn worker(&self, handler: Arc<dyn AnyTaskHandler>) -> Worker {
        let timing = WorkerTiming { lease: self.lease, grace: GRACE };
        Worker::new(handler, self.database.clone(), self.clock.clone(), self.ids.clone(), timing)
    }

    /// The handler of the tasks of this class.
    pub(crate) fn handler(&self, class: &TaskClass) -> &Arc<dyn AnyTaskHandler> {
        self.registry.handler_of(class).expect("the registry was checked: every class has a handler")
    }

    /// A random text that is used once.
    pub(crate) fn nonce(&self) -> String {
        self.ids.secret().text
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
