//! Enqueueing, unique keys, lists and retention of tasks.

use std::collections::HashSet;

use domain_model::kernel::id::{JobId, TaskId};
use domain_model::kernel::page::PageRequest;
use domain_model::kernel::payload::Payload;
use domain_model::operations::task::{Attempt, AttemptOutcome, EnrichJob, NewTask, Task, TaskKind, TaskState};
use futures_util::future::join_all;
use ports::{Actor, Database, TaskFilter};
use uuid::Uuid;

use super::{
    LONG, OTHER, OTHER_ATTEMPTS, OVER, claim, claim_of, dead, end, end_at, enqueue, get, id, new, other,
    reclaim_expired, worker,
};
use crate::database::{job, later, stored};

/// Every field.
pub async fn a_task_is_read_as_it_was_written(database: &dyn Database) {
    assert_eq!(enqueue(database, &[new(7)]).await, 1);
    let expected = Task {
        id: id(7),
        class: EnrichJob::CLASS,
        unique_key: Some(JobId(Uuid::from_u128(7)).to_string()),
        payload: new(7).payload,
        state: TaskState::Ready,
        attempts: 0,
        attempts_allowed: EnrichJob::ATTEMPTS,
        worker: None,
        run_at: later(7),
        reason: None,
        created_at: later(0),
        finished_at: None,
    };
    assert_eq!(get(database, 7).await, expected);
    assert_eq!(expected.kind(), Some(EnrichJob { job: JobId(Uuid::from_u128(7)) }));
    assert_eq!(database.read(Actor::System).tasks().get(id(8)).await.unwrap(), None);
    let running = claim_of(database, EnrichJob::CLASS, 1, LONG, 1).await;
    let expected = Task { state: TaskState::Running, attempts: 1, worker: Some(worker(1)), ..expected };
    assert_eq!(running, std::slice::from_ref(&expected));
    assert!(end(database, expected.attempt_of(worker(1)), &AttemptOutcome::Done).await);
    let done = Task { state: TaskState::Done, finished_at: Some(later(2_000)), ..expected };
    assert_eq!(get(database, 7).await, done);
}

/// As many as were asked for.
pub async fn tasks_are_listed_newest_first_by_state_and_class(database: &dyn Database) {
    enqueue(database, &[new(1), new(2), other(3)]).await;
    let first = claim(database, 1, LONG).await.unwrap();
    end(database, first, &dead()).await;
    let list = |state, class| async move {
        let tasks = database
            .read(Actor::System)
            .tasks()
            .list(TaskFilter { state, class }, PageRequest::first(10))
            .await
            .unwrap()
            .items;
        tasks.iter().map(|task| task.id).collect::<Vec<_>>()
    };
    assert_eq!(list(None, None).await, [id(3), id(2), id(1)]);
    assert_eq!(list(Some(TaskState::Dead), None).await, [id(1)]);
    assert_eq!(list(Some(TaskState::Ready), Some(EnrichJob::CLASS)).await, [id(2)]);
    assert_eq!(
        database
            .read(Actor::System)
            .tasks()
            .list(TaskFilter::default(), PageRequest::first(1))
            .await
            .unwrap()
            .items
            .len(),
        1
    );
}

/// And before it is committed, nobody sees it.
pub async fn jq_05_a_task_is_there_exactly_when_its_transaction_is(database: &dyn Database) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.tasks().enqueue(&[new(1)], later(0)).await.unwrap();
    assert_eq!(database.read(Actor::System).tasks().get(id(1)).await.unwrap(), None);
    drop(uow);
    assert_eq!(claim(database, 1, LONG).await, None);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().insert(&[job(1)], &["text".to_owned()]).await.unwrap();
    uow.tasks().enqueue(&[new(1)], later(0)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(stored(database, 1).await, job(1));
    assert!(claim(database, 1, LONG).await.is_some());
}

/// Of one class.
pub async fn jq_06_a_key_is_taken_while_its_task_waits_or_runs(database: &dyn Database) {
    let twin = |n: u128| NewTask { id: id(n), ..new(1) };
    assert_eq!(enqueue(database, &[new(1), twin(2), new(3)]).await, 2, "also within one statement");
    let other_class = NewTask { class: OTHER, ..twin(4) };
    let keyless = |n: u128| NewTask { unique_key: None, ..twin(n) };
    assert_eq!(enqueue(database, &[other_class, keyless(5), keyless(6)]).await, 3);
    let running = claim(database, 1, LONG).await.unwrap();
    assert_eq!(running.task, id(1));
    assert_eq!(enqueue(database, &[twin(7)]).await, 0);
    assert!(end(database, running, &AttemptOutcome::Done).await);
    assert_eq!(enqueue(database, &[twin(8)]).await, 1, "what is done does not keep its key");
}

