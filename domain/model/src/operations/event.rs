//! Domain events: what has happened in one context, for others that care. Written down by the transaction that made it
//! happen; who reacts, and how, is known to the workflow alone.

use chrono::{DateTime, Utc};

use crate::candidates::resume::Resume;
use crate::kernel::id::{AccountId, EventId};
use crate::kernel::named::named_enum;
use crate::kernel::payload::Payload;

named_enum! {
    /// What can happen.
    EventKind {
        /// An account has a new resume.
        ResumeUploaded = "resume_uploaded",
    }
}

/// Something that has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainEvent {
    /// Its own, for good; later events have greater ones.
    pub id: EventId,
    /// What.
    pub kind: EventKind,
    /// By whose doing; `None` when it was the program's.
    pub account_id: Option<AccountId>,
    /// What it is about.
    pub payload: Payload,
    /// When.
    pub occurred_at: DateTime<Utc>,
}

/// Names in payloads.
const OBJECT: &str = "object";

impl DomainEvent {
    /// An account has this resume now.
    pub fn resume_uploaded(id: EventId, resume: &Resume) -> Self {
        Self {
            id,
            kind: EventKind::ResumeUploaded,
            account_id: Some(resume.account_id),
            payload: Payload::of([(OBJECT, &resume.object_key)]),
            occurred_at: resume.uploaded_at,
        }
    }

    /// Where the file lies that it is about, when it is about one.
    pub fn object_key(&self) -> Option<String> {
        self.payload.id(OBJECT)
    }
}
