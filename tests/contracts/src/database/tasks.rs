//! The queue of tasks: what the failure cases JQ-01 to JQ-10 and JQ-17 ask of a database.

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain_model::kernel::id::{JobId, TaskId};
use domain_model::kernel::page::PageRequest;
use domain_model::kernel::payload::Payload;
use domain_model::operations::task::{Attempt, Ending, EnrichJob, NewTask, Task, TaskClass, TaskKind, TaskState};
use futures_util::future::join_all;
use ports::{Actor, Database, TaskClaim, TaskFilter};
use uuid::Uuid;

use super::{insert_jobs, job, later, stored};

const LONG: Duration = Duration::from_hours(1);
/// Over before anybody can ask.
const OVER: Duration = Duration::ZERO;

fn id(n: u128) -> TaskId {
    TaskId(Uuid::from_u128(n))
}

fn worker(n: u128) -> Uuid {
    Uuid::from_u128(1_000 + n)
}

/// Another class, whose tasks have three attempts.
const OTHER: TaskClass = TaskClass::new("other");
const OTHER_ATTEMPTS: u32 = 3;

/// Enriches the job of the same number; it is due at that second.
pub(super) fn new(n: u128) -> NewTask {
    NewTask::new(id(n), &EnrichJob { job: JobId(Uuid::from_u128(n)) }, later(i64::try_from(n).unwrap()))
}

/// As [`new`], of the other class.
fn other(n: u128) -> NewTask {
    NewTask { class: OTHER, attempts_allowed: OTHER_ATTEMPTS, ..new(n) }
}

async fn enqueue(database: &dyn Database, tasks: &[NewTask]) -> u32 {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let count = uow.tasks().enqueue(tasks, later(0)).await.unwrap();
    uow.commit().await.unwrap();
    count
}

async fn claim_of(database: &dyn Database, class: TaskClass, n: u128, lasting: Duration, limit: u32) -> Vec<Task> {
    let claim = TaskClaim { class, worker: worker(n), lasting, limit };
    let mut uow = database.begin(Actor::System).await.unwrap();
    let tasks = uow.tasks().claim(claim, later(1_000)).await.unwrap();
    uow.commit().await.unwrap();
    tasks
}

async fn claim(database: &dyn Database, n: u128, lasting: Duration) -> Option<Attempt> {
    let tasks = claim_of(database, EnrichJob::CLASS, n, lasting, 1).await;
    tasks.first().map(|task| task.attempt_of(worker(n)))
}

async fn end_at(database: &dyn Database, attempt: Attempt, ending: &Ending, at: DateTime<Utc>) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let ended = uow.tasks().end(&[attempt], ending, at).await.unwrap();
    uow.commit().await.unwrap();
    ended == [attempt.task]
}

async fn end(database: &dyn Database, attempt: Attempt, ending: &Ending) -> bool {
    end_at(database, attempt, ending, later(2_000)).await
}

async fn renew(database: &dyn Database, attempts: &[Attempt], lasting: Duration) -> HashSet<TaskId> {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let renewed = uow.tasks().renew(attempts, lasting).await.unwrap();
    uow.commit().await.unwrap();
    renewed.into_iter().collect()
}

async fn rescue(database: &dyn Database) -> Vec<(TaskId, TaskState)> {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let rescued = uow.tasks().rescue(later(3_000), 100).await.unwrap();
    uow.commit().await.unwrap();
    rescued.into_iter().map(|task| (task.id, task.state)).collect()
}

async fn replay(database: &dyn Database, n: u128) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let is_replayed = uow.tasks().replay(id(n), EnrichJob::ATTEMPTS, later(900)).await.unwrap();
    uow.commit().await.unwrap();
    is_replayed
}

async fn get(database: &dyn Database, n: u128) -> Task {
    database.read(Actor::System).tasks().get(id(n)).await.unwrap().unwrap()
}

fn dead() -> Ending {
    Ending::Dead { reason: "the server is away".to_owned() }
}

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
    assert!(end(database, expected.attempt_of(worker(1)), &Ending::Done).await);
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

/// However long it takes.
pub async fn jq_01_a_task_whose_lease_is_renewed_stays_with_its_worker(database: &dyn Database) {
    enqueue(database, &[new(1), new(2)]).await;
    let held = [claim(database, 1, OVER).await.unwrap(), claim(database, 1, OVER).await.unwrap()];
    assert_eq!(renew(database, &held, LONG).await, HashSet::from([id(1), id(2)]), "both with one statement");
    assert!(rescue(database).await.is_empty());
    assert!(renew(database, &[], LONG).await.is_empty());
    assert!(end(database, held[0], &Ending::Done).await);
    assert_eq!(renew(database, &held, LONG).await, HashSet::from([id(2)]));
}

