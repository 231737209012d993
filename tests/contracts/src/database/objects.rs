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
            a_key_is_inserted_once,
            up_13_what_is_pending_for_too_long_is_abandoned,
            up_13_an_abandoned_object_is_never_stored,
            only_abandoned_objects_are_deleted,
        );
    };
}

async fn insert_pending(database: &dyn Database, key: &str, seconds: i64) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.objects().insert_pending(key, AccountId(Uuid::from_u128(1)), later(seconds)).await.unwrap();
    uow.commit().await.unwrap();
}

async fn mark_stored(database: &dyn Database, key: &str) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let is_stored = uow.objects().mark_stored(key).await.unwrap();
    uow.commit().await.unwrap();
    is_stored
}

async fn abandon(database: &dyn Database, key: &str) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.objects().abandon(key).await.unwrap();
    uow.commit().await.unwrap();
}

async fn abandon_pending(database: &dyn Database, inserted_before: i64) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.objects().abandon_pending(later(inserted_before)).await.unwrap();
    uow.commit().await.unwrap();
}

async fn delete(database: &dyn Database, key: &str) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.objects().delete(key).await.unwrap();
    uow.commit().await.unwrap();
}

async fn abandoned(database: &dyn Database, limit: u32) -> Vec<String> {
    database.read(Actor::System).objects().list_abandoned(limit).await.unwrap()
}

/// Two uploads never write to one object.
pub async fn a_key_is_inserted_once(database: &dyn Database) {
    insert_pending(database, "a", 0).await;
    let mut uow = database.begin(Actor::System).await.unwrap();
    let again = uow.objects().insert_pending("a", AccountId(Uuid::from_u128(2)), now()).await;
    assert_eq!(again.unwrap_err().kind, PortErrorKind::Conflict);
}

/// Stored and newer objects stay. Abandoned ones are listed oldest first, up to the limit.
pub async fn up_13_what_is_pending_for_too_long_is_abandoned(database: &dyn Database) {
    for (key, seconds) in [("third", 3), ("kept", 1), ("second", 2), ("young", 9)] {
        insert_pending(database, key, seconds).await;
    }
    assert!(mark_stored(database, "kept").await);
    abandon_pending(database, 9).await;
    assert_eq!(abandoned(database, 10).await, ["second", "third"]);
    assert_eq!(abandoned(database, 1).await, ["second"]);
    assert!(mark_stored(database, "young").await);
}

/// So its deletion can take any time. A stored object can be abandoned, and an unknown one cannot be stored.
pub async fn up_13_an_abandoned_object_is_never_stored(database: &dyn Database) {
    insert_pending(database, "a", 0).await;
    assert!(mark_stored(database, "a").await);
    abandon(database, "a").await;
    assert!(!mark_stored(database, "a").await);
    assert!(!mark_stored(database, "b").await);
    abandon(database, "b").await;
    assert_eq!(abandoned(database, 10).await, ["a"]);
}

/// Once or twice.
pub async fn only_abandoned_objects_are_deleted(database: &dyn Database) {
    for key in ["pending", "stored", "abandoned"] {
        insert_pending(database, key, 0).await;
    }
    assert!(mark_stored(database, "stored").await);
    abandon(database, "abandoned").await;
    for key in ["pending", "stored", "abandoned", "abandoned"] {
        delete(database, key).await;
    }
    assert!(abandoned(database, 10).await.is_empty());
    assert!(mark_stored(database, "pending").await, "it was not deleted");
    abandon(database, "stored").await;
    assert_eq!(abandoned(database, 10).await, ["stored"]);
}
