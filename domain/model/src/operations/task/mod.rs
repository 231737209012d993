//! Tasks of the job queue: background work with retries, whose effect happens once.
//!
//! A worker claims a task under a lease. Each claim starts an attempt, which is counted before any work is done. Only
//! the current attempt may end the task. Retries, backoff and dead letters are decided here; the work itself is a
//! handler of `domain-workflow`.

mod kinds;

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::kernel::id::TaskId;
use crate::kernel::named::named_enum;
use crate::kernel::payload::Payload;

pub use kinds::{EnrichJob, SendMail};

/// The name of a class of tasks. Tasks of one class do the same kind of work, and no class keeps another one waiting.
///
/// The set is open: a row may name a class that only a newer program knows, and its task is left to that program.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaskClass(Cow<'static, str>);

/// The text cannot be the name of a class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no class of tasks: its name has 1 to 32 lower-case letters and underscores")]
pub struct InvalidClass(String);

/// A kind of task, declared once: its class, how often it is tried, what it carries, and which tasks are the same.
pub trait TaskKind: Sized {
    /// The class of its tasks.
    const CLASS: TaskClass;
    /// After so many failed attempts a task becomes a dead letter.
    const ATTEMPTS: u32;

    /// What a task carries: ids, by name.
    fn payload(&self) -> Payload;

    /// Reads what [`payload`](Self::payload) wrote. `None` when an id is missing or malformed.
    fn from_payload(payload: &Payload) -> Option<Self>;

    /// Of the tasks of this class with the same key, at most one waits or runs.
    fn unique_key(&self) -> Option<String>;
}

impl TaskClass {
    /// The class of this name: lower-case letters and underscores.
    pub const fn new(name: &'static str) -> Self {
        assert!(is_class_name(name), "a class is named with 1 to 32 lower-case letters and underscores");
        Self(Cow::Borrowed(name))
    }

    /// Its name in SQL, JSON, metrics and logs.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const fn is_class_name(name: &str) -> bool {
    let name = name.as_bytes();
    let mut at = 0;
    while at < name.len() {
        if !name[at].is_ascii_lowercase() && name[at] != b'_' {
            return false;
        }
        at += 1;
    }
    0 < at && at <= 32
}

impl std::fmt::Display for TaskClass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for TaskClass {
    type Err = InvalidClass;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_class_name(text) { Ok(Self(Cow::Owned(text.to_owned()))) } else { Err(InvalidClass(text.to_owned())) }
    }
}

named_enum! {
    /// Where a task is in its life.
    TaskState {
        /// Waits for its time and for a worker.
        Ready = "ready",
        /// A worker has it.
        Running = "running",
        /// What it was for is done.
        Done = "done",
        /// A dead letter: given up, until an operator retries it.
        Dead = "dead",
    }
}

/// A task that is to be enqueued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// Its own, for good.
    pub id: TaskId,
    /// What kind of work.
    pub class: TaskClass,
    /// After so many failed attempts it becomes a dead letter.
    pub attempts_allowed: u32,
    /// Of tasks of one class with the same key at most one waits or runs.
    pub unique_key: Option<String>,
    /// What it is about.
    pub payload: Payload,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

impl NewTask {
    /// A task of this kind.
    pub fn new<K: TaskKind>(id: TaskId, kind: &K, run_at: DateTime<Utc>) -> Self {
        Self {
            id,
            class: K::CLASS,
            attempts_allowed: K::ATTEMPTS,
            unique_key: kind.unique_key(),
            payload: kind.payload(),
            run_at,
        }
    }
}

/// A task of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its own, for good.
    pub id: TaskId,
    /// What kind of work.
    pub class: TaskClass,
    /// Of tasks of one class with the same key at most one waits or runs.
    pub unique_key: Option<String>,
    /// What it is about.
    pub payload: Payload,
    /// Where it is in its life.
    pub state: TaskState,
    /// How often it was begun; the number of the last attempt.
    pub attempts: u32,
    /// After so many attempts it becomes a dead letter. Grows by one with every attempt that was given back unfinished.
    pub attempts_allowed: u32,
    /// The worker that has it, or had it last.
    pub worker: Option<Uuid>,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// Why the last attempt failed.
    pub reason: Option<String>,
    /// When it was enqueued.
    pub created_at: DateTime<Utc>,
    /// When it was done or became a dead letter.
    pub finished_at: Option<DateTime<Utc>>,
}

/// One attempt at a task: the right to end it, as long as no other attempt has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// The task.
    pub task: TaskId,
    /// Rises with every claim.
    pub number: u32,
    /// Whose attempt; new at every start of a process.
    pub worker: Uuid,
}

