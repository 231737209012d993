//! Groups jobs that are the same. Every job that was written is stale until it has been compared; whoever holds the lease
//! compares, one batch a transaction, so that two runs that read the same job at once do not miss each other.

use std::collections::{BTreeMap, BTreeSet};

use domain_model::catalogue::job::Job;
use domain_model::catalogue::sameness::{Member, SamenessKeys, clusters};
use domain_model::kernel::id::{AccountId, JobId};
use ports::{Actor, UnitOfWork};

use crate::normalise::short_hash;
use crate::{IngestionError, IngestionResult, IngestionService};

/// Stale jobs that are compared in one transaction.
const BATCH: u32 = 250;
const LEASE: &str = "group-jobs";

impl IngestionService {
    /// Compares all stale jobs, unless somebody else does. Returns how many were compared.
    pub async fn group(&self) -> IngestionResult<u32> {
        if self.database.read(Actor::System).clusters().list_stale(1).await?.is_empty() {
            return Ok(0);
        }
        let mut uow = self.database.begin(Actor::System).await?;
        let Some(lease) = self.leases.acquire(uow.as_mut(), LEASE, self.ids.next()).await? else { return Ok(0) };
        uow.commit().await?;
        let mut compared = 0;
        loop {
            let mut uow = self.leases.begin(&lease).await?;
            let stale = uow.clusters().list_stale(BATCH).await?;
            if stale.is_empty() {
                uow.leases().release(&lease).await?;
                uow.commit().await?;
                return Ok(compared);
            }
            self.compare(uow.as_mut(), &stale).await?;
            uow.commit().await?;
            compared += u32::try_from(stale.len()).unwrap_or(u32::MAX);
        }
    }

    /// Keeps the verdict that two jobs are not the same, for ever, and parts them.
    pub async fn distinguish(&self, jobs: [JobId; 2], by: Option<AccountId>) -> IngestionResult<()> {
        if jobs[0] == jobs[1] {
            return Err(IngestionError::SameJob);
        }
        let mut uow = self.database.begin(Actor::System).await?;
        for id in jobs {
            uow.jobs().get(id).await?.ok_or(IngestionError::UnknownJob(id))?;
        }
        uow.clusters().insert_distinction(jobs, by, self.clock.now()).await?;
        uow.clusters().mark_stale(&jobs).await?;
        uow.commit().await?;
        self.group().await?;
        Ok(())
    }

    /// Compares jobs with all that they share anything with, at whatever remove.
    async fn compare(&self, uow: &mut dyn UnitOfWork, stale: &[JobId]) -> IngestionResult<()> {
        let old = uow.clusters().members(stale).await?;
        let were_in: BTreeMap<JobId, Option<JobId>> = old.iter().map(|member| (member.job, member.cluster)).collect();
        let jobs = uow.jobs().list_by_ids(stale).await?;
        let fresh = jobs.iter().map(|job| member_of(job, were_in.get(&job.id).copied().flatten()));
        let mut members: BTreeMap<JobId, Member> = fresh.map(|member| (member.job, member)).collect();
        // Old companions, too: what a job that has changed no longer shares may part them.
        let mut next = old;
        let mut keys: Vec<SamenessKeys> = members.values().map(|member| member.keys.clone()).collect();
        loop {
            next.extend(uow.clusters().sharing(&keys).await?);
            next.retain(|member| !members.contains_key(&member.job));
            if next.is_empty() {
                break;
            }
            keys = next.iter().map(|member| member.keys.clone()).collect();
            members.extend(next.drain(..).map(|member| (member.job, member)));
        }
        let ids: Vec<JobId> = members.keys().copied().collect();
        let distinct = uow.clusters().distinctions(&ids).await?;
        let before: Vec<Member> = members.into_values().collect();
        let after = assigned(before.clone(), &clusters(&before, &distinct));
        let touched = touched(&before, &after);
        let is_written = |(before, after): &(&Member, &Member)| before != after || stale.contains(&after.job);
        let written: Vec<Member> =
            before.iter().zip(&after).filter(is_written).map(|(_, after)| after.clone()).collect();
        uow.clusters().store(&written).await?;
        uow.jobs().touch(&touched, self.clock.now()).await?;
        Ok(())
    }
}

fn member_of(job: &Job, cluster: Option<JobId>) -> Member {
    Member {
        job: job.id,
        source: job.source.clone(),
        external_id: job.posting.external_id.clone(),
        requisition_id: job.posting.requisition_id.clone(),
        employment_type: job.posting.employment_type,
        first_seen: job.first_seen,
        last_seen: job.last_seen,
        keys: keys_of(job),
        cluster,
    }
}

/// What an account has posted is the same as other postings of that account at most: its words and addresses prove nothing about
/// the jobs of others.
fn keys_of(job: &Job) -> SamenessKeys {
    let keys = SamenessKeys::of(&job.posting);
    match job.source.poster() {
        Some(_) => keys.shortened(|key| short_hash(&format!("{}\n{key}", job.source))),
        None => keys.shortened(short_hash),
    }
}

/// The members with their clusters. A cluster is called like the one of its jobs that was seen first.
fn assigned(mut members: Vec<Member>, clusters: &[Vec<JobId>]) -> Vec<Member> {
    let at: BTreeMap<JobId, usize> = members.iter().enumerate().map(|(at, member)| (member.job, at)).collect();
    for cluster in clusters {
        let first = cluster.iter().min_by_key(|job| (members[at[job]].first_seen, **job)).copied();
        let name = first.filter(|_| cluster.len() > 1);
        for job in cluster {
            members[at[job]].cluster = name;
        }
    }
    members
}

/// The jobs of all clusters that have gained or lost one.
fn touched(before: &[Member], after: &[Member]) -> Vec<JobId> {
    let pairs = || before.iter().zip(after);
    let changed = pairs().filter(|(before, after)| before.cluster != after.cluster);
    let clusters: BTreeSet<JobId> =
        changed.flat_map(|(before, after)| [before.cluster, after.cluster]).flatten().collect();
    let is_of_one = |cluster: Option<JobId>| cluster.is_some_and(|cluster| clusters.contains(&cluster));
    let of_one = pairs().filter(|(before, after)| is_of_one(before.cluster) || is_of_one(after.cluster));
    of_one.map(|(_, after)| after.job).collect()
}
