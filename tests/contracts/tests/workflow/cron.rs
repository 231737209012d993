//! Scheduled jobs on a real database, in simulated time.

use domain_model::kernel::page::PageRequest;
use std::collections::HashMap;
use std::sync::Arc;

use adapter_system::RandomIds;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use domain_model::operations::cron::{CronOutcome, CronRun, MissedRun};
use domain_model::operations::task::{AttemptOutcome, TaskKind, TaskState};
use domain_operations::{Cron, CronJob, Schedule};
use domain_workflow::IngestAll;
use ports::{Actor, Clock, Database, TaskClaim, TaskFilter};
use uuid::Uuid;

use crate::support::{Simulated, database};

const EVERYTHING: u32 = 10_000;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn job(pattern: &str, zone: Tz, missed: MissedRun) -> CronJob<IngestAll> {
    let schedule = Schedule::new(pattern, zone).unwrap();
    CronJob { name: "nightly".to_owned(), schedule, missed, task: IngestAll }
}

fn node(database: &Arc<dyn Database>, clock: &Simulated, job: &CronJob<IngestAll>) -> Cron<IngestAll> {
    Cron::new(database.clone(), Arc::new(clock.clone()), Arc::new(RandomIds), job.clone())
}

async fn runs(database: &dyn Database) -> Vec<CronRun> {
    database.read(Actor::System).cron_runs().list("nightly", EVERYTHING).await.unwrap()
}

/// Does what is in the queue, as a worker would. Answers how much that was.
async fn work(database: &dyn Database, now: DateTime<Utc>) -> usize {
    let waiting = TaskFilter { state: Some(TaskState::Ready), class: None };
    if database.read(Actor::System).tasks().list(waiting, PageRequest::first(1)).await.unwrap().items.is_empty() {
        return 0;
    }
    let worker = Uuid::from_u128(1);
    let lease = std::time::Duration::from_hours(1);
    let mut uow = database.begin(Actor::System).await.unwrap();
    let tasks = uow.tasks().claim(TaskClaim { class: IngestAll::CLASS, worker, lease, limit: 10 }, now).await.unwrap();
    let attempts: Vec<_> = tasks.iter().map(|task| task.attempt_of(worker)).collect();
    uow.tasks().end(&attempts, &AttemptOutcome::Done, now).await.unwrap();
    uow.commit().await.unwrap();
    attempts.len()
}

/// A number that looks like chance, below `limit`.
struct RandomNumbers(u64);

impl RandomNumbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn signed(&mut self, limit: u64) -> i64 {
        i64::try_from(self.below(2 * limit + 1)).unwrap() - i64::try_from(limit).unwrap()
    }
}

async fn a_while(length: u64) {
    for _ in 0..length {
        tokio::task::yield_now().await;
    }
}

