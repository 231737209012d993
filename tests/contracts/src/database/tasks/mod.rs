//! The task queue (JQ-01 to JQ-10 and JQ-17).

mod attempts;
mod queue;

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain_model::kernel::id::{JobId, TaskId};
use domain_model::operations::task::{
    Attempt, AttemptOutcome, EnrichJob, NewTask, Task, TaskClass, TaskKind, TaskState,
};
use ports::{Actor, Database, TaskClaim};
use uuid::Uuid;

pub use attempts::*;
pub use queue::*;

use super::{TablePrivileges, later};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("tasks", "", "", "")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! tasks_rules {
    ($made:expr) => {
        $crate::database_rules!(
            tasks,
            $made,
            a_task_is_read_as_it_was_written,
            tasks_are_listed_newest_first_by_state_and_class,
            jq_01_a_task_whose_lease_is_renewed_stays_with_its_worker,
            jq_02_a_task_whose_worker_is_gone_is_found,
            jq_03_a_stale_attempt_ends_nothing,
            jq_04_a_reclaimed_task_is_ended_by_its_new_attempt_only,
            jq_05_a_task_is_there_exactly_when_its_transaction_is,
            jq_05_an_effect_is_there_exactly_when_its_task_is_done,
            jq_06_a_key_is_taken_while_its_task_waits_or_runs,
            jq_06_a_lost_task_does_not_keep_its_key,
            jq_07_an_attempt_counts_before_anything_is_done,
            jq_07_a_poisonous_task_dies_with_a_reason_and_can_be_retried,
            jq_07_a_failed_task_waits_for_its_time,
            jq_07_a_dead_task_is_not_retried_beside_its_twin,
            jq_08_a_class_has_its_own_queue,
            jq_09_a_released_attempt_does_not_count,
            jq_10_a_payload_of_ids_is_kept,
            jq_17_finished_tasks_are_forgotten_in_small_batches,
            every_task_goes_to_one_worker_and_the_longest_due_first,
            many_tasks_are_put_in_and_ended_at_once,
        );
    };
}

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

async fn claim_of(database: &dyn Database, class: TaskClass, n: u128, lease: Duration, limit: u32) -> Vec<Task> {
    let claim = TaskClaim { class, worker: worker(n), lease, limit };
    let mut uow = database.begin(Actor::System).await.unwrap();
    let tasks = uow.tasks().claim(claim, later(1_000)).await.unwrap();
    uow.commit().await.unwrap();
    tasks
}

async fn claim(database: &dyn Database, n: u128, lease: Duration) -> Option<Attempt> {
    let tasks = claim_of(database, EnrichJob::CLASS, n, lease, 1).await;
    tasks.first().map(|task| task.attempt_of(worker(n)))
}

async fn end_at(database: &dyn Database, attempt: Attempt, outcome: &AttemptOutcome, at: DateTime<Utc>) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let ended = uow.tasks().end(&[attempt], outcome, at).await.unwrap();
    uow.commit().await.unwrap();
    ended == [attempt.task]
}

async fn end(database: &dyn Database, attempt: Attempt, outcome: &AttemptOutcome) -> bool {
    end_at(database, attempt, outcome, later(2_000)).await
}

async fn renew(database: &dyn Database, attempts: &[Attempt], lease: Duration) -> HashSet<TaskId> {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let renewed = uow.tasks().renew(attempts, lease).await.unwrap();
    uow.commit().await.unwrap();
    renewed.into_iter().collect()
}

async fn reclaim_expired(database: &dyn Database) -> Vec<(TaskId, TaskState)> {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let reclaimed = uow.tasks().reclaim_expired(later(3_000), 100).await.unwrap();
    uow.commit().await.unwrap();
    reclaimed.into_iter().map(|task| (task.id, task.state)).collect()
}

async fn retry_dead(database: &dyn Database, n: u128) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let is_retried = uow.tasks().retry_dead(id(n), EnrichJob::ATTEMPTS, later(900)).await.unwrap();
    uow.commit().await.unwrap();
    is_retried
}

async fn get(database: &dyn Database, n: u128) -> Task {
    database.read(Actor::System).tasks().get(id(n)).await.unwrap().unwrap()
}

fn dead() -> AttemptOutcome {
    AttemptOutcome::Dead { reason: "the server is away".to_owned() }
}
