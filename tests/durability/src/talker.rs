//! A chat client over an unreliable WebSocket: it reconnects to another node, asks for everything after its last
//! message, and resends unacknowledged messages under the same id.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tests_servers::random::Random;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use uuid::Uuid;

use crate::database;
use crate::node::{Life, Node, PATIENCE};
use crate::oracle::{Fault, Oracle};

/// A node that is alive sends what is due by then.
const SOON: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(50);
/// The server restarts, is busy, or asks to come back.
const COME_BACK: [u16; 3] = [1001, 1012, 1013];

/// The owner of a conversation.
pub(crate) struct Talker {
    nodes: Vec<Arc<Node>>,
    oracle: Arc<Oracle>,
    random: Random,
    pub(crate) token: String,
    pub(crate) session: Uuid,
    /// Which node is asked next.
    at: usize,
    line: Option<Line>,
    /// Everything it was told is on record, by number.
    seen: BTreeMap<u64, database::Message>,
    /// How often it has said something.
    pub(crate) spoken: usize,
}

/// An open connection.
struct Line {
    socket: WebSocketStream<TcpStream>,
    node: Arc<Node>,
    life: Life,
    /// The last number told as it happened.
    last: u64,
}

impl Talker {
    pub(crate) fn new(nodes: &[Arc<Node>], oracle: &Arc<Oracle>, token: &str, session: Uuid) -> Self {
        let mut random = Random::anew();
        let at = random.below(nodes.len());
        let (nodes, oracle) = (nodes.to_vec(), Arc::clone(oracle));
        let (line, seen) = (None, BTreeMap::new());
        Self { nodes, oracle, random, token: token.to_owned(), session, at, line, seen, spoken: 0 }
    }

    /// Says something, and goes on until that is acknowledged.
    pub(crate) async fn say(&mut self, content: &str) -> anyhow::Result<()> {
        let id = self.random.id().to_string();
        let frame = json!({"type": "message", "client_msg_id": id, "content": content}).to_string();
        let began = Instant::now();
        self.spoken += 1;
        loop {
            ensure!(began.elapsed() < PATIENCE, "nobody takes a message");
            if let Some(seq) = self.try_to_say(&frame, &id).await {
                self.oracle.acknowledged();
                self.note(seq, "user", content);
                return Ok(());
            }
            sleep(PAUSE).await;
        }
    }

    /// The number of the message; `None` when it has to be sent again.
    async fn try_to_say(&mut self, frame: &str, id: &str) -> Option<u64> {
        self.connected().await?;
        self.send(frame).await?;
        loop {
            let frame = self.next().await?;
            match frame["type"].as_str() {
                Some("ack") if frame["client_msg_id"] == id => return frame["seq"].as_u64(),
                Some("error") => {
                    if frame["code"] != "unavailable" {
                        self.oracle.fault(Fault::Answer, format!("a message is answered {frame}"));
                    }
                    return None;
                }
                _ => self.take(&frame),
            }
        }
    }

    /// Listens for a while.
    pub(crate) async fn listen(&mut self, at_most_ms: usize) {
        let until = Instant::now() + Duration::from_millis(self.random.below(at_most_ms) as u64);
        while self.line.is_some() && Instant::now() < until {
            let left = until.saturating_duration_since(Instant::now());
            // What is due within this time and does not come is no fault.
            if let Ok(Some(frame)) = timeout(left, self.next()).await {
                self.take(&frame);
            }
        }
    }

    /// Listens until it has seen everything up to this number.
    pub(crate) async fn listen_until(&mut self, newest: usize) -> anyhow::Result<()> {
        let began = Instant::now();
        while self.contiguous() < newest as u64 {
            ensure!(began.elapsed() < PATIENCE, "{newest} messages, and {} told", self.contiguous());
            if self.line.is_some() {
                if let Some(frame) = self.next().await {
                    self.take(&frame);
                }
            } else if self.connected().await.is_none() {
                sleep(PAUSE).await;
            }
        }
        Ok(())
    }

    /// Compares everything it was told, and what it is told when it asks again, with the record.
    pub(crate) async fn verify(&mut self, record: &[database::Message]) -> anyhow::Result<()> {
        self.listen_until(record.len()).await?;
        self.compare(record);
        self.seen.clear();
        self.line = None;
        self.listen_until(record.len()).await?;
        self.compare(record);
        let said = record.iter().filter(|(sender, _)| sender == "user").count();
        if said > self.spoken {
            self.oracle.fault(Fault::Doubled, format!("{} messages were sent, {said} are on record", self.spoken));
        }
        Ok(())
    }

