//! Completions and embeddings from every server that speaks `OpenAI`'s protocol: `OpenAI`, Ollama, vLLM and many more.
//!
//! The library retries when a server is busy or fails briefly, as other clients of the protocol do; one deadline bounds
//! the whole call (LM-05). Budgets and circuit breakers are decorators around the port.

mod completions;
mod config;
mod embeddings;
mod error;

pub use completions::OpenAiCompletions;
pub use config::{CompletionsConfig, EmbeddingsConfig};
pub use embeddings::OpenAiEmbeddings;
