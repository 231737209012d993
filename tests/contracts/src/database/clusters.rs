//! Which jobs are the same.

use domain_model::catalogue::job::JobStatus;
use domain_model::catalogue::sameness::{Fingerprint, Member, SamenessKeys};
use domain_model::identity::account::Role;
use domain_model::kernel::id::JobId;
use ports::{Actor, Database};
use uuid::Uuid;

use super::{TablePrivileges, account, insert_jobs, job, later};

pub(super) const PRIVILEGES: &[TablePrivileges] =
    &[TablePrivileges::new("job_clusters", "s", "s", "s"), TablePrivileges::new("job_distinctions", "", "", "")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! clusters_rules {
    ($made:expr) => {
        $crate::database_rules!(
            clusters,
            $made,
            a_job_is_stale_until_it_is_stored,
            jobs_are_found_by_any_key_they_share,
            the_postings_of_a_cluster_are_listed,
            a_verdict_is_kept_once_whichever_job_is_named_first,
        );
    };
}

fn id(n: u128) -> JobId {
    JobId(Uuid::from_u128(n))
}

fn keys(url: &str, apply_url: &str, requisition: &str, role: &str) -> SamenessKeys {
    let key = |key: &str| (!key.is_empty()).then(|| key.to_owned());
    SamenessKeys {
        url: key(url),
        apply_url: key(apply_url),
        requisition: key(requisition),
        role: key(role),
        fingerprint: Some(Fingerprint(u64::MAX - 7)),
    }
}

fn member(n: u128, cluster: Option<u128>, keys: SamenessKeys) -> Member {
    let job = job(n);
    Member {
        job: job.id,
        source: job.source,
        external_id: job.posting.external_id,
        requisition_id: job.posting.requisition_id,
        employment_type: job.posting.employment_type,
        first_seen: job.first_seen,
        last_seen: job.last_seen,
        keys,
        cluster: cluster.map(id),
    }
}

async fn store(database: &dyn Database, members: &[Member]) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.clusters().store(members).await.unwrap();
    uow.commit().await.unwrap();
}

async fn stale(database: &dyn Database) -> Vec<JobId> {
    database.read(Actor::System).clusters().list_stale(10).await.unwrap()
}

/// Marking it again keeps what was stored.
pub async fn a_job_is_stale_until_it_is_stored(database: &dyn Database) {
    insert_jobs(database, &[job(1), job(2)]).await;
    let mark = async |ids: &[JobId]| {
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.clusters().mark_stale(ids).await.unwrap();
        uow.commit().await.unwrap();
    };
    mark(&[id(2), id(1)]).await;
    assert_eq!(stale(database).await, [id(1), id(2)]);
    let one = member(1, Some(1), keys("u", "", "", "r"));
    store(database, std::slice::from_ref(&one)).await;
    assert_eq!(stale(database).await, [id(2)]);
    mark(&[id(1)]).await;
    assert_eq!(stale(database).await, [id(1), id(2)]);
    assert_eq!(database.read(Actor::System).clusters().members(&[id(1)]).await.unwrap(), [one]);
}

/// A key that is missing is shared with nobody.
pub async fn jobs_are_found_by_any_key_they_share(database: &dyn Database) {
    insert_jobs(database, &(1..=5).map(job).collect::<Vec<_>>()).await;
    let members = [
        member(1, None, keys("u", "", "", "")),
        member(2, None, keys("", "u", "", "")),
        member(3, None, keys("", "", "q", "")),
        member(4, None, keys("", "", "", "r")),
        member(5, None, keys("", "", "", "")),
    ];
    store(database, &members).await;
    let found = async |keys: SamenessKeys| {
        let mut found = database.read(Actor::System).clusters().sharing(&[keys]).await.unwrap();
        found.sort_by_key(|member| member.job);
        found
    };
    assert_eq!(found(keys("", "u", "", "")).await, members[..2]);
    assert_eq!(found(keys("x", "", "q", "r")).await, members[2..4]);
    assert_eq!(found(keys("", "", "", "")).await, []);
}

/// Job 1 is closed, and the same as jobs 2 and 3; job 4 is alone.
pub(super) async fn same_jobs(database: &dyn Database) {
    let mut jobs: Vec<_> = (1..=4).map(job).collect();
    for (job, place) in jobs.iter_mut().zip(["Turin", "Lyon", "Porto", "Oslo"]) {
        job.status = JobStatus::Active;
        job.posting.locations = vec![place.to_owned()];
    }
    jobs[0].status = JobStatus::Closed;
    insert_jobs(database, &jobs).await;
    let none = || keys("", "", "", "");
    store(database, &[1, 2, 3].map(|n| member(n, Some(1), none()))).await;
    store(database, &[member(4, None, none())]).await;
}

/// With their states, for the page of the job.
pub async fn the_postings_of_a_cluster_are_listed(database: &dyn Database) {
    same_jobs(database).await;
    let mut read = database.read(Actor::Public);
    assert_eq!(read.jobs().count_cards().await.unwrap(), 2);
    let active = read.jobs().list_active_by_ids(&[id(3)]).await.unwrap();
    assert_eq!((active[0].cluster, active[0].locations.join(";")), (Some(id(1)), "Lyon;Porto".to_owned()));
    let listings = read.clusters().listings(&[id(3), id(4)]).await.unwrap();
    let listed: Vec<(JobId, JobStatus)> = listings.iter().map(|listing| (listing.job, listing.status)).collect();
    assert_eq!(listed, [(id(1), JobStatus::Closed), (id(2), JobStatus::Active), (id(3), JobStatus::Active)]);
}

/// Saved jobs and applications refer to jobs, and no verdict touches those.
pub async fn a_verdict_is_kept_once_whichever_job_is_named_first(database: &dyn Database) {
    let admin = account(database, 1, Role::Admin).await;
    insert_jobs(database, &[job(1), job(2)]).await;
    for (jobs, by, at) in [([id(2), id(1)], Some(admin.account_id), 1), ([id(1), id(2)], None, 2)] {
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.clusters().insert_distinction(jobs, by, later(at)).await.unwrap();
        uow.commit().await.unwrap();
    }
    let mut read = database.read(Actor::System);
    assert_eq!(read.clusters().distinctions(&[id(2)]).await.unwrap(), [(id(1), id(2))]);
    assert_eq!(read.clusters().distinctions(&[id(3)]).await.unwrap(), []);
}
