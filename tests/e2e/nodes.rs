//! Two servers on one Postgres: a seeker on one node and an administrator on the other chat as on a single node, over
//! every broadcast transport and without any. `SQLite` supports one server only.

use serde_json::{Value, json};
use tests_servers::TestPostgres;

use crate::support::chat::Chat;
use crate::support::hint_server::HintServer;
use crate::support::{Api, Installation, Server, eventually};

struct Nodes {
    seekers: Server,
    admins: Server,
    /// Asks the node of the administrators.
    admin: Api,
    session: Value,
    /// The seeker's socket, on the one node.
    seeker: WatchedSocket,
    /// A socket of the administrator in the same conversation, on the other.
    tower: WatchedSocket,
}

/// A socket, and the numbers of the messages it was told of.
struct WatchedSocket {
    chat: Chat,
    seqs: Vec<u64>,
}

impl WatchedSocket {
    async fn open(api: &Api, session: &Value) -> Self {
        let mut chat = Chat::begin(api, session).await;
        // Who speaks JSON is told of everybody's messages; the answer to the second frame says that the first was read.
        chat.send(json!({"type": "typing"})).await;
        chat.send(json!({"type": "made_up"})).await;
        chat.expect("error").await;
        Self { chat, seqs: Vec::new() }
    }

    /// Waits until this one message is there.
    async fn sees(&mut self, kind: &str, content: &str) {
        loop {
            let frame = self.next().await;
            if frame["type"] == kind && (frame["content"] == content || content.is_empty()) {
                return;
            }
        }
    }

    async fn next(&mut self) -> Value {
        let frame = self.chat.next().await;
        self.seqs.extend(frame["seq"].as_u64());
        frame
    }
}

impl Nodes {
    async fn start(installation: &Installation) -> Self {
        let (seekers, admins) = (installation.start(), installation.start());
        let admin = admins.client().admin(installation).await;
        let seeker = seekers.client().register("mira@example.org", "seeker").await;
        let session = seeker.post("/chat/sessions", json!({})).await.ok()["id"].clone();
        let (seeker, tower) =
            (WatchedSocket::open(&seeker, &session).await, WatchedSocket::open(&admin, &session).await);
        Self { seekers, admins, admin, session, seeker, tower }
    }

    /// A conversation of everything that can happen in one, watched by both.
    async fn chat_as_on_one(&mut self) {
        self.seeker_says("Am I a fit?").await;
        self.seeker.sees("ai_reply", "").await;
        self.tower.sees("user_message", "Am I a fit?").await;
        self.tower.sees("ai_reply", "").await;
        self.admin.post("/admin/takeover", json!({"session_id": self.session})).await.ok();
        self.seeker.sees("admin_takeover", "").await;
        for n in 0..2 {
            let (question, answer) = (format!("question {n}"), format!("answer {n}"));
            self.seeker_says(&question).await;
            self.tower.sees("user_message", &question).await;
            self.admin_says(&answer).await;
            self.seeker.sees("admin_message", &answer).await;
        }
        // Both at once.
        for n in 0..10 {
            self.seeker_says(&format!("quick question {n}")).await;
            self.admin_says(&format!("quick answer {n}")).await;
        }
        self.admin.post(&self.path("/release"), json!({})).await.ok();
        self.seeker.sees("system_notification", "").await;
        let newest = self.newest().await;
        for watched in [&mut self.seeker, &mut self.tower] {
            while watched.seqs.last() != Some(&newest) {
                watched.next().await;
            }
            assert!(
                watched.seqs.iter().copied().eq(2..=newest),
                "after the greeting, in order, each once: {:?}",
                watched.seqs
            );
        }
    }

    async fn seeker_says(&mut self, content: &str) {
        self.seeker.chat.send(json!({"type": "message", "content": content})).await;
    }

    async fn admin_says(&self, content: &str) {
        self.admin.post(&self.path("/message"), json!({"content": content})).await.ok();
    }

    /// The number of the newest message on record.
    async fn newest(&self) -> u64 {
        let record = self.admin.get(&self.path("")).await.ok();
        record["messages"].as_array().unwrap().last().unwrap()["seq"].as_u64().unwrap()
    }

