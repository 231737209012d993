//! The large catalogue for most measurements: 100,000 active jobs with their vectors, and the index. It is written
//! once, through the ports, by the program's own repositories and index follower.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use adapter_local_ai::Multilingual;
use adapter_system::SystemClock;
use adapter_vectors::HnswIndex;
use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use domain_model::catalogue::enrichment::{Enrichment, EnrichmentKey, GeneratedBy, InterviewQuestion};
use domain_model::catalogue::job::Job;
use domain_model::matching::embedding::{Embedding, ModelId};
use domain_workflow::IndexFollower;
use ports::{Actor, Clock, Database, EmbeddingModel, EnrichedJob, VectorIndex};

use crate::postings::{Postings, SKILLS};
use crate::progress;
use crate::server::Installation;
use crate::vectors::clustered;

pub(crate) const JOBS: usize = 100_000;
const BATCH: usize = 1_000;
const SEED: u64 = 1;

/// An installation with the large catalogue.
pub(crate) struct Catalogue {
    pub(crate) installation: Installation,
    pub(crate) model: ModelId,
}

impl Catalogue {
    pub(crate) async fn write() -> anyhow::Result<Self> {
        let model = local_model()?.model().clone();
        let catalogue = Self { installation: Installation::new("[schedule]\nenabled = false\n")?, model };
        let path = catalogue.installation.data().join("jobwright.sqlite");
        std::fs::create_dir_all(catalogue.installation.data())?;
        let database: Arc<dyn Database> =
            Arc::new(SqlDatabase::connect(&DatabaseConfig::Sqlite(SqliteConfig { path })).await?);
        write_jobs(database.as_ref(), &catalogue.model).await?;
        let index = catalogue.index()?;
        write_index(database, index.clone()).await?;
        index.save().await?;
        Ok(catalogue)
    }

    /// The index, opened in this process.
    pub(crate) fn index(&self) -> anyhow::Result<Arc<dyn VectorIndex>> {
        Ok(Arc::new(HnswIndex::open(&self.installation.data().join("index"), self.model.clone())?))
    }

    /// The vectors of all jobs: the number of a job is its place in the list plus one.
    pub(crate) fn vectors() -> impl Iterator<Item = Vec<f32>> {
        clustered(JOBS, SEED)
    }
}

/// Writes all jobs, with their vectors.
pub(crate) async fn write_jobs(database: &dyn Database, model: &ModelId) -> anyhow::Result<()> {
    let started = Instant::now();
    let bar = progress::bar("writing 100,000 jobs", JOBS);
    let now = SystemClock.now();
    let postings = Postings::read()?;
    // One a minute, until now: a catalogue that has grown, not one that appeared at once.
    let first_seen = |number| anyhow::Ok(now - TimeDelta::minutes(i64::try_from(JOBS - number)?));
    let jobs = (0..JOBS).map(|number| postings.job(number, first_seen(number)?));
    let jobs = jobs.collect::<anyhow::Result<Vec<Job>>>()?;
    let mut vectors = Catalogue::vectors();
    for batch in jobs.chunks(BATCH) {
        let embeddings = vectors.by_ref().take(BATCH).map(|vector| Embedding::new(model.clone(), vector));
        let embeddings = embeddings.collect::<Result<Vec<Embedding>, _>>()?;
        write_batch(database, batch, &embeddings, now).await?;
        bar.inc(BATCH as u64);
    }
    drop(bar);
    eprintln!("wrote {JOBS} jobs in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// Brings an index up to date with the jobs.
pub(crate) async fn write_index(database: Arc<dyn Database>, index: Arc<dyn VectorIndex>) -> anyhow::Result<()> {
    let started = Instant::now();
    let _bar = progress::bar("writing the index of 100,000 vectors", JOBS);
    let seen = IndexFollower::new(database, index).catch_up().await?;
    ensure!(seen == JOBS, "the index has seen {seen} jobs");
    eprintln!("wrote the index in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

/// The jobs are new, enriched and complete, all in one transaction.
async fn write_batch(
    database: &dyn Database,
    jobs: &[Job],
    embeddings: &[Embedding],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let (key, enrichment, skills) = (EnrichmentKey("bench".to_owned()), enrichment(), SKILLS.map(str::to_owned));
    let text_keys: Vec<String> = jobs.iter().map(|job| format!("text of {}", job.id)).collect();
    let mut uow = database.begin(Actor::System).await?;
    uow.enrichments().insert(&key, &enrichment, now).await?;
    uow.jobs().insert(jobs, &text_keys).await?;
    for (job, embedding) in jobs.iter().zip(embeddings) {
        let (key, skills, embedding) = (&key, &skills[..], Some(embedding));
        let enriched = EnrichedJob { job, key, skills, embedding };
        let is_done = uow.jobs().complete(enriched, job.first_seen).await?;
        ensure!(is_done, "job {} is not complete", job.id);
    }
    uow.commit().await?;
    Ok(())
}

fn enrichment() -> Enrichment {
    let item = InterviewQuestion {
        question: "Tell us about a shift you led.".to_owned(),
        answer_strategy: "Say what was planned, what happened and what you changed.".to_owned(),
    };
    Enrichment {
        resume_tips: vec!["Name the largest team you have led.".to_owned(); Enrichment::TIPS],
        interview_questions: vec![item; Enrichment::QUESTIONS],
        skills: SKILLS.map(str::to_owned).to_vec(),
        generated_by: GeneratedBy::Rules,
    }
}

/// The model whose vectors the program expects. With another one it would embed the whole catalogue again.
#[expect(clippy::disallowed_methods, reason = "finds what `make model` has fetched, as the program itself does")]
pub(crate) fn local_model() -> anyhow::Result<Multilingual> {
    let home = std::env::home_dir().context("there is no home directory")?;
    let cache = std::env::var_os("XDG_CACHE_HOME").map_or_else(|| home.join(".cache"), PathBuf::from);
    let weights = cache.join("jobwright/models/e5-small+use-m-v3");
    let model = Multilingual::in_directory(Path::new(&weights));
    model.with_context(|| format!("no weights in `{}`: `make model` fetches them", weights.display()))
}
