//! What clients send over the socket of a conversation. Old ones send plain text, which is what they say, and a ping of
//! their own; those that speak JSON send frames. Who may send which is in [`crate::http::authorization`].

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// Something a client sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) enum Frame {
    /// Words, as they are.
    Text(String),
    /// `__ping__`
    Ping,
    /// A frame of JSON.
    Json(JsonFrame),
}

/// What a client that speaks JSON sends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(in crate::http) enum JsonFrame {
    Message { client_msg_id: Option<Uuid>, content: String },
    Resume { from_seq: u64 },
    Typing,
    Read,
}

impl Frame {
    /// Reads what was sent. `None` when it means to be a frame, and is none that we know.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text == "__ping__" {
            return Some(Self::Ping);
        }
        match serde_json::from_str(text) {
            Ok(frame) => Some(Self::Json(frame)),
            Err(_) if is_meant_as_frame(text) => None,
            Err(_) => Some(Self::Text(text.to_owned())),
        }
    }
}

/// Words that happen to be JSON are words.
fn is_meant_as_frame(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|value| value.get("type").is_some_and(Value::is_string))
}
