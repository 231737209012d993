//! Matching: how well a resume fits a job, as a score in parts with the words behind them.

mod calibration;
mod gap;
mod learning;
mod passages;
pub mod salary;
pub mod score;
mod similar;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use domain_model::candidates::resume::Resume;
use domain_model::catalogue::job::{Job, JobStatus, JobSummary};
use domain_model::catalogue::outline::Outline;
use domain_model::identity::account::Principal;
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};
use domain_model::matching::manipulation;
use ports::{Actor, Clock, ContextError, Database, EmbeddingModel, PortError, PortResult, VectorIndex};
use tracing::info;

pub use calibration::{Calibration, GAP_BELOW};
pub use gap::SkillFit;
pub use learning::LearningRecommendation;
use salary::{Comparable, Role, RoleDescription, SalaryPrediction};
use score::{Opening, Seeker, assess};

/// Neighbours in meaning whose pay is looked at: most postings state none.
const PAY_NEIGHBOURS: usize = 400;
/// Passages of a resume that are read: about four pages.
const RESUME_PASSAGES: usize = 10;

/// Neighbours that are looked at for each similar job: some are closed by now, and some are one posting in several places.
const CANDIDATES_PER_SIMILAR_JOB: usize = 5;

/// What can go wrong with a match.
#[derive(Debug, thiserror::Error)]
pub enum MatchingError {
    /// No such job, or it is closed.
    #[error("there is no such job")]
    JobNotFound,
    /// The job has no vector yet.
    #[error("the job is still being processed; try again in a moment")]
    JobProcessing,
    /// There is nothing to compare with.
    #[error("there is no resume yet; upload one first")]
    NoResume,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for MatchingError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::JobNotFound => ErrorKind::NotFound,
            Self::JobProcessing | Self::NoResume => ErrorKind::Validation,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

/// The answer of the matching service.
pub type MatchingResult<T> = Result<T, MatchingError>;

/// A resume held against one job.
#[derive(Debug)]
pub struct JobMatch {
    /// The job.
    pub job_id: JobId,
    /// Which version of the resume.
    pub resume_version: u32,
    /// The model whose vectors were compared.
    pub model: ModelId,
    /// When.
    pub computed_at: DateTime<Utc>,
    /// How it stands to the resume.
    pub fit: SkillFit,
    /// Where the missing skills can be learnt, what helps most first.
    pub recommendations: Vec<LearningRecommendation>,
}

/// A job and how well it fits.
#[derive(Debug)]
pub struct RankedJob {
    /// The job.
    pub job: JobSummary,
    /// How it stands to the resume.
    pub fit: SkillFit,
}

/// How well resumes fit jobs.
pub struct MatchingService {
    database: Arc<dyn Database>,
    embeddings: Arc<dyn EmbeddingModel>,
    index: Arc<dyn VectorIndex>,
    clock: Arc<dyn Clock>,
    calibration: OnceLock<Calibration>,
}

impl MatchingService {
    /// The service on these ports.
    pub fn new(
        database: Arc<dyn Database>,
        embeddings: Arc<dyn EmbeddingModel>,
        index: Arc<dyn VectorIndex>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { database, embeddings, index, clock, calibration: OnceLock::new() }
    }

    /// The model whose vectors are compared.
    pub fn model(&self) -> &ModelId {
        self.embeddings.model()
    }

    /// The vector of a job.
    pub async fn embed_job(&self, job: &Job) -> PortResult<Embedding> {
        let passage = job_passage(job, self.embeddings.passage_words());
        let mut embeddings = self.embeddings.embed(&[passage]).await?;
        embeddings.pop().ok_or_else(|| PortError::invalid("the model gave no vector"))
    }

    /// The vector of a resume, without what it says to a machine instead of a reader.
    pub async fn embed_resume(&self, text: &str) -> PortResult<Embedding> {
        self.embed(&manipulation::strip(text), RESUME_PASSAGES).await
    }

