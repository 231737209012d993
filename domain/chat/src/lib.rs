//! Chat sessions: messages are stored before they are acknowledged, the assistant answers unless an operator does, and
//! no answer of the assistant appears after a takeover (WS-09, WS-10).
//!
//! Every method reads the session under a lock, asks the pure model for a decision, writes and commits. Subscribers are
//! notified after the commit.

mod assistant;
mod error;
mod single_flight;
mod team;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::catalogue::job::JobStatus;
use domain_model::chat::waiting::{Waiting, WaitingReason};
use domain_model::chat::{ChatMessage, ChatRefusal, ChatSession, Sender, Transition};
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
pub use team::{InvalidHours, OpenHours, Team};

use assistant::{Answer, Assistant};
use single_flight::SingleFlight;

/// Sessions per query when polling.
const SESSIONS_PER_QUERY: usize = 500;

/// A stored message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMessage {
    /// The message.
    pub message: ChatMessage,
    /// The session's state after the message.
    pub session: ChatSession,
}

/// The chat service.
pub struct ChatService {
    database: Arc<dyn Database>,
    broadcast: Arc<dyn Broadcast>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    assistant: Assistant,
    team: Team,
    answers: SingleFlight,
}

impl ChatService {
    /// The service on these ports. Without a model the assistant answers by rules.
    pub fn new(
        database: Arc<dyn Database>,
        broadcast: Arc<dyn Broadcast>,
        completions: Option<Arc<dyn CompletionModel>>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        team: Team,
    ) -> Self {
        let assistant = Assistant::new(Arc::clone(&database), completions);
        Self { database, broadcast, clock, ids, assistant, team, answers: SingleFlight::default() }
    }

    /// Opens a session. There is one open session for each account and job, which is reused; each general one is new.
    pub async fn open(&self, principal: &Principal, job_id: Option<JobId>) -> ChatResult<ChatSession> {
        let mut uow = self.database.begin(principal.into()).await?;
        if let Some(job_id) = job_id {
            if let Some(session) = uow.chats().find(principal.account_id, job_id).await? {
                return Ok(session);
            }
            let job = uow.jobs().get(job_id).await?.filter(|job| job.status == JobStatus::Active);
            job.ok_or(ChatError::JobNotFound)?;
        }
        let id = ChatSessionId(self.ids.next());
        let session = ChatSession::open(id, principal.account_id, job_id, self.clock.now());
        uow.chats().insert(&session).await?;
        uow.commit().await?;
        Ok(session)
    }

    /// A session that the principal wants to follow: [`ChatError::NotYours`] when it belongs to another account.
    pub async fn enter(&self, principal: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        match self.get(principal, id).await {
            Err(ChatError::NotFound) if self.database.read(Actor::System).chats().exists(id).await? => {
                Err(ChatError::NotYours)
            }
            outcome => outcome,
        }
    }

    /// A session that the principal may see.
    pub async fn get(&self, principal: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        self.database.read(principal.into()).chats().get(principal, id).await?.ok_or(ChatError::NotFound)
    }

    /// The sessions that the principal may see, last used first.
    pub async fn list(
        &self,
        principal: &Principal,
        filter: ChatFilter,
        page: PageRequest<ChatKey>,
    ) -> ChatResult<Page<ChatSessionSummary, ChatKey>> {
        Ok(self.database.read(principal.into()).chats().list(principal, filter, page).await?)
    }

    /// A session as lists show it.
    pub async fn summary(&self, principal: &Principal, id: ChatSessionId) -> ChatResult<ChatSessionSummary> {
        self.database.read(principal.into()).chats().summary(principal, id).await?.ok_or(ChatError::NotFound)
    }

    /// The messages after `seq` `after`, in order, at most `limit`. `session` must have been read for this principal.
    pub async fn messages(
        &self,
        principal: &Principal,
        session: &ChatSession,
        after: u64,
        limit: u32,
    ) -> ChatResult<Vec<ChatMessage>> {
        Ok(self.database.read(principal.into()).chats().messages_after(session, after, limit).await?)
    }

    /// A session as lists show it, with its last messages, in order.
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

    /// The messages of a session, in order, page by page.
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

    /// Polls the sessions that have a subscriber in this process and notifies subscribers of messages that they have
    /// not been told of: another process may have written them, and hints get lost. One small query for 500 sessions;
    /// none without subscribers.
    pub async fn poll_local_sessions(&self) -> ChatResult<()> {
        for ids in self.broadcast.local_sessions().chunks(SESSIONS_PER_QUERY) {
            for (id, seq) in self.database.read(Actor::System).chats().last_seqs(ids).await? {
                self.broadcast.publish_local(id, seq);
            }
        }
        Ok(())
    }

