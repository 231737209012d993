//! Bodies for conversations.

use chrono::{DateTime, Utc};
use domain_model::chat::{ChatMessage, ChatSession};
use ports::ChatSessionSummary;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::api::names::{ChatStatusName, SenderName};

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Session {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) job_id: Option<Uuid>,
    pub(crate) status: ChatStatusName,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) last_message_at: Option<DateTime<Utc>>,
    /// The `seq` of the newest message.
    pub(crate) last_seq: u64,
}

impl From<ChatSession> for Session {
    fn from(session: ChatSession) -> Self {
        Self {
            id: session.id.0,
            user_id: session.account_id.0,
            job_id: session.job_id.map(|id| id.0),
            status: session.status.into(),
            created_at: session.created_at,
            last_message_at: session.last_message_at,
            last_seq: session.last_seq,
        }
    }
}

/// A conversation in the list of its owner.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnSession {
    #[serde(flatten)]
    session: Session,
    job_title: Option<String>,
}

impl From<ChatSessionSummary> for OwnSession {
    fn from(summary: ChatSessionSummary) -> Self {
        Self { job_title: summary.job_title, session: summary.session.into() }
    }
}

/// A message of a conversation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Message {
    pub(crate) role: SenderName,
    pub(crate) content: String,
    pub(crate) timestamp: DateTime<Utc>,
    /// Its number in the conversation: from 1, without gaps.
    pub(crate) seq: u64,
    /// How the assistant made the text: `rules`, or `model:` and its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) generated_by: Option<String>,
}

impl From<&ChatMessage> for Message {
    fn from(message: &ChatMessage) -> Self {
        Self {
            role: message.sender.into(),
            content: message.content.clone(),
            timestamp: message.created_at,
            seq: message.seq,
            generated_by: message.generated_by.as_ref().map(ToString::to_string),
        }
    }
}

/// A conversation in the control tower.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TowerSession {
    pub(crate) id: Uuid,
    pub(crate) status: ChatStatusName,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) last_message_at: Option<DateTime<Utc>>,
    pub(crate) user: TowerUser,
    pub(crate) job: Option<TowerJob>,
    /// The administrator who answers, if any.
    pub(crate) operator_id: Option<Uuid>,
    /// Since when the user waits for a person, if so.
    pub(crate) waiting_since: Option<DateTime<Utc>>,
    /// Messages of the user since the last answer.
    pub(crate) unread: u32,
}

/// The owner of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TowerUser {
    pub(crate) id: Uuid,
    pub(crate) full_name: Option<String>,
    pub(crate) email: String,
}

/// The job of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TowerJob {
    pub(crate) id: Uuid,
    pub(crate) title: Option<String>,
}

impl From<ChatSessionSummary> for TowerSession {
    fn from(summary: ChatSessionSummary) -> Self {
        let session = summary.session;
        Self {
            id: session.id.0,
            status: session.status.into(),
            created_at: session.created_at,
            last_message_at: session.last_message_at,
            user: TowerUser { id: session.account_id.0, full_name: summary.user_full_name, email: summary.user_email },
            job: session.job_id.map(|id| TowerJob { id: id.0, title: summary.job_title }),
            operator_id: session.operator.map(|id| id.0),
            waiting_since: session.waiting.map(|waiting| waiting.since),
            unread: summary.unread,
        }
    }
}