    /// Holds the principal's resume against one job.
    pub async fn match_job(&self, principal: &Principal, id: JobId) -> MatchingResult<JobMatch> {
        let (job, vector) = self.open_job(id).await?;
        let resume = self.resume(principal).await?;
        let cosine = self.resume_vector(principal, &resume).await?.cosine(&vector).map_err(PortError::internal)?;
        let fit = SkillFit::new(assess(&seeker(&resume), &Opening::of_job(&job), self.score(cosine).await?));
        Ok(JobMatch {
            job_id: id,
            resume_version: resume.version,
            model: self.model().clone(),
            computed_at: self.clock.now(),
            recommendations: learning::recommend(&fit.missing_skills),
            fit,
        })
    }

    /// The active jobs that fit the principal's resume best, best first.
    pub async fn best_jobs(&self, principal: &Principal, limit: usize) -> MatchingResult<Vec<RankedJob>> {
        let resume = self.resume(principal).await?;
        let vector = self.resume_vector(principal, &resume).await?;
        self.rank(&vector, &seeker(&resume), limit).await
    }

    /// The active jobs that fit a person best who is not known here, best first. Nothing is stored.
    pub async fn best_jobs_for(&self, seeker: &Seeker, limit: usize) -> MatchingResult<Vec<RankedJob>> {
        let vector = self.embed(seeker.clean_text(), RESUME_PASSAGES).await?;
        self.rank(&vector, seeker, limit).await
    }

    /// Active jobs near to a job in meaning, nearest first. The job may be closed. One posting in several places is there once.
    pub async fn similar_jobs(&self, id: JobId, limit: usize) -> MatchingResult<Vec<JobSummary>> {
        self.database.read(Actor::Public).jobs().get(id).await?.ok_or(MatchingError::JobNotFound)?;
        let vector = self.database.read(Actor::Public).embeddings().get_job(id, self.model()).await?;
        // Without a vector it is still being processed, and nothing is known to be near.
        let Some(vector) = vector else { return Ok(Vec::new()) };
        let neighbours = self.index.search(&vector, limit * CANDIDATES_PER_SIMILAR_JOB).await?;
        let same = self.listings(id).await?;
        let mut near = Vec::with_capacity(neighbours.len());
        for neighbour in neighbours.iter().filter(|neighbour| !same.contains(&neighbour.job_id)) {
            if self.score(neighbour.cosine).await? >= GAP_BELOW {
                near.push(neighbour.job_id);
            }
        }
        let active = self.database.read(Actor::Public).jobs().list_active_by_ids(&near).await?;
        Ok(similar::choose(&near, active, limit))
    }

    /// What comparable postings pay, whatever the job itself and its other listings state.
    pub async fn predict_salary(&self, id: JobId) -> MatchingResult<SalaryPrediction> {
        let (job, vector) = self.open_job(id).await?;
        let listings = self.listings(id).await?;
        let comparables = self.comparables(&vector, &listings).await?;
        Ok(salary::predict(&Role::of_job(&job.summary()), &comparables))
    }

    /// What postings pay that are comparable to work that somebody describes.
    pub async fn predict_described_salary(&self, role: &RoleDescription) -> MatchingResult<SalaryPrediction> {
        let passage = passages::opening(role.title(), &role.skills().join(", "), self.embeddings.passage_words());
        let vector = self.embed(&passage, 1).await?;
        Ok(salary::predict(&Role::described(role), &self.comparables(&vector, &[]).await?))
    }

    /// The neighbours of a vector that state their pay.
    async fn comparables(&self, vector: &Embedding, except: &[JobId]) -> PortResult<Vec<Comparable>> {
        let neighbours = self.index.search(vector, PAY_NEIGHBOURS).await?;
        let cosines: HashMap<JobId, f32> =
            neighbours.iter().map(|neighbour| (neighbour.job_id, neighbour.cosine)).collect();
        let ids: Vec<JobId> = cosines.keys().copied().filter(|id| !except.contains(id)).collect();
        let others = self.database.read(Actor::Public).jobs().list_active_by_ids(&ids).await?;
        let mut comparables = Vec::new();
        for other in &others {
            comparables.extend(Comparable::of_job(other, self.score(cosines[&other.id]).await?));
        }
        Ok(comparables)
    }

    /// A job with the others that are the same.
    async fn listings(&self, id: JobId) -> PortResult<Vec<JobId>> {
        let same = self.database.read(Actor::Public).clusters().listings(&[id]).await?;
        Ok(std::iter::once(id).chain(same.into_iter().map(|listing| listing.job)).collect())
    }

