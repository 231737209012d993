//! Chat sessions: who answers, the assistant or an operator, and the order of messages.
//!
//! A session has one owner at a time. Every change of owner advances its `epoch`, and the assistant's reply carries the
//! epoch in which it was requested. A reply that was in progress during a takeover is dropped, never shown.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::catalogue::enrichment::GeneratedBy;
use crate::kernel::id::{AccountId, ChatSessionId, JobId};
use crate::kernel::named::named_enum;

named_enum! {
    /// Who answers.
    ChatStatus {
        /// The assistant.
        ActiveAi = "active_ai",
        /// A person from the control tower.
        ActiveHuman = "active_human",
        /// Nobody, for good.
        Closed = "closed",
    }
}

named_enum! {
    /// Who said something. The server sets it; no client can.
    Sender {
        /// The owner of the session.
        User = "user",
        /// The assistant: rules or a model.
        Assistant = "assistant",
        /// A person from the control tower.
        Admin = "admin",
        /// The program, about the conversation itself.
        System = "system",
    }
}

named_enum! {
    /// What a message is about.
    MessageKind {
        /// Something somebody said.
        Text = "text",
        /// A person took over.
        Takeover = "takeover",
        /// The assistant answers again: the end of a human stretch.
        Release = "release",
        /// The conversation is over.
        Close = "close",
    }
}

/// A conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatSession {
    /// The session.
    pub id: ChatSessionId,
    /// Its owner.
    pub account_id: AccountId,
    /// The job it is about, if any. One account and one job share one session.
    pub job_id: Option<JobId>,
    /// Who answers.
    pub status: ChatStatus,
    /// The person who answers while `status` is [`ChatStatus::ActiveHuman`].
    pub operator: Option<AccountId>,
    /// Grows with every change of who answers.
    pub epoch: u32,
    /// The number of the newest message; the first has number 1 and none is left out.
    pub last_seq: u64,
    /// The number of the newest message that wants an answer from the assistant; 0 when none does.
    pub awaiting_seq: u64,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When something was last said.
    pub last_message_at: Option<DateTime<Utc>>,
}

/// One message of the record. Never changes once stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatMessage {
    /// Where it was said.
    pub session_id: ChatSessionId,
    /// Its place in the conversation: dense, from 1.
    pub seq: u64,
    /// Who said it.
    pub sender: Sender,
    /// What it is about.
    pub kind: MessageKind,
    /// The words.
    pub content: String,
    /// The sender's own id for it: the same id again is the same message.
    pub client_msg_id: Option<Uuid>,
    /// What the assistant's words come from; `None` for everybody else's.
    pub generated_by: Option<GeneratedBy>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// What the assistant would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The words.
    pub content: String,
    /// What they come from.
    pub generated_by: GeneratedBy,
}

/// Why a conversation does not go on as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChatRefusal {
    /// A closed conversation stays closed.
    #[error("the conversation is closed")]
    Closed,
    /// Another person is answering.
    #[error("another operator is already answering")]
    TakenOver {
        /// Who.
        by: AccountId,
    },
    /// Only a conversation that a person took over can be handed back.
    #[error("nobody has taken this conversation over")]
    NotTakenOver,
    /// Nothing was said.
    #[error("the message is empty")]
    Empty,
    /// More than [`ChatSession::LONGEST_MESSAGE`] characters.
    #[error("the message is longer than {} characters", ChatSession::LONGEST_MESSAGE)]
    TooLong,
    /// The assistant's reply is no longer wanted: somebody else answers, or it was answered already.
    #[error("the reply is no longer wanted")]
    Outdated,
}

/// A conversation after something was said, and what was said.
pub type Said = (ChatSession, ChatMessage);

impl ChatSession {
    /// The longest message anybody may send, in characters.
    pub const LONGEST_MESSAGE: usize = 8_000;

    /// A new conversation, answered by the assistant.
    pub fn open(id: ChatSessionId, account_id: AccountId, job_id: Option<JobId>, now: DateTime<Utc>) -> Self {
        Self {
            id,
            account_id,
            job_id,
            status: ChatStatus::ActiveAi,
            operator: None,
            epoch: 0,
            last_seq: 0,
            awaiting_seq: 0,
            created_at: now,
            last_message_at: None,
        }
    }