/// Whoever looks.
pub async fn jq_02_a_task_whose_worker_is_gone_is_found(database: &dyn Database) {
    enqueue(database, &[new(1), new(2)]).await;
    claim(database, 1, OVER).await.unwrap();
    claim(database, 2, LONG).await.unwrap();
    assert_eq!(rescue(database).await, [(id(1), TaskState::Ready)]);
    let rescued = get(database, 1).await;
    assert_eq!((rescued.reason.as_deref(), rescued.finished_at), (Some("its worker was lost"), None));
    assert_eq!(claim(database, 3, LONG).await.unwrap().number, 2);
    assert!(rescue(database).await.is_empty());
}

/// Whatever it would end it with.
pub async fn jq_03_a_stale_attempt_ends_nothing(database: &dyn Database) {
    enqueue(database, &[new(1)]).await;
    let stale = claim(database, 1, OVER).await.unwrap();
    let retry = Ending::Retry { at: later(1), reason: "x".to_owned() };
    let nothing = async |what: &str| {
        for ending in [&Ending::Done, &Ending::Released, &retry, &dead()] {
            let before = get(database, 1).await;
            assert!(!end(database, stale, ending).await, "{what}: {ending:?}");
            assert_eq!(get(database, 1).await, before, "{what}: {ending:?}");
        }
        assert!(renew(database, &[stale], LONG).await.is_empty(), "{what}");
    };
    rescue(database).await;
    nothing("nobody has it").await;
    let current = claim(database, 2, LONG).await.unwrap();
    nothing("another worker has it").await;
    let of_another_start = Attempt { worker: worker(9), ..current };
    assert!(!end(database, of_another_start, &Ending::Done).await);
    assert!(end(database, current, &Ending::Done).await);
    nothing("it is done").await;
    assert!(!end(database, current, &dead()).await, "an attempt ends once");
}

