//! The outbox relay on both databases: every event gets the tasks of its reactions once, wherever a relay is killed.

use std::collections::HashSet;
use std::sync::Arc;

use adapter_system::RandomIds;
use chrono::DateTime;
use domain_model::kernel::id::{AccountId, EventId};
use domain_model::kernel::page::PageRequest;
use domain_model::kernel::payload::Payload;
use domain_model::operations::event::{DomainEvent, EventRecord};
use domain_model::operations::task::{TaskClass, TaskKind};
use domain_operations::{OutboxRelay, Reaction, Registry};
use domain_workflow::EmbedResume;
use futures_util::future::join_all;
use ports::{Actor, Clock, Database, TaskFilter};
use sqlx::Executor;
use tests_servers::TestPostgres;
use uuid::Uuid;

use crate::support::{Simulated, database, postgres};

const EVENTS: u128 = 300;

/// A second kind of task that an upload asks for.
#[derive(Debug, PartialEq, Eq)]
struct Greet(AccountId);

impl TaskKind for Greet {
    const CLASS: TaskClass = TaskClass::new("greet");
    const ATTEMPTS: u32 = 3;

    fn payload(&self) -> Payload {
        Payload::of([("account", &self.0)])
    }

    fn from_payload(payload: &Payload) -> Option<Self> {
        payload.id("account").map(Self)
    }

    fn unique_key(&self) -> Option<String> {
        None
    }
}

impl Reaction for Greet {
    fn to(event: &DomainEvent) -> Option<Self> {
        let DomainEvent::ResumeChanged { account, .. } = event;
        Some(Self(*account))
    }
}

fn clock() -> Simulated {
    Simulated::at(DateTime::from_timestamp_secs(1_800_000_000).unwrap())
}

fn relay(database: &Arc<dyn Database>, registry: Registry) -> OutboxRelay {
    OutboxRelay::new(database.clone(), Arc::new(clock()), Arc::new(RandomIds), Arc::new(registry))
}

fn uploaded(n: u128) -> EventRecord {
    let id = Uuid::from_u128(n);
    let event = DomainEvent::ResumeChanged { account: AccountId(id), version: u32::try_from(n).expect("small") };
    EventRecord { id: EventId(id), event, occurred_at: clock().now() }
}

async fn append(database: &dyn Database, events: std::ops::RangeInclusive<u128>) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.outbox().append(&events.map(uploaded).collect::<Vec<_>>()).await.unwrap();
    uow.commit().await.unwrap();
}

/// What the tasks of a kind carry.
async fn tasks<K: TaskKind>(database: &dyn Database) -> Vec<K> {
    let filter = TaskFilter { state: None, class: Some(K::CLASS) };
    let tasks = database.read(Actor::System).tasks().list(filter, PageRequest::first(10_000)).await.unwrap();
    tasks.items.iter().map(|task| task.kind().unwrap()).collect()
}

/// However often relays are cut off, and however many run at the same time.
async fn jq_05_each_reaction_to_an_event_has_one_task(database: Arc<dyn Database>) {
    append(database.as_ref(), 1..=EVENTS).await;
    let relay = relay(&database, Registry::default().reaction::<EmbedResume>().reaction::<Greet>());
    let mut cut_off = 0;
    for round in 0..60_u64 {
        let lives = join_all((0..2).map(|number| {
            let (relay, life) = (&relay, (round * 37 + number * 11) % 60);
            async move {
                tokio::select! {
                    biased;
                    dispatched = relay.dispatch() => dispatched.map(|_| 0),
                    () = async { for _ in 0..life { tokio::task::yield_now().await } } => Ok(1),
                }
            }
        }));
        cut_off += lives.await.into_iter().map(Result::unwrap).sum::<u32>();
        let counts =
            (tasks::<EmbedResume>(database.as_ref()).await.len(), tasks::<Greet>(database.as_ref()).await.len());
        assert!(counts.1 >= counts.0, "read later, there are no fewer: both are committed together");
    }
    assert!(cut_off > 0, "nobody was ever cut off");
    // A server hears of a transaction that was cut off a moment later; until then its events are nobody else's.
    while tasks::<Greet>(database.as_ref()).await.len() < usize::try_from(EVENTS).unwrap() {
        relay.dispatch().await.unwrap();
    }
    assert_eq!(relay.dispatch().await.unwrap(), 0);
    let embedded = tasks::<EmbedResume>(database.as_ref()).await;
    let greeted = tasks::<Greet>(database.as_ref()).await;
    assert_eq!((embedded.len(), greeted.len()), (300, 300));
    assert_eq!(embedded.iter().map(|task| task.account).collect::<HashSet<_>>().len(), 300);
    assert_eq!(greeted.iter().map(|task| task.0).collect::<HashSet<_>>().len(), 300);
}

async fn an_event_without_reactions_is_dispatched_and_leaves_nothing(database: Arc<dyn Database>) {
    append(database.as_ref(), 1..=3).await;
    let relay = relay(&database, Registry::default());
    assert_eq!(relay.dispatch().await.unwrap(), 3);
    assert_eq!(relay.dispatch().await.unwrap(), 0);
    let all = database.read(Actor::System).tasks().list(TaskFilter::default(), PageRequest::first(10)).await.unwrap();
    assert_eq!(all.items, []);
}

macro_rules! on_both_databases {
    ($($rule:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $rule() {
                    let (database, _folder) = super::database().await;
                    super::$rule(database).await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $rule() {
                    super::$rule(super::postgres().await.0).await;
                }
            )+
        }
    };
}

on_both_databases! {
    jq_05_each_reaction_to_an_event_has_one_task,
    an_event_without_reactions_is_dispatched_and_leaves_nothing,
}

/// It is reported. One of a kind that only a newer program knows is left to it.
#[tokio::test(flavor = "multi_thread")]
async fn mn_03_an_event_that_cannot_be_read_keeps_no_other_waiting() {
    let (database, server): (_, TestPostgres) = postgres().await;
    let insert = "INSERT INTO jobwright.outbox (id, kind, account_id, payload, occurred_at) VALUES \
                  ('00000000-0000-0000-0000-0000000000a1', 'resume_changed', NULL, '{}', now()), \
                  ('00000000-0000-0000-0000-0000000000a2', 'resume_changed', NULL, '[1]', now()), \
                  ('00000000-0000-0000-0000-0000000000a3', 'moon_landed', NULL, '{}', now()), \
                  ('00000000-0000-0000-0000-0000000000a4', 'moon_landed', NULL, '[1]', now())";
    server.superuser().await.execute(insert).await.unwrap();
    append(database.as_ref(), 1_000..=1_001).await;
    let relay = relay(&database, Registry::default().reaction::<Greet>());
    assert_eq!(relay.dispatch().await.unwrap(), 4, "two that can be read, and two that cannot");
    assert_eq!(tasks::<Greet>(database.as_ref()).await.len(), 2);
    assert_eq!(relay.dispatch().await.unwrap(), 0);
    let unknown = database.read(Actor::System).outbox().unknown_kinds().await.unwrap();
    assert_eq!(unknown, [("moon_landed".to_owned(), 2)]);
    relay.report_unknown().await.unwrap();
}
