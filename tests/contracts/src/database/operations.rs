//! Leases and the log of ingestion runs.

use std::time::Duration;

use domain_model::ingestion::{CrawlFacts, ScrapingCounts, ScrapingLog, ScrapingStatus, Validators};
use domain_model::kernel::id::ScrapingLogId;
use domain_model::kernel::page::PageRequest;
use domain_model::operations::lease::Lease;
use futures_util::future::join_all;
use ports::{Actor, Database};
use uuid::Uuid;

use super::{TablePrivileges, later};

pub(super) const PRIVILEGES: &[TablePrivileges] =
    &[TablePrivileges::new("leases", "", "", ""), TablePrivileges::new("scraping_logs", "", "", "")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! operations_rules {
    ($made:expr) => {
        $crate::database_rules!(
            operations,
            $made,
            a_lease_has_one_holder,
            a_free_lease_changes_hands_with_a_greater_fencing_token,
            a_lease_is_held_while_it_lasts,
            mn_01_a_stale_holder_is_refused,
            runs_are_listed_newest_first,
            abandoned_runs_are_failed,
        );
    };
}

const LONG: Duration = Duration::from_hours(1);
/// Over before anybody can ask.
const OVER: Duration = Duration::ZERO;

async fn acquire(database: &dyn Database, owner: u128, duration: Duration) -> Option<Lease> {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let lease = uow.leases().acquire("sweep", Uuid::from_u128(owner), duration).await.unwrap();
    uow.commit().await.unwrap();
    lease
}

async fn renew(database: &dyn Database, lease: &Lease) -> bool {
    let mut uow = database.begin(Actor::System).await.unwrap();
    let held = uow.leases().renew(lease, LONG).await.unwrap();
    uow.commit().await.unwrap();
    held
}

/// Of many who ask at once.
pub async fn a_lease_has_one_holder(database: &dyn Database) {
    let leases = join_all((1..=20).map(|owner| acquire(database, owner, LONG))).await;
    assert_eq!(leases.iter().flatten().count(), 1);
    let mut uow = database.begin(Actor::System).await.unwrap();
    let other = uow.leases().acquire("another", Uuid::from_u128(1), LONG).await.unwrap();
    assert!(other.is_some(), "leases of other names are other leases");
}

/// When it ran out, and when it was given back.
pub async fn a_free_lease_changes_hands_with_a_greater_fencing_token(database: &dyn Database) {
    let first = acquire(database, 1, OVER).await.unwrap();
    let second = acquire(database, 2, LONG).await.unwrap();
    assert!(second.fencing_token > first.fencing_token);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.leases().release(&first).await.unwrap();
    uow.commit().await.unwrap();
    assert!(acquire(database, 3, LONG).await.is_none(), "giving back what is somebody else's by now does nothing");
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.leases().release(&second).await.unwrap();
    uow.commit().await.unwrap();
    let third = acquire(database, 3, LONG).await.unwrap();
    assert!(third.fencing_token > second.fencing_token);
}

/// From when it was taken until it ran out or was given back.
pub async fn a_lease_is_held_while_it_lasts(database: &dyn Database) {
    let held = async || database.read(Actor::System).leases().is_held("sweep").await.unwrap();
    assert!(!held().await);
    acquire(database, 1, OVER).await.unwrap();
    assert!(!held().await);
    let lease = acquire(database, 1, LONG).await.unwrap();
    assert!(held().await);
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.leases().release(&lease).await.unwrap();
    uow.commit().await.unwrap();
    assert!(!held().await);
}

/// It slept past its lease.
pub async fn mn_01_a_stale_holder_is_refused(database: &dyn Database) {
    let first = acquire(database, 1, OVER).await.unwrap();
    assert!(renew(database, &first).await, "nobody else wanted it");
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.leases().release(&first).await.unwrap();
    uow.commit().await.unwrap();
    let second = acquire(database, 2, LONG).await.unwrap();
    assert!(!renew(database, &first).await);
    assert!(renew(database, &second).await);
}

pub(super) fn log(n: u128, source: &str) -> ScrapingLog {
    ScrapingLog {
        id: ScrapingLogId(Uuid::from_u128(n)),
        source_name: "nightly acme".to_owned(),
        source: source.parse().unwrap(),
        status: ScrapingStatus::Running,
        counts: ScrapingCounts::default(),
        crawl: CrawlFacts::default(),
        message: None,
        started_at: later(i64::try_from(n).unwrap()),
        finished_at: None,
    }
}

/// As they were written last.
pub async fn runs_are_listed_newest_first(database: &dyn Database) {
    let ended = ScrapingLog {
        status: ScrapingStatus::Partial,
        counts: ScrapingCounts { fetched: 7, errors: 2, ..ScrapingCounts::default() },
        crawl: CrawlFacts {
            validators: Some(Validators { etag: Some("\"a\"".to_owned()), last_modified: None }),
            is_unchanged: true,
            is_disallowed: false,
        },
        message: Some("suspect".to_owned()),
        finished_at: Some(later(9)),
        ..log(1, "lever:acme")
    };
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.scraping_logs().insert(&log(1, "lever:acme")).await.unwrap();
    uow.scraping_logs().insert(&log(2, "lever:bolt")).await.unwrap();
    uow.scraping_logs().update(&ended).await.unwrap();
    uow.commit().await.unwrap();
    let mut read = database.read(Actor::System);
    assert_eq!(
        read.scraping_logs().list(PageRequest::first(10)).await.unwrap().items,
        [log(2, "lever:bolt"), ended.clone()]
    );
    assert_eq!(read.scraping_logs().list(PageRequest::first(1)).await.unwrap().items.len(), 1);
    let source = "lever:acme".parse().unwrap();
    assert_eq!(read.scraping_logs().list_ended(&source, 10).await.unwrap(), [ended]);
    let running = "lever:bolt".parse().unwrap();
    assert!(read.scraping_logs().list_ended(&running, 10).await.unwrap().is_empty());
    assert_eq!(read.scraping_logs().list_newest(&running, 10).await.unwrap(), [log(2, "lever:bolt")]);
}

/// Those of this source.
pub async fn abandoned_runs_are_failed(database: &dyn Database) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.scraping_logs().insert(&log(1, "lever:acme")).await.unwrap();
    uow.scraping_logs().insert(&log(2, "lever:bolt")).await.unwrap();
    let source = "lever:acme".parse().unwrap();
    assert_eq!(uow.scraping_logs().fail_abandoned(&source, later(5)).await.unwrap(), 1);
    assert_eq!(uow.scraping_logs().fail_abandoned(&source, later(5)).await.unwrap(), 0);
    uow.commit().await.unwrap();
    let logs = database.read(Actor::System).scraping_logs().list(PageRequest::first(10)).await.unwrap().items;
    assert_eq!((logs[0].status, logs[1].status), (ScrapingStatus::Running, ScrapingStatus::Failed));
    assert_eq!(logs[1].finished_at, Some(later(5)));
}
