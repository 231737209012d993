//! The kinds of tasks that contexts enqueue. A kind that only a reaction or the schedule enqueues is declared beside its
//! handler in `domain-workflow`.

use super::{TaskClass, TaskKind};
use crate::kernel::id::{JobId, MailId};
use crate::kernel::payload::Payload;

/// Work out tips, questions, skills and the vector of one job. At most one such task for each job at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnrichJob {
    /// Which job.
    pub job: JobId,
}

impl TaskKind for EnrichJob {
    const CLASS: TaskClass = TaskClass::new("enrich");
    /// Half a day with the backoff between attempts: a model's server may be away for a night.
    const ATTEMPTS: u32 = 20;

    fn payload(&self) -> Payload {
        Payload::of([("job", &self.job)])
    }

    fn from_payload(payload: &Payload) -> Option<Self> {
        Some(Self { job: payload.id("job")? })
    }

    fn unique_key(&self) -> Option<String> {
        Some(self.job.to_string())
    }
}

/// Send one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendMail {
    /// Which mail.
    pub mail: MailId,
}

impl TaskKind for SendMail {
    const CLASS: TaskClass = TaskClass::new("mail");
    /// An hour: what a mail says is over by then.
    const ATTEMPTS: u32 = 12;

    fn payload(&self) -> Payload {
        Payload::of([("mail", &self.mail)])
    }

    fn from_payload(payload: &Payload) -> Option<Self> {
        Some(Self { mail: payload.id("mail")? })
    }

    fn unique_key(&self) -> Option<String> {
        Some(self.mail.to_string())
    }
}
