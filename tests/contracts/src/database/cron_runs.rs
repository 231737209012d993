//! Scheduled runs (JQ-11).

use domain_model::kernel::page::PageRequest;
use domain_model::operations::cron::{CronOutcome, CronRun};
use futures_util::future::join_all;
use ports::{Actor, Database, TaskFilter};

use super::tasks::new;
use super::{TablePrivileges, later};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[TablePrivileges::new("cron_runs", "", "", "")];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! cron_runs_rules {
    ($made:expr) => {
        $crate::database_rules!(cron_runs, $made, jq_11_a_run_is_recorded_once_with_its_task,);
    };
}

/// However many nodes see that its time has come.
pub async fn jq_11_a_run_is_recorded_once_with_its_task(database: &dyn Database) {
    let run = |job: &str, at: i64, outcome| CronRun {
        job: job.to_owned(),
        scheduled_for: later(at),
        outcome,
        recorded_at: later(at + 1),
    };
    let records = async |n: u128| {
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.tasks().enqueue(&[new(n)], later(0)).await.unwrap();
        let is_first = uow.cron_runs().record(&run("nightly", 10, CronOutcome::Enqueued)).await.unwrap();
        if is_first {
            uow.commit().await.unwrap();
        }
        is_first
    };
    let first = join_all((1..=8).map(records)).await;
    assert_eq!(first.iter().filter(|is_first| **is_first).count(), 1);
    let tasks =
        database.read(Actor::System).tasks().list(TaskFilter::default(), PageRequest::first(10)).await.unwrap().items;
    assert_eq!(tasks.len(), 1);
    let mut uow = database.begin(Actor::System).await.unwrap();
    for other in [run("nightly", 20, CronOutcome::Overlap), run("weekly", 10, CronOutcome::Missed)] {
        assert!(uow.cron_runs().record(&other).await.unwrap());
    }
    uow.commit().await.unwrap();
    let runs = database.read(Actor::System).cron_runs().list("nightly", 10).await.unwrap();
    assert_eq!(runs, [run("nightly", 20, CronOutcome::Overlap), run("nightly", 10, CronOutcome::Enqueued)]);
    assert_eq!(database.read(Actor::System).cron_runs().list("nightly", 1).await.unwrap(), runs[..1]);
}
