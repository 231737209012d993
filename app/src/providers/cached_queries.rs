//! A cache of the embeddings of queries, because many people type the same, and each page of results asks again.
//!
//! Concurrent requests for one text share one computation (single flight). Several texts at a time are no query.

use std::sync::Arc;

use async_trait::async_trait;
use domain_model::matching::embedding::{Embedding, ModelId};
use moka::future::Cache;
use ports::{EmbeddingModel, PortError, PortErrorKind, PortResult};

/// Some megabytes of vectors.
const MAX_QUERIES: u64 = 2_000;

/// A model with a cache in front of it.
pub(crate) struct CachedQueries {
    model: Arc<dyn EmbeddingModel>,
    queries: Cache<String, Embedding>,
}

impl CachedQueries {
    pub(crate) fn new(model: Arc<dyn EmbeddingModel>) -> Self {
        Self { model, queries: Cache::new(MAX_QUERIES) }
    }

    async fn one(&self, text: &str) -> PortResult<Embedding> {
        let embeddings = self.model.embed(&[text.to_owned()]).await?;
        embeddings.into_iter().next().ok_or_else(|| PortError::invalid("the model gave no vector"))
    }
}

#[async_trait]
impl EmbeddingModel for CachedQueries {
    fn model(&self) -> &ModelId {
        self.model.model()
    }

    fn passage_words(&self) -> usize {
        self.model.passage_words()
    }

    async fn ping(&self) -> PortResult<()> {
        self.model.ping().await
    }

    async fn embed(&self, texts: &[String]) -> PortResult<Vec<Embedding>> {
        let [text] = texts else { return self.model.embed(texts).await };
        let embedding = self.queries.try_get_with_by_ref(text, self.one(text)).await;
        // Requests that waited for the embedding share its error.
        let embedding = embedding.map_err(|shared: Arc<PortError>| {
            let kind: PortErrorKind = shared.kind.clone();
            kind.because(shared)
        })?;
        Ok(vec![embedding])
    }
}
