//! `chat_…`: 500 seekers with open conversations, 20 of them asking at any moment.
//!
//! A round trip is from sending a question to receiving its `ai_reply`: both are on disk by then. Each of 20 speakers goes
//! through its 25 conversations in turn, one question at a time.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{WebSocketStream, client_async};
use uuid::Uuid;

use crate::api::Api;
use crate::board::Board;
use crate::ingest::ingest;
use crate::progress;
use crate::report::{Figure, number, percentile};
use crate::server::{Installation, Server};
use crate::usage::Meter;

const SESSIONS: usize = 500;
const SPEAKERS: usize = 20;
const JOBS: usize = 20;
/// As many passwords as the server hashes at once.
const REGISTERING: usize = 4;
const WARM_UP_ROUNDS: usize = 1;
const ROUNDS: usize = 10;
const SOON: Duration = Duration::from_secs(20);
const QUESTIONS: [&str; 5] = [
    "What would I do all day?",
    "Which skills do I need for this job?",
    "How should I prepare for the interview?",
    "What should my resume say?",
    "What does it pay, and when would I work?",
];

pub(crate) async fn measure() -> anyhow::Result<Vec<Figure>> {
    let board = Board::start(JOBS).await?;
    let installation = Installation::new(&board.config())?;
    ingest(&installation, &[]).await?;
    let server = installation.start().await?;
    let mut conversations = open_all(&server).await?;

    for _ in 0..WARM_UP_ROUNDS {
        (conversations, _) = round(conversations, 0).await?;
    }
    let bar = progress::bar("asking in 500 conversations", ROUNDS);
    let (meter, began) = (Meter::start(server.pid())?, Instant::now());
    let mut trips = Vec::new();
    for number in 1..=ROUNDS {
        let (open, new) = round(conversations, number).await?;
        conversations = open;
        trips.extend(new);
        bar.inc(1);
    }
    drop(bar);
    let rate = number(trips.len()) / began.elapsed().as_secs_f64();
    eprintln!("  {rate:.0} questions answered per second; {}", meter.shares()?);
    drop(conversations);
    server.stop().await?;

    let (mut acks, mut replies): (Vec<_>, Vec<_>) = trips.into_iter().map(|trip| (trip.ack, trip.reply)).unzip();
    Ok(vec![
        Figure { name: "chat_ack_p50_ms", value: percentile(&mut acks, 50), unit: "ms" },
        Figure { name: "chat_roundtrip_p50_ms", value: percentile(&mut replies, 50), unit: "ms" },
        Figure { name: "chat_roundtrip_p99_ms", value: percentile(&mut replies, 99), unit: "ms" },
    ])
}

async fn open_all(server: &Server) -> anyhow::Result<Vec<Conversation>> {
    let bar = progress::bar("opening 500 conversations", SESSIONS);
    let client = reqwest::Client::new();
    let (bar, client) = (&bar, &client);
    let opened = stream::iter(0..SESSIONS).map(|number| async move {
        let seeker = Api::register(server, client, &format!("seeker-{number}")).await?;
        let feed = seeker.get(&format!("/jobs/feed?skip={}&limit=1", number % JOBS)).await?;
        let session = seeker.post("/chat/sessions", &json!({"job_id": feed[0]["id"]})).await?;
        let conversation = Conversation::open(server, &seeker, &session["id"]).await;
        bar.inc(1);
        conversation
    });
    opened.buffer_unordered(REGISTERING).try_collect().await
}

/// One question in each conversation. Answers the conversations and how long it took in each.
async fn round(conversations: Vec<Conversation>, number: usize) -> anyhow::Result<(Vec<Conversation>, Vec<Trip>)> {
    let mut speakers: Vec<Vec<Conversation>> = (0..SPEAKERS).map(|_| Vec::new()).collect();
    for (place, conversation) in conversations.into_iter().enumerate() {
        speakers[place % SPEAKERS].push(conversation);
    }
    let mut speaking = JoinSet::new();
    for mut own in speakers {
        speaking.spawn(async move {
            let mut trips = Vec::with_capacity(own.len());
            for conversation in &mut own {
                trips.push(conversation.ask(QUESTIONS[number % QUESTIONS.len()], number).await?);
            }
            anyhow::Ok((own, trips))
        });
    }
    let (mut open, mut trips) = (Vec::new(), Vec::new());
    while let Some(ended) = speaking.join_next().await {
        let (own, new) = ended??;
        open.extend(own);
        trips.extend(new);
    }
    Ok((open, trips))
}

/// How long it took from a question to its acknowledgement, and to its answer.
struct Trip {
    ack: Duration,
    reply: Duration,
}

struct Conversation(WebSocketStream<TcpStream>);

impl Conversation {
    async fn open(server: &Server, seeker: &Api, session: &Value) -> anyhow::Result<Self> {
        let session = session.as_str().context("the session has no id")?;
        let mut request = format!("ws://{}/ws/chat/{session}", server.address).into_client_request()?;
        request.headers_mut().insert("authorization", format!("Bearer {}", seeker.token).parse()?);
        let stream = TcpStream::connect(server.address).await?;
        stream.set_nodelay(true)?;
        let (socket, _) = client_async(request, stream).await?;
        let mut conversation = Self(socket);
        conversation.until("history_replay").await?;
        Ok(conversation)
    }

    async fn ask(&mut self, question: &str, number: usize) -> anyhow::Result<Trip> {
        let id = Uuid::from_u128(number as u128 + 1);
        let frame = json!({"type": "message", "client_msg_id": id, "content": question}).to_string();
        let began = Instant::now();
        self.0.send(Message::text(frame)).await?;
        self.until("ack").await?;
        let ack = began.elapsed();
        self.until("ai_reply").await?;
        Ok(Trip { ack, reply: began.elapsed() })
    }

    /// Reads until a frame of this type has come.
    async fn until(&mut self, kind: &str) -> anyhow::Result<()> {
        loop {
            match timeout(SOON, self.0.next()).await?.context("the server closed a conversation")?? {
                Message::Text(text) => match serde_json::from_str::<Value>(&text)?["type"].as_str() {
                    Some("error") => bail!("the server complains: {text}"),
                    Some(found) if found == kind => return Ok(()),
                    _ => {}
                },
                Message::Close(reason) => bail!("the server closed a conversation: {reason:?}"),
                _ => {}
            }
        }
    }
}
