//! The chat's WebSocket.
//!
//! One task a connection. It subscribes first, then reads the record, then follows: what a hint announces is read from the
//! database, so nothing depends on the hint having arrived (WS-06); what no hint announces is found by a look that the
//! process takes for all its sockets (WS-18). A client that speaks plain text sees the frames it always saw; one that
//! speaks JSON gets acknowledgements and can resume from any number.

use std::time::Duration;

use actix_web::http::header::{ORIGIN, SEC_WEBSOCKET_PROTOCOL};
use actix_web::web::{Data, Path, Payload, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use actix_ws::{AggregatedMessage, CloseCode, CloseReason};
use domain_chat::{ChatError, ChatService};
use domain_model::chat::{ChatMessage, ChatSession, ChatStatus, MessageKind, Sender};
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::{AccountId, ChatSessionId};
use futures_util::StreamExt;
use metrics::gauge;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};
use tracing::{debug, warn};
use utoipa::IntoParams;
use uuid::Uuid;

use super::chat::ticket_purpose;
use super::dto::Message;
use super::frame::{Frame, JsonFrame};
use crate::http::Context;
use crate::http::authorization::judge_frame;
use crate::http::caller::{bearer, who_has};
use crate::http::cookies::{access_token, is_our_page};
use crate::http::error::{ApiError, ApiResult, Problem};
use crate::presence::Here;

const REPLAYED: u64 = 10;
/// Messages read at once when a client catches up.
const PAGE: u32 = 200;
const LARGEST_FRAME: usize = 64 * 1024;
const PING_EVERY: Duration = Duration::from_secs(30);
/// Nothing heard for so long: nobody is there (WS-14).
const SILENCE: Duration = Duration::from_secs(75);
/// A client that takes longer to take a frame has to come back later (WS-12).
const SLOWEST: Duration = Duration::from_secs(10);

const NOT_AUTHENTICATED: u16 = 4001;
const NOT_YOURS: u16 = 4003;
const NO_SUCH_SESSION: u16 = 4004;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SocketQuery {
    /// From `POST /chat/sessions/{id}/ticket`, for clients that can send neither a header nor a subprotocol.
    ticket: Option<String>,
}

/// Talk: send text, or JSON frames `{"type":"message","client_msg_id","content"}` and `{"type":"resume","from_seq"}`.
/// Authenticate with `Authorization`, with the subprotocol `bearer, <token>`, or with a ticket.
#[utoipa::path(
    tag = "chat",
    security(("bearer" = [])),
    params(("session_id" = Uuid, Path), SocketQuery),
    responses(
        (status = 101, description = "closes with 4001 when not authenticated, 4003 when not yours, 4004 when there is no such \
         open session"),
        (status = 400, description = "not a WebSocket handshake"),
        (status = 403, body = Problem, description = "a page of another origin asks")
    )
)]
#[get("/ws/chat/{session_id}")]
pub(super) async fn connect(
    request: HttpRequest,
    body: Payload,
    context: Data<Context>,
    chat: Data<ChatService>,
    id: Path<Uuid>,
    query: Query<SocketQuery>,
) -> ApiResult<HttpResponse> {
    check_origin(&request, &context)?;
    let id = ChatSessionId(*id);
    let entered = enter(&request, &context, &chat, id, query.into_inner().ticket).await;
    let (response, session, stream) = actix_ws::handle_with_protocols(&request, body, &["bearer"])
        .map_err(|error| ApiError::bad_request(format!("not a WebSocket handshake: {error}")))?;
    let stream = stream.max_frame_size(LARGEST_FRAME).aggregate_continuations().max_continuation_size(LARGEST_FRAME);
    actix_web::rt::spawn(async move {
        let (who, here, chat_session) = match entered {
            Ok(entered) => entered,
            Err(refusal) => {
                close(session, refusal, "").await;
                return;
            }
        };
        gauge!("jobwright_chat_sockets").increment(1.0);
        let connection = Connection::new(session, chat, context, who, here, &chat_session);
        connection.run(stream, chat_session).await;
        gauge!("jobwright_chat_sockets").decrement(1.0);
    });
    Ok(response)
}

/// A browser says which page asks; only our own and the configured ones may (WS-01). Programs say nothing.
fn check_origin(request: &HttpRequest, context: &Context) -> ApiResult<()> {
    let Some(origin) = request.headers().get(ORIGIN) else { return Ok(()) };
    if is_our_page(origin.to_str().unwrap_or_default(), request.headers(), context) {
        return Ok(());
    }
    Err(ApiError::forbidden("pages of this origin may not open the chat"))
}

