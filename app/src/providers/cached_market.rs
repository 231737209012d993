//! The figures of the market, read again after a while: they are made from all active postings.

use std::sync::Arc;
use std::time::Duration;

use domain_jobs::market::{Market, MarketReader};
use moka::future::Cache;
use ports::{PortError, PortErrorKind, PortResult};

const TIME_TO_LIVE: Duration = Duration::from_mins(10);

/// The market with a cache in front of it.
pub(crate) struct CachedMarket {
    reader: MarketReader,
    market: Cache<(), Arc<Market>>,
}

impl CachedMarket {
    pub(crate) fn new(reader: MarketReader) -> Self {
        Self { reader, market: Cache::builder().max_capacity(1).time_to_live(TIME_TO_LIVE).build() }
    }

    /// The figures, at most ten minutes old. Concurrent requests share one reading.
    pub(crate) async fn get(&self) -> PortResult<Arc<Market>> {
        let read = async { self.reader.read().await.map(Arc::new) };
        self.market.try_get_with((), read).await.map_err(|shared: Arc<PortError>| {
            let kind: PortErrorKind = shared.kind.clone();
            kind.because(shared)
        })
    }
}
