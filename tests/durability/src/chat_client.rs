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
use crate::node::{Incarnation, Node, TIMEOUT};
use crate::oracle::{Fault, Oracle};

/// The maximum time to wait for a frame of a running node.
const RESPONSE_TIMEOUT: Duration = Duration::from_mins(2);
const RETRY_PAUSE: Duration = Duration::from_millis(50);
/// Close codes after which a client reconnects: restart, overload, try again later.
const RETRY_CLOSE_CODES: [u16; 3] = [1001, 1012, 1013];

/// The client of a chat session's owner.
pub(crate) struct ChatClient {
    nodes: Vec<Arc<Node>>,
    oracle: Arc<Oracle>,
    random: Random,
    pub(crate) token: String,
    pub(crate) session: Uuid,
    /// The index of the node of the last connection.
    next_node: usize,
    connection: Option<Connection>,
    /// The received messages, by `seq`.
    received: BTreeMap<u64, database::Message>,
    /// The number of sent messages.
    pub(crate) sent: usize,
}

/// An open connection.
struct Connection {
    socket: WebSocketStream<TcpStream>,
    node: Arc<Node>,
    incarnation: Incarnation,
    /// The `seq` of the last live message.
    last_seq: u64,
}

impl ChatClient {
    pub(crate) fn new(nodes: &[Arc<Node>], oracle: &Arc<Oracle>, token: &str, session: Uuid) -> Self {
        let mut random = Random::unseeded();
        let next_node = random.below(nodes.len());
        let (nodes, oracle) = (nodes.to_vec(), Arc::clone(oracle));
        let (connection, received) = (None, BTreeMap::new());
        Self { nodes, oracle, random, token: token.to_owned(), session, next_node, connection, received, sent: 0 }
    }

    /// Sends a message, and resends it until it is acknowledged.
    pub(crate) async fn send_message(&mut self, content: &str) -> anyhow::Result<()> {
        let id = self.random.id().to_string();
        let frame = json!({"type": "message", "client_msg_id": id, "content": content}).to_string();
        let began = Instant::now();
        self.sent += 1;
        loop {
            ensure!(began.elapsed() < TIMEOUT, "no node acknowledges a message");
            if let Some(seq) = self.try_send_message(&frame, &id).await {
                self.oracle.acknowledged();
                self.record_message(seq, "user", content);
                return Ok(());
            }
            sleep(RETRY_PAUSE).await;
        }
    }

    /// Sends a message once. `None` when it has to be sent again.
    async fn try_send_message(&mut self, frame: &str, id: &str) -> Option<u64> {
        self.ensure_connected().await?;
        self.send_frame(frame).await?;
        loop {
            let frame = self.next_frame().await?;
            match frame["type"].as_str() {
                Some("ack") if frame["client_msg_id"] == id => return frame["seq"].as_u64(),
                Some("error") => {
                    if frame["code"] != "unavailable" {
                        self.oracle.fault(Fault::UnexpectedResponse, format!("the response to a message is {frame}"));
                    }
                    return None;
                }
                _ => self.handle_frame(&frame),
            }
        }
    }

    /// Receives frames for a random time.
    pub(crate) async fn receive_for(&mut self, at_most_ms: usize) {
        let until = Instant::now() + Duration::from_millis(self.random.below(at_most_ms) as u64);
        while self.connection.is_some() && Instant::now() < until {
            let left = until.saturating_duration_since(Instant::now());
            // A missing frame within this time is no fault.
            if let Ok(Some(frame)) = timeout(left, self.next_frame()).await {
                self.handle_frame(&frame);
            }
        }
    }

    /// Receives frames until all messages up to this `seq` have arrived.
    pub(crate) async fn receive_until(&mut self, newest: usize) -> anyhow::Result<()> {
        let began = Instant::now();
        while self.contiguous() < newest as u64 {
            ensure!(began.elapsed() < TIMEOUT, "{newest} messages, and {} received", self.contiguous());
            if self.connection.is_some() {
                if let Some(frame) = self.next_frame().await {
                    self.handle_frame(&frame);
                }
            } else if self.ensure_connected().await.is_none() {
                sleep(RETRY_PAUSE).await;
            }
        }
        Ok(())
    }

    /// Compares the received messages with the stored ones, and so a second time after a new connection.
    pub(crate) async fn verify(&mut self, stored: &[database::Message]) -> anyhow::Result<()> {
        self.receive_until(stored.len()).await?;
        self.compare(stored);
        self.received.clear();
        self.connection = None;
        self.receive_until(stored.len()).await?;
        self.compare(stored);
        let count = stored.iter().filter(|(sender, _)| sender == "user").count();
        if count > self.sent {
            self.oracle.fault(Fault::Duplicated, format!("{} messages were sent, {count} are stored", self.sent));
        }
        Ok(())
    }

