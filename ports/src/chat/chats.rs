//! Chat sessions and their messages.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::chat::{ChatMessage, ChatSession, ChatStatus, Sender};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{AccountId, ChatSessionId, JobId};
use domain_model::kernel::page::{Page, PageRequest};
use uuid::Uuid;

use crate::PortResult;

/// What conversations are ordered by: when they were last used, and their ids. A conversation that is used goes to the
/// front of the list.
pub type ChatKey = (DateTime<Utc>, ChatSessionId);

/// Which conversations are to be shown. Without a condition, all of them.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChatFilter {
    /// Of this account.
    pub owner: Option<AccountId>,
    /// In this state.
    pub status: Option<ChatStatus>,
}

/// A conversation as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatSessionSummary {
    /// The conversation.
    pub session: ChatSession,
    /// Its owner's address.
    pub user_email: String,
    /// Its owner's name.
    pub user_full_name: Option<String>,
    /// The title of the job it is about.
    pub job_title: Option<String>,
    /// How many messages of the owner nobody has answered since the last answer.
    pub unread: u32,
}

/// Conversations: an owner sees its own, an admin sees all.
#[async_trait]
pub trait ChatRepository: Send {
    /// A new conversation. `Conflict` when the account already has one about this job.
    async fn insert(&mut self, session: &ChatSession) -> PortResult<()>;

    /// The conversation as far as the principal may see it.
    async fn get(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSession>>;

    /// Is there such a conversation, whosever it is? An id is as good as a secret, so this tells nothing to a guesser.
    async fn exists(&mut self, id: ChatSessionId) -> PortResult<bool>;

    /// Like `get`, and held against every other writer until the unit of work ends.
    async fn lock(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSession>>;

    /// Like `lock`, for the assistant itself, which acts for nobody in particular.
    async fn lock_for_assistant(&mut self, id: ChatSessionId) -> PortResult<Option<ChatSession>>;

    /// The account's conversation about this job, or its general one.
    async fn find(&mut self, account_id: AccountId, job_id: Option<JobId>) -> PortResult<Option<ChatSession>>;

    /// The account's conversations, last used first.
    async fn list_own(&mut self, account_id: AccountId) -> PortResult<Vec<ChatSession>>;

    /// Conversations as far as the principal may see them, last used first.
    async fn list(
        &mut self,
        principal: &Principal,
        filter: ChatFilter,
        page: PageRequest<ChatKey>,
    ) -> PortResult<Page<ChatSessionSummary, ChatKey>>;

    /// One conversation as `list` shows it, as far as the principal may see it.
    async fn summary(&mut self, principal: &Principal, id: ChatSessionId) -> PortResult<Option<ChatSessionSummary>>;

    /// The number of the newest message of each of these conversations that exists. Numbers only, so nobody has to say who
    /// asks.
    async fn last_seqs(&mut self, ids: &[ChatSessionId]) -> PortResult<Vec<(ChatSessionId, u64)>>;

    /// Writes a conversation back.
    async fn update(&mut self, session: &ChatSession) -> PortResult<()>;

    /// Adds a message to the record. `Conflict` when its number is taken.
    async fn insert_message(&mut self, message: &ChatMessage) -> PortResult<()>;

    /// The message that this sender already sent under its own id. Whoever holds the session may read it.
    async fn find_message(
        &mut self,
        session: &ChatSession,
        sender: Sender,
        client_msg_id: Uuid,
    ) -> PortResult<Option<ChatMessage>>;

    /// The messages after number `after`, in order. Whoever holds the session may read them.
    async fn messages_after(&mut self, session: &ChatSession, after: u64, limit: u32) -> PortResult<Vec<ChatMessage>>;

    /// Conversations in which the assistant owes an answer to something said before `said_before`, longest waiting first.
    async fn list_awaiting_answer(&mut self, said_before: DateTime<Utc>, limit: u32) -> PortResult<Vec<ChatSessionId>>;
}
