//! Readiness: whether the server's dependencies respond. Required ones must; an optional one may be down and is then
//! named.
//!
//! A probe takes two seconds at most, and its result is shared by all requests of the next second.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::{join, join3};
use moka::future::Cache;
use ports::{PortErrorKind, PortResult};
use tokio::time::timeout;
use tracing::warn;

use crate::providers::Providers;

/// How long a probe counts.
const FRESH: Duration = Duration::from_secs(1);
/// A dependency that has not answered by then is away.
const PROBE_TIMEOUT: Duration = Duration::from_millis(1500);

/// Probes the dependencies of the server.
pub(crate) struct Readiness {
    providers: Providers,
    is_draining: AtomicBool,
    probes: Cache<(), Arc<ReadinessReport>>,
}

/// What a probe found.
#[derive(Debug, Default)]
pub(crate) struct ReadinessReport {
    /// Required dependencies that do not answer.
    pub(crate) missing: Vec<&'static str>,
    /// Optional dependencies that do not answer.
    pub(crate) degraded: Vec<&'static str>,
}

impl Readiness {
    pub(crate) fn new(providers: Providers) -> Self {
        Self {
            providers,
            is_draining: AtomicBool::new(false),
            probes: Cache::builder().max_capacity(1).time_to_live(FRESH).build(),
        }
    }

    /// From now on the server is not ready: it is about to stop, and load balancers are to send nothing new.
    pub(crate) fn drain(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    /// Is the server about to stop?
    pub(crate) fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Relaxed)
    }

    /// What answers and what does not, now or within the last second.
    pub(crate) async fn probe(&self) -> Arc<ReadinessReport> {
        self.probes.get_with((), async { Arc::new(self.probe_all().await) }).await
    }

    async fn probe_all(&self) -> ReadinessReport {
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
        ReadinessReport {
            missing: [database, storage].into_iter().flatten().collect(),
            degraded: [embeddings, completions, broadcast].into_iter().flatten().collect(),
        }
    }
}

/// The name of the dependency, when it does not answer in time.
async fn answers(name: &'static str, ping: impl Future<Output = PortResult<()>>) -> Option<&'static str> {
    let outcome =
        timeout(PROBE_TIMEOUT, ping).await.unwrap_or_else(|elapsed| Err(PortErrorKind::Timeout.because(elapsed)));
    let error = outcome.err()?;
    warn!(error = error.chain(), "`{name}` does not answer");
    Some(name)
}
