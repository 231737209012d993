//! Model checking of session ownership: every order of actions of a seeker, two operators and a slow assistant up to [`DEPTH`].

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::waiting::{Waiting, WaitingReason};
use super::{ChatMessage, ChatSession, ChatStatus, MessageKind, Reply, Sender};
use crate::catalogue::enrichment::GeneratedBy;
use crate::kernel::id::{AccountId, ChatSessionId};

const DEPTH: usize = 5;
const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;
const ANNA: AccountId = AccountId(Uuid::from_u128(1));
const BORIS: AccountId = AccountId(Uuid::from_u128(2));

#[derive(Debug, Clone, Copy)]
enum Act {
    /// The assistant greets.
    Greet,
    /// The seeker says something.
    Say,
    /// The assistant begins to think about the question it owes.
    Think,
    /// It answers what it thought about, or passes it on to a person, however late.
    Answer,
    Escalate,
    /// The seeker waits, and stops waiting.
    Wait,
    StopWaiting,
    TakeOver(AccountId),
    Speak(AccountId),
    Release(AccountId),
    Close,
}

const ACTS: [Act; 14] = [
    Act::Greet,
    Act::Say,
    Act::Think,
    Act::Answer,
    Act::Escalate,
    Act::Wait,
    Act::StopWaiting,
    Act::TakeOver(ANNA),
    Act::TakeOver(BORIS),
    Act::Speak(ANNA),
    Act::Speak(BORIS),
    Act::Release(ANNA),
    Act::Release(BORIS),
    Act::Close,
];

#[derive(Clone)]
struct World {
    session: ChatSession,
    record: Vec<ChatMessage>,
    /// The epoch and the question of the answer under way.
    thought: Option<(u32, u64)>,
    acts: Vec<Act>,
}

impl World {
    /// The world after this act. A refused act changes nothing.
    fn after(&self, act: Act) -> Self {
        let mut world = self.clone();
        world.acts.push(act);
        let session = self.session.clone();
        let waiting = Waiting { reason: WaitingReason::Asked, since: NOW, answer_due_at: NOW };
        let reply = Reply { content: "Well.".to_owned(), generated_by: GeneratedBy::Rules, is_sure: false };
        let (epoch, seq) = self.thought.unwrap_or_default();
        let transition = match act {
            Act::Think => {
                world.thought = (session.awaiting_seq > 0).then_some((session.epoch, session.awaiting_seq));
                None
            }
            Act::Greet => session.greet(reply, NOW).ok().flatten(),
            Act::Say => session.add_user_message("Hello?", None, NOW).ok(),
            Act::Answer => self.thought.and_then(|_| session.add_reply(reply, epoch, seq, NOW).ok()),
            Act::Escalate => self.thought.and_then(|_| session.escalate(waiting, "Told.", epoch, seq).ok()),
            Act::Wait => session.wait(waiting, "Told.").ok().flatten(),
            Act::StopWaiting => session.stop_waiting("Stopped.", NOW).ok().flatten(),
            Act::TakeOver(operator) => session.take_over(operator, NOW).ok().flatten(),
            Act::Speak(operator) => session.add_operator_message(operator, "Hi.", NOW).ok(),
            Act::Release(operator) => session.release(operator, NOW).ok(),
            Act::Close => session.close(NOW).ok(),
        };
        if let Some((session, message)) = transition {
            world.session = session;
            world.record.push(message);
        }
        world
    }

    fn check(&self) {
        let Self { session, record, acts, .. } = self;
        assert_eq!(session.operator.is_some(), session.status == ChatStatus::ActiveHuman, "{acts:?}");
        assert_eq!(session.waiting.is_some(), session.status == ChatStatus::Waiting, "{acts:?}");
        assert!(session.awaiting_seq == 0 || session.status.is_assistants(), "an answer nobody owes: {acts:?}");
        assert!(record.iter().map(|message| message.seq).eq(1..=session.last_seq), "a gap: {acts:?}");
        let owner_changes = |message: &&ChatMessage| {
            matches!(message.kind, MessageKind::Takeover | MessageKind::Release | MessageKind::Close)
        };
        let changes = record.iter().filter(owner_changes).count();
        assert_eq!(usize::try_from(session.epoch).unwrap(), changes, "{acts:?}");
        // WS-10: from a takeover to the hand-back a person answers, and never anybody after the end.
        let (mut is_human, mut is_closed) = (false, false);
        for message in record {
            assert!(!is_closed, "said after the end: {acts:?}");
            match message.kind {
                MessageKind::Takeover => is_human = true,
                MessageKind::Release => is_human = false,
                MessageKind::Close => is_closed = true,
                MessageKind::Waiting | MessageKind::Resumed => assert!(!is_human, "waits for who is there: {acts:?}"),
                MessageKind::Text => {
                    let speaks_in_turn = match message.sender {
                        Sender::Assistant => !is_human,
                        Sender::Admin => is_human,
                        Sender::User | Sender::System => true,
                    };
                    assert!(speaks_in_turn, "{:?} spoke out of turn: {acts:?}", message.sender);
                }
            }
        }
    }
}

#[test]
fn ws_10_in_every_order_of_events_one_side_answers_and_nothing_is_said_out_of_turn() {
    let session = ChatSession::open(ChatSessionId(Uuid::nil()), AccountId(Uuid::nil()), None, NOW);
    let mut worlds = vec![World { session, record: Vec::new(), thought: None, acts: Vec::new() }];
    let mut explored = 0;
    while let Some(world) = worlds.pop() {
        world.check();
        explored += 1;
        if world.acts.len() < DEPTH {
            worlds.extend(ACTS.map(|act| world.after(act)));
        }
    }
    assert_eq!(explored, (0..=DEPTH).map(|depth| ACTS.len().pow(u32::try_from(depth).unwrap())).sum::<usize>());
}
