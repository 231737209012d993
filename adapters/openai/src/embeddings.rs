//! The embedding model.

use async_trait::async_trait;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{EmbeddingModel, PortError, PortErrorKind, PortResult};
use serde::Deserialize;
use serde_json::json;

use crate::config::{EmbeddingsConfig, Server};

/// Texts per request.
const BATCH: usize = 64;

/// An embedding model at an OpenAI-compatible server.
pub struct OpenAiEmbeddings {
    server: Server,
    name: String,
    model: ModelId,
    passage_words: usize,
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    index: usize,
    embedding: Vec<f32>,
}

impl OpenAiEmbeddings {
    /// The model of this configuration. Nothing is sent yet.
    pub fn new(config: &EmbeddingsConfig) -> PortResult<Self> {
        let model = ModelId { name: config.model.clone(), dimensions: config.dimensions };
        let server = Server::new(&config.base_url, config.api_key.as_ref(), config.timeout_seconds)?;
        Ok(Self { server, name: config.model.clone(), model, passage_words: config.passage_words })
    }

    async fn embed_batch(&self, texts: &[String]) -> PortResult<Vec<Embedding>> {
        let body = json!({ "model": self.name, "input": texts, "encoding_format": "float" });
        let mut answer: Answer = self.server.send(async |client| client.embeddings().create_byot(body).await).await?;
        answer.data.sort_by_key(|item| item.index);
        let is_complete = answer.data.iter().map(|item| item.index).eq(0..texts.len());
        if !is_complete {
            return Err(PortError::invalid("the server did not return one vector per text"));
        }
        let embedding = |item: Item| {
            Embedding::new(self.model.clone(), item.embedding)
                .map_err(|error| PortErrorKind::Invalid(error.to_string()).because(error))
        };
        answer.data.into_iter().map(embedding).collect()
    }
}

#[async_trait]
impl EmbeddingModel for OpenAiEmbeddings {
    fn model(&self) -> &ModelId {
        &self.model
    }

    fn passage_words(&self) -> usize {
        self.passage_words
    }

    async fn ping(&self) -> PortResult<()> {
        self.server.ping().await
    }

    async fn embed(&self, texts: &[String]) -> PortResult<Vec<Embedding>> {
        let mut embeddings = Vec::with_capacity(texts.len());
        for batch in texts.chunks(BATCH) {
            embeddings.extend(self.embed_batch(batch).await?);
        }
        Ok(embeddings)
    }
}
