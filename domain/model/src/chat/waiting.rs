//! Waiting for a person: why, since when, and by when somebody should have joined.
//!
//! The assistant goes on answering until an operator takes over, so entering and leaving this state changes no owner and no
//! `epoch`.

use chrono::{DateTime, Utc};

use super::{ChatRefusal, ChatSession, ChatStatus, MessageKind, Sender, Transition, acceptable};
use crate::kernel::named::named_enum;

named_enum! {
    /// Why a person should join.
    WaitingReason {
        /// The seeker asked for one.
        Asked = "asked",
        /// The seeker asked the same again.
        Repeated = "repeated",
        /// The seeker is not content with the answers.
        Unhappy = "unhappy",
        /// The assistant was not sure of its last answers.
        Unsure = "unsure",
    }
}

/// A seeker waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Why.
    pub reason: WaitingReason,
    /// Since when.
    pub since: DateTime<Utc>,
    /// By when a person should have joined.
    pub answer_due_at: DateTime<Utc>,
}

impl ChatSession {
    /// Answers in a row of which the assistant was not sure, after which a person should join.
    pub const UNSURE_ANSWERS: u32 = 2;

    /// Whether the assistant was not sure of its last answers.
    pub fn is_repeatedly_unsure(&self) -> bool {
        self.unsure_answers >= Self::UNSURE_ANSWERS
    }

    /// From now on the seeker waits for a person, and is told so by `notice`. `None` when nothing changes: the seeker
    /// waits already, or a person answers.
    pub fn wait(self, waiting: Waiting, notice: &str) -> Result<Option<Transition>, ChatRefusal> {
        match self.status {
            ChatStatus::Closed => return Err(ChatRefusal::Closed),
            ChatStatus::Waiting | ChatStatus::ActiveHuman => return Ok(None),
            ChatStatus::ActiveAi => {}
        }
        let notice = acceptable(notice)?;
        let (mut session, message) = self.append(Sender::System, MessageKind::Waiting, notice, waiting.since)?;
        session.status = ChatStatus::Waiting;
        session.waiting = Some(waiting);
        Ok(Some((session, message)))
    }

    /// Like [`Self::wait`], as the answer to message `seq`, requested in `epoch`: the assistant has nothing to add. A seeker who
    /// waits already is told so again, and waits since when they did.
    pub fn escalate(self, waiting: Waiting, notice: &str, epoch: u32, seq: u64) -> Result<Transition, ChatRefusal> {
        self.require_awaiting(epoch, seq)?;
        let (mut session, message) = if self.status == ChatStatus::Waiting {
            let notice = acceptable(notice)?;
            self.append(Sender::System, MessageKind::Waiting, notice, waiting.since)?
        } else {
            self.wait(waiting, notice)?.ok_or(ChatRefusal::Outdated)?
        };
        session.awaiting_seq = 0;
        Ok((session, message))
    }