/// It is tried again itself, or gives its key up.
pub async fn jq_06_a_lost_task_does_not_keep_its_key(database: &dyn Database) {
    enqueue(database, &[other(1)]).await;
    let twin = NewTask { id: id(2), ..other(1) };
    for attempt in 1..=OTHER_ATTEMPTS {
        assert_eq!(enqueue(database, std::slice::from_ref(&twin)).await, 0);
        assert_eq!(claim_of(database, OTHER, 1, OVER, 1).await[0].attempts, attempt);
        reclaim_expired(database).await;
    }
    assert_eq!(get(database, 1).await.state, TaskState::Dead);
    assert_eq!(enqueue(database, &[twin]).await, 1);
}

/// However many wait in another.
pub async fn jq_08_a_class_has_its_own_queue(database: &dyn Database) {
    let many: Vec<NewTask> = (1..=50).map(new).collect();
    enqueue(database, &many).await;
    enqueue(database, &[other(99)]).await;
    let claimed = claim_of(database, OTHER, 1, LONG, 10).await;
    assert_eq!(claimed.iter().map(|task| task.id).collect::<Vec<_>>(), [id(99)]);
    assert_eq!(claim_of(database, EnrichJob::CLASS, 1, LONG, 10).await.len(), 10);
}

/// As many as there may be.
pub async fn jq_10_a_payload_of_ids_is_kept(database: &dyn Database) {
    let ids: Vec<(String, String)> = (0..18).map(|n| (format!("job {n}"), "x".repeat(200))).collect();
    let payload = Payload::new(ids).unwrap();
    enqueue(database, &[NewTask { payload: payload.clone(), ..new(1) }]).await;
    assert_eq!(get(database, 1).await.payload, payload);
}

/// The oldest first, and none that is not finished.
pub async fn jq_17_finished_tasks_are_forgotten_in_small_batches(database: &dyn Database) {
    let many: Vec<NewTask> = (1..=8).map(new).collect();
    enqueue(database, &many).await;
    for n in 1..=5 {
        let attempt = claim(database, 1, LONG).await.unwrap();
        let outcome = if n == 2 { dead() } else { AttemptOutcome::Done };
        assert!(end_at(database, attempt, &outcome, later(n)).await);
    }
    claim(database, 1, LONG).await.unwrap();
    let prune = |before: i64, limit: u32| async move {
        let mut uow = database.begin(Actor::System).await.unwrap();
        let pruned = uow.tasks().prune(later(before), limit).await.unwrap();
        uow.commit().await.unwrap();
        pruned
    };
    assert_eq!(prune(5, 3).await, 3);
    assert!(database.read(Actor::System).tasks().get(id(3)).await.unwrap().is_none());
    assert_eq!((prune(5, 3).await, prune(5, 3).await), (1, 0));
    let left =
        database.read(Actor::System).tasks().list(TaskFilter::default(), PageRequest::first(10)).await.unwrap().items;
    assert_eq!(left.iter().map(|task| task.id).collect::<Vec<_>>(), [id(8), id(7), id(6), id(5)]);
}

/// However many ask at once.
pub async fn every_task_goes_to_one_worker_and_the_longest_due_first(database: &dyn Database) {
    let many: Vec<NewTask> = (1..=30).rev().map(new).collect();
    let far = NewTask { run_at: later(1_001), ..new(31) };
    enqueue(database, &[many, vec![far]].concat()).await;
    let claims = join_all((1..=10).map(|n| claim_of(database, EnrichJob::CLASS, n, LONG, 4))).await;
    let claimed: Vec<TaskId> = claims.iter().flatten().map(|task| task.id).collect();
    let distinct: HashSet<TaskId> = claimed.iter().copied().collect();
    assert!(claims.iter().all(|tasks| tasks.len() <= 4 && tasks.is_sorted_by_key(|task| task.run_at)));
    assert!(claims.iter().any(|tasks| tasks.first().is_some_and(|task| task.id == id(1))));
    assert_eq!((claimed.len(), distinct.len()), (30, 30), "and what is not due, to nobody");
}

/// With a statement for many of them.
pub async fn many_tasks_are_put_in_and_ended_at_once(database: &dyn Database) {
    let many: Vec<NewTask> = (1..=2_500).map(|n| NewTask { run_at: later(0), ..new(n) }).collect();
    assert_eq!(enqueue(database, &many).await, 2_500);
    assert_eq!(enqueue(database, &[]).await, 0);
    let tasks = claim_of(database, EnrichJob::CLASS, 1, LONG, 2_400).await;
    let mut attempts: Vec<Attempt> = tasks.iter().map(|task| task.attempt_of(worker(1))).collect();
    attempts[0].number += 1;
    let mut uow = database.begin(Actor::System).await.unwrap();
    let ended = uow.tasks().end(&attempts, &AttemptOutcome::Done, later(0)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(ended.len(), 2_399, "all but the one that is not the current attempt");
    assert!(!ended.contains(&attempts[0].task));
}
