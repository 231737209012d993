//! The contract of `Broadcast`.

use domain_model::kernel::id::ChatSessionId;
use futures_util::{FutureExt, StreamExt};
use ports::{Broadcast, SeqStream};
use uuid::Uuid;

/// Every rule of [`Broadcast`], as tests.
#[macro_export]
macro_rules! broadcast_contract {
    ($made:expr) => {
        $crate::rules!(
            broadcast,
            $made,
            every_subscriber_of_a_conversation_gets_the_hint,
            no_subscriber_gets_hints_of_another_conversation,
            a_slow_subscriber_gets_the_newest_hint,
            a_subscriber_that_returns_gets_hints_again,
            what_was_polled_is_a_hint_to_subscribers_to_whom_it_is_new,
            a_hint_of_a_message_that_is_not_there_hides_no_other,
            conversations_are_watched_as_long_as_somebody_reads,
        );
    };
}

/// Every rule of a [`Broadcast`] that reaches other nodes, as tests. `$nodes` is a pair of connected ones.
#[macro_export]
macro_rules! broadcast_between_nodes_contract {
    ($nodes:expr) => {
        $crate::rules!(
            broadcast,
            $nodes,
            ws_17_a_hint_reaches_the_readers_on_the_other_node,
            of_a_burst_the_other_node_hears_the_newest,
            what_is_published_here_stays_here,
        );
    };
}

fn session(n: u128) -> ChatSessionId {
    ChatSessionId(Uuid::from_u128(n))
}

/// Waits until the reader is told of this message or a newer one: it may be told to look for other reasons before.
async fn expect_hint(reader: &mut SeqStream, seq: u64) {
    while reader.next().await.unwrap() < seq {}
}

/// All of them.
pub async fn every_subscriber_of_a_conversation_gets_the_hint(broadcast: &dyn Broadcast) {
    let (mut one, mut other) = (broadcast.subscribe(session(1)), broadcast.subscribe(session(1)));
    broadcast.publish(session(1), 7);
    expect_hint(&mut one, 7).await;
    expect_hint(&mut other, 7).await;
}

/// Only the conversation that was asked for.
pub async fn no_subscriber_gets_hints_of_another_conversation(broadcast: &dyn Broadcast) {
    let mut reader = broadcast.subscribe(session(1));
    broadcast.publish(session(2), 1);
    broadcast.publish(session(1), 2);
    assert_eq!(reader.next().await, Some(2));
}

/// Hints may be left out, but never the last one.
pub async fn a_slow_subscriber_gets_the_newest_hint(broadcast: &dyn Broadcast) {
    let mut reader = broadcast.subscribe(session(1));
    for seq in 1..=1_000 {
        broadcast.publish(session(1), seq);
    }
    expect_hint(&mut reader, 1_000).await;
}

/// Leaving costs nothing later.
pub async fn a_subscriber_that_returns_gets_hints_again(broadcast: &dyn Broadcast) {
    drop(broadcast.subscribe(session(1)));
    broadcast.publish(session(1), 1);
    let mut reader = broadcast.subscribe(session(1));
    broadcast.publish(session(1), 2);
    expect_hint(&mut reader, 2).await;
}

/// A look into the database wakes those who missed something, and nobody else.
pub async fn what_was_polled_is_a_hint_to_subscribers_to_whom_it_is_new(broadcast: &dyn Broadcast) {
    let mut reader = broadcast.subscribe(session(1));
    broadcast.publish_local(session(1), 5);
    expect_hint(&mut reader, 5).await;
    broadcast.publish_local(session(1), 5);
    assert_eq!(reader.next().now_or_never(), None, "it knows");
    broadcast.publish_local(session(1), 6);
    expect_hint(&mut reader, 6).await;
}

/// Whoever can reach the server can send anything: the database is right.
pub async fn a_hint_of_a_message_that_is_not_there_hides_no_other(broadcast: &dyn Broadcast) {
    let mut reader = broadcast.subscribe(session(1));
    broadcast.publish(session(1), u64::MAX);
    expect_hint(&mut reader, u64::MAX).await;
    broadcast.publish_local(session(1), 1);
    assert!(reader.next().await.is_some());
}

/// What is looked at in the database is what somebody waits for.
pub async fn conversations_are_watched_as_long_as_somebody_reads(broadcast: &dyn Broadcast) {
    assert_eq!(broadcast.local_sessions(), []);
    let (mut one, other) = (broadcast.subscribe(session(1)), broadcast.subscribe(session(1)));
    broadcast.publish(session(1), 1);
    broadcast.publish(session(2), 1);
    expect_hint(&mut one, 1).await;
    assert_eq!(broadcast.local_sessions(), [session(1)]);
    drop(one);
    assert_eq!(broadcast.local_sessions(), [session(1)]);
    drop(other);
    assert_eq!(broadcast.local_sessions(), []);
}

/// From each to each.
pub async fn ws_17_a_hint_reaches_the_readers_on_the_other_node<B: Broadcast>((one, other): &(B, B)) {
    let (mut here, mut there) = (one.subscribe(session(1)), other.subscribe(session(1)));
    one.publish(session(1), 7);
    expect_hint(&mut there, 7).await;
    other.publish(session(1), 8);
    expect_hint(&mut here, 8).await;
}

/// However fast they come: a line that holds loses no last word.
pub async fn of_a_burst_the_other_node_hears_the_newest<B: Broadcast>((one, other): &(B, B)) {
    let mut readers: Vec<SeqStream> = (0..50).map(|n| other.subscribe(session(n))).collect();
    for seq in 1..=200 {
        for n in 0..50 {
            one.publish(session(n), seq);
        }
    }
    for reader in &mut readers {
        expect_hint(reader, 200).await;
    }
}

/// Each node looks into the database itself.
pub async fn what_is_published_here_stays_here<B: Broadcast>((one, other): &(B, B)) {
    let (mut quiet, mut reader) = (other.subscribe(session(1)), other.subscribe(session(2)));
    one.publish_local(session(1), 1);
    // Twice there and back: whatever was sent before the second hint has arrived.
    for seq in 1..=2 {
        one.publish(session(2), seq);
        expect_hint(&mut reader, seq).await;
    }
    assert_eq!(quiet.next().now_or_never(), None);
}
