//! The tasks of class `enrich`: tips, questions, skills and the vector of one job.
//!
//! A job's mark `needs_enrichment` says what is owed; its task only sees to it that somebody does it. A task whose job is
//! owed nothing any more has nothing to do.

use std::sync::Arc;

use domain_enrichment::EnrichmentService;
use domain_jobs::{JobsResult, JobsService};
use domain_matching::MatchingService;
use domain_model::catalogue::job::Job;
use domain_model::operations::task::{Task, TaskClass};
use futures_util::future::BoxFuture;
use ports::{Actor, Clock, Database, EnrichedJob, PortResult};
use tracing::{debug, info};

use domain_operations::{Attempted, TaskHandler, Verdict};

/// Enriches and embeds jobs.
pub struct EnrichJobs {
    database: Arc<dyn Database>,
    jobs: Arc<JobsService>,
    enrichment: Arc<EnrichmentService>,
    matching: Arc<MatchingService>,
    clock: Arc<dyn Clock>,
}

impl EnrichJobs {
    /// The handler on these services and ports.
    pub fn new(
        database: Arc<dyn Database>,
        jobs: Arc<JobsService>,
        enrichment: Arc<EnrichmentService>,
        matching: Arc<MatchingService>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { database, jobs, enrichment, matching, clock }
    }

    /// How many jobs are owed something.
    pub async fn count(&self) -> PortResult<u32> {
        self.database.read(Actor::System).jobs().count_backlog().await
    }

    /// Sees to it that every job that is owed something has a task: also jobs whose vectors another model made, and those
    /// whose task was given up. Once at every start. Answers how many tasks are new.
    pub async fn require_tasks(&self) -> JobsResult<u32> {
        self.jobs.require_vectors_of(self.matching.model()).await
    }

    /// Enrichment, vector and status become visible together. A job without a vector becomes visible too, and comes
    /// again.
    async fn enrich(&self, job: Job) -> PortResult<Attempted> {
        let enriched = self.enrichment.enrich(&job.posting).await?;
        let (key, enrichment) = (&enriched.key, &enriched.enrichment);
        let vector = self.matching.embed_job(&job, &enrichment.skills).await;
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        uow.enrichments().insert(key, enrichment, now).await?;
        let outcome = EnrichedJob { job: &job, key, skills: &enrichment.skills, embedding: vector.as_ref().ok() };
        let verdict = if !uow.jobs().complete(outcome, now).await? {
            debug!(job.id = %job.id, "job `{}` changed while it was enriched; it comes again", job.id);
            Verdict::Again
        } else if let Err(error) = vector {
            Verdict::Failed(format!("no vector: {}", error.chain()))
        } else {
            info!(
                job.id = %job.id, generated_by = %enrichment.generated_by, reused = enriched.is_reused,
                "enriched job `{}`", job.id
            );
            Verdict::Done
        };
        Ok(Attempted { uow, verdict })
    }
}

impl TaskHandler for EnrichJobs {
    fn class(&self) -> TaskClass {
        TaskClass::Enrich
    }

    fn attempt<'a>(&'a self, task: &'a Task) -> BoxFuture<'a, PortResult<Attempted>> {
        Box::pin(async move {
            let job = match task.job() {
                Some(id) => self.database.read(Actor::System).jobs().get(id).await?,
                None => None,
            };
            match job.filter(|job| job.needs_enrichment) {
                Some(job) => self.enrich(job).await,
                None => Ok(Attempted { uow: self.database.begin(Actor::System).await?, verdict: Verdict::Done }),
            }
        })
    }
}
