//! The relay exchanges hints with other nodes over any [`Transport`]: it connects, exchanges hints until the connection
//! fails, waits with exponential backoff and reconnects.
//!
//! Nothing fails or waits while the server is down: subscribers in this process are notified directly, and every
//! process polls the database. After a reconnection every subscriber is notified once, because hints may have been
//! lost.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use domain_model::kernel::id::ChatSessionId;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use ports::{Broadcast, PortErrorKind, PortResult, SeqStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};
use tracing::{debug, info, warn};

use crate::hint::Hint;
use crate::in_process::InProcess;
use crate::pending::PendingHints;
use crate::transport::{Connection, Publisher, Transport};

/// The timeout of connecting and of publishing.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How often each node publishes a heartbeat, which it also receives itself.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(2);
/// A connection that receives nothing for this long, not even our own heartbeat, is closed.
const HEARTBEAT_TIMEOUT: Duration = Duration::from_secs(6);
/// The text of a heartbeat.
const HEARTBEAT: &str = "beat";
/// Delays between attempts to connect: from 0.1 s to 5 s, with jitter of up to the same length, so that nodes do not reconnect
/// at the same moment.
const BACKOFF: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(100))
    .with_max_delay(Duration::from_secs(5))
    .without_max_times()
    .with_jitter();

/// Hints inside this process and, over a server, between nodes.
#[derive(Debug)]
pub struct Relay {
    local: InProcess,
    pending: Arc<PendingHints>,
    connected: watch::Receiver<bool>,
    /// Stops with the relay.
    _exchange: JoinSet<()>,
}

impl Relay {
    /// Whether hints are exchanged with other nodes at the moment.
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.connected.clone()
    }

    /// Starts to exchange hints over this server. Keeps trying while the server is unavailable.
    pub(crate) fn over<T: Transport>(transport: T) -> Self {
        let (local, pending) = (InProcess::default(), Arc::new(PendingHints::default()));
        let (state, connected) = watch::channel(false);
        let exchange = Exchange { transport, local: local.clone(), pending: Arc::clone(&pending), connected: state };
        let mut tasks = JoinSet::new();
        tasks.spawn(exchange.run());
        Self { local, pending, connected, _exchange: tasks }
    }
}

impl Broadcast for Relay {
    fn publish(&self, session: ChatSessionId, seq: u64) {
        self.local.publish(session, seq);
        self.pending.put(Hint { session, seq });
    }

    fn publish_local(&self, session: ChatSessionId, seq: u64) {
        self.local.publish_local(session, seq);
    }

    fn subscribe(&self, session: ChatSessionId) -> SeqStream {
        self.local.subscribe(session)
    }

    fn is_connected(&self) -> bool {
        *self.connected.borrow()
    }

    fn local_sessions(&self) -> Vec<ChatSessionId> {
        self.local.local_sessions()
    }
}

/// The relay's background task.
struct Exchange<T> {
    transport: T,
    local: InProcess,
    pending: Arc<PendingHints>,
    connected: watch::Sender<bool>,
}

impl<T: Transport> Exchange<T> {
    async fn run(self) {
        let mut delays = BACKOFF.build();
        let mut is_outage_reported = false;
        loop {
            let Err(error) = self.exchange().await;
            if self.connected.send_replace(false) {
                (delays, is_outage_reported) = (BACKOFF.build(), false);
            }
            let error = error.chain();
            // One warning for each outage.
            if is_outage_reported {
                debug!(error, "{} is still unavailable", T::NAME);
            } else {
                is_outage_reported = true;
                warn!(
                    error,
                    "hints do not travel between nodes: {} is unavailable; messages of other nodes arrive seconds later",
                    T::NAME
                );
            }
            sleep(delays.next().expect("the number of attempts has no limit")).await;
        }
    }

    /// Exchanges hints for as long as a connection holds.
    async fn exchange(&self) -> PortResult<Infallible> {
        let Connection { publisher, messages } = with_timeout(TIMEOUT, self.transport.connect()).await?;
        tokio::select! {
            failed = self.send(publisher) => failed,
            failed = self.receive(messages) => failed,
        }
    }

    async fn send(&self, mut publisher: Box<dyn Publisher>) -> PortResult<Infallible> {
        let mut heartbeat = interval(HEARTBEAT_INTERVAL);
        loop {
            tokio::select! {
                _ = heartbeat.tick() => with_timeout(TIMEOUT, publisher.publish(HEARTBEAT.to_owned())).await?,
                hints = self.pending.take() => for hint in hints {
                    with_timeout(TIMEOUT, publisher.publish(hint.to_string())).await?;
                },
            }
        }
    }

    async fn receive(&self, mut messages: BoxStream<'static, PortResult<String>>) -> PortResult<Infallible> {
        loop {
            let next = async {
                let closed = || Err(PortErrorKind::Unavailable.because("the connection has ended"));
                messages.next().await.unwrap_or_else(closed)
            };
            let text = with_timeout(HEARTBEAT_TIMEOUT, next).await?;
            if !*self.connected.borrow() {
                self.local.wake_all();
                self.connected.send_replace(true);
                info!("hints travel between nodes over {}", T::NAME);
            }
            // A heartbeat is no hint, nor is a message of a newer version.
            if let Ok(hint) = text.parse::<Hint>() {
                self.local.publish(hint.session, hint.seq);
            }
        }
    }
}

async fn with_timeout<T>(limit: Duration, work: impl Future<Output = PortResult<T>>) -> PortResult<T> {
    timeout(limit, work).await.unwrap_or_else(|elapsed| Err(PortErrorKind::Timeout.because(elapsed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_to_a_limit_and_have_jitter() {
        let mut delays = BACKOFF.build();
        for base in [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000] {
            let (shortest, longest) = (Duration::from_millis(base), Duration::from_millis(2 * base));
            let pause = delays.next().unwrap();
            assert!((shortest..=longest).contains(&pause), "{pause:?} is not between {shortest:?} and {longest:?}");
        }
        assert!(delays.nth(100_000).is_some(), "the number of attempts has no limit");
    }
}
