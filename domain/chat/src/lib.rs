//! Chat sessions: messages are stored before they are acknowledged, the assistant answers unless an operator does, and no
//! answer of the assistant appears after a takeover (WS-09, WS-10).
//!
//! Every method reads the session under a lock, asks the pure model for a decision, writes and commits. Watchers are notified
//! after the commit.

mod assistant;
mod error;
mod turns;

use std::sync::Arc;

use chrono::TimeDelta;
use domain_model::catalogue::job::JobStatus;
use domain_model::chat::{ChatMessage, ChatRefusal, ChatSession, ChatStatus, Said, Sender};
use domain_model::identity::account::Principal;
use domain_model::kernel::id::{ChatSessionId, JobId};
use domain_model::kernel::page::{Page, PageRequest};
use ports::{
    Actor, Broadcast, ChatFilter, ChatKey, ChatSessionSummary, Clock, CompletionModel, Database, IdGenerator,
    PortErrorKind, SeqStream, UnitOfWork,
};
use tracing::{debug, info};
use uuid::Uuid;

pub use error::{ChatError, ChatResult};

use assistant::Assistant;
use turns::Turns;

/// Conversations whose newest numbers are read in one statement.
const LOOKED_AT_ONCE: usize = 500;

/// A message that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The message.
    pub message: ChatMessage,
    /// The session after it.
    pub session: ChatSession,
}

/// Conversations.
pub struct ChatService {
    database: Arc<dyn Database>,
    broadcast: Arc<dyn Broadcast>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    assistant: Assistant,
    turns: Turns,
}

impl ChatService {
    /// The service on these ports. Without a model the rules answer.
    pub fn new(
        database: Arc<dyn Database>,
        broadcast: Arc<dyn Broadcast>,
        completions: Option<Arc<dyn CompletionModel>>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
    ) -> Self {
        let assistant = Assistant::new(Arc::clone(&database), completions);
        Self { database, broadcast, clock, ids, assistant, turns: Turns::default() }
    }

    /// The principal's conversation about a job, or its general one: the open one, or a new one.
    pub async fn open(&self, principal: &Principal, job_id: Option<JobId>) -> ChatResult<ChatSession> {
        let mut uow = self.database.begin(principal.into()).await?;
        if let Some(session) = uow.chats().find(principal.account_id, job_id).await? {
            return Ok(session);
        }
        if let Some(job_id) = job_id {
            let job = uow.jobs().get(job_id).await?.filter(|job| job.status == JobStatus::Active);
            job.ok_or(ChatError::JobNotFound)?;
        }
        let id = ChatSessionId(self.ids.next());
        let session = ChatSession::open(id, principal.account_id, job_id, self.clock.now());
        uow.chats().insert(&session).await?;
        uow.commit().await?;
        Ok(session)
    }

    /// A conversation the principal wants to watch and speak in: [`ChatError::NotYours`] when it is somebody else's.
    pub async fn enter(&self, principal: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        match self.get(principal, id).await {
            Err(ChatError::NotFound) if self.database.read(Actor::System).chats().exists(id).await? => {
                Err(ChatError::NotYours)
            }
            outcome => outcome,
        }
    }

    /// A conversation the principal may see.
    pub async fn get(&self, principal: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        self.database.read(principal.into()).chats().get(principal, id).await?.ok_or(ChatError::NotFound)
    }

    /// The principal's own conversations, last used first.
    pub async fn list_own(&self, principal: &Principal) -> ChatResult<Vec<ChatSession>> {
        Ok(self.database.read(principal.into()).chats().list_own(principal.account_id).await?)
    }

    /// Conversations as far as the principal may see them, last used first.
    pub async fn list(
        &self,
        principal: &Principal,
        filter: ChatFilter,
        page: PageRequest<ChatKey>,
    ) -> ChatResult<Page<ChatSessionSummary, ChatKey>> {
        Ok(self.database.read(principal.into()).chats().list(principal, filter, page).await?)
    }

