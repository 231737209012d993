//! The local embedding models that `make model` has fetched.

use std::path::PathBuf;

use adapter_local_ai::{MiniLm, Multilingual};

/// The installed models.
pub(crate) struct Models {
    pub(crate) multilingual: Option<Multilingual>,
    pub(crate) minilm: Option<MiniLm>,
}

impl Models {
    /// Looks in the directory of `make model`.
    pub(crate) fn find() -> Self {
        let directory = cache().join("jobwright/models");
        Self {
            multilingual: Multilingual::in_directory(&directory.join("e5-small+use-m-v3")),
            minilm: MiniLm::in_directory(&directory.join("all-MiniLM-L6-v2")),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a tool is told by the environment where the machine keeps its caches")]
fn cache() -> PathBuf {
    let usual = || std::env::home_dir().unwrap_or_default().join(".cache");
    std::env::var_os("XDG_CACHE_HOME").map_or_else(usual, PathBuf::from)
}