    /// Stores a message of the owner. A repeated `client_msg_id` returns the stored message (WS-07).
    pub async fn send_message(
        &self,
        principal: &Principal,
        id: ChatSessionId,
        content: &str,
        client_msg_id: Option<Uuid>,
    ) -> ChatResult<SentMessage> {
        let (mut uow, session) = self.lock_own(principal, id).await?;
        if let Some(client_msg_id) = client_msg_id
            && let Some(message) = uow.chats().find_message(&session, Sender::User, client_msg_id).await?
        {
            return Ok(SentMessage { message, session });
        }
        let transition = session.add_user_message(content, client_msg_id, self.clock.now())?;
        self.store(uow.as_mut(), &transition).await?;
        self.publish(uow, transition).await
    }

    /// Greets the owner in a session in which nothing has been said. Safe to call at any time and concurrently.
    pub async fn greet(&self, id: ChatSessionId) -> ChatResult<()> {
        let Some(silent) = self.database.begin(Actor::System).await?.chats().lock_for_assistant(id).await? else {
            return Ok(());
        };
        let greeting = self.assistant.greeting(&silent).await?;
        let mut uow = self.database.begin(Actor::System).await?;
        let Some(session) = uow.chats().lock_for_assistant(id).await? else { return Ok(()) };
        if let Some(transition) = session.greet(greeting, self.clock.now())? {
            self.store(uow.as_mut(), &transition).await?;
            self.publish(uow, transition).await?;
        }
        Ok(())
    }

    /// Answers the session's last message, if the assistant has to. Safe to call at any time and concurrently: a message
    /// is answered once, and only while the assistant owns the session. In this process one call at a time works on the
    /// answer. A concurrent call returns at once, and the working one then checks the session again.
    pub async fn answer(&self, id: ChatSessionId) -> ChatResult<()> {
        let Some(mut flight) = self.answers.start(id) else { return Ok(()) };
        loop {
            self.answer_once(id).await?;
            if flight.try_finish() {
                return Ok(());
            }
        }
    }

    async fn answer_once(&self, id: ChatSessionId) -> ChatResult<()> {
        let Some(awaiting) = self.database.begin(Actor::System).await?.chats().lock_for_assistant(id).await? else {
            return Ok(());
        };
        if !awaiting.status.is_assistants() || awaiting.awaiting_seq == 0 {
            return Ok(());
        }
        let answer = self.assistant.answer(&awaiting).await?;
        let mut uow = self.database.begin(Actor::System).await?;
        let Some(session) = uow.chats().lock_for_assistant(id).await? else { return Ok(()) };
        let transitions = match self.after_answer(session, &awaiting, answer) {
            Ok(transitions) => transitions,
            Err(ChatRefusal::Outdated) => {
                debug!(session.id = %id, "dropped a reply that is no longer wanted");
                return Ok(());
            }
            Err(refusal) => return Err(refusal.into()),
        };
        for transition in &transitions {
            self.store(uow.as_mut(), transition).await?;
        }
        if let Some(last) = transitions.into_iter().last() {
            self.publish(uow, last).await?;
        }
        Ok(())
    }

    /// The reply, and that the seeker waits for a person from here on.
    fn after_answer(
        &self,
        session: ChatSession,
        awaiting: &ChatSession,
        answer: Answer,
    ) -> Result<Vec<Transition>, ChatRefusal> {
        let (epoch, seq, now) = (awaiting.epoch, awaiting.awaiting_seq, self.clock.now());
        let notice = |reason| answer.language.waiting_notice(reason, self.team.closed_until(now).as_ref());
        let Some(reply) = answer.reply else {
            let reason = WaitingReason::Asked;
            return Ok(vec![session.escalate(self.waiting(reason, now), &notice(reason), epoch, seq)?]);
        };
        let replied = session.add_reply(reply, epoch, seq, now)?;
        let concern = answer.concern.or_else(|| replied.0.is_repeatedly_unsure().then_some(WaitingReason::Unsure));
        let waits = match concern {
            Some(reason) => replied.0.clone().wait(self.waiting(reason, now), &notice(reason))?,
            None => None,
        };
        Ok([replied].into_iter().chain(waits).collect())
    }

    /// A wish for a person, which should be met in time.
    fn waiting(&self, reason: WaitingReason, since: DateTime<Utc>) -> Waiting {
        Waiting { reason, since, answer_due_at: self.team.answer_due_at(since) }
    }