    /// A conversation as lists show it.
    pub async fn summary(&self, principal: &Principal, id: ChatSessionId) -> ChatResult<ChatSessionSummary> {
        self.database.read(principal.into()).chats().summary(principal, id).await?.ok_or(ChatError::NotFound)
    }

    /// The messages after number `after`, in order, at most `limit`. The session is as it was read before.
    pub async fn messages(
        &self,
        principal: &Principal,
        session: &ChatSession,
        after: u64,
        limit: u32,
    ) -> ChatResult<Vec<ChatMessage>> {
        Ok(self.database.read(principal.into()).chats().messages_after(session, after, limit).await?)
    }

    /// A conversation as lists show it, with its last messages, in order.
    pub async fn with_last_messages(
        &self,
        principal: &Principal,
        id: ChatSessionId,
        limit: u32,
    ) -> ChatResult<(ChatSessionSummary, Vec<ChatMessage>)> {
        let summary = self.summary(principal, id).await?;
        let after = summary.session.last_seq.saturating_sub(limit.into());
        let messages = self.messages(principal, &summary.session, after, limit).await?;
        Ok((summary, messages))
    }

    /// The messages of a conversation, in order, page by page.
    pub async fn messages_page(
        &self,
        principal: &Principal,
        id: ChatSessionId,
        page: PageRequest<u64>,
    ) -> ChatResult<Page<ChatMessage, u64>> {
        let session = self.get(principal, id).await?;
        let after = page.after_key().unwrap_or(0);
        let rows = self.messages(principal, &session, after, page.limit.saturating_add(1)).await?;
        Ok(Page::from_rows(rows, page.limit, |message| message.seq))
    }

    /// Hints about new messages from now on.
    pub fn watch(&self, id: ChatSessionId) -> SeqStream {
        self.broadcast.subscribe(id)
    }

    /// Looks whether there is more in the conversations that are watched in this process than their watchers were told of,
    /// and tells them: another process may have written, and hints get lost. Costs one small read for
    /// five hundred conversations, and nothing when nobody watches.
    pub async fn look_again(&self) -> ChatResult<()> {
        for ids in self.broadcast.watched_here().chunks(LOOKED_AT_ONCE) {
            for (id, seq) in self.database.read(Actor::System).chats().last_seqs(ids).await? {
                self.broadcast.publish_here(id, seq);
            }
        }
        Ok(())
    }

    /// The owner says something. The same `client_msg_id` again is the same message (WS-07).
    pub async fn say(
        &self,
        principal: &Principal,
        id: ChatSessionId,
        content: &str,
        client_msg_id: Option<Uuid>,
    ) -> ChatResult<Recorded> {
        let (mut uow, session) = self.lock(principal, id).await?;
        if session.account_id != principal.account_id {
            return Err(ChatError::NotFound);
        }
        if let Some(client_msg_id) = client_msg_id
            && let Some(message) = uow.chats().find_message(&session, Sender::User, client_msg_id).await?
        {
            return Ok(Recorded { message, session });
        }
        let said = session.user_says(content, client_msg_id, self.clock.now())?;
        self.record(uow.as_mut(), &said).await?;
        self.publish(uow, said).await
    }

    /// The assistant answers what it owes in this conversation, if anything. Safe to call at any time and by several at
    /// once: a message is answered once, and only while the assistant is the one to answer. In this process only one at a
    /// time works an answer out; whoever asks meanwhile is told at once, and the one at work looks again.
    pub async fn answer(&self, id: ChatSessionId) -> ChatResult<()> {
        let Some(mut turn) = self.turns.take(id) else { return Ok(()) };
        loop {
            self.answer_once(id).await?;
            if turn.ends() {
                return Ok(());
            }
        }
    }

