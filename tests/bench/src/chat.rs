//! `chat_…`: 500 seekers with open conversations about a few jobs.
//!
//! A round trip is from sending a question to receiving its `ai_reply`; both are on disk by then. Latency is measured
//! while each seeker asks every five seconds, 100 questions a second in all. Throughput is measured with 20 questions
//! in flight at all times.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt, TryStreamExt, stream};
use indicatif::ProgressBar;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{WebSocketStream, client_async};
use uuid::Uuid;

use crate::api::{self, Api};
use crate::board::Board;
use crate::ingest::ingest;
use crate::progress;
use crate::report::{Figure, number, percentile};
use crate::server::{Installation, Server};
use crate::usage::Meter;

const SESSIONS: u32 = 500;
const JOBS: u32 = 20;
/// More than the server hashes at once, and not so many that some are sent away.
const REGISTERING: usize = 4;
/// What each seeker asks at either pace.
const ROUNDS: usize = 6;
/// As people talk.
const PACED: Pace = Pace { every: Duration::from_secs(5), at_once: SESSIONS as usize };
/// As much as the server can take.
const FULL: Pace = Pace { every: Duration::ZERO, at_once: 20 };
const SOON: Duration = Duration::from_secs(20);
const QUESTIONS: [&str; 5] = [
    "What would I do all day?",
    "Which skills do I need for this job?",
    "How should I prepare for the interview?",
    "What should my resume say?",
    "What does it pay, and when would I work?",
];

pub(crate) async fn measure() -> anyhow::Result<Vec<Figure>> {
    let board = Board::start(JOBS as usize).await?;
    let installation = Installation::new(&board.config())?;
    ingest(&installation, &[]).await?;
    let server = installation.start().await?;
    let mut conversations = open_all(&server).await?;

    ask_everywhere("warming up", &server, &mut conversations, FULL).await?;
    let paced = ask_everywhere("asking every five seconds", &server, &mut conversations, PACED).await?;
    let full = ask_everywhere("asking all the time", &server, &mut conversations, FULL).await?;
    drop(conversations);
    server.stop().await?;

    let (mut acks, mut replies): (Vec<_>, Vec<_>) = paced.trips.iter().map(|trip| (trip.ack, trip.reply)).unzip();
    Ok(vec![
        Figure { name: "chat_ack_p50_ms", value: percentile(&mut acks, 50), unit: "ms" },
        Figure { name: "chat_roundtrip_p50_ms", value: percentile(&mut replies, 50), unit: "ms" },
        Figure { name: "chat_roundtrip_p99_ms", value: percentile(&mut replies, 99), unit: "ms" },
        Figure { name: "chat_answers_per_second", value: full.rate(), unit: "1/s" },
    ])
}

async fn open_all(server: &Server) -> anyhow::Result<Vec<Conversation>> {
    let bar = progress::bar("opening 500 conversations", SESSIONS as usize);
    let client = api::client()?;
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

/// When questions are asked.
#[derive(Clone, Copy)]
struct Pace {
    /// In each conversation; evenly spread over all of them.
    every: Duration,
    /// No more than so many are under way.
    at_once: usize,
}

/// What came of asking.
struct Measured {
    trips: Vec<RoundTrip>,
    took: Duration,
}

impl Measured {
    fn rate(&self) -> f64 {
        number(self.trips.len()) / self.took.as_secs_f64()
    }
}

/// Some questions in each conversation.
async fn ask_everywhere(
    what: &'static str,
    server: &Server,
    conversations: &mut Vec<Conversation>,
    pace: Pace,
) -> anyhow::Result<Measured> {
    let bar = progress::bar(what, conversations.len() * ROUNDS);
    let (meter, began) = (Meter::start(server.pid())?, Instant::now());
    let room = Arc::new(Semaphore::new(pace.at_once));
    let mut asking = JoinSet::new();
    for (place, conversation) in (0..).zip(conversations.drain(..)) {
        let (first, room, bar) = (began + pace.every * place / SESSIONS, Arc::clone(&room), bar.clone());
        asking.spawn(conversation.ask_often(first, pace.every, room, bar));
    }
    let mut sent = Measured { trips: Vec::new(), took: Duration::ZERO };
    while let Some(ended) = asking.join_next().await {
        let (conversation, trips) = ended??;
        conversations.push(conversation);
        sent.trips.extend(trips);
    }
    sent.took = began.elapsed();
    bar.finish_and_clear();
    let mut replies: Vec<Duration> = sent.trips.iter().map(|trip| trip.reply).collect();
    let (p50, p99) = (percentile(&mut replies, 50), percentile(&mut replies, 99));
    eprintln!("  {:.0} answers/s, p50 {p50:.1} ms, p99 {p99:.1} ms; {}", sent.rate(), meter.shares()?);
    Ok(sent)
}

/// How long it took from a question to its acknowledgement, and to its answer.
struct RoundTrip {
    ack: Duration,
    reply: Duration,
}

struct Conversation {
    socket: WebSocketStream<TcpStream>,
    sent: u128,
}

impl Conversation {
    async fn open(server: &Server, seeker: &Api, session: &Value) -> anyhow::Result<Self> {
        let session = session.as_str().context("the session has no id")?;
        let mut request = format!("ws://{}/ws/chat/{session}", server.address).into_client_request()?;
        request.headers_mut().insert("authorization", format!("Bearer {}", seeker.token).parse()?);
        let stream = TcpStream::connect(server.address).await?;
        stream.set_nodelay(true)?;
        let (socket, _) = client_async(request, stream).await?;
        let mut conversation = Self { socket, sent: 0 };
        // The greeting of a new one.
        conversation.until("ai_reply").await?;
        Ok(conversation)
    }

    /// The questions of one conversation, as soon as it is time and there is room.
    async fn ask_often(
        mut self,
        first: Instant,
        every: Duration,
        room: Arc<Semaphore>,
        bar: ProgressBar,
    ) -> anyhow::Result<(Self, Vec<RoundTrip>)> {
        let mut trips = Vec::with_capacity(ROUNDS);
        for (round, question) in (0..).zip(QUESTIONS.iter().cycle().take(ROUNDS)) {
            sleep_until(first + every * round).await;
            let _room = room.acquire().await?;
            trips.push(self.ask(question).await?);
            bar.inc(1);
        }
        Ok((self, trips))
    }

    async fn ask(&mut self, question: &str) -> anyhow::Result<RoundTrip> {
        self.sent += 1;
        let id = Uuid::from_u128(self.sent);
        let frame = json!({"type": "message", "client_msg_id": id, "content": question}).to_string();
        let began = Instant::now();
        self.socket.send(Message::text(frame)).await?;
        self.until("ack").await?;
        let ack = began.elapsed();
        self.until("ai_reply").await?;
        Ok(RoundTrip { ack, reply: began.elapsed() })
    }

    /// Reads until a frame of this type has come.
    async fn until(&mut self, kind: &str) -> anyhow::Result<()> {
        loop {
            match timeout(SOON, self.socket.next()).await?.context("the server closed a conversation")?? {
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
