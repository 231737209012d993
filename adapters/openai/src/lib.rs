//! Completions and embeddings from every server that speaks `OpenAI`'s protocol: `OpenAI`, Ollama, vLLM and many more.
//!
//! The library tries again when a server is busy or hiccups, as the protocol's own clients do; one deadline bounds it
//! all (LM-05). Budgets and circuit breakers are decorators around the port, not in here.

mod completions;
mod config;
mod embeddings;
mod error;

pub use completions::OpenAiCompletions;
pub use config::{CompletionsConfig, EmbeddingsConfig};
pub use embeddings::OpenAiEmbeddings;
