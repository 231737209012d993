//! Rate-limit counters.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use ports::{Actor, Database, WindowCount};

use super::{TablePrivileges, later};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("rate_limits", "", "", "")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! rate_limits_rules {
    ($made:expr) => {
        $crate::database_rules!(
            rate_limits,
            $made,
            rl_03_many_at_once_get_each_a_number_of_its_own,
            counting_begins_anew_when_the_window_is_over,
            what_is_forgotten_or_swept_begins_anew,
        );
    };
}

const MINUTE: Duration = Duration::from_mins(1);

async fn count(database: &dyn Database, key: &str, now: DateTime<Utc>) -> WindowCount {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let counted = uow.rate_limits().count(key, MINUTE, now).await.unwrap();
    uow.commit().await.unwrap();
    counted
}

/// So whoever allows five lets five through, on however many nodes.
pub async fn rl_03_many_at_once_get_each_a_number_of_its_own(database: &dyn Database) {
    let counted = join_all((0..20).map(|_| count(database, "login:ada", later(0)))).await;
    let mut times: Vec<u32> = counted.iter().map(|counted| counted.uses).collect();
    times.sort_unstable();
    assert_eq!(times, (1..=20).collect::<Vec<_>>());
    assert_eq!(count(database, "login:bob", later(0)).await.uses, 1, "others are counted apart");
}

/// The window begins with what is counted first.
pub async fn counting_begins_anew_when_the_window_is_over(database: &dyn Database) {
    let first = count(database, "login:ada", later(0)).await;
    assert_eq!(first.resets_at, later(0) + TimeDelta::minutes(1));
    let last = count(database, "login:ada", later(0) + TimeDelta::milliseconds(59_999)).await;
    assert_eq!(last, WindowCount { uses: 2, resets_at: first.resets_at });
    let anew = count(database, "login:ada", first.resets_at).await;
    assert_eq!(anew, WindowCount { uses: 1, resets_at: first.resets_at + TimeDelta::minutes(1) });
}

/// One by its key, the others by their age.
pub async fn what_is_forgotten_or_swept_begins_anew(database: &dyn Database) {
    for key in ["login:ada", "login:bob"] {
        count(database, key, later(0)).await;
    }
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.rate_limits().reset("login:ada").await.unwrap();
    uow.rate_limits().reset("login:nobody").await.unwrap();
    assert_eq!(uow.rate_limits().delete_expired(later(0)).await.unwrap(), 0, "this minute is not over");
    uow.commit().await.unwrap();
    assert_eq!(count(database, "login:ada", later(0)).await.uses, 1);
    assert_eq!(count(database, "login:bob", later(0)).await.uses, 2);
    let mut uow = database.begin(Actor::System).await.unwrap();
    assert_eq!(uow.rate_limits().delete_expired(later(0) + TimeDelta::hours(1)).await.unwrap(), 2);
    uow.commit().await.unwrap();
}
