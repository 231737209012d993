//! A cache of feed pages with a lifetime of one second, because most clients read the same pages.
//!
//! Concurrent requests for one page share one query (single flight).

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain_model::catalogue::job::JobSummary;
use domain_model::kernel::page::Page;
use moka::future::Cache;
use ports::{FeedKey, FeedPage, JobFeed, PortError, PortErrorKind, PortResult};

const TIME_TO_LIVE: Duration = Duration::from_secs(1);
const MAX_PAGES: u64 = 1_000;

/// A feed with a cache in front of it.
pub(crate) struct CachedFeed {
    feed: Arc<dyn JobFeed>,
    pages: Cache<FeedPage, Arc<Page<JobSummary, FeedKey>>>,
}

impl CachedFeed {
    pub(crate) fn new(feed: Arc<dyn JobFeed>) -> Self {
        Self { feed, pages: Cache::builder().max_capacity(MAX_PAGES).time_to_live(TIME_TO_LIVE).build() }
    }
}

#[async_trait]
impl JobFeed for CachedFeed {
    async fn page(&self, page: FeedPage) -> PortResult<Arc<Page<JobSummary, FeedKey>>> {
        let fetched = self.pages.try_get_with(page, self.feed.page(page)).await;
        // Requests that waited for the page share its error.
        fetched.map_err(|shared: Arc<PortError>| {
            let kind: PortErrorKind = shared.kind.clone();
            kind.because(shared)
        })
    }
}
