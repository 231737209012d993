//! Idempotency keys.

use std::time::Duration;

use bytes::Bytes;
use domain_model::identity::account::Role;
use domain_model::kernel::id::AccountId;
use futures_util::future::join_all;
use ports::{Actor, Database, IdempotentRequest, KeyClaim, StoredResponse};
use uuid::Uuid;

use super::{TablePrivileges, account};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("idempotency_keys", "", "", "")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! idempotency_keys_rules {
    ($made:expr) => {
        $crate::database_rules!(
            idempotency_keys,
            $made,
            rl_06_of_many_attempts_at_once_one_gets_the_key,
            rl_06_a_response_is_replayed_unchanged,
            rl_06_an_expired_lease_lets_the_next_attempt_claim_the_key,
            rl_06_an_attempt_that_renews_its_lease_keeps_the_key,
            rl_06_a_released_key_is_free,
            rl_06_an_expired_key_is_free,
        );
    };
}

const LONG: Duration = Duration::from_mins(5);
const DAY: Duration = Duration::from_hours(24);

/// An attempt of account 1 at this request.
fn attempt(key: &str, request: &str, attempt: u128) -> IdempotentRequest {
    IdempotentRequest {
        key: key.to_owned(),
        request: request.to_owned(),
        account_id: AccountId(Uuid::from_u128(1)),
        attempt: Uuid::from_u128(attempt),
    }
}

fn response() -> StoredResponse {
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    StoredResponse { status: 202, headers, body: Bytes::from_static(b"{\"a\":\"\\u0000\"}\0\xff") }
}

async fn claim(database: &dyn Database, request: &IdempotentRequest, lease: Duration, kept: Duration) -> KeyClaim {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let claim = uow.idempotency_keys().claim(request, lease, kept).await.unwrap();
    uow.commit().await.unwrap();
    claim
}

async fn store_response(database: &dyn Database, request: &IdempotentRequest) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let is_written = uow.idempotency_keys().store_response(request, &response()).await.unwrap();
    uow.commit().await.unwrap();
    is_written
}

async fn renew(database: &dyn Database, request: &IdempotentRequest) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let is_renewed = uow.idempotency_keys().renew(request, LONG).await.unwrap();
    uow.commit().await.unwrap();
    is_renewed
}

/// The others are told that it is in progress.
pub async fn rl_06_of_many_attempts_at_once_one_gets_the_key(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let attempts: Vec<_> = (0..20).map(|n| attempt("a", "same", n)).collect();
    let claims = join_all(attempts.iter().map(|attempt| claim(database, attempt, LONG, DAY))).await;
    assert_eq!(claims.iter().filter(|claim| **claim == KeyClaim::Claimed).count(), 1, "{claims:?}");
    assert_eq!(claims.iter().filter(|claim| **claim == KeyClaim::InProgress).count(), 19, "{claims:?}");
}

/// To the byte, for the same request only.
pub async fn rl_06_a_response_is_replayed_unchanged(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let first = attempt("a", "same", 1);
    assert_eq!(claim(database, &first, LONG, DAY).await, KeyClaim::Claimed);
    assert_eq!(claim(database, &attempt("a", "other", 2), LONG, DAY).await, KeyClaim::KeyReused);
    assert!(store_response(database, &first).await);
    assert!(!store_response(database, &first).await, "a response is stored once");
    assert_eq!(claim(database, &attempt("a", "same", 2), LONG, DAY).await, KeyClaim::Completed(response()));
    assert_eq!(claim(database, &attempt("a", "other", 2), LONG, DAY).await, KeyClaim::KeyReused);
    assert_eq!(claim(database, &attempt("b", "other", 2), LONG, DAY).await, KeyClaim::Claimed);
}

/// The slow attempt has lost the key.
pub async fn rl_06_an_expired_lease_lets_the_next_attempt_claim_the_key(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let (slow, next) = (attempt("a", "same", 1), attempt("a", "same", 2));
    assert_eq!(claim(database, &slow, Duration::ZERO, DAY).await, KeyClaim::Claimed);
    assert_eq!(claim(database, &attempt("a", "other", 3), LONG, DAY).await, KeyClaim::KeyReused);
    assert_eq!(claim(database, &next, LONG, DAY).await, KeyClaim::Claimed);
    assert!(!renew(database, &slow).await);
    assert!(!store_response(database, &slow).await);
    assert!(renew(database, &next).await);
    assert!(store_response(database, &next).await);
}

/// A lease that was renewed in time is kept.
pub async fn rl_06_an_attempt_that_renews_its_lease_keeps_the_key(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let first = attempt("a", "same", 1);
    assert_eq!(claim(database, &first, Duration::ZERO, DAY).await, KeyClaim::Claimed);
    assert!(renew(database, &first).await);
    assert_eq!(claim(database, &attempt("a", "same", 2), LONG, DAY).await, KeyClaim::InProgress);
}

/// Only its own attempt can release it, and only before there is a response.
pub async fn rl_06_a_released_key_is_free(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    let (first, next) = (attempt("a", "same", 1), attempt("a", "other", 2));
    assert_eq!(claim(database, &first, LONG, DAY).await, KeyClaim::Claimed);
    for (who, expected) in [(&next, KeyClaim::KeyReused), (&first, KeyClaim::Claimed)] {
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.idempotency_keys().release(who).await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(claim(database, &next, LONG, DAY).await, expected);
    }
    assert!(store_response(database, &next).await);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.idempotency_keys().release(&next).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(claim(database, &attempt("a", "other", 3), LONG, DAY).await, KeyClaim::Completed(response()));
}

/// Even before expired keys are deleted.
pub async fn rl_06_an_expired_key_is_free(database: &dyn Database) {
    account(database, 1, Role::Seeker).await;
    for key in ["a", "b"] {
        let first = attempt(key, "same", 1);
        assert_eq!(claim(database, &first, LONG, Duration::ZERO).await, KeyClaim::Claimed);
        assert!(store_response(database, &first).await);
    }
    assert_eq!(claim(database, &attempt("a", "other", 2), LONG, DAY).await, KeyClaim::Claimed);
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert_eq!(uow.idempotency_keys().delete_expired().await.unwrap(), 1, "only `b` is over");
    uow.commit().await.unwrap();
}
