//! The figures of the market, read again after a while: they are made from all active postings.

use std::sync::Arc;
use std::time::Duration;

use domain_jobs::market::{Market, MarketReader};
use moka::future::Cache;
use ports::{PortError, PortErrorKind, PortResult};

const TIME_TO_LIVE: Duration = Duration::from_mins(10);

/// The market with a cache in front of it.
pub(crate) struct CachedMarket {
    reader: Arc<MarketReader>,
    market: Cache<(), Arc<Market>>,
}

impl CachedMarket {
    pub(crate) fn new(reader: MarketReader) -> Self {
        Self { reader: Arc::new(reader), market: Cache::builder().max_capacity(1).time_to_live(TIME_TO_LIVE).build() }
    }

    /// The figures, at most ten minutes old. Concurrent requests share one reading.
    pub(crate) async fn get(&self) -> PortResult<Arc<Market>> {
        let (reader, market) = (Arc::clone(&self.reader), self.market.clone());
        // In a task of its own, so that a client that hangs up does not cancel the reading for everybody.
        let reading = tokio::spawn(async move {
            let read = async { reader.read().await.map(Arc::new) };
            market.try_get_with((), read).await
        });
        reading.await.map_err(PortError::internal)?.map_err(|shared: Arc<PortError>| {
            let kind: PortErrorKind = shared.kind.clone();
            kind.because(shared)
        })
    }
}
