//! Chat sessions: who answers, the assistant or an operator, and the order of messages.
//!
//! A session has one owner at a time. While its seeker waits for a person, the assistant still is the owner (see [`waiting`]). Every change of owner advances its `epoch`, and the assistant's reply carries the
//! epoch in which it was requested. A reply that was in progress during a takeover is dropped, never shown.

#[cfg(test)]
mod model_test;
pub mod waiting;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::catalogue::enrichment::GeneratedBy;
use crate::kernel::id::{AccountId, ChatSessionId, JobId};
use crate::kernel::named::named_enum;

use waiting::Waiting;

named_enum! {
    /// Who answers.
    ChatStatus {
        /// The assistant.
        ActiveAi = "active_ai",
        /// The assistant, until an operator takes over: the seeker waits for a person.
        Waiting = "waiting",
        /// An operator in the control tower.
        ActiveHuman = "active_human",
        /// Nobody: the session is closed for good.
        Closed = "closed",
    }
}

named_enum! {
    /// The sender of a message. The server sets it; no client can.
    Sender {
        /// The owner of the session.
        User = "user",
        /// The assistant, by rules or a model.
        Assistant = "assistant",
        /// An operator in the control tower.
        Admin = "admin",
        /// The system, about the session itself.
        System = "system",
    }
}

named_enum! {
    /// The kind of a message.
    MessageKind {
        /// A text from a participant.
        Text = "text",
        /// An operator took over.
        Takeover = "takeover",
        /// The operator handed back to the assistant.
        Release = "release",
        /// The session was closed.
        Close = "close",
        /// The seeker waits for a person from here on.
        Waiting = "waiting",
        /// The seeker no longer waits for a person.
        Resumed = "resumed",
    }
}

impl ChatStatus {
    /// Whether the assistant answers in this state.
    pub const fn is_assistants(self) -> bool {
        matches!(self, Self::ActiveAi | Self::Waiting)
    }
}

/// A chat session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatSession {
    /// The session's id.
    pub id: ChatSessionId,
    /// Its owner.
    pub account_id: AccountId,
    /// The job it is about, if any. One account and one job share one session.
    pub job_id: Option<JobId>,
    /// Who answers.
    pub status: ChatStatus,
    /// The operator who answers while `status` is [`ChatStatus::ActiveHuman`].
    pub operator: Option<AccountId>,
    /// Why and since when the seeker waits, while `status` is [`ChatStatus::Waiting`].
    pub waiting: Option<Waiting>,
    /// Answers in a row of which the assistant was not sure.
    pub unsure_answers: u32,
    /// Increases with every change of who answers.
    pub epoch: u32,
    /// The `seq` of the newest message. Numbers start at 1 and have no gaps.
    pub last_seq: u64,
    /// The `seq` of the newest message that the assistant has to answer; 0 when there is none.
    pub awaiting_seq: u64,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When the last message was stored.
    pub last_message_at: Option<DateTime<Utc>>,
}

/// A message. Immutable once stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatMessage {
    /// The session.
    pub session_id: ChatSessionId,
    /// Its number in the session: from 1, without gaps.
    pub seq: u64,
    /// The sender.
    pub sender: Sender,
    /// The kind of message.
    pub kind: MessageKind,
    /// The text.
    pub content: String,
    /// The client's id for the message; a repeated id means the same message.
    pub client_msg_id: Option<Uuid>,
    /// How the assistant made the text; `None` for other senders.
    pub generated_by: Option<GeneratedBy>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// A reply of the assistant that is not stored yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The text.
    pub content: String,
    /// How the assistant made the text.
    pub generated_by: GeneratedBy,
    /// Whether the assistant understood the question.
    pub is_sure: bool,
}

/// Why a message or a change of owner is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChatRefusal {
    /// The session is closed.
    #[error("the conversation is closed")]
    Closed,
    /// Another operator owns the session.
    #[error("another operator is already answering")]
    TakenOver {
        /// The other operator.
        by: AccountId,
    },
    /// No operator owns the session.
    #[error("nobody has taken this conversation over")]
    NotTakenOver,
    /// The message is empty.
    #[error("the message is empty")]
    Empty,
    /// More than [`ChatSession::MAX_MESSAGE_CHARS`] characters.
    #[error("the message is longer than {} characters", ChatSession::MAX_MESSAGE_CHARS)]
    TooLong,
    /// The reply is outdated: the owner has changed, or the message is answered already.
    #[error("the reply is no longer wanted")]
    Outdated,
}

