//! An open chat WebSocket, one task for each connection.
//!
//! It subscribes first, then reads the stored messages, then follows. A hint only triggers a read from the database, so
//! a lost hint loses no message (WS-06). The process also polls the database for all its open sockets, which finds what
//! no hint announced (WS-18). Clients that send plain text get the frames of the old protocol; clients that send JSON
//! get acknowledgements and can resume after any `seq`.

use std::time::Duration;

use actix_web::web::Data;
use actix_ws::{AggregatedMessage, CloseCode, CloseReason};
use domain_chat::{ChatError, ChatService};
use domain_model::chat::{ChatMessage, ChatSession, ChatStatus, MessageKind, Sender};
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::{AccountId, ChatSessionId};
use futures_util::StreamExt;
use tokio::time::{Instant, timeout};
use tracing::{debug, warn};
use uuid::Uuid;

use super::authorization::judge_frame;
use super::frames::{ClientFrame, ClientMessage, PONG, ServerFrame};
use super::handshake::{NO_SUCH_SESSION, NOT_AUTHENTICATED};
use crate::http::Context;
use crate::http::compat::coach::dto::Message;
use crate::presence::PresenceGuard;

const REPLAYED: u64 = 10;
/// Messages per query when a client catches up.
const PAGE: u32 = 200;
const PING_EVERY: Duration = Duration::from_secs(30);
/// The connection is closed after this time without any frame from the client (WS-14).
const IDLE_TIMEOUT: Duration = Duration::from_secs(75);
/// A client that takes longer to accept a frame is disconnected (WS-12).
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// The response to a message while an operator answers.
const FORWARDED: &str = "Your message has been forwarded to a human agent";

/// Closes a socket with this code.
pub(super) async fn close(session: actix_ws::Session, code: u16, reason: &str) {
    let description = (!reason.is_empty()).then(|| reason.to_owned());
    // The client may be gone already.
    let _ = timeout(SEND_TIMEOUT, session.close(Some(CloseReason { code: code.into(), description }))).await;
}

/// The reason for the end of a connection.
enum End {
    /// The client is gone or too slow.
    Gone,
    /// The server closes with this code and reason.
    With(u16, &'static str),
}

/// The credential is no longer valid: ban, new role, new password, or deleted key.
const REVOKED: End = End::With(NOT_AUTHENTICATED, "this sign-in is over");

/// A client in a conversation.
pub(super) struct Connection {
    socket: actix_ws::Session,
    chat: Data<ChatService>,
    context: Data<Context>,
    /// The authentication, valid until `presence` reports its revocation.
    who: Authentication,
    presence: PresenceGuard,
    id: ChatSessionId,
    owner: AccountId,
    /// The newest message the client has been sent, or has sent itself.
    delivered: u64,
    /// Does the client speak JSON?
    is_rich: bool,
    last_received: Instant,
}

impl Connection {
    pub(super) fn new(
        socket: actix_ws::Session,
        chat: Data<ChatService>,
        context: Data<Context>,
        who: Authentication,
        presence: PresenceGuard,
        session: &ChatSession,
    ) -> Self {
        let delivered = session.last_seq.saturating_sub(REPLAYED);
        let (id, owner, last_received) = (session.id, session.account_id, Instant::now());
        Self { socket, chat, context, who, presence, id, owner, delivered, is_rich: false, last_received }
    }

    pub(super) async fn run(mut self, stream: actix_ws::AggregatedMessageStream, session: ChatSession) {
        let end = match self.serve(stream, session).await {
            Ok(()) => return,
            Err(end) => end,
        };
        if let End::With(code, reason) = end {
            close(self.socket, code, reason).await;
        }
    }

    async fn serve(&mut self, mut stream: actix_ws::AggregatedMessageStream, session: ChatSession) -> Result<(), End> {
        // Subscribed before the record is read: whatever is said in between is announced.
        let mut hints = self.chat.watch(self.id);
        self.replay(session).await?;
        let (stopping, revoked) = (self.context.background.stopping(), self.presence.revoked());
        let mut ping = tokio::time::interval(PING_EVERY);
        ping.reset();
        loop {
            tokio::select! {
                () = stopping.cancelled() => return Err(End::With(CloseCode::Restart.into(), "the server restarts; come back")),
                () = revoked.cancelled() => return Err(REVOKED),
                _ = hints.next() => self.deliver().await?,
                _ = ping.tick() => self.heartbeat().await?,
                message = stream.recv() => match message {
                    None => return Err(End::Gone),
                    Some(Err(error)) => {
                        debug!(%error, "a client broke the protocol");
                        return Err(End::With(CloseCode::Size.into(), "the frame is too large or broken"));
                    }
                    Some(Ok(message)) => self.receive(message).await?,
                },
            }
        }
    }