/// What is recorded is what the new one came to.
pub async fn jq_04_a_reclaimed_task_is_ended_by_its_new_attempt_only(database: &dyn Database) {
    enqueue(database, &[new(1)]).await;
    let first = claim(database, 1, OVER).await.unwrap();
    rescue(database).await;
    // The same worker may have it again: the number of the attempt tells them apart.
    let second = claim(database, 1, LONG).await.unwrap();
    assert_eq!((first.number, second.number), (1, 2));
    assert!(end(database, second, &Ending::Done).await);
    assert!(!end(database, first, &dead()).await);
    let task = get(database, 1).await;
    assert_eq!((task.state, task.attempts, task.worker), (TaskState::Done, 2, Some(worker(1))));
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

/// Of two attempts, one effect counts.
pub async fn jq_05_an_effect_is_there_exactly_when_its_task_is_done(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    enqueue(database, &[new(1)]).await;
    let stale = claim(database, 1, OVER).await.unwrap();
    rescue(database).await;
    let current = claim(database, 2, LONG).await.unwrap();
    let closes = async |attempt: Attempt, at: i64| {
        let (closed, change) = stored(database, 1).await.close(later(at));
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.jobs().update(&[(closed.clone(), change.unwrap())], &["text".to_owned()]).await.unwrap();
        if uow.tasks().end(&[attempt], &Ending::Done, later(at)).await.unwrap().is_empty() {
            return;
        }
        uow.commit().await.unwrap();
    };
    closes(stale, 10).await;
    assert_eq!(stored(database, 1).await.closed_at, None);
    closes(current, 20).await;
    assert_eq!(stored(database, 1).await.closed_at, Some(later(20)));
    assert_eq!(get(database, 1).await.state, TaskState::Done);
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
    assert!(end(database, running, &Ending::Done).await);
    assert_eq!(enqueue(database, &[twin(8)]).await, 1, "what is done does not keep its key");
}

/// It is tried again itself, or gives its key up.
pub async fn jq_06_a_lost_task_does_not_keep_its_key(database: &dyn Database) {
    enqueue(database, &[other(1)]).await;
    let twin = NewTask { id: id(2), ..other(1) };
    for attempt in 1..=OTHER_ATTEMPTS {
        assert_eq!(enqueue(database, std::slice::from_ref(&twin)).await, 0);
        assert_eq!(claim_of(database, OTHER, 1, OVER, 1).await[0].attempts, attempt);
        rescue(database).await;
    }
    assert_eq!(get(database, 1).await.state, TaskState::Dead);
    assert_eq!(enqueue(database, &[twin]).await, 1);
}

/// So that one that kills its process is counted, too.
pub async fn jq_07_an_attempt_counts_before_anything_is_done(database: &dyn Database) {
    enqueue(database, &[new(1)]).await;
    assert_eq!(get(database, 1).await.attempts, 0);
    claim(database, 1, LONG).await.unwrap();
    assert_eq!(get(database, 1).await.attempts, 1);
}

/// As if it were new.
pub async fn jq_07_a_poisonous_task_dies_with_a_reason_and_can_be_replayed(database: &dyn Database) {
    enqueue(database, &[new(1)]).await;
    let attempts = EnrichJob::ATTEMPTS;
    for _ in 1..attempts {
        claim(database, 1, OVER).await.unwrap();
        assert_eq!(rescue(database).await, [(id(1), TaskState::Ready)]);
    }
    claim(database, 1, OVER).await.unwrap();
    assert_eq!(rescue(database).await, [(id(1), TaskState::Dead)]);
    let given_up = get(database, 1).await;
    assert_eq!((given_up.reason.as_deref(), given_up.finished_at), (Some("its worker was lost"), Some(later(3_000))));
    assert_eq!(claim(database, 1, LONG).await, None);

    assert!(replay(database, 1).await);
    assert!(!replay(database, 1).await, "it is not dead any more");
    let replayed = get(database, 1).await;
    assert_eq!((replayed.state, replayed.run_at, replayed.finished_at), (TaskState::Ready, later(900), None));
    assert_eq!((replayed.attempts, replayed.attempts_allowed), (attempts, 2 * attempts));
    assert_eq!(claim(database, 1, LONG).await.unwrap().number, attempts + 1);
}

/// Not earlier.
pub async fn jq_07_a_failed_task_waits_for_its_time(database: &dyn Database) {
    enqueue(database, &[new(1), new(2)]).await;
    let first = claim(database, 1, LONG).await.unwrap();
    let too_late = Ending::Retry { at: later(1_001), reason: "away".to_owned() };
    assert!(end(database, first, &too_late).await);
    let waiting = get(database, 1).await;
    assert_eq!(
        (waiting.state, waiting.run_at, waiting.reason.as_deref()),
        (TaskState::Ready, later(1_001), Some("away"))
    );
    let second = claim(database, 1, LONG).await.unwrap();
    assert_eq!(second.task, id(2));
    assert_eq!(claim(database, 1, LONG).await, None);
    assert!(end(database, second, &Ending::Retry { at: later(1_000), reason: "away".to_owned() }).await);
    assert_eq!(claim(database, 1, LONG).await.unwrap().task, id(2));
}

/// One of them is enough.
pub async fn jq_07_a_dead_task_is_not_replayed_beside_its_twin(database: &dyn Database) {
    for n in [1, 2] {
        enqueue(database, &[NewTask { id: id(n), ..new(1) }]).await;
        let attempt = claim(database, 1, LONG).await.unwrap();
        assert!(end(database, attempt, &dead()).await);
    }
    assert!(replay(database, 1).await);
    assert!(!replay(database, 2).await);
    assert_eq!(get(database, 2).await.state, TaskState::Dead);
    let attempt = claim(database, 1, LONG).await.unwrap();
    assert!(!replay(database, 2).await);
    assert!(end(database, attempt, &Ending::Done).await);
    assert!(replay(database, 2).await);
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

/// However often a server is restarted.
pub async fn jq_09_a_released_attempt_does_not_count(database: &dyn Database) {
    enqueue(database, &[other(1)]).await;
    let restarts = 2 * OTHER_ATTEMPTS;
    for number in 1..=restarts {
        let task = claim_of(database, OTHER, 1, LONG, 1).await.remove(0);
        assert_eq!(task.attempts, number, "numbers are not used twice");
        assert!(end(database, task.attempt_of(worker(1)), &Ending::Released).await);
    }
    let task = get(database, 1).await;
    assert_eq!(task.attempts_allowed - task.attempts, OTHER_ATTEMPTS);
    assert_eq!((task.state, task.reason), (TaskState::Ready, None));
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
        let ending = if n == 2 { dead() } else { Ending::Done };
        assert!(end_at(database, attempt, &ending, later(n)).await);
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
    let ended = uow.tasks().end(&attempts, &Ending::Done, later(0)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(ended.len(), 2_399, "all but the one that is not the current attempt");
    assert!(!ended.contains(&attempts[0].task));
}
