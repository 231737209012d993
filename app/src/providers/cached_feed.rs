//! Pages of the feed, kept for a second: everybody reads the same ones all the time.
//!
//! A page is at most a second old, on every node alike. Of many who ask for a page at once, one asks the database.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain_model::catalogue::job::JobSummary;
use domain_model::kernel::page::Page;
use moka::future::Cache;
use ports::{FeedKey, FeedPage, JobFeed, PortError, PortErrorKind, PortResult};

const FRESH: Duration = Duration::from_secs(1);
const MOST_PAGES: u64 = 1_000;

/// Decorates a feed.
pub(crate) struct CachedFeed {
    feed: Arc<dyn JobFeed>,
    pages: Cache<FeedPage, Arc<Page<JobSummary, FeedKey>>>,
}

impl CachedFeed {
    pub(crate) fn new(feed: Arc<dyn JobFeed>) -> Self {
        Self { feed, pages: Cache::builder().max_capacity(MOST_PAGES).time_to_live(FRESH).build() }
    }
}

#[async_trait]
impl JobFeed for CachedFeed {
    async fn page(&self, page: FeedPage) -> PortResult<Arc<Page<JobSummary, FeedKey>>> {
        let fetched = self.pages.try_get_with(page, self.feed.page(page)).await;
        // Everybody who waited for the page shares its failure.
        fetched.map_err(|shared: Arc<PortError>| {
            let kind: PortErrorKind = shared.kind.clone();
            kind.because(shared)
        })
    }
}
