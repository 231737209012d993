//! Language models: completions and embeddings.

use async_trait::async_trait;
use domain_model::matching::embedding::{Embedding, ModelId};

use crate::PortResult;

/// The shape an answer must have.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputSchema {
    /// A short name, letters and underscores.
    pub name: &'static str,
    /// JSON Schema; every object closed and every property required, so that strict mode accepts it.
    pub schema: serde_json::Value,
}

/// A question to a model.
#[derive(Debug, Clone, PartialEq)]
pub struct CompletionRequest {
    /// What the model is to do. Ours, never mixed with foreign text.
    pub instructions: String,
    /// What it is to do it with. Foreign text stays in here, as data.
    pub input: String,
    /// When set, the answer is JSON of this shape; when not, it is plain text.
    pub schema: Option<OutputSchema>,
    /// The longest answer, in tokens.
    pub max_tokens: u32,
}

/// A model that writes. Optional: without one the rules of the domain answer.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait CompletionModel: Send + Sync {
    /// The model's name, as `generated_by` reports it.
    fn name(&self) -> &str;

    /// Answers while the model's server does. The model itself is asked nothing.
    async fn ping(&self) -> PortResult<()>;

    /// Asks once. Every wait inside has a deadline; the whole call takes a minute at most, then `Timeout`. The answer is
    /// foreign text: the caller checks it.
    async fn complete(&self, request: &CompletionRequest) -> PortResult<String>;
}

/// A model that turns texts into vectors.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait EmbeddingModel: Send + Sync {
    /// Which model this is: part of every vector it makes.
    fn model(&self) -> &ModelId;

    /// How many words it reads at once with full attention; longer texts come in passages.
    fn passage_words(&self) -> usize;

    /// Answers while the model's server does. The model itself is asked nothing.
    async fn ping(&self) -> PortResult<()>;

    /// One embedding for each text, in order. The same text always gives the same vector.
    async fn embed(&self, texts: &[String]) -> PortResult<Vec<Embedding>>;
}