    /// When something was said last, or, where nothing was, when it was opened.
    pub fn last_used_at(&self) -> DateTime<Utc> {
        self.last_message_at.unwrap_or(self.created_at)
    }

    /// Its owner says something. The assistant owes an answer when it is the one answering.
    pub fn user_says(
        self,
        content: &str,
        client_msg_id: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Said, ChatRefusal> {
        let content = acceptable(content)?;
        let (mut session, mut message) = self.append(Sender::User, MessageKind::Text, content, now)?;
        message.client_msg_id = client_msg_id;
        if session.status == ChatStatus::ActiveAi {
            session.awaiting_seq = message.seq;
        }
        Ok((session, message))
    }

    /// The assistant answers the message `seq`, asked for in `epoch`.
    pub fn assistant_says(self, reply: Reply, epoch: u32, seq: u64, now: DateTime<Utc>) -> Result<Said, ChatRefusal> {
        if self.status != ChatStatus::ActiveAi || self.epoch != epoch || self.awaiting_seq != seq {
            return Err(ChatRefusal::Outdated);
        }
        let content = acceptable(&reply.content)?;
        let (mut session, mut message) = self.append(Sender::Assistant, MessageKind::Text, content, now)?;
        message.generated_by = Some(reply.generated_by);
        session.awaiting_seq = 0;
        Ok((session, message))
    }

    /// A person takes over. `None` when this very person already has.
    pub fn take_over(self, operator: AccountId, now: DateTime<Utc>) -> Result<Option<Said>, ChatRefusal> {
        match (self.status, self.operator) {
            (ChatStatus::Closed, _) => return Err(ChatRefusal::Closed),
            (ChatStatus::ActiveHuman, Some(by)) if by == operator => return Ok(None),
            (ChatStatus::ActiveHuman, Some(by)) => return Err(ChatRefusal::TakenOver { by }),
            (ChatStatus::ActiveHuman, None) | (ChatStatus::ActiveAi, _) => {}
        }
        let text = "A human agent has joined the chat.".to_owned();
        let (session, message) = self.append(Sender::System, MessageKind::Takeover, text, now)?;
        Ok(Some((session.hand_to(ChatStatus::ActiveHuman, Some(operator)), message)))
    }

    /// The person who took over says something.
    pub fn operator_says(self, operator: AccountId, content: &str, now: DateTime<Utc>) -> Result<Said, ChatRefusal> {
        let content = acceptable(content)?;
        self.require_operator(operator)?;
        self.append(Sender::Admin, MessageKind::Text, content, now)
    }

    /// The person hands back to the assistant. What was asked meanwhile was the person's to answer.
    pub fn release(self, operator: AccountId, now: DateTime<Utc>) -> Result<Said, ChatRefusal> {
        self.require_operator(operator)?;
        let text = "The human agent has left; the assistant is answering again.".to_owned();
        let (session, message) = self.append(Sender::System, MessageKind::Release, text, now)?;
        Ok((session.hand_to(ChatStatus::ActiveAi, None), message))
    }

    /// A person ends the conversation. Whoever is answering it may be overruled: closing is final for everybody.
    pub fn close(self, now: DateTime<Utc>) -> Result<Said, ChatRefusal> {
        let text = "This conversation has been closed.".to_owned();
        let (session, message) = self.append(Sender::System, MessageKind::Close, text, now)?;
        Ok((session.hand_to(ChatStatus::Closed, None), message))
    }

    fn require_operator(&self, operator: AccountId) -> Result<(), ChatRefusal> {
        match (self.status, self.operator) {
            (ChatStatus::Closed, _) => Err(ChatRefusal::Closed),
            (ChatStatus::ActiveHuman, Some(by)) if by == operator => Ok(()),
            (ChatStatus::ActiveHuman, Some(by)) => Err(ChatRefusal::TakenOver { by }),
            (ChatStatus::ActiveHuman, None) | (ChatStatus::ActiveAi, _) => Err(ChatRefusal::NotTakenOver),
        }
    }

    fn hand_to(mut self, status: ChatStatus, operator: Option<AccountId>) -> Self {
        self.status = status;
        self.operator = operator;
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
    ) -> Result<Said, ChatRefusal> {
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
    if content.chars().count() > ChatSession::LONGEST_MESSAGE {
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
        Reply { content: content.to_owned(), generated_by: GeneratedBy::Rules }
    }

    fn session() -> ChatSession {
        ChatSession::open(ChatSessionId(Uuid::nil()), AccountId(Uuid::nil()), None, NOW)
    }

    fn asked() -> ChatSession {
        session().user_says("Am I a fit?", None, NOW).unwrap().0
    }

    fn taken_over() -> ChatSession {
        asked().take_over(ANNA, NOW).unwrap().unwrap().0
    }

    #[test]
    fn messages_are_numbered_without_a_gap() {
        let (session, first) = session().user_says("Hello", None, NOW).unwrap();
        let (session, second) = session.assistant_says(reply("Hi"), 0, 1, NOW).unwrap();
        let (_, third) = session.user_says("Bye", None, NOW).unwrap();
        assert_eq!([first.seq, second.seq, third.seq], [1, 2, 3]);
    }

    #[test]
    fn ws_10_a_reply_under_way_is_dropped_after_a_takeover() {
        let asked_before = asked();
        assert_eq!(taken_over().assistant_says(reply("late"), asked_before.epoch, 1, NOW), Err(ChatRefusal::Outdated));
    }

    #[test]
    fn ws_10_a_reply_under_way_is_dropped_even_when_the_chat_was_handed_back_meanwhile() {
        let released = taken_over().release(ANNA, NOW).unwrap().0;
        assert_eq!(released.status, ChatStatus::ActiveAi);
        assert_eq!(released.assistant_says(reply("late"), 0, 1, NOW), Err(ChatRefusal::Outdated));
    }

    #[test]
    fn a_message_is_answered_once() {
        let answered = asked().assistant_says(reply("Yes"), 0, 1, NOW).unwrap().0;
        assert_eq!(answered.assistant_says(reply("Yes!"), 0, 1, NOW), Err(ChatRefusal::Outdated));
    }

    #[test]
    fn ws_10_two_operators_cannot_both_take_over() {
        assert_eq!(taken_over().take_over(BORIS, NOW), Err(ChatRefusal::TakenOver { by: ANNA }));
        assert_eq!(taken_over().take_over(ANNA, NOW), Ok(None), "taking over twice changes nothing");
        assert_eq!(taken_over().operator_says(BORIS, "Hi", NOW), Err(ChatRefusal::TakenOver { by: ANNA }));
        assert_eq!(taken_over().release(BORIS, NOW), Err(ChatRefusal::TakenOver { by: ANNA }));
    }

    #[test]
    fn what_is_asked_of_a_person_is_not_owed_by_the_assistant() {
        let session = taken_over().user_says("Are you real?", None, NOW).unwrap().0;
        assert_eq!(session.awaiting_seq, 0);
        let released = session.release(ANNA, NOW).unwrap().0;
        assert_eq!(released.awaiting_seq, 0);
        assert_eq!(released.user_says("And now?", None, NOW).unwrap().0.awaiting_seq, 5);
    }

    #[test]
    fn a_closed_conversation_stays_closed() {
        let closed = taken_over().close(NOW).unwrap().0;
        assert_eq!(closed.clone().user_says("Hello?", None, NOW), Err(ChatRefusal::Closed));
        assert_eq!(closed.clone().take_over(ANNA, NOW), Err(ChatRefusal::Closed));
        assert_eq!(closed.clone().release(ANNA, NOW), Err(ChatRefusal::Closed));
        assert_eq!(closed.close(NOW), Err(ChatRefusal::Closed));
    }

    #[test]
    fn only_a_person_who_took_over_speaks_as_one() {
        assert_eq!(session().operator_says(ANNA, "Hi", NOW), Err(ChatRefusal::NotTakenOver));
        let (_, message) = taken_over().operator_says(ANNA, "Hi", NOW).unwrap();
        assert_eq!(message.sender, Sender::Admin);
    }

    #[test]
    fn empty_and_endless_messages_are_refused() {
        assert_eq!(session().user_says(" \0\n ", None, NOW), Err(ChatRefusal::Empty));
        let endless = "x".repeat(ChatSession::LONGEST_MESSAGE + 1);
        assert_eq!(session().user_says(&endless, None, NOW), Err(ChatRefusal::TooLong));
    }
}