/// Who is there and to which conversation, or the code to close with.
async fn enter(
    request: &HttpRequest,
    context: &Context,
    chat: &ChatService,
    id: ChatSessionId,
    ticket: Option<String>,
) -> Result<(Authentication, Here, ChatSession), u16> {
    let who = match (token(request), ticket) {
        (Some(token), _) => who_has(context, &token).await.map_err(|error| not_let_in(&error))?,
        (None, Some(ticket)) => {
            let redeemed = context.container.identity.redeem_ticket(&ticket_purpose(id), &ticket).await;
            redeemed.map_err(|error| not_let_in(&error.into()))?
        }
        (None, None) => return Err(NOT_AUTHENTICATED),
    };
    if who.is_halfway() {
        return Err(NOT_AUTHENTICATED);
    }
    // Watched from before it is used: what ends in between is noticed.
    let here = context.presence.enter(who);
    match chat.enter(&who.principal, id).await {
        Ok(session) if session.status == ChatStatus::Closed => Err(NO_SUCH_SESSION),
        Ok(session) => Ok((who, here, session)),
        Err(ChatError::NotYours) => Err(NOT_YOURS),
        Err(ChatError::NotFound) => Err(NO_SUCH_SESSION),
        Err(error) => Err(busy(&error)),
    }
}

/// Who is not known has to sign in; whom we could not look up has to come back.
fn not_let_in(error: &ApiError) -> u16 {
    if error.is_ours() { busy(error) } else { NOT_AUTHENTICATED }
}

fn busy(error: &impl std::fmt::Display) -> u16 {
    warn!(%error, "could not look up a conversation and who opens it");
    CloseCode::Again.into()
}

/// The token of the header, the one offered behind the subprotocol `bearer`, or a browser's cookie: the page that opens the
/// socket is one of ours by now.
fn token(request: &HttpRequest) -> Option<String> {
    bearer(request).or_else(|| offered_token(request)).or_else(|| access_token(request))
}

fn offered_token(request: &HttpRequest) -> Option<String> {
    let offered = request.headers().get_all(SEC_WEBSOCKET_PROTOCOL).filter_map(|offer| offer.to_str().ok());
    let offered: Vec<&str> = offered.flat_map(|offer| offer.split(',')).map(str::trim).collect();
    let position = offered.iter().position(|name| *name == "bearer")?;
    offered.get(position + 1).map(|token| (*token).to_owned())
}

async fn close(session: actix_ws::Session, code: u16, reason: &str) {
    let description = (!reason.is_empty()).then(|| reason.to_owned());
    // Whoever is gone already need not be told.
    let _ = timeout(SLOWEST, session.close(Some(CloseReason { code: code.into(), description }))).await;
}

/// Why a connection ends.
enum End {
    /// The client is gone, or too slow to be told anything.
    Gone,
    /// With this code, for this reason.
    With(u16, &'static str),
}

/// A ban, another role, a password, a key that is gone.
const OVER: End = End::With(NOT_AUTHENTICATED, "this sign-in is over");

/// A client in a conversation.
struct Connection {
    socket: actix_ws::Session,
    chat: Data<ChatService>,
    context: Data<Context>,
    /// Who is there, as long as `here` is not over.
    who: Authentication,
    here: Here,
    id: ChatSessionId,
    owner: AccountId,
    /// The newest message the client has been sent, or has sent itself.
    delivered: u64,
    /// Does the client speak JSON?
    is_rich: bool,
    heard: Instant,
}

impl Connection {
    fn new(
        socket: actix_ws::Session,
        chat: Data<ChatService>,
        context: Data<Context>,
        who: Authentication,
        here: Here,
        session: &ChatSession,
    ) -> Self {
        let delivered = session.last_seq.saturating_sub(REPLAYED);
        let (id, owner, heard) = (session.id, session.account_id, Instant::now());
        Self { socket, chat, context, who, here, id, owner, delivered, is_rich: false, heard }
    }

    async fn run(mut self, stream: actix_ws::AggregatedMessageStream, session: ChatSession) {
        let end = match self.converse(stream, session).await {
            Ok(()) => return,
            Err(end) => end,
        };
        if let End::With(code, reason) = end {
            close(self.socket, code, reason).await;
        }
    }

