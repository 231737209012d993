//! A chat client.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::Api;

/// A frame that has not come by then never will.
const SOON: Duration = Duration::from_mins(3);

/// What clients can send, and whether it says something.
pub(crate) const FRAMES: [(&str, bool); 6] = [
    ("__ping__", false),
    ("{\"type\": \"typing\"}", false),
    ("{\"type\": \"read\", \"seq\": 1}", false),
    ("{\"type\": \"resume\", \"from_seq\": 0}", false),
    ("{\"type\": \"message\", \"content\": \"by frame\"}", true),
    ("in plain words", true),
];

/// An open conversation.
pub(crate) struct Chat {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

/// The request that opens the WebSocket of a session, without any credentials.
pub(crate) fn handshake(api: &Api, session: &Value, query: &str) -> Request {
    let address = api.address.replace("http://", "ws://");
    format!("{address}/ws/chat/{}{query}", session.as_str().unwrap()).into_client_request().unwrap()
}

impl Chat {
    /// Opens a session's WebSocket with the client's token as subprotocol, as a browser would.
    pub(crate) async fn open(api: &Api, session: &Value) -> Self {
        let mut request = handshake(api, session, "");
        let offer = format!("bearer, {}", api.token.as_ref().unwrap());
        request.headers_mut().insert("sec-websocket-protocol", offer.parse().unwrap());
        Self::connect(request).await.unwrap()
    }

    /// Opens a conversation and reads what is there: what was said so far, or the greeting where nothing was.
    pub(crate) async fn begin(api: &Api, session: &Value) -> Self {
        let mut chat = Self::open(api, session).await;
        if chat.expect("history_replay").await["messages"] == json!([]) {
            assert_eq!(chat.expect("ai_reply").await["seq"], 1);
        }
        chat
    }

    pub(crate) async fn connect(request: Request) -> Result<Self, Error> {
        let (socket, _) = connect_async(request).await?;
        Ok(Self { socket })
    }

    pub(crate) async fn send_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    pub(crate) async fn send(&mut self, frame: Value) {
        self.send_text(&frame.to_string()).await;
    }

    /// Says something with an id of the client's own.
    pub(crate) async fn send_message(&mut self, id: &str, content: &str) {
        self.send(json!({"type": "message", "client_msg_id": id, "content": content})).await;
    }

    /// The next text, or `None` when the connection is gone.
    pub(crate) async fn next_text(&mut self) -> Option<String> {
        loop {
            match timeout(SOON, self.socket.next()).await.expect("a frame was due") {
                Some(Ok(Message::Text(text))) => return Some(text.to_string()),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    /// The next frame, whatever it is.
    pub(crate) async fn next(&mut self) -> Value {
        serde_json::from_str(&self.next_text().await.expect("the connection is open")).unwrap()
    }

    /// The next frame, which has to be of this type. What a client of plain text is shown again of the record, after frames it
    /// does not know, is skipped.
    #[track_caller]
    pub(crate) fn expect(&mut self, kind: &str) -> impl Future<Output = Value> {
        let kind = kind.to_owned();
        async move {
            loop {
                let frame = self.next().await;
                let is_again = frame["type"] == "history_replay" && frame["session_status"].is_null();
                if kind != "history_replay" && is_again {
                    continue;
                }
                assert_eq!(frame["type"], kind, "{frame}");
                return frame;
            }
        }
    }

    /// Sends a text. The server may have closed the socket already.
    pub(crate) async fn try_send(&mut self, text: &str) {
        let _ = self.socket.send(Message::text(text)).await;
    }

    /// The code the server closes with, after whatever else it sends.
    pub(crate) async fn close_code(&mut self) -> u16 {
        self.close_code_after(&mut Vec::new()).await
    }

    /// The same, with the texts that came before.
    pub(crate) async fn close_code_after(&mut self, received: &mut Vec<String>) -> u16 {
        loop {
            match timeout(SOON, self.socket.next()).await.expect("a close was due") {
                Some(Ok(Message::Text(text))) => received.push(text.to_string()),
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(Message::Close(None))) | None => return 0,
                Some(Ok(_)) => {}
                Some(Err(error)) => panic!("{error}"),
            }
        }
    }
}
