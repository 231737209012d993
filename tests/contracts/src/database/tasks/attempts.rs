//! Claims, leases and attempts of tasks: JQ-01 to JQ-05, JQ-07 and JQ-09.

use std::collections::HashSet;

use domain_model::operations::task::{Attempt, AttemptOutcome, EnrichJob, NewTask, TaskKind, TaskState};
use ports::{Actor, Database};

use super::{
    LONG, OTHER, OTHER_ATTEMPTS, OVER, claim, claim_of, dead, end, enqueue, get, id, new, other, reclaim_expired,
    renew, retry_dead, worker,
};
use crate::database::{insert_jobs, job, later, stored};

/// However long it takes.
pub async fn jq_01_a_task_whose_lease_is_renewed_stays_with_its_worker(database: &dyn Database) {
    enqueue(database, &[new(1), new(2)]).await;
    let held = [claim(database, 1, OVER).await.unwrap(), claim(database, 1, OVER).await.unwrap()];
    assert_eq!(renew(database, &held, LONG).await, HashSet::from([id(1), id(2)]), "both with one statement");
    assert!(reclaim_expired(database).await.is_empty());
    assert!(renew(database, &[], LONG).await.is_empty());
    assert!(end(database, held[0], &AttemptOutcome::Done).await);
    assert_eq!(renew(database, &held, LONG).await, HashSet::from([id(2)]));
}

/// Whoever looks.
pub async fn jq_02_a_task_whose_worker_is_gone_is_found(database: &dyn Database) {
    enqueue(database, &[new(1), new(2)]).await;
    claim(database, 1, OVER).await.unwrap();
    claim(database, 2, LONG).await.unwrap();
    assert_eq!(reclaim_expired(database).await, [(id(1), TaskState::Ready)]);
    let reclaimed = get(database, 1).await;
    assert_eq!((reclaimed.reason.as_deref(), reclaimed.finished_at), (Some("its worker was lost"), None));
    assert_eq!(claim(database, 3, LONG).await.unwrap().number, 2);
    assert!(reclaim_expired(database).await.is_empty());
}

/// Whatever it would end it with.
pub async fn jq_03_a_stale_attempt_ends_nothing(database: &dyn Database) {
    enqueue(database, &[new(1)]).await;
    let stale = claim(database, 1, OVER).await.unwrap();
    let retry = AttemptOutcome::Retry { at: later(1), reason: "x".to_owned() };
    let nothing = async |what: &str| {
        for outcome in [&AttemptOutcome::Done, &AttemptOutcome::Released, &retry, &dead()] {
            let before = get(database, 1).await;
            assert!(!end(database, stale, outcome).await, "{what}: {outcome:?}");
            assert_eq!(get(database, 1).await, before, "{what}: {outcome:?}");
        }
        assert!(renew(database, &[stale], LONG).await.is_empty(), "{what}");
    };
    reclaim_expired(database).await;
    nothing("nobody has it").await;
    let current = claim(database, 2, LONG).await.unwrap();
    nothing("another worker has it").await;
    let of_another_start = Attempt { worker: worker(9), ..current };
    assert!(!end(database, of_another_start, &AttemptOutcome::Done).await);
    assert!(end(database, current, &AttemptOutcome::Done).await);
    nothing("it is done").await;
    assert!(!end(database, current, &dead()).await, "an attempt ends once");
}

/// What is recorded is what the new one came to.
pub async fn jq_04_a_reclaimed_task_is_ended_by_its_new_attempt_only(database: &dyn Database) {
    enqueue(database, &[new(1)]).await;
    let first = claim(database, 1, OVER).await.unwrap();
    reclaim_expired(database).await;
    // The same worker may have it again: the number of the attempt tells them apart.
    let second = claim(database, 1, LONG).await.unwrap();
    assert_eq!((first.number, second.number), (1, 2));
    assert!(end(database, second, &AttemptOutcome::Done).await);
    assert!(!end(database, first, &dead()).await);
    let task = get(database, 1).await;
    assert_eq!((task.state, task.attempts, task.worker), (TaskState::Done, 2, Some(worker(1))));
}

