//! Leases: the right to do something alone, for a while.

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A right held until `expires_at`. Whatever is written under it is written only while its fencing token is still the
/// current one, so a holder that slept past its lease can harm nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// What it is the right to do, for example `ingest:greenhouse:acme`.
    pub name: String,
    /// Who holds it; new at every process start.
    pub owner: Uuid,
    /// Grows each time the lease changes hands.
    pub fencing_token: u64,
    /// When it is free again unless renewed.
    pub expires_at: DateTime<Utc>,
}