    /// The last messages, as every client expects them first.
    async fn replay(&mut self, session: ChatSession) -> Result<(), End> {
        let messages = self.read(self.delivered).await?;
        self.delivered = messages.last().map_or(self.delivered, |message| message.seq);
        let messages: Vec<Message> = messages.iter().map(Message::from).collect();
        let session_status = Some(session.status.into());
        self.send(&ServerFrame::HistoryReplay { messages, session_status }).await?;
        if self.delivered == 0 && self.owner == self.who.principal.account_id {
            self.greet().await;
        }
        // Said between reading the session and subscribing.
        self.deliver().await
    }

    /// The assistant speaks first, to the owner. Without a greeting a conversation is none the worse.
    async fn greet(&self) {
        if let Err(error) = self.chat.greet(self.id).await {
            warn!(session.id = %self.id, %error, "could not greet");
        }
    }

    async fn receive(&mut self, message: AggregatedMessage) -> Result<(), End> {
        self.last_received = Instant::now();
        match message {
            AggregatedMessage::Text(text) => match ClientMessage::read(&text) {
                Some(frame) => self.take(frame).await,
                None => self.send_error("unknown_frame", "this frame is not understood").await,
            },
            AggregatedMessage::Ping(bytes) => {
                let pong = timeout(SEND_TIMEOUT, self.socket.pong(&bytes)).await;
                pong.map_err(|_| End::Gone)?.map_err(|_| End::Gone)
            }
            AggregatedMessage::Binary(_) => Err(End::With(CloseCode::Unsupported.into(), "send text")),
            AggregatedMessage::Close(_) => Err(End::With(CloseCode::Normal.into(), "")),
            AggregatedMessage::Pong(_) => Ok(()),
        }
    }

    /// Handles a frame if the caller is allowed to send it now.
    async fn take(&mut self, message: ClientMessage) -> Result<(), End> {
        self.is_rich |= matches!(message, ClientMessage::Frame(_));
        // The revocation may not have been handled by the loop yet.
        if self.presence.revoked().is_cancelled() {
            return Err(REVOKED);
        }
        if let Err(refusal) = judge_frame(&message, &self.who, self.owner) {
            return self.send_error(refusal.code(), refusal.detail()).await;
        }
        match message {
            ClientMessage::Ping => self.send_text(PONG.to_owned()).await,
            ClientMessage::Text(content) => self.send_message(&content, None).await,
            ClientMessage::Frame(ClientFrame::Message { client_msg_id, content }) => {
                self.send_message(&content, client_msg_id).await
            }
            ClientMessage::Frame(ClientFrame::Resume { from_seq }) => {
                // Everything again from there, the client's own words included.
                let newest = self.delivered;
                self.delivered = from_seq.min(newest);
                self.resend().await
            }
            // `typing` and `read` have no effect yet.
            ClientMessage::Frame(ClientFrame::Typing | ClientFrame::Read) => Ok(()),
        }
    }

    /// Stores the client's message, acknowledges it, and starts the assistant if it has to answer.
    async fn send_message(&mut self, content: &str, client_msg_id: Option<Uuid>) -> Result<(), End> {
        if let Err(refusal) = self.context.limits.count_chat_message(self.who.principal.account_id).await {
            return self.send_error(refusal.code(), refusal.detail()).await;
        }
        let sent = match self.chat.send_message(&self.who.principal, self.id, content, client_msg_id).await {
            Ok(sent) => sent,
            Err(ChatError::Refused(refusal)) => return self.send_error("refused", &refusal.to_string()).await,
            Err(ChatError::NotFound) => return self.send_error("forbidden", "only its owner speaks here").await,
            Err(error) => {
                warn!(session.id = %self.id, %error, "could not store a message");
                return self.send_error("unavailable", "the message could not be stored; send it again").await;
            }
        };
        let seq = sent.message.seq;
        // Messages of others before this one are sent first.
        self.deliver_until(seq.saturating_sub(1)).await?;
        self.delivered = self.delivered.max(seq);
        if self.is_rich {
            self.send(&ServerFrame::Ack { client_msg_id, seq }).await?;
        }
        match sent.session.status {
            ChatStatus::ActiveHuman => {
                // Clients of plain text show `content` as the notice; the words are in the record.
                self.send(&ServerFrame::queued(FORWARDED)).await
            }
            ChatStatus::ActiveAi | ChatStatus::Waiting | ChatStatus::Closed => {
                self.spawn_answer();
                Ok(())
            }
        }
    }