/// Of two attempts, one effect counts.
pub async fn jq_05_an_effect_is_there_exactly_when_its_task_is_done(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    enqueue(database, &[new(1)]).await;
    let stale = claim(database, 1, OVER).await.unwrap();
    reclaim_expired(database).await;
    let current = claim(database, 2, LONG).await.unwrap();
    let closes = async |attempt: Attempt, at: i64| {
        let (closed, change) = stored(database, 1).await.close(later(at));
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.jobs().update(&[(closed.clone(), change.unwrap())], &["text".to_owned()]).await.unwrap();
        if uow.tasks().end(&[attempt], &AttemptOutcome::Done, later(at)).await.unwrap().is_empty() {
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

/// So that one that kills its process is counted, too.
pub async fn jq_07_an_attempt_counts_before_anything_is_done(database: &dyn Database) {
    enqueue(database, &[new(1)]).await;
    assert_eq!(get(database, 1).await.attempts, 0);
    claim(database, 1, LONG).await.unwrap();
    assert_eq!(get(database, 1).await.attempts, 1);
}

/// As if it were new.
pub async fn jq_07_a_poisonous_task_dies_with_a_reason_and_can_be_retried(database: &dyn Database) {
    enqueue(database, &[new(1)]).await;
    let attempts = EnrichJob::ATTEMPTS;
    for _ in 1..attempts {
        claim(database, 1, OVER).await.unwrap();
        assert_eq!(reclaim_expired(database).await, [(id(1), TaskState::Ready)]);
    }
    claim(database, 1, OVER).await.unwrap();
    assert_eq!(reclaim_expired(database).await, [(id(1), TaskState::Dead)]);
    let given_up = get(database, 1).await;
    assert_eq!((given_up.reason.as_deref(), given_up.finished_at), (Some("its worker was lost"), Some(later(3_000))));
    assert_eq!(claim(database, 1, LONG).await, None);

    assert!(retry_dead(database, 1).await);
    assert!(!retry_dead(database, 1).await, "it is not dead any more");
    let retried = get(database, 1).await;
    assert_eq!((retried.state, retried.run_at, retried.finished_at), (TaskState::Ready, later(900), None));
    assert_eq!((retried.attempts, retried.attempts_allowed), (attempts, 2 * attempts));
    assert_eq!(claim(database, 1, LONG).await.unwrap().number, attempts + 1);
}

/// Not earlier.
pub async fn jq_07_a_failed_task_waits_for_its_time(database: &dyn Database) {
    enqueue(database, &[new(1), new(2)]).await;
    let first = claim(database, 1, LONG).await.unwrap();
    let too_late = AttemptOutcome::Retry { at: later(1_001), reason: "away".to_owned() };
    assert!(end(database, first, &too_late).await);
    let waiting = get(database, 1).await;
    assert_eq!(
        (waiting.state, waiting.run_at, waiting.reason.as_deref()),
        (TaskState::Ready, later(1_001), Some("away"))
    );
    let second = claim(database, 1, LONG).await.unwrap();
    assert_eq!(second.task, id(2));
    assert_eq!(claim(database, 1, LONG).await, None);
    assert!(end(database, second, &AttemptOutcome::Retry { at: later(1_000), reason: "away".to_owned() }).await);
    assert_eq!(claim(database, 1, LONG).await.unwrap().task, id(2));
}

/// One of them is enough.
pub async fn jq_07_a_dead_task_is_not_retried_beside_its_twin(database: &dyn Database) {
    for n in [1, 2] {
        enqueue(database, &[NewTask { id: id(n), ..new(1) }]).await;
        let attempt = claim(database, 1, LONG).await.unwrap();
        assert!(end(database, attempt, &dead()).await);
    }
    assert!(retry_dead(database, 1).await);
    assert!(!retry_dead(database, 2).await);
    assert_eq!(get(database, 2).await.state, TaskState::Dead);
    let attempt = claim(database, 1, LONG).await.unwrap();
    assert!(!retry_dead(database, 2).await);
    assert!(end(database, attempt, &AttemptOutcome::Done).await);
    assert!(retry_dead(database, 2).await);
}

/// However often a server is restarted.
pub async fn jq_09_a_released_attempt_does_not_count(database: &dyn Database) {
    enqueue(database, &[other(1)]).await;
    let restarts = 2 * OTHER_ATTEMPTS;
    for number in 1..=restarts {
        let task = claim_of(database, OTHER, 1, LONG, 1).await.remove(0);
        assert_eq!(task.attempts, number, "numbers are not used twice");
        assert!(end(database, task.attempt_of(worker(1)), &AttemptOutcome::Released).await);
    }
    let task = get(database, 1).await;
    assert_eq!(task.attempts_allowed - task.attempts, OTHER_ATTEMPTS);
    assert_eq!((task.state, task.reason), (TaskState::Ready, None));
}
