//! Exhaustive vector search over all postings.

use adapter_local_ai::Multilingual;
use domain_matching::job_passage;
use domain_model::catalogue::job::Job;
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{EmbeddingModel, Neighbour};

/// The number of neighbours, as in the search service.
const NEIGHBOURS: usize = 60;

pub(crate) struct VectorSearch<'m> {
    model: &'m Multilingual,
    jobs: Vec<(JobId, Embedding)>,
}

impl<'m> VectorSearch<'m> {
    /// Embeds the same passage of each job as the program.
    pub(crate) async fn of(model: &'m Multilingual, jobs: &[Job]) -> anyhow::Result<Self> {
        let words = model.passage_words();
        let texts: Vec<String> = jobs.iter().map(|job| job_passage(job, words)).collect();
        let vectors = model.embed(&texts).await?;
        Ok(Self { model, jobs: jobs.iter().map(|job| job.id).zip(vectors).collect() })
    }

    pub(crate) fn model(&self) -> &ModelId {
        self.model.model()
    }

    /// The nearest jobs, nearest first.
    pub(crate) async fn neighbours(&self, query: &str) -> anyhow::Result<Vec<Neighbour>> {
        let Some(query) = self.model.embed(&[query.to_owned()]).await?.pop() else { return Ok(Vec::new()) };
        let mut near = Vec::with_capacity(self.jobs.len());
        for (id, job) in &self.jobs {
            near.push(Neighbour { job_id: *id, cosine: query.cosine(job)? });
        }
        near.sort_by(|a, b| b.cosine.total_cmp(&a.cosine));
        near.truncate(NEIGHBOURS);
        Ok(near)
    }
}
