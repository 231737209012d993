//! Response bodies for chat sessions under `/api/v1`.

use chrono::{DateTime, Utc};
use domain_model::chat::waiting::Waiting;
use domain_model::chat::{ChatMessage, ChatSession};
use ports::ChatSessionSummary;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::{ChatStatusName, MessageKindName, SenderName, WaitingReasonName};

/// A conversation of mine in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConversationItem {
    id: Uuid,
    user_id: Uuid,
    /// The job it is about, if any.
    job: Option<ConversationJob>,
    status: ChatStatusName,
    /// While I wait for a person.
    waiting: Option<WaitingForPerson>,
    created_at: DateTime<Utc>,
    last_message_at: Option<DateTime<Utc>>,
    /// The `seq` of the newest message.
    last_seq: u64,
}

/// A seeker waits for a person. The assistant answers until one takes over.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WaitingForPerson {
    since: DateTime<Utc>,
    reason: WaitingReasonName,
    /// By when a person should have joined.
    answer_due_at: DateTime<Utc>,
}

/// The job that a conversation is about.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConversationJob {
    id: Uuid,
    title: Option<String>,
}

/// A conversation with its last messages.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Conversation {
    #[serde(flatten)]
    item: ConversationItem,
    /// The last 100, in order.
    messages: Vec<ConversationMessage>,
}

/// A message of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConversationMessage {
    /// Its number in the conversation: from 1, without gaps.
    seq: u64,
    sender: SenderName,
    kind: MessageKindName,
    content: String,
    created_at: DateTime<Utc>,
    /// How the assistant made the text: `rules`, or `model:` and its name.
    generated_by: Option<String>,
}

/// A conversation in the list of the control tower.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TowerItem {
    id: Uuid,
    user: TowerPerson,
    /// The job it is about, if any.
    job: Option<ConversationJob>,
    status: ChatStatusName,
    /// While the user waits for a person.
    waiting: Option<WaitingForPerson>,
    /// The administrator who answers, if any.
    operator_id: Option<Uuid>,
    created_at: DateTime<Utc>,
    last_message_at: Option<DateTime<Utc>>,
    /// The `seq` of the newest message.
    last_seq: u64,
    /// Messages of the user since the last answer.
    unread: u32,
}

/// The owner of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TowerPerson {
    id: Uuid,
    full_name: Option<String>,
    email: String,
}

/// A conversation in the control tower with its last messages.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TowerConversation {
    #[serde(flatten)]
    item: TowerItem,
    /// The last 100, in order.
    messages: Vec<ConversationMessage>,
}

/// The state of a conversation after it was put into the queue, taken over, released or closed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConversationState {
    id: Uuid,
    status: ChatStatusName,
    /// The administrator who answers, if any.
    operator_id: Option<Uuid>,
    /// The `seq` of the newest message.
    last_seq: u64,
}

impl ConversationItem {
    fn new(session: &ChatSession, job_title: Option<String>) -> Self {
        Self {
            id: session.id.0,
            user_id: session.account_id.0,
            job: job_of(session, job_title),
            status: session.status.into(),
            waiting: session.waiting.map(WaitingForPerson::from),
            created_at: session.created_at,
            last_message_at: session.last_message_at,
            last_seq: session.last_seq,
        }
    }
}

impl From<Waiting> for WaitingForPerson {
    fn from(waiting: Waiting) -> Self {
        Self { since: waiting.since, reason: waiting.reason.into(), answer_due_at: waiting.answer_due_at }
    }
}

fn job_of(session: &ChatSession, title: Option<String>) -> Option<ConversationJob> {
    session.job_id.map(|id| ConversationJob { id: id.0, title })
}

impl From<ChatSessionSummary> for ConversationItem {
    fn from(summary: ChatSessionSummary) -> Self {
        Self::new(&summary.session, summary.job_title)
    }
}

impl From<ChatSessionSummary> for TowerItem {
    fn from(summary: ChatSessionSummary) -> Self {
        let session = summary.session;
        Self {
            id: session.id.0,
            user: TowerPerson {
                id: session.account_id.0,
                full_name: summary.user_full_name,
                email: summary.user_email,
            },
            job: job_of(&session, summary.job_title),
            status: session.status.into(),
            waiting: session.waiting.map(WaitingForPerson::from),
            operator_id: session.operator.map(|id| id.0),
            created_at: session.created_at,
            last_message_at: session.last_message_at,
            last_seq: session.last_seq,
            unread: summary.unread,
        }
    }
}

impl From<(ChatSessionSummary, Vec<ChatMessage>)> for Conversation {
    fn from((summary, messages): (ChatSessionSummary, Vec<ChatMessage>)) -> Self {
        Self { item: summary.into(), messages: messages.into_iter().map(ConversationMessage::from).collect() }
    }
}

impl From<(ChatSessionSummary, Vec<ChatMessage>)> for TowerConversation {
    fn from((summary, messages): (ChatSessionSummary, Vec<ChatMessage>)) -> Self {
        Self { item: summary.into(), messages: messages.into_iter().map(ConversationMessage::from).collect() }
    }
}

impl From<ChatMessage> for ConversationMessage {
    fn from(message: ChatMessage) -> Self {
        Self {
            seq: message.seq,
            sender: message.sender.into(),
            kind: message.kind.into(),
            content: message.content,
            created_at: message.created_at,
            generated_by: message.generated_by.map(String::from),
        }
    }
}

impl From<ChatSession> for ConversationState {
    fn from(session: ChatSession) -> Self {
        Self {
            id: session.id.0,
            status: session.status.into(),
            operator_id: session.operator.map(|id| id.0),
            last_seq: session.last_seq,
        }
    }
}
