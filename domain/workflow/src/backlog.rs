//! Enriches and embeds what waits for it: jobs in `processing`, changed jobs, jobs and resumes without a vector of the
//! current model.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use domain_enrichment::EnrichmentService;
use domain_matching::MatchingService;
use domain_model::job::Job;
use domain_model::resume::Resume;
use ports::{Actor, BacklogClaim, Clock, Database, EnrichedJob, IdGenerator, PortResult};
use tracing::{debug, info, warn};
use uuid::Uuid;

/// Resumes looked at in one go, and how many of them are embedded.
const RESUMES_SEEN: u32 = 64;
const RESUMES_EMBEDDED: usize = 4;
/// A resume that could not be embedded is left alone for so long, and keeps no other one waiting.
const RESUME_PAUSE: TimeDelta = TimeDelta::minutes(1);

/// What one step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BacklogProgress {
    /// Jobs that became visible or were brought up to date.
    pub completed: u32,
    /// Jobs that could not be finished now; they come again when their claim has run out.
    pub postponed: u32,
    /// Resumes that got a vector.
    pub resumes: u32,
}

impl BacklogProgress {
    /// Was there nothing to do?
    pub fn is_idle(&self) -> bool {
        *self == Self::default()
    }
}

/// Works through what waits for enrichment or a vector.
pub struct Backlog {
    database: Arc<dyn Database>,
    enrichment: Arc<EnrichmentService>,
    matching: Arc<MatchingService>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    claim_lasts: TimeDelta,
    /// Stored documents that could not be embedded, and until when they are left alone.
    refused: Mutex<HashMap<String, DateTime<Utc>>>,
}

impl Backlog {
    /// The worker on these services and ports. A claim has to outlast the enrichment of one job, and is how long a job
    /// waits after its worker was killed.
    pub fn new(
        database: Arc<dyn Database>,
        enrichment: Arc<EnrichmentService>,
        matching: Arc<MatchingService>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        claim_lasts: TimeDelta,
    ) -> Self {
        Self { database, enrichment, matching, clock, ids, claim_lasts, refused: Mutex::default() }
    }

    /// How many jobs wait.
    pub async fn count(&self) -> PortResult<u32> {
        self.database.read(Actor::System).jobs().count_backlog().await
    }

    /// Jobs whose vectors another model made wait again. Once at every start.
    pub async fn require_current_vectors(&self) -> PortResult<u32> {
        let mut uow = self.database.begin(Actor::System).await?;
        let count = uow.jobs().require_vectors_of(self.matching.model()).await?;
        uow.commit().await?;
        Ok(count)
    }

    /// Takes a job and a few resumes and finishes them. Idle progress means that nothing waits that is not claimed.
    pub async fn step(&self) -> PortResult<BacklogProgress> {
        let mut progress = BacklogProgress { resumes: self.embed_resumes().await?, ..BacklogProgress::default() };
        let token = self.ids.next();
        for job in self.claim(token).await? {
            if self.complete(&job, token).await? {
                progress.completed += 1;
            } else {
                progress.postponed += 1;
            }
        }
        Ok(progress)
    }

    async fn claim(&self, token: Uuid) -> PortResult<Vec<Job>> {
        let now = self.clock.now();
        let claim = BacklogClaim { token, until: now + self.claim_lasts };
        let mut uow = self.database.begin(Actor::System).await?;
        let jobs = uow.jobs().claim_backlog(claim, now, 1).await?;
        uow.commit().await?;
        Ok(jobs)
    }

    /// Enrichment, vector and status become visible together. A job without a vector becomes visible too, and comes
    /// again when its claim has run out.
    async fn complete(&self, job: &Job, token: Uuid) -> PortResult<bool> {
        let enriched = self.enrichment.enrich(&job.posting).await?;
        let (key, enrichment) = (&enriched.key, &enriched.enrichment);
        let vector = match self.matching.embed_job(job, &enrichment.skills).await {
            Ok(vector) => Some(vector),
            Err(error) => {
                warn!(job.id = %job.id, error = error.chain(), "could not embed job `{}`; it comes again", job.id);
                None
            }
        };
        let now = self.clock.now();
        let mut uow = self.database.begin(Actor::System).await?;
        uow.enrichments().insert(key, enrichment, now).await?;
        let outcome = EnrichedJob { job, token, key, skills: &enrichment.skills, embedding: vector.as_ref() };
        if !uow.jobs().complete(outcome, now).await? {
            debug!(job.id = %job.id, "job `{}` changed while it was enriched; it comes again", job.id);
            return Ok(false);
        }
        uow.commit().await?;
        info!(
            job.id = %job.id, generated_by = %enrichment.generated_by, reused = enriched.is_reused,
            "enriched job `{}`", job.id
        );
        Ok(vector.is_some())
    }

    async fn embed_resumes(&self) -> PortResult<u32> {
        let mut embedded = 0;
        for resume in self.resumes_without_vector().await? {
            match self.matching.embed_resume(&resume.text).await {
                Ok(vector) => {
                    let mut uow = self.database.begin(Actor::System).await?;
                    // Whoever replaced the resume meanwhile dropped its vectors; this one would be of the old text.
                    uow.embeddings().put_resume(&resume, &vector).await?;
                    uow.commit().await?;
                    embedded += 1;
                }
                Err(error) => {
                    self.refused().insert(resume.object_key, self.clock.now() + RESUME_PAUSE);
                    warn!(account.id = %resume.account_id, error = error.chain(), "could not embed a resume; it comes again");
                }
            }
        }
        Ok(embedded)
    }

    async fn resumes_without_vector(&self) -> PortResult<Vec<Resume>> {
        let model = self.matching.model();
        let mut resumes =
            self.database.read(Actor::System).resumes().list_without_embedding(model, RESUMES_SEEN).await?;
        let mut refused = self.refused();
        let now = self.clock.now();
        refused.retain(|_, until| *until > now);
        resumes.retain(|resume| !refused.contains_key(&resume.object_key));
        resumes.truncate(RESUMES_EMBEDDED);
        Ok(resumes)
    }

    fn refused(&self) -> MutexGuard<'_, HashMap<String, DateTime<Utc>>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
