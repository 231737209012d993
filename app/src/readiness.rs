//! Can the server do its work? What is required must answer; what is optional may be away, and is named.
//!
//! Whoever asks waits for two seconds at most, and of all who ask within a second one looks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{join, join3};
use moka::future::Cache;
use ports::{PortErrorKind, PortResult};
use tokio::time::timeout;
use tracing::warn;

use crate::providers::Providers;

/// How long a look is good.
const FRESH: Duration = Duration::from_secs(1);
/// What has not answered by then is away.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Looks at what the server needs.
pub(crate) struct Readiness {
    providers: Providers,
    is_draining: AtomicBool,
    looks: Cache<(), Arc<Look>>,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Look {
    /// What is required and does not answer.
    pub(crate) missing: Vec<&'static str>,
    /// What is optional and does not answer.
    pub(crate) degraded: Vec<&'static str>,
}

impl Readiness {
    pub(crate) fn new(providers: Providers) -> Self {
        Self {
            providers,
            is_draining: AtomicBool::new(false),
            looks: Cache::builder().max_capacity(1).time_to_live(FRESH).build(),
        }
    }

    /// From now on the server is not ready, so that nobody sends anything new.
    pub(crate) fn drain(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    /// Is the server about to stop?
    pub(crate) fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Relaxed)
    }

    /// What answers and what does not, now or within the last second.
    pub(crate) async fn look(&self) -> Arc<Look> {
        self.looks.get_with((), async { Arc::new(self.ask_everybody().await) }).await
    }

    async fn ask_everybody(&self) -> Look {
        let p = &self.providers;
        let hints = async { if p.broadcast.is_connected() { Ok(()) } else { Err(PortErrorKind::Unavailable.into()) } };
        let completions = async {
            match &p.completions {
                Some(model) => model.ping().await,
                None => Ok(()),
            }
        };
        let required = join(answers("database", p.database.ping()), answers("storage", p.storage.ping()));
        let optional = join3(
            answers("embeddings", p.embeddings.ping()),
            answers("completions", completions),
            answers("broadcast", hints),
        );
        let ((database, storage), (embeddings, completions, broadcast)) = join(required, optional).await;
        Look {
            missing: [database, storage].into_iter().flatten().collect(),
            degraded: [embeddings, completions, broadcast].into_iter().flatten().collect(),
        }
    }
}

/// Its name, when it does not answer in time.
async fn answers(name: &'static str, ping: impl Future<Output = PortResult<()>>) -> Option<&'static str> {
    let outcome = timeout(PATIENCE, ping).await.unwrap_or_else(|elapsed| Err(PortErrorKind::Timeout.because(elapsed)));
    let error = outcome.err()?;
    warn!(error = error.chain(), "`{name}` does not answer");
    Some(name)
}
