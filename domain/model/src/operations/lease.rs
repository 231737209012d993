//! Leases: exclusive rights with an expiry.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A right that is held until `expires_at`. What is written under it is written only while its fencing token is the current
/// one, so a holder that was paused for longer than its lease cannot write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// What may be done under it, for example `ingest:greenhouse:acme`.
    pub name: String,
    /// The holder; new at every start of a process.
    pub owner: Uuid,
    /// Grows each time the lease changes hands.
    pub fencing_token: u64,
    /// When it expires unless it is renewed.
    pub expires_at: DateTime<Utc>,
}