/// The outcome of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttemptOutcome {
    /// What the task was for is done.
    Done,
    /// Given back unfinished, through no fault of the task; this attempt does not count.
    Released,
    /// It failed and is tried again.
    Retry {
        /// Not before.
        at: DateTime<Utc>,
        /// What went wrong.
        reason: String,
    },
    /// It failed, and the task becomes a dead letter.
    Dead {
        /// What went wrong.
        reason: String,
    },
}

/// The backoff after a first failed attempt; each further one doubles it …
const FIRST_BACKOFF: Duration = Duration::from_secs(4);
/// … up to here.
const MAX_BACKOFF: Duration = Duration::from_hours(1);
/// A reason is cut after so many characters.
const MAX_REASON_CHARS: usize = 500;

impl Task {
    /// What it carries. `None` when it is a task of another kind, or its payload is malformed.
    pub fn kind<K: TaskKind>(&self) -> Option<K> {
        if self.class == K::CLASS { K::from_payload(&self.payload) } else { None }
    }

    /// The current attempt of a task that `worker` has claimed.
    pub fn attempt_of(&self, worker: Uuid) -> Attempt {
        Attempt { task: self.id, number: self.attempts, worker }
    }

    /// How its current attempt ends now that it has failed. `jitter` between 0 and 1 spreads the next attempts of tasks
    /// that failed together (JQ-07).
    pub fn after_failure(&self, reason: &str, now: DateTime<Utc>, jitter: f64) -> AttemptOutcome {
        let reason: String = reason.chars().take(MAX_REASON_CHARS).collect();
        if self.attempts >= self.attempts_allowed {
            return AttemptOutcome::Dead { reason };
        }
        AttemptOutcome::Retry { at: now + backoff(self.attempts, jitter), reason }
    }
}

/// Exponential backoff with jitter: between half and all of the doubling pause.
fn backoff(attempts: u32, jitter: f64) -> TimeDelta {
    let doublings = attempts.saturating_sub(1).min(20);
    let pause = FIRST_BACKOFF.saturating_mul(1 << doublings).min(MAX_BACKOFF);
    let pause = pause.mul_f64(0.5 + jitter.clamp(0.0, 1.0) / 2.0);
    TimeDelta::from_std(pause).expect("an hour fits")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::id::JobId;

    fn task(attempts: u32) -> Task {
        let now = DateTime::from_timestamp_secs(1_800_000_000).unwrap();
        let job = JobId(Uuid::from_u128(2));
        let new = NewTask::new(TaskId(Uuid::from_u128(1)), &EnrichJob { job }, now);
        Task {
            id: new.id,
            class: new.class,
            unique_key: new.unique_key,
            payload: new.payload,
            state: TaskState::Running,
            attempts,
            attempts_allowed: 3,
            worker: None,
            run_at: now,
            reason: None,
            created_at: now,
            finished_at: None,
        }
    }

    #[test]
    fn a_task_carries_what_its_kind_declares_and_another_kind_reads_nothing() {
        let job = JobId(Uuid::from_u128(2));
        let enrich = task(0);
        assert_eq!(enrich.kind(), Some(EnrichJob { job }));
        assert_eq!((enrich.class.as_str(), enrich.unique_key.as_deref()), ("enrich", Some(job.to_string().as_str())));
        assert_eq!(enrich.kind::<SendMail>(), None);
        assert_eq!(Task { payload: Payload::default(), ..enrich }.kind::<EnrichJob>(), None);
    }

    #[test]
    fn a_class_is_a_plain_name() {
        assert_eq!("embed_resume".parse(), Ok(TaskClass::new("embed_resume")));
        for odd in ["", "Enrich", "enrich'", "a b", &"a".repeat(33)] {
            assert!(odd.parse::<TaskClass>().is_err(), "{odd:?}");
        }
    }

    #[test]
    fn jq_07_pauses_double_within_limits_and_are_never_in_step() {
        let seconds = |attempts, chance| backoff(attempts, chance).num_seconds();
        assert_eq!([seconds(1, 0.0), seconds(1, 0.5), seconds(1, 1.0)], [2, 3, 4]);
        assert_eq!([seconds(2, 1.0), seconds(3, 1.0), seconds(6, 1.0)], [8, 16, 128]);
        assert_eq!([seconds(40, 0.0), seconds(u32::MAX, 1.0)], [1_800, 3_600]);
    }

    #[test]
    fn jq_07_a_task_is_a_dead_letter_when_its_attempts_are_used_up() {
        let now = task(1).run_at;
        let reason = "r".repeat(900);
        let AttemptOutcome::Retry { at, reason } = task(2).after_failure(&reason, now, 1.0) else {
            panic!("one is left")
        };
        assert_eq!((at - now, reason.len()), (TimeDelta::seconds(8), MAX_REASON_CHARS));
        assert_eq!(task(3).after_failure("away", now, 1.0), AttemptOutcome::Dead { reason: "away".to_owned() });
    }
}