/// Three nodes with clocks that are wrong by five seconds and more, for two years. They look now and then, and close to
/// each due time; at every look, one of them is killed somewhere in the middle and started again. Each day of the zone has
/// exactly one run, and each run one task.
async fn each_day_has_one_run(pattern: &str, zone: Tz) {
    let (database, _folder) = database().await;
    let job = job(pattern, zone, MissedRun::RunOnce);
    let clock = Simulated::at(at("2026-01-01T12:00:00Z"));
    let clocks = [-5, 0, 5].map(|seconds| clock.wrong_by(seconds));
    let mut nodes = clocks.each_ref().map(|clock| node(&database, clock, &job));
    let mut rng = RandomNumbers(7);
    let (first_day, end) = (clock.now(), at("2028-01-01T12:00:00Z"));
    let mut done = 0;
    while clock.now() < end {
        let soon = job.schedule.next_after(clock.now()).unwrap() + TimeDelta::seconds(rng.signed(6));
        let random = clock.now() + TimeDelta::minutes(1 + rng.signed(300).abs());
        clock.advance(
            (if soon < random { soon.max(clock.now()) } else { random }) - clock.now() + TimeDelta::seconds(1),
        );
        let killed = usize::try_from(rng.below(3)).unwrap();
        let life = rng.below(40);
        let [a, b, c] = &nodes;
        let look = async |number: usize, node: &Cron<IngestAll>| {
            if number == killed {
                tokio::select! {
                    biased;
                    _ = node.poll() => {}
                    () = a_while(life) => {}
                }
            } else {
                node.poll().await.unwrap();
            }
        };
        tokio::join!(look(0, a), look(1, b), look(2, c));
        nodes[killed] = node(&database, &clocks[killed], &job);
        done += work(database.as_ref(), clocks[2].now()).await;
    }

    let runs = runs(database.as_ref()).await;
    assert_eq!(done, runs.len(), "each run has one task");
    let mut days: HashMap<NaiveDate, u32> = HashMap::new();
    for run in &runs {
        assert_eq!(run.outcome, CronOutcome::Enqueued, "{run:?}");
        assert!(run.recorded_at >= run.scheduled_for, "{run:?}");
        *days.entry(run.scheduled_for.with_timezone(&zone).date_naive()).or_default() += 1;
    }
    let mut day = first_day.with_timezone(&zone).date_naive() + Days::new(2);
    let last = end.with_timezone(&zone).date_naive() - Days::new(2);
    while day <= last {
        assert_eq!(days.remove(&day), Some(1), "{zone}: {day}");
        day = day + Days::new(1);
    }
    assert!(days.values().all(|count| *count == 1), "{zone}: {days:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn jq_11_three_nodes_run_once_a_day_in_kolkata() {
    each_day_has_one_run("0 0 22 * * *", Tz::Asia__Kolkata).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jq_11_three_nodes_run_once_a_day_in_new_york_in_the_hour_that_is_skipped() {
    each_day_has_one_run("0 30 2 * * *", Tz::America__New_York).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jq_11_three_nodes_run_once_a_day_in_london_in_the_hour_that_comes_twice() {
    each_day_has_one_run("0 30 1 * * *", Tz::Europe__London).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jq_11_three_nodes_run_once_a_day_in_santiago_at_a_midnight_that_is_skipped() {
    each_day_has_one_run("0 0 0 * * *", Tz::America__Santiago).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jq_11_three_nodes_run_once_a_day_on_lord_howe_in_the_half_hour_that_comes_twice() {
    each_day_has_one_run("0 45 1 * * *", Tz::Australia__Lord_Howe).await;
}

/// Looks again after the server was away for three days. Answers what became of the runs, newest first, and how many
/// tasks there are now.
async fn after_three_days_away(missed: MissedRun) -> (Vec<CronOutcome>, usize) {
    let (database, _folder) = database().await;
    let job = job("0 0 22 * * *", Tz::Asia__Kolkata, missed);
    let clock = Simulated::at(at("2026-11-21T16:00:00Z"));
    let first = node(&database, &clock, &job);
    assert_eq!(first.poll().await.unwrap(), None, "what was never on record begins now");
    clock.advance(TimeDelta::minutes(30));
    assert_eq!(first.poll().await.unwrap().unwrap().scheduled_for, at("2026-11-21T16:30:00Z"));
    work(database.as_ref(), clock.now()).await;
    drop(first);
    clock.advance(TimeDelta::days(3) + TimeDelta::hours(1));
    let again = node(&database, &clock, &job);
    assert_eq!(again.poll().await.unwrap().unwrap().scheduled_for, at("2026-11-24T16:30:00Z"));
    assert_eq!(again.poll().await.unwrap(), None);
    let outcomes = runs(database.as_ref()).await.into_iter().map(|run| run.outcome).collect();
    (outcomes, work(database.as_ref(), clock.now()).await)
}

#[tokio::test]
async fn jq_14_missed_runs_come_once_or_not_at_all() {
    let on_time = CronOutcome::Enqueued;
    assert_eq!(after_three_days_away(MissedRun::RunOnce).await, (vec![CronOutcome::Enqueued, on_time], 1));
    assert_eq!(after_three_days_away(MissedRun::Skip).await, (vec![CronOutcome::Missed, on_time], 0));
}

#[tokio::test]
async fn jq_15_a_run_whose_predecessor_is_not_done_is_recorded_as_overlap() {
    let (database, _folder) = database().await;
    let job = job("0 0 * * * *", Tz::UTC, MissedRun::Skip);
    let clock = Simulated::at(at("2026-11-21T16:00:00Z"));
    let cron = node(&database, &clock, &job);
    cron.poll().await.unwrap();
    let mut outcomes = Vec::new();
    for is_done in [false, true, false] {
        clock.advance(TimeDelta::hours(1));
        outcomes.push(cron.poll().await.unwrap().unwrap().outcome);
        if is_done {
            assert_eq!(work(database.as_ref(), clock.now()).await, 1);
        }
    }
    assert_eq!(outcomes, [CronOutcome::Enqueued, CronOutcome::Overlap, CronOutcome::Enqueued]);
}
