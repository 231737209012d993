//! Workers that are killed at any point and reclaim each other's tasks (JQ-01 to JQ-05).

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain_model::catalogue::job::{Job, Posting};
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use domain_model::operations::task::{EnrichJob, TaskKind, TaskState};
use domain_operations::{Handled, TaskHandler, TaskOutcome};
use futures_util::future::join_all;
use ports::{Actor, Clock, Database, PortErrorKind, PortResult};
use uuid::Uuid;

use crate::support::Simulated;
use crate::worker::{Fixture, LEASE, noon};

/// Gives the job of the task a new title, which everybody can see in its history.
struct Renames {
    database: Arc<dyn Database>,
    clock: Simulated,
}

impl TaskHandler for Renames {
    type Kind = EnrichJob;

    fn concurrency(&self) -> usize {
        3
    }

    async fn attempt(&self, EnrichJob { job }: EnrichJob) -> PortResult<Handled> {
        let job = self.database.read(Actor::System).jobs().get(job).await?.unwrap();
        tokio::task::yield_now().await;
        let posting = Posting { title: format!("{} again", job.posting.title), ..job.posting.clone() };
        let (job, change) = job.observe(posting, self.clock.now());
        let mut uow = self.database.begin(Actor::System).await?;
        let written = uow.jobs().update(&[(job.clone(), change.unwrap())], &["text".to_owned()]).await;
        match written {
            Ok(()) => Ok(Handled::done(uow)),
            Err(error) if error.kind == PortErrorKind::Conflict => Ok(Handled { uow, outcome: TaskOutcome::Again }),
            Err(error) => Err(error),
        }
    }
}

fn job(n: u128) -> Job {
    let posting = Posting { external_id: n.to_string(), ..posting() };
    Job::first_seen(JobId(Uuid::from_u128(n)), "lever:acme".parse().unwrap(), posting, noon())
}

fn posting() -> Posting {
    Posting {
        external_id: String::new(),
        requisition_id: None,
        title: "Welder".to_owned(),
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

/// Workers whose leases run out at once take each other's work all the time, and each is killed after a little while,
/// wherever it is. Nothing is lost, and no effect is there twice.
#[tokio::test(flavor = "multi_thread")]
async fn jq_01_to_05_however_often_workers_are_killed_each_effect_is_there_once() {
    const TASKS: u128 = 60;
    const KILLS: u64 = 150;
    let f = Fixture::new().await;
    let jobs: Vec<Job> = (1..=TASKS).map(job).collect();
    let keys: Vec<String> = jobs.iter().map(|job| job.id.to_string()).collect();
    let mut uow = f.database.begin(Actor::System).await.unwrap();
    uow.jobs().insert(&jobs, &keys).await.unwrap();
    uow.commit().await.unwrap();
    f.enqueue(EnrichJob::CLASS, 1..=TASKS).await;
    let handler = || Renames { database: f.database.clone(), clock: f.clock.clone() };
    for round in 0..KILLS / 3 {
        join_all((0..3).map(async |number| {
            let worker = f.with(handler(), Duration::ZERO);
            let life = async {
                for _ in 0..(round * 97 + number * 131) % 2_000 {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! {
                biased;
                outcome = worker.drain(&|_, _| ()) => drop(outcome),
                () = life => {}
            }
            let mut uow = f.database.begin(Actor::System).await.unwrap();
            uow.tasks().reclaim_expired(f.clock.now(), 2).await.unwrap();
            uow.commit().await.unwrap();
        }))
        .await;
    }
    // Those that are left are found, and those that died of it are tried again.
    f.clock.advance(TimeDelta::hours(2));
    loop {
        let mut uow = f.database.begin(Actor::System).await.unwrap();
        let reclaimed = uow.tasks().reclaim_expired(f.clock.now(), 100).await.unwrap();
        let filter = ports::TaskFilter { state: Some(TaskState::Dead), class: None };
        let dead = uow.tasks().list(filter, PageRequest::first(100)).await.unwrap().items;
        for task in &dead {
            assert!(uow.tasks().retry_dead(task.id, EnrichJob::ATTEMPTS, f.clock.now()).await.unwrap());
        }
        uow.commit().await.unwrap();
        f.with(handler(), LEASE).drain(&|_, _| ()).await.unwrap();
        if reclaimed.is_empty() && dead.is_empty() {
            break;
        }
    }
    let mut repeated = 0;
    for n in 1..=TASKS {
        let (task, job) =
            (f.task(n).await, f.database.read(Actor::System).jobs().get(JobId(Uuid::from_u128(n))).await.unwrap());
        assert_eq!(task.state, TaskState::Done, "{task:?}");
        let job = job.unwrap();
        assert_eq!((job.posting.title.as_str(), job.revision), ("Welder again", 2), "{task:?}");
        repeated += u32::from(task.attempts > 1);
    }
    assert!(repeated > 0, "nothing was ever interrupted");
}
