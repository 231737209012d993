//! Tasks of class `enrich`: computes tips, questions, skills and the embedding of one job.
//!
//! The column `needs_enrichment` is the source of truth; the task only makes a worker look at the job. A task whose job
//! needs nothing ends at once.

use std::sync::Arc;

use domain_enrichment::EnrichmentService;
use domain_jobs::{JobsError, JobsService};
use domain_matching::MatchingService;
use domain_model::catalogue::job::Job;
use domain_model::operations::task::EnrichJob;
use domain_operations::{Handled, TaskHandler, TaskOutcome};
use ports::{Actor, Clock, Database, EnrichedJob, PortError, PortResult};
use tracing::{debug, info};

/// The handler that enriches and embeds jobs.
pub(crate) struct EnrichJobs {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) jobs: Arc<JobsService>,
    pub(crate) enrichment: Arc<EnrichmentService>,
    pub(crate) matching: Arc<MatchingService>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) concurrency: usize,
}

impl EnrichJobs {
    /// Commits enrichment, embedding and status together. A job without an embedding becomes visible too, and its task
    /// is retried.
    async fn enrich(&self, job: Job) -> PortResult<Handled> {
        let enriched = self.enrichment.enrich(&job.posting).await?;
        let (key, enrichment) = (&enriched.key, &enriched.enrichment);
        let vector = self.matching.embed_job(&job).await;
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        uow.enrichments().insert(key, enrichment, now).await?;
        let completed = EnrichedJob { job: &job, key, skills: &enrichment.skills, embedding: vector.as_ref().ok() };
        let outcome = if !uow.jobs().complete(completed, now).await? {
            debug!(job.id = %job.id, "job `{}` changed while it was enriched; it is enriched again", job.id);
            TaskOutcome::Again
        } else if let Err(error) = vector {
            TaskOutcome::Failed(format!("no vector: {}", error.chain()))
        } else {
            info!(
                job.id = %job.id, generated_by = %enrichment.generated_by, reused = enriched.is_reused,
                "enriched job `{}`", job.id
            );
            TaskOutcome::Done
        };
        Ok(Handled { uow, outcome })
    }
}

impl TaskHandler for EnrichJobs {
    type Kind = EnrichJob;

    fn concurrency(&self) -> usize {
        self.concurrency
    }

    async fn attempt(&self, EnrichJob { job }: EnrichJob) -> PortResult<Handled> {
        let job = self.database.read(Actor::System).jobs().get(job).await?;
        match job.filter(|job| job.needs_enrichment) {
            Some(job) => self.enrich(job).await,
            None => Ok(Handled::done(self.database.begin(Actor::System).await?)),
        }
    }

    /// Every job in the backlog gets a task: also jobs with embeddings of another model, and those whose task is a dead
    /// letter.
    async fn backfill(&self) -> PortResult<u32> {
        self.jobs.require_vectors_of(self.matching.model()).await.map_err(|error| match error {
            JobsError::Port(error) => error,
            gone @ JobsError::NotFound => PortError::internal(gone),
        })
    }
}
