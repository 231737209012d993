//! One way to use every server: connect, make sure that what is sent is heard, exchange hints until the line breaks, wait a
//! little, begin again.
//!
//! A server that is away is no reason to fail or to wait: readers here are told directly, and everybody looks into the
//! database now and then. When the line is back, every reader here is told to look at once, because hints were missed.

use std::collections::hash_map::RandomState;
use std::convert::Infallible;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain_model::kernel::id::ChatSessionId;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use ports::{Broadcast, PortErrorKind, PortResult, SeqStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};
use tracing::{debug, info, warn};

use crate::config::ServerConfig;
use crate::hint::Hint;
use crate::in_process::InProcess;
use crate::nats::Nats;
use crate::outbox::Outbox;
use crate::postgres::Postgres;
use crate::redis::Redis;

/// A server that takes longer to connect, or to take a hint, is away.
const PATIENCE: Duration = Duration::from_secs(5);
/// A node says so often that it is there, and hears itself.
const BEAT_EVERY: Duration = Duration::from_secs(2);
/// Nothing heard for so long, not even one's own beat: the line is dead, whatever the network says.
const SILENCE: Duration = Duration::from_secs(6);
const BEAT: &str = "beat";
const SHORTEST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A server that carries texts from every node to every node.
#[async_trait]
pub(crate) trait Server: Send + Sync + 'static {
    /// What people call it.
    const NAME: &'static str;

    /// A new line to it. On the line is heard what anybody sends from then on, oneself included.
    async fn connect(&self) -> PortResult<Line>;
}

/// A connection to a server. It is used until one of its two ends fails.
pub(crate) struct Line {
    pub(crate) voice: Box<dyn Voice>,
    pub(crate) heard: BoxStream<'static, PortResult<String>>,
}

/// The end of a line that speaks.
#[async_trait]
pub(crate) trait Voice: Send {
    async fn send(&mut self, text: String) -> PortResult<()>;
}

/// Hints inside this process and, over a server, between nodes.
#[derive(Debug)]
pub struct Relay {
    here: InProcess,
    outbox: Arc<Outbox>,
    connected: watch::Receiver<bool>,
    /// Stops with the relay.
    _exchange: JoinSet<()>,
}

impl Relay {
    /// Over Redis' publish and subscribe. `Invalid` when the address is none; a server that is away is waited for.
    pub fn over_redis(config: &ServerConfig) -> PortResult<Self> {
        Redis::new(config).map(Self::over)
    }

    /// Over NATS, without `JetStream`. `Invalid` when the address is none; a server that is away is waited for.
    pub fn over_nats(config: &ServerConfig) -> PortResult<Self> {
        Nats::new(config).map(Self::over)
    }

    /// Over Postgres' `NOTIFY`. `Invalid` when the address is none; a server that is away is waited for.
    pub fn over_postgres(config: &ServerConfig) -> PortResult<Self> {
        Postgres::new(config).map(Self::over)
    }

    /// Do hints travel between nodes right now?
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.connected.clone()
    }

    fn over<S: Server>(server: S) -> Self {
        let (here, outbox) = (InProcess::default(), Arc::new(Outbox::default()));
        let (state, connected) = watch::channel(false);
        let exchange = Exchange { server, here: here.clone(), outbox: Arc::clone(&outbox), connected: state };
        let mut tasks = JoinSet::new();
        tasks.spawn(exchange.run());
        Self { here, outbox, connected, _exchange: tasks }
    }
}

impl Broadcast for Relay {
    fn publish(&self, session: ChatSessionId, seq: u64) {
        self.here.publish(session, seq);
        self.outbox.put(Hint { session, seq });
    }

    fn publish_here(&self, session: ChatSessionId, seq: u64) {
        self.here.publish_here(session, seq);
    }

    fn subscribe(&self, session: ChatSessionId) -> SeqStream {
        self.here.subscribe(session)
    }

    fn is_connected(&self) -> bool {
        *self.connected.borrow()
    }

    fn watched_here(&self) -> Vec<ChatSessionId> {
        self.here.watched_here()
    }
}

/// The relay's side that talks to the server.
struct Exchange<S> {
    server: S,
    here: InProcess,
    outbox: Arc<Outbox>,
    connected: watch::Sender<bool>,
}

impl<S: Server> Exchange<S> {
    async fn run(self) {
        let mut failures = 0;
        loop {
            let Err(error) = self.exchange().await;
            if self.connected.send_replace(false) {
                failures = 0;
            }
            let error = error.chain();
            // Once an outage, however often we try.
            if failures == 0 {
                warn!(
                    error,
                    "hints do not travel between nodes: {} is away; messages arrive some seconds later",
                    S::NAME
                );
            } else {
                debug!(error, "{} is still away", S::NAME);
            }
            // The standard library's own chance is good enough to spread nodes out.
            sleep(pause(failures, RandomState::new().hash_one(()))).await;
            failures += 1;
        }
    }

    /// Exchanges hints for as long as a line holds.
    async fn exchange(&self) -> PortResult<Infallible> {
        let line = in_time(PATIENCE, self.server.connect()).await?;
        tokio::select! {
            broken = self.speak(line.voice) => broken,
            broken = self.listen(line.heard) => broken,
        }
    }

    async fn speak(&self, mut voice: Box<dyn Voice>) -> PortResult<Infallible> {
        let mut beat = interval(BEAT_EVERY);
        loop {
            tokio::select! {
                _ = beat.tick() => in_time(PATIENCE, voice.send(BEAT.to_owned())).await?,
                hints = self.outbox.take() => for hint in hints {
                    in_time(PATIENCE, voice.send(hint.to_string())).await?;
                },
            }
        }
    }

    async fn listen(&self, mut heard: BoxStream<'static, PortResult<String>>) -> PortResult<Infallible> {
        loop {
            let next = async {
                heard.next().await.unwrap_or_else(|| Err(PortErrorKind::Unavailable.because("the line has ended")))
            };
            let text = in_time(SILENCE, next).await?;
            if !*self.connected.borrow() {
                self.here.wake_all();
                self.connected.send_replace(true);
                info!("hints travel between nodes over {}", S::NAME);
            }
            // A beat, or what a newer version says to its own kind, is no hint.
            if let Ok(hint) = text.parse::<Hint>() {
                self.here.publish(hint.session, hint.seq);
            }
        }
    }
}

async fn in_time<T>(limit: Duration, work: impl Future<Output = PortResult<T>>) -> PortResult<T> {
    timeout(limit, work).await.unwrap_or_else(|elapsed| Err(PortErrorKind::Timeout.because(elapsed)))
}

/// How long to wait after so many failures in a row: twice as long each time, and by chance up to a half less, so that not
/// every node comes back at the same moment.
fn pause(failures: u32, chance: u64) -> Duration {
    let longest = SHORTEST_PAUSE.saturating_mul(2_u32.saturating_pow(failures)).min(LONGEST_PAUSE);
    let half = u64::try_from(longest.as_millis() / 2).expect("some seconds are few milliseconds");
    Duration::from_millis(half + chance % (half + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit_and_differ_by_chance() {
        for (failures, shortest, longest) in [(0, 100, 200), (1, 200, 400), (3, 800, 1_600), (6, 5_000, 10_000)] {
            assert_eq!(pause(failures, 0), Duration::from_millis(shortest));
            assert_eq!(pause(failures, longest - shortest), Duration::from_millis(longest));
        }
        assert_eq!(pause(u32::MAX, 0), LONGEST_PAUSE / 2);
    }
}
