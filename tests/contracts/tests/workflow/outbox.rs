//! Whoever tells what has happened is cut off wherever it is, and others tell at the same time: each event makes one task.

use std::collections::HashSet;
use std::sync::Arc;

use adapter_system::RandomIds;
use chrono::DateTime;
use domain_model::candidates::resume::{DocumentType, Resume};
use domain_model::kernel::id::{AccountId, EventId};
use domain_model::operations::event::DomainEvent;
use domain_model::operations::task::{Task, TaskClass};
use domain_operations::Outbox;
use futures_util::future::join_all;
use ports::{Actor, Clock, TaskFilter};
use uuid::Uuid;

use crate::support::{Simulated, database};

const EVENTS: u128 = 900;

#[tokio::test(flavor = "multi_thread")]
async fn jq_05_however_often_tellers_are_cut_off_each_event_makes_one_task() {
    let (database, _folder) = database().await;
    let clock = Simulated::at(DateTime::from_timestamp_secs(1_800_000_000).unwrap());
    let event = |n: u128| {
        let resume = Resume {
            account_id: AccountId(Uuid::from_u128(n)),
            file_name: "cv.pdf".to_owned(),
            document_type: DocumentType::Pdf,
            object_key: format!("resumes/{n}.pdf"),
            text: "welding".to_owned(),
            skills: Vec::new(),
            uploaded_at: clock.now(),
        };
        DomainEvent::resume_uploaded(EventId(Uuid::from_u128(n)), &resume)
    };
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.outbox().append(&(1..=EVENTS).map(event).collect::<Vec<_>>()).await.unwrap();
    uow.commit().await.unwrap();

    let outbox = Outbox::new(database.clone(), Arc::new(clock.clone()), Arc::new(RandomIds));
    let mut cut_off = 0;
    for round in 0..60_u64 {
        let lives = join_all((0..2).map(|teller| {
            let (outbox, life) = (&outbox, (round * 37 + teller * 11) % 60);
            async move {
                tokio::select! {
                    biased;
                    told = outbox.tell() => told.map(|_| 0),
                    () = async { for _ in 0..life { tokio::task::yield_now().await } } => Ok(1),
                }
            }
        }));
        cut_off += lives.await.into_iter().map(Result::unwrap).sum::<u32>();
    }
    assert!(cut_off > 0, "nobody was ever cut off");
    while outbox.tell().await.unwrap() > 0 {}
    let filter = TaskFilter { state: None, class: Some(TaskClass::EmbedResume) };
    let tasks = database.read(Actor::System).tasks().list(filter, 10_000).await.unwrap();
    let accounts: HashSet<_> = tasks.iter().filter_map(Task::account).collect();
    assert_eq!((tasks.len(), accounts.len()), (900, 900));
}