    /// The owner asks for a person. Changes nothing when they wait already, or a person answers.
    pub async fn ask_for_person(&self, owner: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        let language = self.assistant.language(&self.get(owner, id).await?).await?;
        let (mut uow, session) = self.lock_own(owner, id).await?;
        let now = self.clock.now();
        let notice = language.waiting_notice(WaitingReason::Asked, self.team.closed_until(now).as_ref());
        let Some(transition) = session.clone().wait(self.waiting(WaitingReason::Asked, now), &notice)? else {
            return Ok(session);
        };
        self.store(uow.as_mut(), &transition).await?;
        Ok(self.publish(uow, transition).await?.session)
    }

    /// The owner no longer waits for a person. Changes nothing when they do not.
    pub async fn stop_waiting(&self, owner: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        let language = self.assistant.language(&self.get(owner, id).await?).await?;
        let (mut uow, session) = self.lock_own(owner, id).await?;
        let Some(transition) = session.clone().stop_waiting(&language.resumed_notice(), self.clock.now())? else {
            return Ok(session);
        };
        self.store(uow.as_mut(), &transition).await?;
        Ok(self.publish(uow, transition).await?.session)
    }

    /// Sessions in which the assistant has owed an answer for at least this long: after a restart, or when answering
    /// failed.
    pub async fn awaiting_answer(&self, at_least: TimeDelta, limit: u32) -> ChatResult<Vec<ChatSessionId>> {
        let sent_before = self.clock.now() - at_least;
        Ok(self.database.read(Actor::System).chats().list_awaiting_answer(sent_before, limit).await?)
    }

    /// An operator takes over. Idempotent.
    pub async fn take_over(&self, operator: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        let (mut uow, session) = self.lock(operator, id).await?;
        let Some(transition) = session.clone().take_over(operator.account_id, self.clock.now())? else {
            return Ok(session);
        };
        self.store(uow.as_mut(), &transition).await?;
        info!(session.id = %id, operator.id = %operator.account_id, "a person took over");
        Ok(self.publish(uow, transition).await?.session)
    }

    /// Stores a message of an operator, and takes the session over first if the assistant owns it.
    pub async fn send_operator_message(
        &self,
        operator: &Principal,
        id: ChatSessionId,
        content: &str,
    ) -> ChatResult<SentMessage> {
        let (mut uow, mut session) = self.lock(operator, id).await?;
        let now = self.clock.now();
        if let Some(transition) = session.clone().take_over(operator.account_id, now)? {
            self.store(uow.as_mut(), &transition).await?;
            session = transition.0;
        }
        let transition = session.add_operator_message(operator.account_id, content, now)?;
        self.store(uow.as_mut(), &transition).await?;
        self.publish(uow, transition).await
    }

    /// The operator hands back to the assistant.
    pub async fn release(&self, operator: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        let (mut uow, session) = self.lock(operator, id).await?;
        let transition = session.release(operator.account_id, self.clock.now())?;
        self.store(uow.as_mut(), &transition).await?;
        Ok(self.publish(uow, transition).await?.session)
    }

    /// Closes the session for good.
    pub async fn close(&self, operator: &Principal, id: ChatSessionId) -> ChatResult<ChatSession> {
        let (mut uow, session) = self.lock(operator, id).await?;
        let transition = session.close(self.clock.now())?;
        self.store(uow.as_mut(), &transition).await?;
        Ok(self.publish(uow, transition).await?.session)
    }

    async fn lock(&self, principal: &Principal, id: ChatSessionId) -> ChatResult<(Box<dyn UnitOfWork>, ChatSession)> {
        let mut uow = self.database.begin(principal.into()).await?;
        let session = uow.chats().lock(principal, id).await?.ok_or(ChatError::NotFound)?;
        Ok((uow, session))
    }

    /// An administrator sees every session, and writes as its owner in their own only.
    async fn lock_own(&self, owner: &Principal, id: ChatSessionId) -> ChatResult<(Box<dyn UnitOfWork>, ChatSession)> {
        let (uow, session) = self.lock(owner, id).await?;
        if session.account_id != owner.account_id {
            return Err(ChatError::NotFound);
        }
        Ok((uow, session))
    }

    async fn store(&self, uow: &mut dyn UnitOfWork, (session, message): &Transition) -> ChatResult<()> {
        uow.chats().update(session).await?;
        match uow.chats().insert_message(message).await {
            Err(error) if error.kind == PortErrorKind::Conflict => Err(ChatError::ChangedConcurrently),
            outcome => Ok(outcome?),
        }
    }

    async fn publish(&self, uow: Box<dyn UnitOfWork>, (session, message): Transition) -> ChatResult<SentMessage> {
        uow.commit().await?;
        self.broadcast.publish(session.id, message.seq);
        Ok(SentMessage { message, session })
    }
}
