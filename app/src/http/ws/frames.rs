//! The frames of the chat WebSocket in both directions, with their JSON schema in the `OpenAPI` document.
//! [`super::authorization`] says who may send which.

use domain_model::chat::{ChatMessage, MessageKind, Sender};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::ChatStatusName;
use crate::http::compat::coach::dto::Message;

/// A client that speaks plain text asks by this whether the server is there.
const PING: &str = "__ping__";
/// The answer to [`PING`].
pub(super) const PONG: &str = "__pong__";

/// A text that a client sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClientMessage {
    /// Words, as they are: clients that speak no JSON.
    Text(String),
    /// `__ping__`
    Ping,
    /// A frame of JSON.
    Frame(ClientFrame),
}

/// A frame that a client sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(in crate::http) enum ClientFrame {
    /// Says something. The same `client_msg_id` again is the same message.
    Message {
        client_msg_id: Option<Uuid>,
        content: String,
    },
    /// Asks for everything after this message once more.
    Resume {
        from_seq: u64,
    },
    Typing,
    Read,
}

/// A frame that the server sends.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(in crate::http) enum ServerFrame {
    /// The newest messages when the socket opens, or a page of those that were asked for.
    HistoryReplay {
        messages: Vec<Message>,
        /// When the socket opens.
        #[serde(skip_serializing_if = "Option::is_none")]
        session_status: Option<ChatStatusName>,
    },
    /// The client's message is stored under this number.
    Ack {
        client_msg_id: Option<Uuid>,
        seq: u64,
    },
    /// The client's message waits for a person. Both members say so: clients read one or the other.
    Queued {
        message: String,
        content: String,
    },
    /// What the client's owner said, on whichever device.
    UserMessage {
        content: String,
        seq: u64,
        client_msg_id: Option<Uuid>,
    },
    AiReply {
        content: String,
        seq: u64,
        /// `rules`, or `model:` and its name.
        generated_by: Option<String>,
    },
    AdminMessage {
        content: String,
        seq: u64,
    },
    /// A person answers from here on.
    AdminTakeover {
        /// `admin_takeover`, as old clients read it.
        event: &'static str,
        note: String,
        seq: u64,
    },
    SystemNotification {
        content: String,
        seq: u64,
    },
    /// What the client sent was not taken.
    Error {
        code: String,
        message: String,
    },
}

impl ClientMessage {
    /// Reads what was sent. `None` when it means to be a frame, and is none that we know.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text == PING {
            return Some(Self::Ping);
        }
        match serde_json::from_str(text) {
            Ok(frame) => Some(Self::Frame(frame)),
            Err(_) if is_meant_as_frame(text) => None,
            Err(_) => Some(Self::Text(text.to_owned())),
        }
    }
}

/// Words that happen to be JSON are words.
fn is_meant_as_frame(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|value| value.get("type").is_some_and(Value::is_string))
}

impl ServerFrame {
    pub(super) fn queued(notice: &str) -> Self {
        Self::Queued { message: notice.to_owned(), content: notice.to_owned() }
    }

    /// A message of the record.
    pub(super) fn of(message: &ChatMessage) -> Self {
        let (content, seq) = (message.content.clone(), message.seq);
        match (message.sender, message.kind) {
            (Sender::User, _) => Self::UserMessage { content, seq, client_msg_id: message.client_msg_id },
            (Sender::Assistant, _) => {
                let generated_by = message.generated_by.as_ref().map(ToString::to_string);
                Self::AiReply { content, seq, generated_by }
            }
            (Sender::Admin, _) => Self::AdminMessage { content, seq },
            (Sender::System, MessageKind::Takeover) => {
                Self::AdminTakeover { event: "admin_takeover", note: content, seq }
            }
            (Sender::System, _) => Self::SystemNotification { content, seq },
        }
    }

    /// As it is sent: members in the order of their names, as they always were.
    pub(super) fn to_text(&self) -> String {
        serde_json::to_value(self).expect("a frame is plain data").to_string()
    }
}

#[cfg(test)]
mod tests {
    use domain_model::chat::ChatStatus;
    use serde_json::json;

    use super::*;

    #[test]
    fn every_frame_is_written_as_clients_have_always_read_it() {
        let id = Uuid::from_u128(7);
        let frames = [
            (
                ServerFrame::HistoryReplay { messages: Vec::new(), session_status: Some(ChatStatus::ActiveAi.into()) },
                json!({"type": "history_replay", "messages": [], "session_status": "active_ai"}),
            ),
            (
                ServerFrame::HistoryReplay { messages: Vec::new(), session_status: None },
                json!({"type": "history_replay", "messages": []}),
            ),
            (
                ServerFrame::Ack { client_msg_id: Some(id), seq: 1 },
                json!({"type": "ack", "client_msg_id": id, "seq": 1}),
            ),
            (ServerFrame::Ack { client_msg_id: None, seq: 1 }, json!({"type": "ack", "client_msg_id": null, "seq": 1})),
            (ServerFrame::queued("told"), json!({"type": "queued", "message": "told", "content": "told"})),
            (
                ServerFrame::UserMessage { content: "said".to_owned(), seq: 2, client_msg_id: None },
                json!({"type": "user_message", "content": "said", "seq": 2, "client_msg_id": null}),
            ),
            (
                ServerFrame::AiReply { content: "said".to_owned(), seq: 3, generated_by: Some("rules".to_owned()) },
                json!({"type": "ai_reply", "content": "said", "seq": 3, "generated_by": "rules"}),
            ),
            (
                ServerFrame::AdminMessage { content: "said".to_owned(), seq: 4 },
                json!({"type": "admin_message", "content": "said", "seq": 4}),
            ),
            (
                ServerFrame::AdminTakeover { event: "admin_takeover", note: "why".to_owned(), seq: 5 },
                json!({"event": "admin_takeover", "type": "admin_takeover", "note": "why", "seq": 5}),
            ),
            (
                ServerFrame::SystemNotification { content: "said".to_owned(), seq: 6 },
                json!({"type": "system_notification", "content": "said", "seq": 6}),
            ),
            (
                ServerFrame::Error { code: "refused".to_owned(), message: "why".to_owned() },
                json!({"type": "error", "code": "refused", "message": "why"}),
            ),
        ];
        for (frame, expected) in frames {
            assert_eq!(frame.to_text(), expected.to_string(), "{frame:?}");
        }
    }

    #[test]
    fn what_a_client_sends_is_a_frame_a_ping_or_words() {
        let frame = |frame| Some(ClientMessage::Frame(frame));
        let words = |text: &str| Some(ClientMessage::Text(text.to_owned()));
        for (text, expected) in [
            ("__ping__", Some(ClientMessage::Ping)),
            (r#"{"type":"typing"}"#, frame(ClientFrame::Typing)),
            (r#"{"type":"read","seq":1}"#, frame(ClientFrame::Read)),
            (r#"{"type":"resume","from_seq":7}"#, frame(ClientFrame::Resume { from_seq: 7 })),
            (
                r#"{"type":"message","content":"hello"}"#,
                frame(ClientFrame::Message { client_msg_id: None, content: "hello".to_owned() }),
            ),
            (r#"{"type":"unheard_of"}"#, None),
            (r#"{"type":"resume"}"#, None),
            (r#"{"my":"json"}"#, words(r#"{"my":"json"}"#)),
            ("hello", words("hello")),
            ("42", words("42")),
        ] {
            assert_eq!(ClientMessage::read(text), expected, "{text}");
        }
    }
}
