//! The lifecycle of stored objects.

use domain_model::kernel::id::AccountId;
use ports::{Actor, Database, PortErrorKind};
use uuid::Uuid;

use super::{TablePrivileges, later, now};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("objects", "", "siu", "siu")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! objects_rules {
    ($made:expr) => {
        $crate::database_rules!(
            objects,
            $made,
            a_key_is_announced_once,
            up_13_what_is_pending_for_too_long_is_abandoned,
            up_13_what_is_abandoned_is_never_kept,
            only_what_is_abandoned_is_forgotten,
        );
    };
}

async fn announce(database: &dyn Database, key: &str, seconds: i64) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.objects().announce(key, AccountId(Uuid::from_u128(1)), later(seconds)).await.unwrap();
    uow.commit().await.unwrap();
}

async fn keep(database: &dyn Database, key: &str) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let is_kept = uow.objects().keep(key).await.unwrap();
    uow.commit().await.unwrap();
    is_kept
}

async fn abandon(database: &dyn Database, key: &str) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.objects().abandon(key).await.unwrap();
    uow.commit().await.unwrap();
}

async fn abandon_pending(database: &dyn Database, announced_before: i64) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.objects().abandon_pending(later(announced_before)).await.unwrap();
    uow.commit().await.unwrap();
}

async fn forget(database: &dyn Database, key: &str) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.objects().forget(key).await.unwrap();
    uow.commit().await.unwrap();
}

async fn abandoned(database: &dyn Database, limit: u32) -> Vec<String> {
    database.read(Actor::System).objects().list_abandoned(limit).await.unwrap()
}

/// Two uploads never write to one object.
pub async fn a_key_is_announced_once(database: &dyn Database) {
    announce(database, "a", 0).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    let again = uow.objects().announce("a", AccountId(Uuid::from_u128(2)), now()).await;
    assert_eq!(again.unwrap_err().kind, PortErrorKind::Conflict);
}

/// And what is stored or not that old stays. Those announced first come first, as many as are asked for.
pub async fn up_13_what_is_pending_for_too_long_is_abandoned(database: &dyn Database) {
    for (key, seconds) in [("third", 3), ("kept", 1), ("second", 2), ("young", 9)] {
        announce(database, key, seconds).await;
    }
    assert!(keep(database, "kept").await);
    abandon_pending(database, 9).await;
    assert_eq!(abandoned(database, 10).await, ["second", "third"]);
    assert_eq!(abandoned(database, 1).await, ["second"]);
    assert!(keep(database, "young").await);
}

/// Whoever deletes it needs not hurry. What was kept can be abandoned, and what nobody announced cannot be kept.
pub async fn up_13_what_is_abandoned_is_never_kept(database: &dyn Database) {
    announce(database, "a", 0).await;
    assert!(keep(database, "a").await);
    abandon(database, "a").await;
    assert!(!keep(database, "a").await);
    assert!(!keep(database, "b").await);
    abandon(database, "b").await;
    assert_eq!(abandoned(database, 10).await, ["a"]);
}

/// Once or twice.
pub async fn only_what_is_abandoned_is_forgotten(database: &dyn Database) {
    for key in ["pending", "stored", "abandoned"] {
        announce(database, key, 0).await;
    }
    assert!(keep(database, "stored").await);
    abandon(database, "abandoned").await;
    for key in ["pending", "stored", "abandoned", "abandoned"] {
        forget(database, key).await;
    }
    assert!(abandoned(database, 10).await.is_empty());
    assert!(keep(database, "pending").await, "it was not forgotten");
    abandon(database, "stored").await;
    assert_eq!(abandoned(database, 10).await, ["stored"]);
}
