//! Units of work.

use domain_model::identity::account::Role;
use domain_model::kernel::id::JobId;
use ports::{Actor, Database};
use uuid::Uuid;

use super::{account, insert_jobs, job};

/// The rules, as tests of every database.
#[macro_export]
macro_rules! transactions_rules {
    ($made:expr) => {
        $crate::database_rules!(
            transactions,
            $made,
            what_is_dropped_is_undone,
            what_is_committed_is_seen_by_everybody,
            what_is_not_committed_is_seen_by_nobody_else,
            it_answers,
        );
    };
}

/// Nothing of it is left.
pub async fn what_is_dropped_is_undone(database: &dyn Database) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().insert(&[job(1)], &["a".to_owned()]).await.unwrap();
    drop(uow);
    assert_eq!(database.read(Actor::System).jobs().get(JobId(Uuid::from_u128(1))).await.unwrap(), None);
    insert_jobs(database, &[job(1)]).await;
}

/// All of it, in one go.
pub async fn what_is_committed_is_seen_by_everybody(database: &dyn Database) {
    let seeker = account(database, 7, Role::Seeker).await;
    let mut read = database.read(Actor::System);
    assert!(read.accounts().get(&seeker, seeker.account_id).await.unwrap().is_some());
}

/// Until it is committed.
pub async fn what_is_not_committed_is_seen_by_nobody_else(database: &dyn Database) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().insert(&[job(1)], &["a".to_owned()]).await.unwrap();
    let seen_inside = uow.jobs().get(JobId(Uuid::from_u128(1))).await.unwrap();
    assert!(seen_inside.is_some(), "a unit of work sees its own changes");
    assert_eq!(database.read(Actor::System).jobs().get(JobId(Uuid::from_u128(1))).await.unwrap(), None);
    uow.commit().await.unwrap();
    assert!(database.read(Actor::System).jobs().get(JobId(Uuid::from_u128(1))).await.unwrap().is_some());
}

/// When asked whether it is there.
pub async fn it_answers(database: &dyn Database) {
    database.ping().await.unwrap();
}
