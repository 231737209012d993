//! The number of SQL statements for operations on many rows, on both backends.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use adapter_database::{DatabaseConfig, SqlDatabase, SqliteConfig};
use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{Job, JobChange, Posting};
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use ports::{Actor, Database};
use tests_servers::TestPostgres;
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_800_000_000).expect("a time")
}

fn posting(n: u128, title: &str) -> Posting {
    Posting {
        external_id: n.to_string(),
        requisition_id: None,
        title: format!("{title} {n}"),
        company: "Acme".to_owned(),
        locations: Vec::new(),
        workplace: None,
        employment_type: None,
        salary: None,
        department: None,
        description: "Weld frames.".to_owned(),
        url: None,
        apply_url: None,
        posted_at: None,
        valid_through: None,
    }
}

/// Writes a change of so many jobs. Answers how many statements that took.
async fn statements_of_changes(mut database: SqlDatabase, jobs: u128) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    database.observe_statements(move || {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let source: domain_model::ingestion::SourceKey = "lever:acme".parse().expect("a source");
    let known: Vec<Job> = (1..=jobs)
        .map(|n| Job::first_seen(JobId(Uuid::from_u128(n)), source.clone(), posting(n, "Welder"), now()))
        .collect();
    let text_keys: Vec<String> = known.iter().map(|job| job.id.to_string()).collect();
    let mut uow = database.begin(Actor::System).await.expect("a transaction");
    uow.jobs().insert(&known, &text_keys).await.expect("jobs");
    let observe = |(n, job): (u128, Job)| -> (Job, JobChange) {
        let (job, change) = job.observe(posting(n, "Lead welder"), now());
        (job, change.expect("another title"))
    };
    let changed: Vec<(Job, JobChange)> = (1..).zip(known).map(observe).collect();
    let before = count.load(Ordering::Relaxed);
    uow.jobs().update(&changed, &text_keys).await.expect("changes");
    let taken = count.load(Ordering::Relaxed) - before;
    uow.commit().await.expect("a commit");
    for (job, change) in [&changed[0], &changed[changed.len() - 1]] {
        assert_eq!(database.read(Actor::System).jobs().get(job.id).await.expect("a look").as_ref(), Some(job));
        let history = database.read(Actor::System).jobs().history(job.id, PageRequest::first(10)).await;
        assert_eq!(history.expect("a look").items.first(), Some(change));
    }
    taken
}

#[tokio::test]
async fn changes_of_a_batch_take_two_statements_on_sqlite() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    for (jobs, statements) in [(1, 2), (250, 2), (501, 4)] {
        let path = folder.path().join(format!("{jobs}.sqlite"));
        let database = SqlDatabase::connect(&DatabaseConfig::Sqlite(SqliteConfig { path })).await;
        assert_eq!(statements_of_changes(database.expect("a database"), jobs).await, statements, "{jobs} jobs");
    }
}

#[tokio::test]
async fn changes_of_a_batch_take_two_statements_on_postgres() {
    for (jobs, statements) in [(1, 2), (250, 2), (501, 4)] {
        let postgres = TestPostgres::new().await;
        let database = SqlDatabase::connect(&DatabaseConfig::Postgres(postgres.config(false))).await;
        assert_eq!(statements_of_changes(database.expect("a database"), jobs).await, statements, "{jobs} jobs");
    }
}