    /// A job that can be compared, with its vector.
    async fn open_job(&self, id: JobId) -> MatchingResult<(Job, Embedding)> {
        let job = self.database.read(Actor::Public).jobs().get(id).await?.ok_or(MatchingError::JobNotFound)?;
        if job.status == JobStatus::Closed {
            return Err(MatchingError::JobNotFound);
        }
        let vector = self.database.read(Actor::Public).embeddings().get_job(id, self.model()).await?;
        let vector = vector.filter(|_| job.status == JobStatus::Active).ok_or(MatchingError::JobProcessing)?;
        Ok((job, vector))
    }

    /// The neighbours in meaning, ordered by the whole score.
    async fn rank(&self, resume: &Embedding, seeker: &Seeker, limit: usize) -> MatchingResult<Vec<RankedJob>> {
        // The index may lag behind: some of what it finds may be closed by now.
        let neighbours = self.index.search(resume, limit + limit / 2 + 10).await?;
        let ids: Vec<JobId> = neighbours.iter().map(|neighbour| neighbour.job_id).collect();
        let mut read = self.database.read(Actor::Public);
        let active = read.jobs().list_active_by_ids(&ids).await?;
        let descriptions: HashMap<JobId, String> = read.jobs().list_descriptions(&ids).await?.into_iter().collect();
        let mut active: HashMap<JobId, JobSummary> = active.into_iter().map(|job| (job.id, job)).collect();
        let mut ranked = Vec::with_capacity(active.len());
        for neighbour in neighbours {
            let Some(job) = active.remove(&neighbour.job_id) else { continue };
            let description = descriptions.get(&job.id).map_or("", String::as_str);
            let meaning = self.score(neighbour.cosine).await?;
            let fit = SkillFit::new(assess(seeker, &Opening::of_summary(&job, description), meaning));
            ranked.push(RankedJob { job, fit });
        }
        // Stable: of equals the nearer in meaning.
        ranked.sort_by(|a, b| b.fit.score.total_cmp(&a.fit.score));
        let mut clusters = HashSet::new();
        ranked.retain(|ranked| ranked.job.cluster.is_none_or(|cluster| clusters.insert(cluster)));
        ranked.truncate(limit);
        Ok(ranked)
    }

    async fn resume(&self, principal: &Principal) -> MatchingResult<Resume> {
        let resume = self.database.read(principal.into()).resumes().current(principal, principal.account_id).await?;
        resume.ok_or(MatchingError::NoResume)
    }

    /// The stored vector, or a new one when the resume was uploaded a moment ago or the model has changed.
    async fn resume_vector(&self, principal: &Principal, resume: &Resume) -> PortResult<Embedding> {
        let mut read = self.database.read(principal.into());
        if let Some(vector) = read.embeddings().get_resume(principal, resume.account_id, self.model()).await? {
            return Ok(vector);
        }
        self.embed_resume(&resume.text).await
    }

    async fn embed(&self, text: &str, most_passages: usize) -> PortResult<Embedding> {
        let passages = passages::passages(text, self.embeddings.passage_words(), most_passages);
        let embeddings = self.embeddings.embed(&passages).await?;
        Embedding::mean(&embeddings).map_err(|error| PortError::invalid(error.to_string()))
    }

    async fn score(&self, cosine: f32) -> PortResult<f32> {
        if let Some(calibration) = self.calibration.get() {
            return Ok(calibration.score(cosine));
        }
        let calibration = if let Some(known) = Calibration::known(self.model()) {
            known
        } else {
            info!(model = %self.model(), "measuring `{}` on the reference pairs", self.model());
            Calibration::measure(self.embeddings.as_ref()).await?
        };
        Ok(self.calibration.get_or_init(|| calibration).score(cosine))
    }
}

/// What is embedded of a job: its title and the first words about the work, as one passage. The rest of a posting is more about
/// its employer than about the work, and makes postings alike.
pub fn job_passage(job: &Job, words: usize) -> String {
    let work = Outline::of(&job.posting.description).about_the_work();
    passages::opening(&job.posting.title, &work, words)
}

/// The resume as it is compared.
fn seeker(resume: &Resume) -> Seeker {
    let home = resume.content.as_ref().and_then(|content| content.contacts.location.value.as_deref());
    Seeker::of(&resume.text, &resume.skills, home)
}
