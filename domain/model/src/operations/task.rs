//! Tasks: what is to be done beside the requests, once, however often it has to be tried.
//!
//! A task is claimed by a worker under a lease; each claim begins an attempt, which is counted before anything is done.
//! Only the current attempt may end the task. Repeating, giving up and waiting are decided here; what a task *does* is
//! known to the workflow.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::candidates::resume::Resume;
use crate::kernel::id::{AccountId, JobId, MailId, TaskId};
use crate::kernel::named::named_enum;
use crate::kernel::payload::Payload;

named_enum! {
    /// Tasks of one class do the same kind of work, and keep tasks of another class from nothing.
    TaskClass {
        /// Work out tips, questions, skills and the vector of one job.
        Enrich = "enrich",
        /// Work out the vector of one resume.
        EmbedResume = "embed_resume",
        /// Run over every configured source.
        Ingest = "ingest",
        /// Send one mail.
        Mail = "mail",
    }
}

impl TaskClass {
    /// How often a task is tried before it is given up.
    pub const fn attempts(self) -> u32 {
        match self {
            // Half a day with the pauses of `pause_after`: a model's server may be away for a night.
            Self::Enrich | Self::EmbedResume => 20,
            // An hour: what a mail says is over by then.
            Self::Mail => 12,
            Self::Ingest => 3,
        }
    }
}

named_enum! {
    /// Where a task is in its life.
    TaskState {
        /// Waits for its time and a worker.
        Ready = "ready",
        /// A worker has it.
        Running = "running",
        /// What it was for is done.
        Done = "done",
        /// Given up; somebody has to look at the reason.
        Dead = "dead",
    }
}

/// A task that is to be put into the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTask {
    /// Its own, for good.
    pub id: TaskId,
    /// What kind of work.
    pub class: TaskClass,
    /// Of tasks of one class with the same key at most one waits or runs.
    pub unique_key: Option<String>,
    /// What it is about.
    pub payload: Payload,
    /// Not before.
    pub run_at: DateTime<Utc>,
}

/// Names in payloads.
const JOB: &str = "job";
const ACCOUNT: &str = "account";
const OBJECT: &str = "object";
const MAIL: &str = "mail";

impl NewTask {
    /// A job is to be enriched, as soon as somebody has time. One such task for each job at a time.
    pub fn enrich(id: TaskId, job: JobId, now: DateTime<Utc>) -> Self {
        let job = job.to_string();
        let payload = Payload::of([(JOB, &job)]);
        Self { id, class: TaskClass::Enrich, unique_key: Some(job), payload, run_at: now }
    }

    /// The resume that an account keeps in this object is to get a vector. One such task for each object at a time.
    pub fn embed_resume(id: TaskId, account: AccountId, object_key: &str, now: DateTime<Utc>) -> Self {
        let payload = Payload::of([(ACCOUNT, account.to_string().as_str()), (OBJECT, object_key)]);
        Self { id, class: TaskClass::EmbedResume, unique_key: Some(object_key.to_owned()), payload, run_at: now }
    }

    /// A mail is to be sent.
    pub fn mail(id: TaskId, mail: MailId, now: DateTime<Utc>) -> Self {
        let mail = mail.to_string();
        let payload = Payload::of([(MAIL, &mail)]);
        Self { id, class: TaskClass::Mail, unique_key: Some(mail), payload, run_at: now }
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
    /// With this many attempts it is given up. Grows by one with every attempt that was given back unfinished.
    pub attempts_allowed: u32,
    /// Who has it, or had it last.
    pub worker: Option<Uuid>,
    /// Not before.
    pub run_at: DateTime<Utc>,
    /// Why the last attempt failed.
    pub reason: Option<String>,
    /// When it was put into the queue.
    pub created_at: DateTime<Utc>,
    /// When it was done or given up.
    pub finished_at: Option<DateTime<Utc>>,
}

/// One attempt at a task: the right to end it, as long as nobody else has begun another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// The task.
    pub task: TaskId,
    /// Rises with every claim.
    pub number: u32,
    /// Whose attempt; new at every start of a process.
    pub worker: Uuid,
}

/// How an attempt ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
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
    /// It failed and is given up.
    Dead {
        /// What went wrong.
        reason: String,
    },
}

/// The pause after a first failed attempt; each further one doubles it …
const FIRST_PAUSE: Duration = Duration::from_secs(4);
/// … up to here.
const LONGEST_PAUSE: Duration = Duration::from_hours(1);
/// A reason is cut after so many characters.
const LONGEST_REASON: usize = 500;

impl Task {
    /// The job it is about, when it is about one.
    pub fn job(&self) -> Option<JobId> {
        self.payload.id(JOB)
    }

    /// Whose resume it is about, when it is about one.
    pub fn account(&self) -> Option<AccountId> {
        self.payload.id(ACCOUNT)
    }

    /// Which mail it is about, when it is about one.
    pub fn mail(&self) -> Option<MailId> {
        self.payload.id(MAIL)
    }

    /// Is it about this resume? One that has replaced it is another one.
    pub fn is_about(&self, resume: &Resume) -> bool {
        self.payload.id::<String>(OBJECT).as_ref() == Some(&resume.object_key)
    }

    /// The current attempt of a task that `worker` has claimed.
    pub fn attempt_of(&self, worker: Uuid) -> Attempt {
        Attempt { task: self.id, number: self.attempts, worker }
    }

    /// What becomes of the task now that its current attempt has failed. `chance` between 0 and 1 spreads the next
    /// attempts of tasks that failed together (JQ-07).
    pub fn after_failure(&self, reason: &str, now: DateTime<Utc>, chance: f64) -> Ending {
        let reason: String = reason.chars().take(LONGEST_REASON).collect();
        if self.attempts >= self.attempts_allowed {
            return Ending::Dead { reason };
        }
        Ending::Retry { at: now + pause_after(self.attempts, chance), reason }
    }
}

/// Between half and all of the doubling pause.
fn pause_after(attempts: u32, chance: f64) -> TimeDelta {
    let doublings = attempts.saturating_sub(1).min(20);
    let pause = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
    let pause = pause.mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0);
    TimeDelta::from_std(pause).expect("an hour fits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(attempts: u32) -> Task {
        let now = DateTime::from_timestamp_secs(1_800_000_000).unwrap();
        let new = NewTask::enrich(TaskId(Uuid::from_u128(1)), JobId(Uuid::from_u128(2)), now);
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
    fn jq_07_pauses_double_within_limits_and_are_never_in_step() {
        let seconds = |attempts, chance| pause_after(attempts, chance).num_seconds();
        assert_eq!([seconds(1, 0.0), seconds(1, 0.5), seconds(1, 1.0)], [2, 3, 4]);
        assert_eq!([seconds(2, 1.0), seconds(3, 1.0), seconds(6, 1.0)], [8, 16, 128]);
        assert_eq!([seconds(40, 0.0), seconds(u32::MAX, 1.0)], [1_800, 3_600]);
    }

    #[test]
    fn jq_07_a_task_is_given_up_when_its_attempts_are_used_up() {
        let now = task(1).run_at;
        let reason = "r".repeat(900);
        let Ending::Retry { at, reason } = task(2).after_failure(&reason, now, 1.0) else { panic!("one is left") };
        assert_eq!((at - now, reason.len()), (TimeDelta::seconds(8), LONGEST_REASON));
        assert_eq!(task(3).after_failure("away", now, 1.0), Ending::Dead { reason: "away".to_owned() });
    }
}
