//! `chat-over-two-nodes`: conversations over two nodes, one of which is killed repeatedly; once with Redis between
//! them, and once with a Redis that is killed in between.
//!
//! Clients of the killed node reconnect to the other one, ask for what they missed and resend what was not
//! acknowledged. At the end every client has received exactly what the database holds.

use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use futures_util::{StreamExt, TryStreamExt, stream};
use tests_servers::random::Random;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::database::Database;
use crate::node::{Installation, PATIENCE, free_port};
use crate::oracle::{Fault, Oracle};
use crate::pause::pause;
use crate::postgres::Postgres;
use crate::report::Figure;
use crate::scale::Scale;
use crate::seeker::Seeker;
use crate::talker::Talker;

/// Between two kills, in milliseconds.
const PAUSE: usize = 2_000;
/// Between two messages of one, in milliseconds.
const LISTENING: usize = 1_500;
/// More than a node hashes at once, and not so many that some are sent away.
const REGISTERING: usize = 4;
const OWED: &str = "SELECT count(*) FROM chat_sessions WHERE awaiting_seq > 0";

pub(crate) async fn chat(scale: &Scale) -> anyhow::Result<Vec<Figure>> {
    let oracle = Arc::new(Oracle::default());
    let with_redis = converse(scale, false, &oracle).await?;
    let without_redis = converse(scale, true, &oracle).await?;
    Ok(vec![
        Figure::exactly("conversations_with_redis", with_redis.conversations, scale.conversations),
        Figure::exactly("conversations_when_redis_dies", without_redis.conversations, scale.conversations),
        Figure::exactly("node_kills", with_redis.kills + without_redis.kills, 2 * scale.conversation_kills),
        Figure::at_least("acknowledged", oracle.count_acknowledged(), scale.conversations),
        Figure::none("lost_messages", oracle.count(Fault::Lost)),
        Figure::none("doubled_messages", oracle.count(Fault::Doubled)),
        Figure::none("reordered_messages", oracle.count(Fault::Reordered)),
        Figure::none("answers_but_503", oracle.count(Fault::Answer)),
    ])
}

/// What there was.
struct Conversed {
    conversations: usize,
    kills: usize,
}

async fn converse(scale: &Scale, redis_dies: bool, oracle: &Arc<Oracle>) -> anyhow::Result<Conversed> {
    let (postgres, mut redis) = (Postgres::start().await?, Redis::start()?);
    let (config, database) = postgres.installation().await?;
    let config = format!("{config}[broadcast]\nprovider = \"redis\"\nurl = \"redis://127.0.0.1:{}\"\n", redis.port);
    let mut installation = Installation::new(&format!("{config}[schedule]\nenabled = false\n"), 2)?;
    installation.start().await?;
    for node in &installation.nodes {
        has_hints(&node.address).await?;
    }

    let stop = watch::Sender::new(false);
    let registering = stream::iter(0..scale.conversations)
        .map(|number| Seeker::register(&installation.nodes, oracle, number))
        .buffer_unordered(REGISTERING);
    let seekers: Vec<Seeker> = registering.try_collect().await?;
    let mut talking = JoinSet::new();
    for seeker in seekers {
        talking.spawn(talk(seeker.talker, stop.subscribe()));
    }
    let (mut random, mut kills) = (Random::anew(), 0);
    while kills < scale.conversation_kills {
        pause(&mut random, PAUSE).await;
        if redis_dies && kills == scale.conversation_kills / 2 {
            redis.kill()?;
        }
        random.pick(&installation.nodes).kill_and_restart().await?;
        kills += 1;
        if let Some(ended) = talking.try_join_next() {
            ended??;
        }
    }
    pause(&mut random, PAUSE).await;
    stop.send_replace(true);
    let mut talkers = Vec::new();
    while let Some(talker) = talking.join_next().await {
        talkers.push(talker??);
    }
    // At a start, what is owed is looked for at once.
    installation.stop().await?;
    installation.start().await?;
    everything_answered(&database).await?;
    for talker in &mut talkers {
        talker.verify(&database.record(talker.session).await?).await?;
    }
    if oracle.has_faults() {
        installation.keep();
    }
    Ok(Conversed { conversations: talkers.len(), kills })
}

/// Says one thing after the other until it is told to stop.
async fn talk(mut talker: Talker, stop: watch::Receiver<bool>) -> anyhow::Result<Talker> {
    while !*stop.borrow() {
        talker.say(&format!("message {} of {}", talker.spoken, talker.session)).await?;
        talker.listen(LISTENING).await;
    }
    Ok(talker)
}

async fn everything_answered(database: &Database) -> anyhow::Result<()> {
    let began = Instant::now();
    while database.counts(&[OWED]).await? != [0] {
        ensure!(began.elapsed() < PATIENCE, "some are not answered");
        sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// Waits until a node says that hints travel.
async fn has_hints(address: &str) -> anyhow::Result<()> {
    let began = Instant::now();
    while !reqwest::get(format!("http://{address}/metrics")).await?.text().await?.contains(CONNECTED) {
        ensure!(began.elapsed() < PATIENCE, "a node does not reach Redis");
        sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

const CONNECTED: &str = "\njobwright_broadcast_connected 1\n";

/// A Redis of our own. It is killed when dropped.
struct Redis {
    process: Child,
    port: u16,
}

impl Redis {
    fn start() -> anyhow::Result<Self> {
        let port = free_port()?;
        // Debian keeps servers where only root looks.
        let start = |program: &str| {
            let mut command = Command::new(program);
            command.args(["--save", "", "--bind", "127.0.0.1", "--port", &port.to_string()]);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
        };
        let process = start("redis-server").or_else(|_| start("/usr/sbin/redis-server"));
        Ok(Self { process: process.context("Redis is missing; scripts/with-servers installs it")?, port })
    }

    fn kill(&mut self) -> anyhow::Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.kill();
    }
}