    fn compare(&self, record: &[database::Message]) {
        for (seq, told) in &self.seen {
            let found = usize::try_from(*seq).ok().and_then(|seq| record.get(seq.checked_sub(1)?));
            if found != Some(told) {
                self.oracle.fault(Fault::Lost, format!("message {seq} was {told:?} and is {found:?}"));
            }
        }
    }

    /// The last number up to which nothing is missing.
    fn contiguous(&self) -> u64 {
        (1..).zip(self.seen.keys()).take_while(|(due, seen)| due == *seen).last().map_or(0, |(due, _)| due)
    }

    /// A connection, of which the last messages are told already. `None` when there is none at the moment.
    async fn connected(&mut self) -> Option<()> {
        if self.line.is_some() {
            return Some(());
        }
        self.at = (self.at + 1) % self.nodes.len();
        let node = Arc::clone(&self.nodes[self.at]);
        let life = node.life();
        match self.connect(&node).await {
            Ok(socket) => self.line = Some(Line { socket, node, life, last: 0 }),
            Err(error) => {
                if life.lasted(&node) {
                    self.oracle.fault(Fault::Answer, format!("a living node takes no WebSocket: {error:#}"));
                }
                return None;
            }
        }
        let replay = self.next().await?;
        self.take(&replay);
        self.send(&json!({"type": "resume", "from_seq": self.contiguous()}).to_string()).await
    }

    async fn connect(&self, node: &Node) -> anyhow::Result<WebSocketStream<TcpStream>> {
        let mut request = format!("ws://{}/ws/chat/{}", node.address, self.session).into_client_request()?;
        request.headers_mut().insert("authorization", format!("Bearer {}", self.token).parse()?);
        let stream = TcpStream::connect(&node.address).await?;
        stream.set_nodelay(true)?;
        let (socket, _) = timeout(SOON, client_async(request, stream)).await.context("no handshake")??;
        Ok(socket)
    }

    async fn send(&mut self, frame: &str) -> Option<()> {
        let line = self.line.as_mut()?;
        if line.socket.send(Message::text(frame)).await.is_err() {
            // Why stands in what was received; a broken line is seen there.
            self.line = None;
            return None;
        }
        Some(())
    }

    /// The next frame; `None` when the connection is gone, which is the node's fault if it was alive.
    async fn next(&mut self) -> Option<Value> {
        let line = self.line.as_mut()?;
        let end = loop {
            match timeout(SOON, line.socket.next()).await {
                Ok(Some(Ok(Message::Text(text)))) => return serde_json::from_str(&text).ok(),
                Ok(Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_)))) => {}
                Ok(Some(Ok(Message::Close(Some(reason))))) if COME_BACK.contains(&reason.code.into()) => {
                    self.oracle.unavailable();
                    self.line = None;
                    return None;
                }
                Ok(Some(Ok(Message::Close(reason)))) => break format!("closes with {reason:?}"),
                Ok(Some(Err(error))) => break describe(&error),
                Ok(None) => break "hangs up".to_owned(),
                Err(_) => break "is silent".to_owned(),
            }
        };
        if line.life.lasted(&line.node) {
            self.oracle.fault(Fault::Answer, format!("a living node {end} in {}", self.session));
        }
        self.line = None;
        None
    }

    fn take(&mut self, frame: &Value) {
        let kind = frame["type"].as_str().unwrap_or_default();
        if kind == "history_replay" {
            for message in frame["messages"].as_array().into_iter().flatten() {
                let text = |name: &str| message[name].as_str().unwrap_or_default();
                self.note(message["seq"].as_u64().unwrap_or_default(), text("role"), text("content"));
            }
            return;
        }
        let sender = match kind {
            "user_message" => "user",
            "ai_reply" => "assistant",
            "admin_message" => "admin",
            "admin_takeover" | "system_notification" => "system",
            _ => return,
        };
        let Some(seq) = frame["seq"].as_u64() else { return };
        let content = frame["content"].as_str().or(frame["note"].as_str()).unwrap_or_default();
        if let Some(line) = &mut self.line {
            if seq <= line.last {
                self.oracle.fault(Fault::Reordered, format!("message {seq} is told after {}", line.last));
            }
            line.last = seq;
        }
        self.note(seq, sender, content);
    }

    /// A message is on record: the same one for good.
    fn note(&mut self, seq: u64, sender: &str, content: &str) {
        let message = (sender.to_owned(), content.to_owned());
        let told = self.seen.entry(seq).or_insert_with(|| message.clone());
        if *told != message {
            self.oracle.fault(Fault::Lost, format!("message {seq} was {told:?} and became {message:?}"));
        }
    }
}

fn describe(error: &Error) -> String {
    format!("breaks the connection: {error}")
}
