//! Completions and embeddings from every server that speaks OpenAI's protocol: OpenAI, Ollama, vLLM and many more.
//!
//! One request, one answer, every wait with a deadline (LM-05). Retries, budgets and circuit breakers are decorators
//! around the port, not in here.

mod completions;
mod config;
mod embeddings;
mod error;

pub use completions::OpenAiCompletions;
pub use config::{CompletionsConfig, EmbeddingsConfig, ServerConfig};
pub use embeddings::OpenAiEmbeddings;