    /// The seeker no longer waits. `None` when they do not.
    pub fn stop_waiting(self, notice: &str, now: DateTime<Utc>) -> Result<Option<Transition>, ChatRefusal> {
        match self.status {
            ChatStatus::Closed => return Err(ChatRefusal::Closed),
            ChatStatus::ActiveAi | ChatStatus::ActiveHuman => return Ok(None),
            ChatStatus::Waiting => {}
        }
        let notice = acceptable(notice)?;
        let (mut session, message) = self.append(Sender::System, MessageKind::Resumed, notice, now)?;
        session.status = ChatStatus::ActiveAi;
        session.waiting = None;
        session.unsure_answers = 0;
        Ok(Some((session, message)))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::catalogue::enrichment::GeneratedBy;
    use crate::chat::Reply;
    use crate::kernel::id::{AccountId, ChatSessionId};

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;
    const WAITING: Waiting = Waiting { reason: WaitingReason::Asked, since: NOW, answer_due_at: NOW };
    const ANNA: AccountId = AccountId(Uuid::from_u128(1));

    fn awaiting() -> ChatSession {
        let session = ChatSession::open(ChatSessionId(Uuid::nil()), AccountId(Uuid::nil()), None, NOW);
        session.add_user_message("May I talk to somebody?", None, NOW).unwrap().0
    }

    fn waiting() -> ChatSession {
        awaiting().escalate(WAITING, "Told.", 0, 1).unwrap().0
    }

    fn reply(is_sure: bool) -> Reply {
        Reply { content: "Well.".to_owned(), generated_by: GeneratedBy::Rules, is_sure }
    }

    #[test]
    fn who_waits_already_is_told_again_and_keeps_the_place() {
        let (waits, _) = awaiting().wait(WAITING, "Told.").unwrap().expect("a change");
        let later = Waiting { since: NOW + chrono::TimeDelta::seconds(5), ..WAITING };
        let (session, _) = waits.escalate(later, "Told again.", 0, 1).unwrap();
        assert_eq!((session.waiting, session.awaiting_seq), (Some(WAITING), 0), "nothing is left to answer");
    }

    #[test]
    fn who_asks_for_a_person_is_told_instead_of_answered() {
        let (session, notice) = awaiting().escalate(WAITING, "Told.", 0, 1).unwrap();
        assert_eq!((session.status, session.waiting, session.awaiting_seq), (ChatStatus::Waiting, Some(WAITING), 0));
        assert_eq!((notice.seq, notice.sender, notice.kind), (2, Sender::System, MessageKind::Waiting));
    }

    #[test]
    fn the_assistant_goes_on_answering_while_the_seeker_waits() {
        let (session, question) = waiting().add_user_message("And the pay?", None, NOW).unwrap();
        let (session, _) = session.add_reply(reply(true), 0, question.seq, NOW).unwrap();
        assert_eq!((session.status, session.waiting), (ChatStatus::Waiting, Some(WAITING)));
    }

    #[test]
    fn waiting_twice_changes_nothing_and_a_person_who_answers_is_not_waited_for() {
        assert_eq!(waiting().wait(WAITING, "Again."), Ok(None));
        let taken_over = waiting().take_over(ANNA, NOW).unwrap().unwrap().0;
        assert_eq!((taken_over.waiting, taken_over.operator), (None, Some(ANNA)));
        assert_eq!(taken_over.clone().wait(WAITING, "Told."), Ok(None));
        assert_eq!(taken_over.stop_waiting("Stopped.", NOW), Ok(None));
    }

    #[test]
    fn who_stops_waiting_is_still_answered() {
        let session = waiting().add_user_message("And the pay?", None, NOW).unwrap().0;
        let (session, notice) = session.stop_waiting("Stopped.", NOW).unwrap().unwrap();
        assert_eq!((session.status, session.waiting, notice.kind), (ChatStatus::ActiveAi, None, MessageKind::Resumed));
        assert!(session.add_reply(reply(true), 0, 3, NOW).is_ok());
    }

    #[test]
    fn two_unsure_answers_in_a_row_are_a_loss_and_a_sure_one_between_them_is_none() {
        let answered = |answers: &[bool]| {
            answers.iter().fold(awaiting(), |session, &is_sure| {
                let (session, question) = session.add_user_message("Well?", None, NOW).unwrap();
                session.add_reply(reply(is_sure), 0, question.seq, NOW).unwrap().0
            })
        };
        for (answers, is_repeatedly_unsure) in
            [(&[false][..], false), (&[false, false], true), (&[false, true, false], false), (&[true], false)]
        {
            assert_eq!(answered(answers).is_repeatedly_unsure(), is_repeatedly_unsure, "{answers:?}");
        }
    }

    #[test]
    fn nobody_waits_in_a_closed_conversation() {
        let closed = waiting().close(NOW).unwrap().0;
        assert_eq!(closed.waiting, None);
        assert_eq!(closed.clone().wait(WAITING, "Told."), Err(ChatRefusal::Closed));
        assert_eq!(closed.stop_waiting("Stopped.", NOW), Err(ChatRefusal::Closed));
    }
}