    fn path(&self, action: &str) -> String {
        format!("/admin/sessions/{}{action}", self.session.as_str().unwrap())
    }

    /// Waits until both nodes say so of their hints.
    async fn hints_are(&self, connected: u8) {
        for node in [&self.seekers, &self.admins] {
            eventually(&format!("jobwright_broadcast_connected {connected}"), async || {
                let metrics = node.client().get("/metrics").await.text;
                metrics.contains(&format!("\njobwright_broadcast_connected {connected}\n")).then_some(())
            })
            .await;
        }
    }
}

/// For several servers.
async fn shared_installation(broadcast: &str) -> Installation {
    let postgres = TestPostgres::new().await;
    let database = format!("[database]\nprovider = \"postgres\"\nurl = \"{}\"\n", postgres.url);
    Installation::new(&format!("{database}[broadcast]\n{broadcast}\n"))
}

async fn chats_as_on_one(broadcast: &str, is_connected: bool) {
    let installation = shared_installation(broadcast).await;
    let mut nodes = Nodes::start(&installation).await;
    if is_connected {
        nodes.hints_are(1).await;
    }
    nodes.chat_as_on_one().await;
}

/// The configuration that uses this server of `scripts/with-servers`.
#[expect(clippy::disallowed_methods, reason = "tests are told where the servers are")]
fn over(provider: &str, server: &str) -> String {
    let url = std::env::var(server).unwrap_or_else(|_| panic!("{server} is not set; run this by scripts/with-servers"));
    format!("provider = \"{provider}\"\nurl = \"{url}\"\nprefix = \"e2e-{}\"", std::process::id())
}

#[tokio::test]
async fn ws_17_two_nodes_chat_as_one_over_redis() {
    chats_as_on_one(&over("redis", "JOBWRIGHT_TEST_REDIS"), true).await;
}

#[tokio::test]
async fn ws_17_two_nodes_chat_as_one_over_nats() {
    chats_as_on_one(&over("nats", "JOBWRIGHT_TEST_NATS"), true).await;
}

#[tokio::test]
async fn ws_17_two_nodes_chat_as_one_over_postgres() {
    chats_as_on_one(&over("postgres", "JOBWRIGHT_TEST_PLAIN_POSTGRES"), true).await;
}

#[tokio::test]
async fn ws_18_without_any_hints_messages_arrive_by_looking() {
    chats_as_on_one("provider = \"in_process\"", false).await;
}

#[tokio::test]
async fn mn_08_two_nodes_start_and_chat_while_the_server_of_hints_is_away() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    chats_as_on_one(&format!("provider = \"redis\"\nurl = \"redis://{nobody}\""), false).await;
}

#[tokio::test]
async fn mn_08_two_nodes_chat_on_when_redis_dies_and_when_it_is_back() {
    let redis = HintServer::redis("canary@password").await;
    let url = format!("redis://:canary%40password@{}", redis.address());
    chat_through_an_outage(redis, &format!("provider = \"redis\"\nurl = \"{url}\"")).await;
}

#[tokio::test]
async fn mn_08_two_nodes_chat_on_when_nats_dies_and_when_it_is_back() {
    let nats = HintServer::nats("canary@password").await;
    let url = format!("nats://jobwright:canary%40password@{}", nats.address());
    chat_through_an_outage(nats, &format!("provider = \"nats\"\nurl = \"{url}\"")).await;
}

async fn chat_through_an_outage(mut server: HintServer, broadcast: &str) {
    let installation = shared_installation(broadcast).await;
    let mut nodes = Nodes::start(&installation).await;
    nodes.hints_are(1).await;
    nodes.chat_as_on_one().await;
    server.kill();
    nodes.hints_are(0).await;
    nodes.chat_as_on_one().await;
    server.start().await;
    nodes.hints_are(1).await;
    nodes.chat_as_on_one().await;
    let log = nodes.seekers.log();
    assert_eq!(log.matches("hints do not travel between nodes").count(), 2, "each node says so once: {log}");
    assert!(!log.contains("canary"), "{log}");
}
