//! Hints about new messages.

use domain_model::id::ChatSessionId;
use futures_util::StreamExt;
use ports::Broadcast;
use uuid::Uuid;

/// Every rule of [`Broadcast`], as tests.
#[macro_export]
macro_rules! broadcast_contract {
    ($made:expr) => {
        $crate::rules!(
            broadcast,
            $made,
            every_reader_of_a_conversation_is_told,
            nobody_is_told_about_another_conversation,
            a_slow_reader_is_told_the_newest,
            a_reader_that_left_and_came_back_is_told_again,
        );
    };
}

fn session(n: u128) -> ChatSessionId {
    ChatSessionId(Uuid::from_u128(n))
}

/// All of them.
pub async fn every_reader_of_a_conversation_is_told(broadcast: &dyn Broadcast) {
    let (mut one, mut other) = (broadcast.subscribe(session(1)), broadcast.subscribe(session(1)));
    broadcast.publish(session(1), 7);
    assert_eq!((one.next().await, other.next().await), (Some(7), Some(7)));
}

/// Only the conversation that was asked for.
pub async fn nobody_is_told_about_another_conversation(broadcast: &dyn Broadcast) {
    let mut reader = broadcast.subscribe(session(1));
    broadcast.publish(session(2), 1);
    broadcast.publish(session(1), 2);
    assert_eq!(reader.next().await, Some(2));
}

/// Hints may be left out, but never the last one.
pub async fn a_slow_reader_is_told_the_newest(broadcast: &dyn Broadcast) {
    let mut reader = broadcast.subscribe(session(1));
    for seq in 1..=1_000 {
        broadcast.publish(session(1), seq);
    }
    let mut newest = 0;
    while newest < 1_000 {
        newest = reader.next().await.unwrap();
    }
}

/// Leaving costs nothing later.
pub async fn a_reader_that_left_and_came_back_is_told_again(broadcast: &dyn Broadcast) {
    drop(broadcast.subscribe(session(1)));
    broadcast.publish(session(1), 1);
    let mut reader = broadcast.subscribe(session(1));
    broadcast.publish(session(1), 2);
    assert_eq!(reader.next().await, Some(2));
}
