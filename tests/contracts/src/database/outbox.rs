//! The outbox.

use std::collections::HashSet;
use std::time::Duration;

use domain_model::kernel::id::{AccountId, EventId};
use domain_model::operations::event::{DomainEvent, EventRecord};
use futures_util::future::join_all;
use ports::{Actor, Database, UnitOfWork};
use uuid::Uuid;

use super::{TablePrivileges, job, later, stored};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("outbox", "", "i", "i")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! outbox_rules {
    ($made:expr) => {
        $crate::database_rules!(
            outbox,
            $made,
            an_event_is_dispatched_once,
            jq_05_an_event_is_there_exactly_when_its_change_is,
            an_event_whose_dispatch_was_rolled_back_is_dispatched_again,
            every_event_goes_to_one_teller,
            jq_17_dispatched_events_are_purged_in_small_batches,
        );
    };
}

/// How long what was undone may take to be seen again.
const WAIT_LIMIT: Duration = Duration::from_mins(3);

fn event(n: u128) -> EventRecord {
    let id = Uuid::from_u128(n);
    let event = DomainEvent::ResumeChanged { account: AccountId(id), version: u32::try_from(n).expect("small") };
    EventRecord { id: EventId(id), event, occurred_at: later(0) }
}

async fn append(database: &dyn Database, events: &[EventRecord]) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.outbox().append(events).await.unwrap();
    uow.commit().await.unwrap();
}

async fn take(database: &dyn Database, at: i64, limit: u32) -> Vec<EventRecord> {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let events = taken(uow.as_mut(), at, limit).await;
    uow.commit().await.unwrap();
    events
}

async fn taken(uow: &mut dyn UnitOfWork, at: i64, limit: u32) -> Vec<EventRecord> {
    let entries = uow.outbox().take(later(at), limit).await.unwrap();
    entries.into_iter().map(|entry| entry.event.unwrap()).collect()
}

/// The oldest first, each once, as it was written.
pub async fn an_event_is_dispatched_once(database: &dyn Database) {
    append(database, &[event(3), event(1)]).await;
    append(database, &[event(2)]).await;
    assert_eq!(take(database, 0, 2).await, [event(1), event(2)]);
    assert_eq!(take(database, 0, 2).await, [event(3)]);
    assert_eq!(take(database, 0, 2).await, []);
}

/// Not when the change was undone; and together with it otherwise.
pub async fn jq_05_an_event_is_there_exactly_when_its_change_is(database: &dyn Database) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.outbox().append(&[event(1)]).await.unwrap();
    drop(uow);
    assert_eq!(take(database, 0, 10).await, []);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().insert(&[job(1)], &["text".to_owned()]).await.unwrap();
    uow.outbox().append(&[event(1)]).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(stored(database, 1).await, job(1));
    assert_eq!(take(database, 0, 10).await, [event(1)]);
}

/// Whoever was cut off while telling it told nothing.
pub async fn an_event_whose_dispatch_was_rolled_back_is_dispatched_again(database: &dyn Database) {
    append(database, &[event(1)]).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert_eq!(taken(uow.as_mut(), 0, 10).await, [event(1)]);
    drop(uow);
    // A server hears of it a moment later; until then the event is nobody else's.
    let again = async {
        loop {
            let events = take(database, 0, 10).await;
            if !events.is_empty() {
                return events;
            }
        }
    };
    assert_eq!(tokio::time::timeout(WAIT_LIMIT, again).await.expect("it is there again"), [event(1)]);
}

/// However many ask at once.
pub async fn every_event_goes_to_one_teller(database: &dyn Database) {
    append(database, &(1..=60).map(event).collect::<Vec<_>>()).await;
    let mut taken: Vec<EventId> = Vec::new();
    loop {
        let batches = join_all((0..6).map(|_| take(database, 0, 5))).await;
        let dispatched: Vec<EventId> = batches.into_iter().flatten().map(|event| event.id).collect();
        if dispatched.is_empty() {
            break;
        }
        taken.extend(dispatched);
    }
    assert_eq!((taken.len(), taken.iter().collect::<HashSet<_>>().len()), (60, 60));
}

/// What still waits is kept, however old.
pub async fn jq_17_dispatched_events_are_purged_in_small_batches(database: &dyn Database) {
    append(database, &(1..=5).map(event).collect::<Vec<_>>()).await;
    take(database, 10, 3).await;
    take(database, 20, 1).await;
    let prune = async |before: i64| {
        let mut uow = database.begin(Actor::System).await.unwrap();
        let pruned = uow.outbox().prune(later(before), 2).await.unwrap();
        uow.commit().await.unwrap();
        pruned
    };
    assert_eq!((prune(15).await, prune(15).await, prune(15).await), (2, 1, 0));
    assert_eq!(prune(100).await, 1);
    assert_eq!(take(database, 30, 10).await, [event(5)]);
}
