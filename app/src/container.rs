//! Every service, built once.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use chrono::TimeDelta;
use domain_candidates::ResumeService;
use domain_chat::ChatService;
use domain_enrichment::EnrichmentService;
use domain_identity::IdentityService;
use domain_ingestion::IngestionService;
use domain_jobs::JobsService;
use domain_matching::MatchingService;
use domain_workflow::{Backlog, IndexFollower, ObjectReaper};
use ports::{Database, IdGenerator, PortResult};
use uuid::Uuid;

use crate::config::WorkerConfig;
use crate::providers::Providers;

/// Every service, built once. Handlers ask for the one they use.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the service of its name")]
pub struct Container {
    pub identity: Arc<IdentityService>,
    pub resumes: Arc<ResumeService>,
    pub jobs: Arc<JobsService>,
    pub ingestion: Arc<IngestionService>,
    pub matching: Arc<MatchingService>,
    pub chat: Arc<ChatService>,
    pub backlog: Arc<Backlog>,
    pub follower: Arc<IndexFollower>,
    pub reaper: Arc<ObjectReaper>,
    database: Arc<dyn Database>,
    ids: Arc<dyn IdGenerator>,
}

impl Container {
    /// Builds every service on these providers.
    pub fn new(p: Providers, worker: WorkerConfig) -> Self {
        let usual_claim = if p.completions.is_some() { 150 } else { 30 };
        let claim = TimeDelta::seconds(worker.claim_seconds.unwrap_or(usual_claim).into());
        let lease = Duration::from_secs(worker.lease_seconds.into());
        let (db, clock, ids) = (p.database, p.clock, p.ids);
        let enrichment = Arc::new(EnrichmentService::new(db.clone(), p.completions.clone()));
        let matching = Arc::new(MatchingService::new(db.clone(), p.embeddings, p.index.clone()));
        Self {
            identity: Arc::new(IdentityService::new(
                db.clone(),
                clock.clone(),
                ids.clone(),
                p.passwords,
                p.tokens.clone(),
            )),
            resumes: Arc::new(ResumeService::new(
                db.clone(),
                p.documents,
                p.storage.clone(),
                clock.clone(),
                ids.clone(),
                p.tokens,
            )),
            jobs: Arc::new(JobsService::new(db.clone(), p.feed)),
            ingestion: Arc::new(IngestionService::new(db.clone(), p.sources, clock.clone(), ids.clone(), lease)),
            chat: Arc::new(ChatService::new(db.clone(), p.broadcast, p.completions, clock.clone(), ids.clone())),
            reaper: Arc::new(ObjectReaper::new(db.clone(), p.storage, clock.clone())),
            backlog: Arc::new(Backlog::new(db.clone(), enrichment, matching.clone(), clock, ids.clone(), claim)),
            follower: Arc::new(IndexFollower::new(db.clone(), p.index)),
            matching,
            database: db,
            ids,
        }
    }

    /// Makes the services available to handlers.
    pub(crate) fn register(&self, app: &mut web::ServiceConfig) {
        app.app_data(web::Data::from(self.identity.clone()))
            .app_data(web::Data::from(self.resumes.clone()))
            .app_data(web::Data::from(self.jobs.clone()))
            .app_data(web::Data::from(self.ingestion.clone()))
            .app_data(web::Data::from(self.matching.clone()))
            .app_data(web::Data::from(self.chat.clone()));
    }

    /// Does the database answer?
    pub(crate) async fn ping(&self) -> PortResult<()> {
        self.database.ping().await
    }

    /// An identifier for something that is not stored, such as a request.
    pub(crate) fn new_id(&self) -> Uuid {
        self.ids.next()
    }
}
