//! The jobs that people keep for later.

use domain_model::identity::account::{Principal, Role};
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use ports::{Actor, Database};
use uuid::Uuid;

use super::{TablePrivileges, account, insert_jobs, job, later};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("saved_jobs", "", "sid", "sid")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! saved_jobs_rules {
    ($made:expr) => {
        $crate::database_rules!(
            saved_jobs,
            $made,
            a_job_is_saved_once_and_keeps_its_time,
            az_01_everybody_has_a_list_of_their_own,
            the_list_is_read_by_page_last_saved_first,
        );
    };
}

fn id(n: u128) -> JobId {
    JobId(Uuid::from_u128(n))
}

async fn save(database: &dyn Database, owner: &Principal, n: u128, at: i64) {
    let mut uow = database.begin(owner.into()).await.unwrap();
    uow.saved_jobs().insert(owner, id(n), later(at)).await.unwrap();
    uow.commit().await.unwrap();
}

async fn listed(database: &dyn Database, owner: &Principal) -> Vec<JobId> {
    let page = database.read(owner.into()).saved_jobs().list(owner, PageRequest::first(100)).await.unwrap();
    page.items.into_iter().map(|(_, job)| job).collect()
}

/// Removing it twice is removing it.
pub async fn a_job_is_saved_once_and_keeps_its_time(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    insert_jobs(database, &[job(1)]).await;
    save(database, &mira, 1, 1).await;
    save(database, &mira, 1, 9).await;
    let saved_at = async || database.read((&mira).into()).saved_jobs().get(&mira, id(1)).await.unwrap();
    assert_eq!((saved_at().await, listed(database, &mira).await), (Some(later(1)), vec![id(1)]));
    for _ in 0..2 {
        let mut uow = database.begin((&mira).into()).await.unwrap();
        uow.saved_jobs().delete(&mira, id(1)).await.unwrap();
        uow.commit().await.unwrap();
    }
    assert_eq!((saved_at().await, listed(database, &mira).await), (None, vec![]));
}

/// An administrator, too.
pub async fn az_01_everybody_has_a_list_of_their_own(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let admin = account(database, 2, Role::Admin).await;
    insert_jobs(database, &[job(1), job(2)]).await;
    save(database, &mira, 1, 1).await;
    save(database, &admin, 2, 1).await;
    assert_eq!((listed(database, &mira).await, listed(database, &admin).await), (vec![id(1)], vec![id(2)]));
    let mut uow = database.begin((&admin).into()).await.unwrap();
    uow.saved_jobs().delete(&admin, id(1)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(listed(database, &mira).await, [id(1)]);
}

/// Of those saved at the same time, each comes once.
pub async fn the_list_is_read_by_page_last_saved_first(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let jobs: Vec<_> = (1..=5).map(job).collect();
    insert_jobs(database, &jobs).await;
    for (n, at) in [(1, 1), (2, 5), (3, 3), (4, 5), (5, 2)] {
        save(database, &mira, n, at).await;
    }
    let (mut read, mut page) = (Vec::new(), PageRequest::first(2));
    loop {
        let part = database.read(Actor::System).saved_jobs().list(&mira, page).await.unwrap();
        read.extend(part.items.into_iter().map(|(_, job)| job));
        let Some(next) = part.next else { break };
        page.after = Some(next);
    }
    assert_eq!(read, [4, 2, 3, 5, 1].map(id));
}
