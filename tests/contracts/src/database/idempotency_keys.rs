//! Idempotency keys.

use std::time::Duration;

use bytes::Bytes;
use domain_model::identity::account::Role;
use domain_model::kernel::id::AccountId;
use futures_util::future::join_all;
use ports::{Actor, Database, KeptAnswer, KeyClaim, KeyedRequest};
use uuid::Uuid;

use super::account;

const LONG: Duration = Duration::from_mins(5);
const DAY: Duration = Duration::from_hours(24);

/// An attempt of account 1 at this request.
fn attempt(key: &str, request: &str, attempt: u128) -> KeyedRequest {
    KeyedRequest {
        key: key.to_owned(),
        request: request.to_owned(),
        account_id: AccountId(Uuid::from_u128(1)),
        attempt: Uuid::from_u128(attempt),
    }
}

fn kept() -> KeptAnswer {
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    KeptAnswer { status: 202, headers, body: Bytes::from_static(b"{\"a\":\"\\u0000\"}\0\xff") }
}

async fn claim(database: &dyn Database, request: &KeyedRequest, lease: Duration, kept: Duration) -> KeyClaim {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let claim = uow.idempotency_keys().claim(request, lease, kept).await.unwrap();
    uow.commit().await.unwrap();
    claim
}

async fn answer(database: &dyn Database, request: &KeyedRequest) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let is_written = uow.idempotency_keys().answer(request, &kept()).await.unwrap();
    uow.commit().await.unwrap();
    is_written
}

async fn renew(database: &dyn Database, request: &KeyedRequest) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let is_renewed = uow.idempotency_keys().renew(request, LONG).await.unwrap();
    uow.commit().await.unwrap();
    is_renewed
}

/// The others learn that it is under way.
pub async fn rl_06_of_many_attempts_at_once_one_gets_the_key(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let attempts: Vec<_> = (0..20).map(|n| attempt("a", "same", n)).collect();
    let claims = join_all(attempts.iter().map(|attempt| claim(database, attempt, LONG, DAY))).await;
    assert_eq!(claims.iter().filter(|claim| **claim == KeyClaim::Ours).count(), 1, "{claims:?}");
    assert_eq!(claims.iter().filter(|claim| **claim == KeyClaim::UnderWay).count(), 19, "{claims:?}");
}

/// To the byte, for the same request only.
pub async fn rl_06_an_answer_is_given_again_as_it_was(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let first = attempt("a", "same", 1);
    assert_eq!(claim(database, &first, LONG, DAY).await, KeyClaim::Ours);
    assert_eq!(claim(database, &attempt("a", "other", 2), LONG, DAY).await, KeyClaim::Taken);
    assert!(answer(database, &first).await);
    assert!(!answer(database, &first).await, "it is written down once");
    assert_eq!(claim(database, &attempt("a", "same", 2), LONG, DAY).await, KeyClaim::Answered(kept()));
    assert_eq!(claim(database, &attempt("a", "other", 2), LONG, DAY).await, KeyClaim::Taken);
    assert_eq!(claim(database, &attempt("b", "other", 2), LONG, DAY).await, KeyClaim::Ours);
}

/// And whoever was thought to be gone, and is not, has lost it.
pub async fn rl_06_an_attempt_whose_lease_has_run_out_makes_room_for_the_next(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let (slow, next) = (attempt("a", "same", 1), attempt("a", "same", 2));
    assert_eq!(claim(database, &slow, Duration::ZERO, DAY).await, KeyClaim::Ours);
    assert_eq!(claim(database, &attempt("a", "other", 3), LONG, DAY).await, KeyClaim::Taken);
    assert_eq!(claim(database, &next, LONG, DAY).await, KeyClaim::Ours);
    assert!(!renew(database, &slow).await);
    assert!(!answer(database, &slow).await);
    assert!(renew(database, &next).await);
    assert!(answer(database, &next).await);
}

/// A lease that was renewed in time is kept.
pub async fn rl_06_an_attempt_that_renews_its_lease_keeps_the_key(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let first = attempt("a", "same", 1);
    assert_eq!(claim(database, &first, Duration::ZERO, DAY).await, KeyClaim::Ours);
    assert!(renew(database, &first).await);
    assert_eq!(claim(database, &attempt("a", "same", 2), LONG, DAY).await, KeyClaim::UnderWay);
}

/// Released by its own attempt only, and not once there is an answer.
pub async fn rl_06_a_released_key_is_free(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let (first, next) = (attempt("a", "same", 1), attempt("a", "other", 2));
    assert_eq!(claim(database, &first, LONG, DAY).await, KeyClaim::Ours);
    for (who, expected) in [(&next, KeyClaim::Taken), (&first, KeyClaim::Ours)] {
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.idempotency_keys().release(who).await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(claim(database, &next, LONG, DAY).await, expected);
    }
    assert!(answer(database, &next).await);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.idempotency_keys().release(&next).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(claim(database, &attempt("a", "other", 3), LONG, DAY).await, KeyClaim::Answered(kept()));
}

/// Whether somebody sweeps or not.
pub async fn rl_06_a_key_that_was_kept_long_enough_is_free(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    for key in ["a", "b"] {
        let first = attempt(key, "same", 1);
        assert_eq!(claim(database, &first, LONG, Duration::ZERO).await, KeyClaim::Ours);
        assert!(answer(database, &first).await);
    }
    assert_eq!(claim(database, &attempt("a", "other", 2), LONG, DAY).await, KeyClaim::Ours);
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert_eq!(uow.idempotency_keys().sweep().await.unwrap(), 1, "only `b` is over");
    uow.commit().await.unwrap();
}
