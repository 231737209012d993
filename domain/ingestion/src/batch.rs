//! Classifies a batch of listed postings: new, changed, unchanged or expired. Writes it in one transaction.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{Job, JobChange, Posting};
use domain_model::ingestion::{ScrapingCounts, SourceKey};
use domain_model::kernel::id::{JobId, TaskId};
use domain_model::operations::task::{EnrichJob, NewTask};
use ports::{PortResult, UnitOfWork};

use crate::normalise::text_key;

/// A batch of classified postings.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    new: Vec<Job>,
    changed: Vec<(Job, JobChange)>,
    unchanged: Vec<JobId>,
    /// Known jobs that have expired.
    expired: Vec<Job>,
    /// Postings that had expired before they were first seen.
    expired_unseen: u32,
}

impl Batch {
    /// Classifies postings, given the `known` jobs among them.
    pub(crate) fn classify(
        postings: Vec<Posting>,
        known: Vec<Job>,
        source: &SourceKey,
        now: DateTime<Utc>,
        next_id: impl Fn() -> JobId,
    ) -> Self {
        let mut known: HashMap<String, Job> =
            known.into_iter().map(|job| (job.posting.external_id.clone(), job)).collect();
        let mut batch = Self::default();
        for posting in postings {
            let is_expired = posting.is_expired(now);
            match known.remove(&posting.external_id) {
                None if is_expired => batch.expired_unseen += 1,
                None => batch.new.push(Job::first_seen(next_id(), source.clone(), posting, now)),
                Some(job) if is_expired => batch.expired.push(job),
                Some(job) => match job.observe(posting, now) {
                    (job, None) => batch.unchanged.push(job.id),
                    (job, Some(change)) => batch.changed.push((job, change)),
                },
            }
        }
        batch
    }

    /// Writes the batch and updates the counts. Tasks for new and changed jobs are enqueued in the same transaction
    /// (JQ-05).
    pub(crate) async fn write(
        self,
        uow: &mut dyn UnitOfWork,
        counts: &mut ScrapingCounts,
        now: DateTime<Utc>,
        next_id: impl Fn() -> TaskId,
    ) -> PortResult<()> {
        let new_keys: Vec<String> = self.new.iter().map(|job| text_key(&job.posting)).collect();
        let changed_keys: Vec<String> = self.changed.iter().map(|(job, _)| text_key(&job.posting)).collect();
        let known_texts = uow.jobs().known_texts(&[new_keys.as_slice(), changed_keys.as_slice()].concat()).await?;
        let fresh_texts: HashSet<&String> = new_keys.iter().filter(|key| !known_texts.contains(key)).collect();
        counts.dedup_hits += count(new_keys.len() - fresh_texts.len());
        counts.new += count(self.new.len());
        counts.updated += count(self.changed.len());
        counts.skipped += count(self.unchanged.len()) + self.expired_unseen;

        uow.jobs().insert(&self.new, &new_keys).await?;
        uow.jobs().update(&self.changed, &changed_keys).await?;
        let written: Vec<JobId> =
            self.new.iter().chain(self.changed.iter().map(|(job, _)| job)).map(|job| job.id).collect();
        uow.clusters().mark_stale(&written).await?;
        // Enqueued after the jobs are written: a running task cannot complete a job that has just changed, and is run
        // again.
        let owed = self.new.iter().chain(self.changed.iter().map(|(job, _)| job)).filter(|job| job.needs_enrichment);
        let tasks: Vec<NewTask> = owed.map(|job| NewTask::new(next_id(), &EnrichJob { job: job.id }, now)).collect();
        uow.tasks().enqueue(&tasks, now).await?;
        let listed: Vec<JobId> = self.changed.iter().map(|(job, _)| job.id).chain(self.unchanged).collect();
        uow.jobs().mark_listed(&listed, now).await?;
        counts.closed += close_all(uow, self.expired, now).await?;
        Ok(())
    }
}

/// Closes those of the jobs that are open. Returns how many.
pub(crate) async fn close_all(uow: &mut dyn UnitOfWork, jobs: Vec<Job>, now: DateTime<Utc>) -> PortResult<u32> {
    let close = |job: Job| match job.close(now) {
        (job, Some(change)) => Some((job, change)),
        (_, None) => None,
    };
    let closed: Vec<(Job, JobChange)> = jobs.into_iter().filter_map(close).collect();
    let text_keys: Vec<String> = closed.iter().map(|(job, _)| text_key(&job.posting)).collect();
    uow.jobs().update(&closed, &text_keys).await?;
    Ok(count(closed.len()))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