/// The next state of the session, and the message to store with it.
pub type Transition = (ChatSession, ChatMessage);

impl ChatSession {
    /// The maximum length of a message, in characters.
    pub const MAX_MESSAGE_CHARS: usize = 8_000;

    /// A new session, answered by the assistant.
    pub fn open(id: ChatSessionId, account_id: AccountId, job_id: Option<JobId>, now: DateTime<Utc>) -> Self {
        Self {
            id,
            account_id,
            job_id,
            status: ChatStatus::ActiveAi,
            operator: None,
            waiting: None,
            unsure_answers: 0,
            epoch: 0,
            last_seq: 0,
            awaiting_seq: 0,
            created_at: now,
            last_message_at: None,
        }
    }

    /// When the last message was stored, or, without messages, when the session was opened.
    pub fn last_used_at(&self) -> DateTime<Utc> {
        self.last_message_at.unwrap_or(self.created_at)
    }

    /// Adds a message of the owner. While the assistant owns the session, it has to answer.
    pub fn add_user_message(
        self,
        content: &str,
        client_msg_id: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Transition, ChatRefusal> {
        let content = acceptable(content)?;
        let (mut session, mut message) = self.append(Sender::User, MessageKind::Text, content, now)?;
        message.client_msg_id = client_msg_id;
        if session.status.is_assistants() {
            session.awaiting_seq = message.seq;
        }
        Ok((session, message))
    }

    /// Adds the assistant's reply to message `seq`, requested in `epoch`.
    pub fn add_reply(self, reply: Reply, epoch: u32, seq: u64, now: DateTime<Utc>) -> Result<Transition, ChatRefusal> {
        self.require_awaiting(epoch, seq)?;
        let is_sure = reply.is_sure;
        let (mut session, message) = self.append_reply(reply, now)?;
        session.awaiting_seq = 0;
        session.unsure_answers = if is_sure { 0 } else { session.unsure_answers + 1 };
        Ok((session, message))
    }

    /// The assistant speaks first. `None` when something has been said, or a person is there.
    pub fn greet(self, greeting: Reply, now: DateTime<Utc>) -> Result<Option<Transition>, ChatRefusal> {
        if self.last_seq > 0 || self.status != ChatStatus::ActiveAi {
            return Ok(None);
        }
        self.append_reply(greeting, now).map(Some)
    }

    fn append_reply(self, reply: Reply, now: DateTime<Utc>) -> Result<Transition, ChatRefusal> {
        let content = acceptable(&reply.content)?;
        let (session, mut message) = self.append(Sender::Assistant, MessageKind::Text, content, now)?;
        message.generated_by = Some(reply.generated_by);
        Ok((session, message))
    }

    /// The assistant still owes the answer to message `seq` that was requested in `epoch`.
    fn require_awaiting(&self, epoch: u32, seq: u64) -> Result<(), ChatRefusal> {
        let is_owed = self.status.is_assistants() && self.epoch == epoch && self.awaiting_seq == seq;
        if is_owed { Ok(()) } else { Err(ChatRefusal::Outdated) }
    }

    /// An operator takes over. `None` when this operator already has.
    pub fn take_over(self, operator: AccountId, now: DateTime<Utc>) -> Result<Option<Transition>, ChatRefusal> {
        match (self.status, self.operator) {
            (ChatStatus::Closed, _) => return Err(ChatRefusal::Closed),
            (ChatStatus::ActiveHuman, Some(by)) if by == operator => return Ok(None),
            (ChatStatus::ActiveHuman, Some(by)) => return Err(ChatRefusal::TakenOver { by }),
            (ChatStatus::ActiveHuman, None) | (ChatStatus::ActiveAi | ChatStatus::Waiting, _) => {}
        }
        let text = "A human agent has joined the chat.".to_owned();
        let (session, message) = self.append(Sender::System, MessageKind::Takeover, text, now)?;
        Ok(Some((session.assign_to(ChatStatus::ActiveHuman, Some(operator)), message)))
    }

    /// Adds a message of the operator who owns the session.
    pub fn add_operator_message(
        self,
        operator: AccountId,
        content: &str,
        now: DateTime<Utc>,
    ) -> Result<Transition, ChatRefusal> {
        let content = acceptable(content)?;
        self.require_operator(operator)?;
        self.append(Sender::Admin, MessageKind::Text, content, now)
    }

    /// The operator hands back to the assistant, which does not answer earlier messages.
    pub fn release(self, operator: AccountId, now: DateTime<Utc>) -> Result<Transition, ChatRefusal> {
        self.require_operator(operator)?;
        let text = "The human agent has left; the assistant is answering again.".to_owned();
        let (session, message) = self.append(Sender::System, MessageKind::Release, text, now)?;
        Ok((session.assign_to(ChatStatus::ActiveAi, None), message))
    }

    /// Closes the session for good. Any operator may, whoever owns it.
    pub fn close(self, now: DateTime<Utc>) -> Result<Transition, ChatRefusal> {
        let text = "This conversation has been closed.".to_owned();
        let (session, message) = self.append(Sender::System, MessageKind::Close, text, now)?;
        Ok((session.assign_to(ChatStatus::Closed, None), message))
    }

    fn require_operator(&self, operator: AccountId) -> Result<(), ChatRefusal> {
        match (self.status, self.operator) {
            (ChatStatus::Closed, _) => Err(ChatRefusal::Closed),
            (ChatStatus::ActiveHuman, Some(by)) if by == operator => Ok(()),
            (ChatStatus::ActiveHuman, Some(by)) => Err(ChatRefusal::TakenOver { by }),
            (ChatStatus::ActiveHuman, None) | (ChatStatus::ActiveAi | ChatStatus::Waiting, _) => {
                Err(ChatRefusal::NotTakenOver)
            }
        }
    }

    fn assign_to(mut self, status: ChatStatus, operator: Option<AccountId>) -> Self {
        self.status = status;
        self.operator = operator;
        self.waiting = None;
        self.unsure_answers = 0;
        self.epoch += 1;
        self.awaiting_seq = 0;
        self
    }

    fn append(
        mut self,
        sender: Sender,
        kind: MessageKind,
        content: String,
        now: DateTime<Utc>,
    ) -> Result<Transition, ChatRefusal> {
        if self.status == ChatStatus::Closed {
            return Err(ChatRefusal::Closed);
        }
        self.last_seq += 1;
        self.last_message_at = Some(now);
        let message = ChatMessage {
            session_id: self.id,
            seq: self.last_seq,
            sender,
            kind,
            content,
            client_msg_id: None,
            generated_by: None,
            created_at: now,
        };
        Ok((self, message))
    }
}

fn acceptable(content: &str) -> Result<String, ChatRefusal> {
    let content = crate::kernel::text::clean(content);
    let content = content.trim();
    if content.is_empty() {
        return Err(ChatRefusal::Empty);
    }
    if content.chars().count() > ChatSession::MAX_MESSAGE_CHARS {
        return Err(ChatRefusal::TooLong);
    }
    Ok(content.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;
    const ANNA: AccountId = AccountId(Uuid::from_u128(1));
    const BORIS: AccountId = AccountId(Uuid::from_u128(2));

    fn reply(content: &str) -> Reply {
        Reply { content: content.to_owned(), generated_by: GeneratedBy::Rules, is_sure: true }
    }

    fn session() -> ChatSession {
        ChatSession::open(ChatSessionId(Uuid::nil()), AccountId(Uuid::nil()), None, NOW)
    }

    fn awaiting() -> ChatSession {
        session().add_user_message("Am I a fit?", None, NOW).unwrap().0
    }

    fn taken_over() -> ChatSession {
        awaiting().take_over(ANNA, NOW).unwrap().unwrap().0
    }

    #[test]
    fn messages_are_numbered_without_a_gap() {
        let (session, first) = session().add_user_message("Hello", None, NOW).unwrap();
        let (session, second) = session.add_reply(reply("Hi"), 0, 1, NOW).unwrap();
        let (_, third) = session.add_user_message("Bye", None, NOW).unwrap();
        assert_eq!([first.seq, second.seq, third.seq], [1, 2, 3]);
    }

    #[test]
    fn ws_10_a_reply_under_way_is_dropped_after_a_takeover() {
        let before = awaiting();
        assert_eq!(taken_over().add_reply(reply("late"), before.epoch, 1, NOW), Err(ChatRefusal::Outdated));
    }

    #[test]
    fn ws_10_a_reply_under_way_is_dropped_even_when_the_chat_was_handed_back_meanwhile() {
        let released = taken_over().release(ANNA, NOW).unwrap().0;
        assert_eq!(released.status, ChatStatus::ActiveAi);
        assert_eq!(released.add_reply(reply("late"), 0, 1, NOW), Err(ChatRefusal::Outdated));
    }

    #[test]
    fn a_message_is_answered_once() {
        let answered = awaiting().add_reply(reply("Yes"), 0, 1, NOW).unwrap().0;
        assert_eq!(answered.add_reply(reply("Yes!"), 0, 1, NOW), Err(ChatRefusal::Outdated));
    }

    #[test]
    fn the_assistant_greets_only_where_nothing_was_said() {
        let (greeted, greeting) = session().greet(reply("Hello"), NOW).unwrap().unwrap();
        assert_eq!((greeting.seq, greeting.sender, greeted.awaiting_seq), (1, Sender::Assistant, 0));
        for started in [greeted, awaiting(), taken_over(), session().take_over(ANNA, NOW).unwrap().unwrap().0] {
            assert_eq!(started.greet(reply("Hello"), NOW), Ok(None));
        }
    }

    #[test]
    fn ws_10_two_operators_cannot_both_take_over() {
        assert_eq!(taken_over().take_over(BORIS, NOW), Err(ChatRefusal::TakenOver { by: ANNA }));
        assert_eq!(taken_over().take_over(ANNA, NOW), Ok(None), "taking over twice changes nothing");
        assert_eq!(taken_over().add_operator_message(BORIS, "Hi", NOW), Err(ChatRefusal::TakenOver { by: ANNA }));
        assert_eq!(taken_over().release(BORIS, NOW), Err(ChatRefusal::TakenOver { by: ANNA }));
    }

    #[test]
    fn what_is_asked_of_a_person_is_not_owed_by_the_assistant() {
        let session = taken_over().add_user_message("Are you real?", None, NOW).unwrap().0;
        assert_eq!(session.awaiting_seq, 0);
        let released = session.release(ANNA, NOW).unwrap().0;
        assert_eq!(released.awaiting_seq, 0);
        assert_eq!(released.add_user_message("And now?", None, NOW).unwrap().0.awaiting_seq, 5);
    }

    #[test]
    fn a_closed_conversation_stays_closed() {
        let closed = taken_over().close(NOW).unwrap().0;
        assert_eq!(closed.clone().add_user_message("Hello?", None, NOW), Err(ChatRefusal::Closed));
        assert_eq!(closed.clone().take_over(ANNA, NOW), Err(ChatRefusal::Closed));
        assert_eq!(closed.clone().release(ANNA, NOW), Err(ChatRefusal::Closed));
        assert_eq!(closed.close(NOW), Err(ChatRefusal::Closed));
    }

    #[test]
    fn only_a_person_who_took_over_speaks_as_one() {
        assert_eq!(session().add_operator_message(ANNA, "Hi", NOW), Err(ChatRefusal::NotTakenOver));
        let (_, message) = taken_over().add_operator_message(ANNA, "Hi", NOW).unwrap();
        assert_eq!(message.sender, Sender::Admin);
    }

    #[test]
    fn empty_and_endless_messages_are_refused() {
        assert_eq!(session().add_user_message(" \0\n ", None, NOW), Err(ChatRefusal::Empty));
        let endless = "x".repeat(ChatSession::MAX_MESSAGE_CHARS + 1);
        assert_eq!(session().add_user_message(&endless, None, NOW), Err(ChatRefusal::TooLong));
    }
}
