//! Chat sessions and their messages.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::chat::{ChatMessage, ChatSession, ChatStatus, Sender};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, ChatSessionId, JobId};
use domain_model::kernel::page::{Page, PageRequest};
use uuid::Uuid;

use crate::PortResult;

/// The sort key of chat sessions: last use, and id. Using a session moves it to the front of the list.
pub type ChatKey = (DateTime<Utc>, ChatSessionId);

/// A filter for lists of chat sessions. Empty, it selects all.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChatFilter {
    /// Sessions of this account only.
    pub owner: Option<AccountId>,
    /// Sessions in this state only.
    pub status: Option<ChatStatus>,
}

/// A chat session as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatSessionSummary {
    /// The session.
    pub session: ChatSession,
    /// The owner's email address.
    pub user_email: String,
    /// The owner's name.
    pub user_full_name: Option<String>,
    /// The title of the job that the session is about.
    pub job_title: Option<String>,
    /// The number of the owner's messages since the last answer.
    pub unread: u32,
}

/// Chat sessions and their messages. An owner sees their own, an administrator all.
#[async_trait]
pub trait ChatRepository: Send {
    /// Adds a session. `Conflict` when the account already has one about this job.
    async fn insert(&mut self, session: &ChatSession) -> PortResult<()>;

    /// The session, if the principal may see it.
    async fn get(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSession>>;

    /// Whether the session exists, whoever owns it. Ids are unguessable, so the answer reveals nothing to others.
    async fn exists(&mut self, id: ChatSessionId) -> PortResult<bool>;

    /// Like `get`, and locks the session against other writers until the unit of work ends.
    async fn lock(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSession>>;

    /// Like `lock`, for the assistant, which acts for no principal.
    async fn lock_for_assistant(&mut self, id: ChatSessionId) -> PortResult<Option<ChatSession>>;

    /// The account's open session about this job.
    async fn find(&mut self, account_id: AccountId, job_id: JobId) -> PortResult<Option<ChatSession>>;

    /// The account's sessions, last used first.
    async fn list_own(&mut self, account_id: AccountId) -> PortResult<Vec<ChatSession>>;

    /// The sessions that the principal may see, last used first.
    async fn list(
        &mut self,
        principal: &Principal,
        filter: ChatFilter,
        page: PageRequest<ChatKey>,
    ) -> PortResult<Page<ChatSessionSummary, ChatKey>>;

    /// One session as `list` shows it, if the principal may see it.
    async fn summary(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSessionSummary>>;

    /// The `seq` of the newest message of each existing session. Takes no principal, because it returns numbers only.
    async fn last_seqs(&mut self, ids: &[ChatSessionId]) -> PortResult<Vec<(ChatSessionId, u64)>>;

    /// Updates a session.
    async fn update(&mut self, session: &ChatSession) -> PortResult<()>;

    /// Adds a message. `Conflict` when its `seq` is taken.
    async fn insert_message(&mut self, message: &ChatMessage) -> PortResult<()>;

    /// The message that this sender already sent under this client id. Whoever could read `session` may read it.
    async fn find_message(
        &mut self,
        session: &ChatSession,
        sender: Sender,
        client_msg_id: Uuid,
    ) -> PortResult<Option<ChatMessage>>;

    /// The messages after `seq` `after`, in order. Whoever could read `session` may read them.
    async fn messages_after(&mut self, session: &ChatSession, after: u64, limit: u32) -> PortResult<Vec<ChatMessage>>;

    /// Sessions in which the assistant has not answered a message sent before `sent_before`, longest waiting first.
    async fn list_awaiting_answer(&mut self, sent_before: DateTime<Utc>, limit: u32) -> PortResult<Vec<ChatSessionId>>;
}
