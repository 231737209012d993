//! The search index: words, filters and counts over jobs.

use std::sync::Arc;

use async_trait::async_trait;
use domain_model::search::document::SearchDocument;
use domain_model::search::query::{SearchRequest, SearchResults};
use domain_model::search::suggestions::Suggestions;
use domain_model::search::vocabulary::Vocabulary;

use crate::{IndexPosition, PortResult};

/// A change to apply to a search index.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchChange {
    /// Its position in the order of changes.
    pub position: IndexPosition,
    /// The job as it is searched, or `None` to remove it.
    pub document: Option<SearchDocument>,
}

/// A search index over jobs: a projection of the database that can be rebuilt at any time. It follows the database and may
/// lag behind it, so verify its results.
#[async_trait]
pub trait SearchIndex: Send + Sync {
    /// Tries to become the writer of the index. Of several processes that share it, one is; the others return `false`.
    async fn lead(&self) -> PortResult<bool>;

    /// The newest change that was applied; `None` while it is empty.
    fn position(&self) -> Option<IndexPosition>;

    /// Applies changes, oldest first. Idempotent. Afterwards they are found, and survive a crash together with the
    /// position, or none of them does. `Unavailable` in a process that does not [`lead`](Self::lead).
    async fn apply(&self, changes: &[SearchChange]) -> PortResult<()>;

    /// Removes everything, the position too.
    async fn clear(&self) -> PortResult<()>;

    /// Whether it has held every job since it was last empty.
    fn is_complete(&self) -> bool;

    /// Records that it holds every job.
    async fn mark_complete(&self) -> PortResult<()>;

    /// Asks the process that leads to rebuild the index.
    async fn request_rebuild(&self) -> PortResult<()>;

    /// Whether a rebuild was requested since the index was last cleared.
    async fn is_rebuild_requested(&self) -> PortResult<bool>;

    /// The number of jobs in it.
    async fn count(&self) -> PortResult<u32>;

    /// The words of its jobs. New words may come some seconds late.
    fn vocabulary(&self) -> Arc<Vocabulary>;

    /// What its jobs suggest. New values may come some seconds late.
    fn suggestions(&self) -> Arc<Suggestions>;

    /// Finds jobs.
    async fn search(&self, request: &SearchRequest) -> PortResult<SearchResults>;
}
