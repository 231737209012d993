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

use crate::chat_client::ChatClient;
use crate::database::Database;
use crate::node::{Installation, TIMEOUT, free_port};
use crate::oracle::{Fault, Oracle};
use crate::pause::pause;
use crate::postgres::Postgres;
use crate::report::Figure;
use crate::scale::Scale;
use crate::seeker::Seeker;

/// The maximum pause between two kills, in milliseconds.
const MAX_PAUSE_MS: usize = 2_000;
/// The maximum pause between two messages of a client, in milliseconds.
const MAX_LISTEN_MS: usize = 1_500;
/// More than a node hashes concurrently, but less than its queue.
const CONCURRENT_REGISTRATIONS: usize = 4;
const AWAITED_ANSWERS: &str = "SELECT count(*) FROM chat_sessions WHERE awaiting_seq > 0";

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
        Figure::none("doubled_messages", oracle.count(Fault::Duplicated)),
        Figure::none("reordered_messages", oracle.count(Fault::Reordered)),
        Figure::none("answers_but_503", oracle.count(Fault::UnexpectedResponse)),
    ])
}

/// The number of conversations and of kills.
struct Conversations {
    conversations: usize,
    kills: usize,
}

async fn converse(scale: &Scale, redis_dies: bool, oracle: &Arc<Oracle>) -> anyhow::Result<Conversations> {
    let (postgres, mut redis) = (Postgres::start().await?, Redis::start()?);
    let (config, database) = postgres.installation().await?;
    let config = format!("{config}[broadcast]\nprovider = \"redis\"\nurl = \"redis://127.0.0.1:{}\"\n", redis.port);
    let mut installation = Installation::new(&format!("{config}[schedule]\nenabled = false\n"), 2)?;
    installation.start().await?;
    for node in &installation.nodes {
        wait_until_connected(&node.address).await?;
    }

    let stop = watch::Sender::new(false);
    let registrations = stream::iter(0..scale.conversations)
        .map(|number| Seeker::register(&installation.nodes, oracle, number))
        .buffer_unordered(CONCURRENT_REGISTRATIONS);
    let seekers: Vec<Seeker> = registrations.try_collect().await?;
    let mut chatting = JoinSet::new();
    for seeker in seekers {
        chatting.spawn(chat_until_stopped(seeker.chat_client, stop.subscribe()));
    }
    let (mut random, mut kills) = (Random::unseeded(), 0);
    while kills < scale.conversation_kills {
        pause(&mut random, MAX_PAUSE_MS).await;
        if redis_dies && kills == scale.conversation_kills / 2 {
            redis.kill()?;
        }
        random.pick(&installation.nodes).kill_and_restart().await?;
        kills += 1;
        if let Some(ended) = chatting.try_join_next() {
            ended??;
        }
    }
    pause(&mut random, MAX_PAUSE_MS).await;
    stop.send_replace(true);
    let mut chat_clients = Vec::new();
    while let Some(chat_client) = chatting.join_next().await {
        chat_clients.push(chat_client??);
    }
    // A restart processes pending work at once.
    installation.stop().await?;
    installation.start().await?;
    wait_until_answered(&database).await?;
    for chat_client in &mut chat_clients {
        chat_client.verify(&database.messages(chat_client.session).await?).await?;
    }
    if oracle.has_faults() {
        installation.keep();
    }
    Ok(Conversations { conversations: chat_clients.len(), kills })
}

/// Sends messages until stopped.
async fn chat_until_stopped(mut chat_client: ChatClient, stop: watch::Receiver<bool>) -> anyhow::Result<ChatClient> {
    while !*stop.borrow() {
        chat_client.send_message(&format!("message {} of {}", chat_client.sent, chat_client.session)).await?;
        chat_client.receive_for(MAX_LISTEN_MS).await;
    }
    Ok(chat_client)
}

async fn wait_until_answered(database: &Database) -> anyhow::Result<()> {
    let began = Instant::now();
    while database.counts(&[AWAITED_ANSWERS]).await? != [0] {
        ensure!(began.elapsed() < TIMEOUT, "some messages are not answered");
        sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// Waits until a node reports a connection to Redis.
async fn wait_until_connected(address: &str) -> anyhow::Result<()> {
    let began = Instant::now();
    while !reqwest::get(format!("http://{address}/metrics")).await?.text().await?.contains(CONNECTED) {
        ensure!(began.elapsed() < TIMEOUT, "a node does not reach Redis");
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
        // Debian installs servers outside of a user's `PATH`.
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
