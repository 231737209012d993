//! Which jobs of the catalogue are the same.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::catalogue::sameness::{Listing, Member, SamenessKeys};
use domain_model::kernel::id::{AccountId, JobId};

use crate::PortResult;

/// Clusters of jobs, and the pairs of jobs that somebody has found to differ. A job is *stale* from when its posting was
/// written until it has been compared with others.
#[async_trait]
pub trait ClusterRepository: Send {
    /// Marks jobs as stale. Until they are compared they stay in their clusters.
    async fn mark_stale(&mut self, ids: &[JobId]) -> PortResult<()>;

    /// Some stale jobs, in order of their ids.
    async fn list_stale(&mut self, limit: u32) -> PortResult<Vec<JobId>>;

    /// Jobs that share one of these keys, in no particular order. An address is shared whether it is that of the page or of
    /// the form.
    async fn sharing(&mut self, keys: &[SamenessKeys]) -> PortResult<Vec<Member>>;

    /// The members of the clusters of these jobs, in no particular order.
    async fn members(&mut self, ids: &[JobId]) -> PortResult<Vec<Member>>;

    /// Replaces the keys and clusters of jobs, which are no longer stale.
    async fn store(&mut self, members: &[Member]) -> PortResult<()>;

    /// Every posting of the clusters of these jobs, the first seen first. A job that is alone is left out.
    async fn listings(&mut self, ids: &[JobId]) -> PortResult<Vec<Listing>>;

    /// Keeps the verdict that two jobs differ, and whose it is if it has an account. One that is kept already stays as it is.
    async fn insert_distinction(
        &mut self,
        jobs: [JobId; 2],
        decided_by: Option<AccountId>,
        now: DateTime<Utc>,
    ) -> PortResult<()>;

    /// Pairs that differ with one of these jobs in them.
    async fn distinctions(&mut self, ids: &[JobId]) -> PortResult<Vec<(JobId, JobId)>>;
}
