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

/// A server that takes longer to connect, or to take a hint, counts as away.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How often each node publishes a heartbeat, which it also receives itself.
const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(2);
/// A connection that delivers nothing for so long, not even our own heartbeat, is dead.
const HEARTBEAT_TIMEOUT: Duration = Duration::from_secs(6);
/// The text of a heartbeat.
const HEARTBEAT: &str = "beat";
/// Between attempts to connect: 0.1 s at first and 5 s at most, each up to doubled by chance, so that nodes do not come back
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
    /// Whether hints travel between nodes right now.
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.connected.clone()
    }

    /// Starts to exchange hints over this server. A server that is away is waited for.
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

/// The relay's task, which talks to the server.
struct Exchange<T> {
    transport: T,
    local: InProcess,
    pending: Arc<PendingHints>,
    connected: watch::Sender<bool>,
}

impl<T: Transport> Exchange<T> {
    async fn run(self) {
        let mut pauses = BACKOFF.build();
        let mut is_known_away = false;
        loop {
            let Err(error) = self.exchange().await;
            if self.connected.send_replace(false) {
                (pauses, is_known_away) = (BACKOFF.build(), false);
            }
            let error = error.chain();
            // One warning for each outage.
            if is_known_away {
                debug!(error, "{} is still away", T::NAME);
            } else {
                is_known_away = true;
                warn!(
                    error,
                    "hints do not travel between nodes: {} is away; messages arrive some seconds later",
                    T::NAME
                );
            }
            sleep(pauses.next().expect("the number of attempts has no limit")).await;
        }
    }

    /// Exchanges hints for as long as a connection holds.
    async fn exchange(&self) -> PortResult<Infallible> {
        let Connection { publisher, messages } = in_time(TIMEOUT, self.transport.connect()).await?;
        tokio::select! {
            failed = self.send(publisher) => failed,
            failed = self.receive(messages) => failed,
        }
    }

    async fn send(&self, mut publisher: Box<dyn Publisher>) -> PortResult<Infallible> {
        let mut heartbeat = interval(HEARTBEAT_INTERVAL);
        loop {
            tokio::select! {
                _ = heartbeat.tick() => in_time(TIMEOUT, publisher.publish(HEARTBEAT.to_owned())).await?,
                hints = self.pending.take() => for hint in hints {
                    in_time(TIMEOUT, publisher.publish(hint.to_string())).await?;
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
            let text = in_time(HEARTBEAT_TIMEOUT, next).await?;
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

async fn in_time<T>(limit: Duration, work: impl Future<Output = PortResult<T>>) -> PortResult<T> {
    timeout(limit, work).await.unwrap_or_else(|elapsed| Err(PortErrorKind::Timeout.because(elapsed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit_and_differ_by_chance() {
        let mut pauses = BACKOFF.build();
        for base in [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000] {
            let (shortest, longest) = (Duration::from_millis(base), Duration::from_millis(2 * base));
            let pause = pauses.next().unwrap();
            assert!((shortest..=longest).contains(&pause), "{pause:?} is not between {shortest:?} and {longest:?}");
        }
        assert!(pauses.nth(100_000).is_some(), "the attempts never end");
    }
}