    /// Runs independently of the connection: the answer is stored even if the client disconnects.
    fn spawn_answer(&self) {
        let (chat, id) = (self.chat.clone().into_inner(), self.id);
        self.context.background.spawn(async move {
            if let Err(error) = chat.answer(id).await {
                warn!(session.id = %id, %error, "could not answer; it is tried again");
            }
        });
    }

    /// Sends what is new in the record.
    async fn deliver(&mut self) -> Result<(), End> {
        self.deliver_until(u64::MAX).await
    }

    async fn deliver_until(&mut self, last: u64) -> Result<(), End> {
        while self.delivered < last {
            let messages = self.read(self.delivered).await?;
            if messages.is_empty() {
                return Ok(());
            }
            for message in messages.iter().take_while(|message| message.seq <= last) {
                self.delivered = message.seq;
                self.show(message).await?;
            }
            if messages.last().is_some_and(|message| message.seq > last) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Sends the record again, in order, page by page.
    async fn resend(&mut self) -> Result<(), End> {
        loop {
            let messages = self.read(self.delivered).await?;
            let Some(newest) = messages.last().map(|message| message.seq) else { return Ok(()) };
            let page: Vec<Message> = messages.iter().map(Message::from).collect();
            self.send(&ServerFrame::HistoryReplay { messages: page, session_status: None }).await?;
            self.delivered = newest;
        }
    }

    async fn read(&self, after: u64) -> Result<Vec<ChatMessage>, End> {
        let session = match self.chat.get(&self.who.principal, self.id).await {
            Ok(session) => session,
            Err(ChatError::NotFound) => return Err(End::With(NO_SUCH_SESSION, "the conversation is gone")),
            Err(error) => return Err(self.broken(&error)),
        };
        self.chat.messages(&self.who.principal, &session, after, PAGE).await.map_err(|error| self.broken(&error))
    }

    fn broken(&self, error: &ChatError) -> End {
        warn!(session.id = %self.id, %error, "could not read a conversation");
        End::With(CloseCode::Again.into(), "the server is busy; come back")
    }

    /// One message as the frame clients know.
    async fn show(&mut self, message: &ChatMessage) -> Result<(), End> {
        // A client of the old kind remembers what it said itself.
        if message.sender == Sender::User && !self.is_rich {
            return Ok(());
        }
        let frame = ServerFrame::of(message);
        self.send(&frame).await?;
        // A client of plain text waits for an answer until it is told that a person was asked.
        if message.kind == MessageKind::Waiting && !self.is_rich {
            self.send(&ServerFrame::queued(&message.content)).await?;
        }
        // A client of plain text reads answers of the assistant and the record, and knows no other frame.
        if !self.is_rich && message.sender != Sender::Assistant {
            self.send_recent(message.seq).await?;
        }
        if message.kind == MessageKind::Close {
            return Err(End::With(CloseCode::Normal.into(), "the conversation is closed"));
        }
        Ok(())
    }

    /// The last messages up to this one.
    async fn send_recent(&mut self, seq: u64) -> Result<(), End> {
        let messages = self.read(seq.saturating_sub(REPLAYED)).await?;
        let messages = messages.iter().take_while(|message| message.seq <= seq).map(Message::from).collect();
        self.send(&ServerFrame::HistoryReplay { messages, session_status: None }).await
    }

    async fn heartbeat(&mut self) -> Result<(), End> {
        if self.last_received.elapsed() > IDLE_TIMEOUT {
            return Err(End::Gone);
        }
        let ping = timeout(SEND_TIMEOUT, self.socket.ping(b"")).await;
        ping.map_err(|_| End::Gone)?.map_err(|_| End::Gone)
    }

    async fn send_error(&mut self, code: &str, message: &str) -> Result<(), End> {
        self.send(&ServerFrame::Error { code: code.to_owned(), message: message.to_owned() }).await
    }

    async fn send(&mut self, frame: &ServerFrame) -> Result<(), End> {
        self.send_text(frame.to_text()).await
    }

    async fn send_text(&mut self, text: String) -> Result<(), End> {
        match timeout(SEND_TIMEOUT, self.socket.text(text)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::With(CloseCode::Again.into(), "too slow; come back and resume")),
        }
    }
}
