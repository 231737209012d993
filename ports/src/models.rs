//! Language models: completions and embeddings.

use async_trait::async_trait;
use domain_model::matching::embedding::{Embedding, ModelId};

use crate::PortResult;

/// The schema of a structured completion.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputSchema {
    /// A short name of letters and underscores.
    pub name: &'static str,
    /// A JSON Schema in which every object is closed and every property required, as strict mode demands.
    pub schema: serde_json::Value,
}

/// A request to a completion model.
#[derive(Debug, Clone, PartialEq)]
pub struct CompletionRequest {
    /// The instructions. Ours only; they never contain foreign text.
    pub instructions: String,
    /// The input. Foreign text goes here only, as data.
    pub input: String,
    /// If set, the completion is JSON of this schema, otherwise plain text.
    pub schema: Option<OutputSchema>,
    /// The maximum length of the completion, in tokens.
    pub max_tokens: u32,
}

/// A completion model. Optional: without one the rules of the domain are used.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait CompletionModel: Send + Sync {
    /// The model's name, reported as `generated_by`.
    fn name(&self) -> &str;

    /// Succeeds while the model's server is reachable. Runs no inference.
    async fn ping(&self) -> PortResult<()>;

    /// Requests one completion. It ends within a minute, then `Timeout`. The result is untrusted text that the caller
    /// must check.
    async fn complete(&self, request: &CompletionRequest) -> PortResult<String>;
}

/// An embedding model.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait EmbeddingModel: Send + Sync {
    /// The model's id, which is part of every embedding.
    fn model(&self) -> &ModelId;

    /// The number of words it reads with full attention; longer texts are split into passages.
    fn passage_words(&self) -> usize;

    /// Succeeds while the model's server is reachable. Runs no inference.
    async fn ping(&self) -> PortResult<()>;

    /// One embedding for each text, in order. Deterministic.
    async fn embed(&self, texts: &[String]) -> PortResult<Vec<Embedding>>;
}
