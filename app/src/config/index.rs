//! `[index]`: the vector index.

use serde::Deserialize;

/// The vector index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum IndexProvider {
    /// In this process: the fastest, as long as every node has room for all vectors.
    Hnsw {},
    /// In Postgres, by pgvector.
    Pgvector {},
}

impl Default for IndexProvider {
    fn default() -> Self {
        Self::Hnsw {}
    }
}
