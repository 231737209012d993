//! `[embeddings]`: the embedding model. The keys of a server belong to `adapter-openai`.

use std::path::PathBuf;

use adapter_openai::EmbeddingsConfig;
use serde::Deserialize;

/// The embedding model.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum EmbeddingsProvider {
    /// The multilingual model on this machine, or all-MiniLM-L6-v2 where only its weights are; without weights, words alone.
    Local {
        /// The directory of the weights. `None` looks in the data directory and in the user's cache.
        directory: Option<PathBuf>,
    },
    /// Words alone.
    Lexical {},
    /// A model at a server that speaks `OpenAI`'s protocol.
    Openai(EmbeddingsConfig),
}

impl Default for EmbeddingsProvider {
    fn default() -> Self {
        Self::Local { directory: None }
    }
}

/// The user's cache: files that can be fetched again.
#[expect(clippy::disallowed_methods, reason = "configuration is the one place that reads the environment")]
pub(crate) fn cache_dir() -> Option<PathBuf> {
    let chosen = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let default = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    chosen.or_else(default).map(|cache| cache.join("jobwright"))
}