    async fn answer_once(&self, id: ChatSessionId) -> ChatResult<()> {
        let Some(asked) = self.database.begin(Actor::System).await?.chats().lock_for_assistant(id).await? else {
            return Ok(());
        };
        if asked.status != ChatStatus::ActiveAi || asked.awaiting_seq == 0 {
            return Ok(());
        }
        let reply = self.assistant.reply(&asked).await?;
        let mut uow = self.database.begin(Actor::System).await?;
        let Some(session) = uow.chats().lock_for_assistant(id).await? else { return Ok(()) };
        match session.assistant_says(reply, asked.epoch, asked.awaiting_seq, self.clock.now()) {
            Ok(said) => {
                self.record(uow.as_mut(), &said).await?;
                self.publish(uow, said).await?;
                Ok(())
            }
            Err(ChatRefusal::Outdated) => {
                debug!(session.id = %id, "dropped a reply that is no longer wanted");
                Ok(())
            }
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// Conversations in which the assistant has owed an answer for at least so long: after a restart, or when answering
    /// failed.
    pub async fn awaiting_answer(&self, at_least: TimeDelta, limit: u32) -> ChatResult<Vec<ChatSessionId>> {
        let said_before = self.clock.now() - at_least;
        Ok(self.database.read(Actor::System).chats().list_awaiting_answer(said_before, limit).await?)
    }

    /// A person takes over. Doing so twice is doing so once.
    pub async fn take_over(&self, operator: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        let (mut uow, session) = self.lock(operator, id).await?;
        let Some(said) = session.clone().take_over(operator.account_id, self.clock.now())? else { return Ok(session) };
        self.record(uow.as_mut(), &said).await?;
        info!(session.id = %id, operator.id = %operator.account_id, "a person took over");
        Ok(self.publish(uow, said).await?.session)
    }

    /// A person says something; while the assistant is answering this takes over first.
    pub async fn operator_says(&self, operator: &Principal, id: ChatSessionId, content: &str) -> ChatResult<Recorded> {
        let (mut uow, mut session) = self.lock(operator, id).await?;
        let now = self.clock.now();
        if let Some(said) = session.clone().take_over(operator.account_id, now)? {
            self.record(uow.as_mut(), &said).await?;
            session = said.0;
        }
        let said = session.operator_says(operator.account_id, content, now)?;
        self.record(uow.as_mut(), &said).await?;
        self.publish(uow, said).await
    }

    /// A person hands back to the assistant.
    pub async fn release(&self, operator: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        let (mut uow, session) = self.lock(operator, id).await?;
        let said = session.release(operator.account_id, self.clock.now())?;
        self.record(uow.as_mut(), &said).await?;
        Ok(self.publish(uow, said).await?.session)
    }

    /// A person ends the conversation for good.
    pub async fn close(&self, operator: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        let (mut uow, session) = self.lock(operator, id).await?;
        let said = session.close(self.clock.now())?;
        self.record(uow.as_mut(), &said).await?;
        Ok(self.publish(uow, said).await?.session)
    }

    async fn lock(&self, principal: &Principal, id: ChatSessionId) -> ChatResult<(Box<dyn UnitOfWork>, ChatSession)> {
        let mut uow = self.database.begin(principal.into()).await?;
        let session = uow.chats().lock(principal, id).await?.ok_or(ChatError::NotFound)?;
        Ok((uow, session))
    }

    async fn record(&self, uow: &mut dyn UnitOfWork, (session, message): &Said) -> ChatResult<()> {
        uow.chats().update(session).await?;
        match uow.chats().insert_message(message).await {
            Err(error) if error.kind == PortErrorKind::Conflict => Err(ChatError::Raced),
            outcome => Ok(outcome?),
        }
    }

    async fn publish(&self, uow: Box<dyn UnitOfWork>, (session, message): Said) -> ChatResult<Recorded> {
        uow.commit().await?;
        self.broadcast.publish(session.id, message.seq);
        Ok(Recorded { message, session })
    }
}
