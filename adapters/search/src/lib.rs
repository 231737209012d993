//! The in-process search index: Tantivy.
//!
//! The index is a projection of the database and can be rebuilt from it at any time. What is applied is committed to disk
//! together with the position, so a crash loses nothing. An index that is missing, damaged or of another version is replaced
//! by an empty one, and the follower fills it again while the server answers.

mod analysis;
mod collect;
mod columns;
mod files;
mod filters;
mod lookups;
mod matcher;
mod schema;
mod statistics;
mod store;

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use domain_model::search::query::{SearchRequest, SearchResults};
use domain_model::search::suggestions::Suggestions;
use domain_model::search::vocabulary::Vocabulary;
use ports::{IndexPosition, PortError, PortResult, SearchChange, SearchIndex};
use tokio::task::spawn_blocking;

use store::Store;

/// The search index, in this process.
#[derive(Clone)]
pub struct TantivyIndex {
    store: Arc<Store>,
}

impl TantivyIndex {
    /// Opens the index in the folder; what is there is read in the background by the first [`lead`](SearchIndex::lead)
    /// where it is damaged. One process at a time writes there; others may read.
    pub fn open(folder: &Path) -> PortResult<Self> {
        let store = Store::open(folder).map_err(PortError::internal)?;
        Ok(Self { store: Arc::new(store) })
    }

    async fn blocking<T, F>(&self, work: F) -> PortResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&Store) -> PortResult<T> + Send + 'static,
    {
        let store = Arc::clone(&self.store);
        spawn_blocking(move || work(&store)).await.map_err(PortError::internal)?
    }
}

#[async_trait]
impl SearchIndex for TantivyIndex {
    async fn lead(&self) -> PortResult<bool> {
        self.blocking(Store::lead).await
    }

    fn position(&self) -> Option<IndexPosition> {
        self.store.position()
    }

    async fn apply(&self, changes: &[SearchChange]) -> PortResult<()> {
        let changes = changes.to_vec();
        self.blocking(move |store| store.apply(&changes)).await
    }

    async fn clear(&self) -> PortResult<()> {
        self.blocking(Store::clear).await
    }

    fn is_complete(&self) -> bool {
        self.store.is_complete()
    }

    async fn mark_complete(&self) -> PortResult<()> {
        self.blocking(Store::mark_complete).await
    }

    async fn request_rebuild(&self) -> PortResult<()> {
        self.blocking(Store::request_rebuild).await
    }

    async fn is_rebuild_requested(&self) -> PortResult<bool> {
        self.blocking(Store::is_rebuild_requested).await
    }

    async fn count(&self) -> PortResult<u32> {
        self.blocking(Store::count).await
    }

    fn vocabulary(&self) -> Arc<Vocabulary> {
        Arc::clone(&self.store.statistics().vocabulary)
    }

    fn suggestions(&self) -> Arc<Suggestions> {
        Arc::clone(&self.store.statistics().suggestions)
    }

    async fn search(&self, request: &SearchRequest) -> PortResult<SearchResults> {
        let request = request.clone();
        self.blocking(move |store| store.search(&request)).await
    }
}