    fn compare(&self, stored: &[database::Message]) {
        for (seq, received) in &self.received {
            let found = usize::try_from(*seq).ok().and_then(|seq| stored.get(seq.checked_sub(1)?));
            if found != Some(received) {
                self.oracle.fault(Fault::Lost, format!("message {seq} was {received:?} and is {found:?}"));
            }
        }
    }

    /// The last `seq` without a gap before it.
    fn contiguous(&self) -> u64 {
        (1..).zip(self.received.keys()).take_while(|(due, received)| due == *received).last().map_or(0, |(due, _)| due)
    }

    /// Connects to the next node unless connected, and requests missed messages. `None` when that fails.
    async fn ensure_connected(&mut self) -> Option<()> {
        if self.connection.is_some() {
            return Some(());
        }
        self.next_node = (self.next_node + 1) % self.nodes.len();
        let node = Arc::clone(&self.nodes[self.next_node]);
        let incarnation = node.incarnation();
        match self.connect(&node).await {
            Ok(socket) => self.connection = Some(Connection { socket, node, incarnation, last_seq: 0 }),
            Err(error) => {
                if incarnation.is_unchanged(&node) {
                    self.oracle
                        .fault(Fault::UnexpectedResponse, format!("a running node refuses a WebSocket: {error:#}"));
                }
                return None;
            }
        }
        let replay = self.next_frame().await?;
        self.handle_frame(&replay);
        self.send_frame(&json!({"type": "resume", "from_seq": self.contiguous()}).to_string()).await
    }

    async fn connect(&self, node: &Node) -> anyhow::Result<WebSocketStream<TcpStream>> {
        let mut request = format!("ws://{}/ws/chat/{}", node.address, self.session).into_client_request()?;
        request.headers_mut().insert("authorization", format!("Bearer {}", self.token).parse()?);
        let stream = TcpStream::connect(&node.address).await?;
        stream.set_nodelay(true)?;
        let (socket, _) = timeout(RESPONSE_TIMEOUT, client_async(request, stream)).await.context("no handshake")??;
        Ok(socket)
    }

    async fn send_frame(&mut self, frame: &str) -> Option<()> {
        let connection = self.connection.as_mut()?;
        if connection.socket.send(Message::text(frame)).await.is_err() {
            // The reason is in the received frames.
            self.connection = None;
            return None;
        }
        Some(())
    }

    /// The next frame. `None` when the connection has ended, which is a fault if the node was running all the time.
    async fn next_frame(&mut self) -> Option<Value> {
        let connection = self.connection.as_mut()?;
        let end = loop {
            match timeout(RESPONSE_TIMEOUT, connection.socket.next()).await {
                Ok(Some(Ok(Message::Text(text)))) => return serde_json::from_str(&text).ok(),
                Ok(Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_)))) => {}
                Ok(Some(Ok(Message::Close(Some(reason))))) if RETRY_CLOSE_CODES.contains(&reason.code.into()) => {
                    self.oracle.unavailable();
                    self.connection = None;
                    return None;
                }
                Ok(Some(Ok(Message::Close(reason)))) => break format!("closes with {reason:?}"),
                Ok(Some(Err(error))) => break describe(&error),
                Ok(None) => break "hangs up".to_owned(),
                Err(_) => break "is silent".to_owned(),
            }
        };
        if connection.incarnation.is_unchanged(&connection.node) {
            self.oracle.fault(Fault::UnexpectedResponse, format!("a running node {end} in {}", self.session));
        }
        self.connection = None;
        None
    }

    fn handle_frame(&mut self, frame: &Value) {
        let kind = frame["type"].as_str().unwrap_or_default();
        if kind == "history_replay" {
            for message in frame["messages"].as_array().into_iter().flatten() {
                let text = |name: &str| message[name].as_str().unwrap_or_default();
                self.record_message(message["seq"].as_u64().unwrap_or_default(), text("role"), text("content"));
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
        if let Some(connection) = &mut self.connection {
            if seq <= connection.last_seq {
                self.oracle.fault(Fault::Reordered, format!("message {seq} arrives after {}", connection.last_seq));
            }
            connection.last_seq = seq;
        }
        self.record_message(seq, sender, content);
    }

    /// Records a message. It is a fault if a message changes later.
    fn record_message(&mut self, seq: u64, sender: &str, content: &str) {
        let message = (sender.to_owned(), content.to_owned());
        let known = self.received.entry(seq).or_insert_with(|| message.clone());
        if *known != message {
            self.oracle.fault(Fault::Lost, format!("message {seq} was {known:?} and became {message:?}"));
        }
    }
}

fn describe(error: &Error) -> String {
    format!("breaks the connection: {error}")
}