    async fn converse(
        &mut self,
        mut stream: actix_ws::AggregatedMessageStream,
        session: ChatSession,
    ) -> Result<(), End> {
        // Subscribed before the record is read: whatever is said in between is announced.
        let mut hints = self.chat.watch(self.id);
        self.replay(session).await?;
        let (stopping, over) = (self.context.background.stopping(), self.here.over());
        let mut ping = tokio::time::interval(PING_EVERY);
        ping.reset();
        loop {
            tokio::select! {
                () = stopping.cancelled() => return Err(End::With(CloseCode::Restart.into(), "the server restarts; come back")),
                () = over.cancelled() => return Err(OVER),
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
        self.send(&json!({"type": "history_replay", "messages": messages, "session_status": session.status})).await?;
        // Said between reading the session and subscribing.
        self.deliver().await
    }

    async fn receive(&mut self, message: AggregatedMessage) -> Result<(), End> {
        self.heard = Instant::now();
        match message {
            AggregatedMessage::Text(text) => match Frame::read(&text) {
                Some(frame) => self.take(frame).await,
                None => self.complain("unknown_frame", "this frame is not understood").await,
            },
            AggregatedMessage::Ping(bytes) => {
                let pong = timeout(SLOWEST, self.socket.pong(&bytes)).await;
                pong.map_err(|_| End::Gone)?.map_err(|_| End::Gone)
            }
            AggregatedMessage::Binary(_) => Err(End::With(CloseCode::Unsupported.into(), "send text")),
            AggregatedMessage::Close(_) => Err(End::With(CloseCode::Normal.into(), "")),
            AggregatedMessage::Pong(_) => Ok(()),
        }
    }

    /// Does what a frame asks for, when whoever is there may ask for it now.
    async fn take(&mut self, frame: Frame) -> Result<(), End> {
        self.is_rich |= matches!(frame, Frame::Json(_));
        // What has been found to be over may not have been heard of yet.
        if self.here.over().is_cancelled() {
            return Err(OVER);
        }
        if let Err(refusal) = judge_frame(&frame, &self.who, self.owner) {
            return self.complain(refusal.code(), refusal.detail()).await;
        }
        match frame {
            Frame::Ping => self.send_text("__pong__".to_owned()).await,
            Frame::Text(content) => self.say(&content, None).await,
            Frame::Json(JsonFrame::Message { client_msg_id, content }) => self.say(&content, client_msg_id).await,
            Frame::Json(JsonFrame::Resume { from_seq }) => {
                // Everything again from there, the client's own words included.
                let newest = self.delivered;
                self.delivered = from_seq.min(newest);
                self.resend().await
            }
            // Whether somebody types or has read is told to nobody yet.
            Frame::Json(JsonFrame::Typing | JsonFrame::Read) => Ok(()),
        }
    }

    /// Stores what the client says, acknowledges it, and lets the assistant answer if it is the one to.
    async fn say(&mut self, content: &str, client_msg_id: Option<Uuid>) -> Result<(), End> {
        if let Err(refusal) = self.context.limits.says(self.who.principal.account_id).await {
            return self.complain(refusal.code(), refusal.detail()).await;
        }
        let recorded = match self.chat.say(&self.who.principal, self.id, content, client_msg_id).await {
            Ok(recorded) => recorded,
            Err(ChatError::Refused(refusal)) => return self.complain("refused", &refusal.to_string()).await,
            Err(ChatError::NotFound) => return self.complain("forbidden", "only its owner speaks here").await,
            Err(error) => {
                warn!(session.id = %self.id, %error, "could not store a message");
                return self.complain("unavailable", "the message could not be stored; send it again").await;
            }
        };
        let seq = recorded.message.seq;
        // Nothing said by others before this message may be left out.
        self.deliver_until(seq.saturating_sub(1)).await?;
        self.delivered = self.delivered.max(seq);
        if self.is_rich {
            self.send(&json!({"type": "ack", "client_msg_id": client_msg_id, "seq": seq})).await?;
        }
        match recorded.session.status {
            ChatStatus::ActiveHuman => {
                let told = "Your message has been forwarded to a human agent";
                self.send(&json!({"type": "queued", "message": told, "content": recorded.message.content})).await
            }
            ChatStatus::ActiveAi | ChatStatus::Closed => {
                self.let_answer();
                Ok(())
            }
        }
    }

    /// Beside the connection: the answer is wanted even if the client goes away.
    fn let_answer(&self) {
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
            self.send(&json!({"type": "history_replay", "messages": page})).await?;
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
        let (content, seq) = (&message.content, message.seq);
        let frame = match (message.sender, message.kind) {
            // A client of the old kind remembers what it said itself.
            (Sender::User, _) if !self.is_rich => return Ok(()),
            (Sender::User, _) => {
                json!({"type": "user_message", "content": content, "seq": seq, "client_msg_id": message.client_msg_id})
            }
            (Sender::Assistant, _) => {
                let by = message.generated_by.as_ref().map(ToString::to_string);
                json!({"type": "ai_reply", "content": content, "seq": seq, "generated_by": by})
            }
            (Sender::Admin, _) => json!({"type": "admin_message", "content": content, "seq": seq}),
            (Sender::System, MessageKind::Takeover) => {
                json!({"event": "admin_takeover", "type": "admin_takeover", "note": content, "seq": seq})
            }
            (Sender::System, _) => json!({"type": "system_notification", "content": content, "seq": seq}),
        };
        self.send(&frame).await?;
        if message.kind == MessageKind::Close {
            return Err(End::With(CloseCode::Normal.into(), "the conversation is closed"));
        }
        Ok(())
    }

    async fn heartbeat(&mut self) -> Result<(), End> {
        if self.heard.elapsed() > SILENCE {
            return Err(End::Gone);
        }
        let ping = timeout(SLOWEST, self.socket.ping(b"")).await;
        ping.map_err(|_| End::Gone)?.map_err(|_| End::Gone)
    }

    async fn complain(&mut self, code: &str, message: &str) -> Result<(), End> {
        self.send(&json!({"type": "error", "code": code, "message": message})).await
    }

    async fn send(&mut self, frame: &Value) -> Result<(), End> {
        self.send_text(frame.to_string()).await
    }

    async fn send_text(&mut self, text: String) -> Result<(), End> {
        match timeout(SLOWEST, self.socket.text(text)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Gone),
            Err(_) => Err(End::With(CloseCode::Again.into(), "too slow; come back and resume")),
        }
    }
}
