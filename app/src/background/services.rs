//! The background services. Each is a loop that polls for work, does it, and pauses.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain_candidates::ResumeService;
use domain_chat::ChatService;
use domain_identity::{AuditService, AuditVerification, SessionService};
use domain_ingestion::IngestionService;
use domain_jobs::JobsService;
use domain_operations::{Idempotency, ObjectReaper, OutboxRelay, RateCounters, TaskService};
use domain_search::SearchFollower;
use domain_workflow::IndexFollower;
use futures_util::future::BoxFuture;
use metrics::{counter, gauge};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};
use tracing::{error, warn};

use crate::presence::Presence;

/// Between two polls for work.
const OUTBOX_PAUSE: Duration = Duration::from_secs(1);
const INDEX_PAUSE: Duration = Duration::from_secs(1);
const INDEX_SAVED_EVERY: Duration = Duration::from_mins(1);
/// What is written is found within a second, so the search index is more eager than the vectors.
const SEARCH_PAUSE: Duration = Duration::from_millis(250);
const SEARCH_CHECKED_EVERY: Duration = Duration::from_mins(1);
/// A message of which no hint arrives is shown so much later at most (WS-18).
const HINTS_PAUSE: Duration = Duration::from_secs(2);
/// With the two seconds for which a token is remembered, within the five that a ban may take (AU-06).
pub(crate) const PRESENCE_PAUSE: Duration = Duration::from_secs(2);
const ANSWERS_PAUSE: Duration = Duration::from_secs(15);
const METRICS_PAUSE: Duration = Duration::from_secs(5);
const PRUNING_PAUSE: Duration = Duration::from_mins(10);
const AUDIT_PAUSE: Duration = Duration::from_hours(24);
const EXPIRED_ROWS_PAUSE: Duration = Duration::from_mins(5);
const EXPIRY_PAUSE: Duration = Duration::from_mins(10);
const OBJECTS_PAUSE: Duration = Duration::from_secs(15);
const BIN_PAUSE: Duration = Duration::from_mins(30);
/// After a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// An answer that is owed for so long is no longer under way.
const ANSWER_OVERDUE: TimeDelta = TimeDelta::seconds(90);
const ANSWERS_AT_ONCE: u32 = 200;

/// A running service.
type Service = BoxFuture<'static, ()>;

/// A polling loop: the next step follows at once when there was work, after a pause when there was none, and later when the
/// step failed, which is logged with this message.
fn poll<F>(failed: &'static str, pause: Duration, step: impl Fn() -> F + Clone + Send + 'static) -> impl Fn() -> Service
where
    F: Future<Output = anyhow::Result<bool>> + Send,
{
    move || {
        let step = step.clone();
        Box::pin(async move {
            loop {
                match step().await {
                    Ok(true) => {}
                    Ok(false) => sleep(pause).await,
                    Err(error) => {
                        warn!(error = format!("{error:#}"), "{failed}");
                        sleep(AFTER_FAILURE).await;
                    }
                }
            }
        })
    }
}

/// Dispatches domain events to their reactions, and wakes the workers.
pub(super) fn outbox(outbox: Arc<OutboxRelay>, wake: Arc<Notify>) -> impl Fn() -> Service {
    poll("could not dispatch events", OUTBOX_PAUSE, move || {
        let (outbox, wake) = (outbox.clone(), wake.clone());
        async move {
            let dispatched = outbox.dispatch().await?;
            if dispatched > 0 {
                wake.notify_waiters();
            }
            Ok(dispatched > 0)
        }
    })
}

/// Closes the sockets of sign-ins that are over.
pub(super) fn presence(sessions: Arc<SessionService>, presence: Arc<Presence>) -> impl Fn() -> Service {
    poll("could not check the sign-ins behind open sockets", PRESENCE_PAUSE, move || {
        let (sessions, presence) = (sessions.clone(), presence.clone());
        async move {
            presence.revalidate(&sessions).await?;
            Ok(false)
        }
    })
}

/// Keeps the vector index up to date, and saves a snapshot now and then.
pub(super) fn index(follower: Arc<IndexFollower>) -> impl Fn() -> Service {
    move || {
        let follower = follower.clone();
        Box::pin(async move {
            let mut saved = Instant::now();
            loop {
                let outcome = async {
                    follower.catch_up().await?;
                    if saved.elapsed() >= INDEX_SAVED_EVERY {
                        follower.save().await?;
                        saved = Instant::now();
                    }
                    ports::PortResult::Ok(())
                };
                match outcome.await {
                    Ok(()) => sleep(INDEX_PAUSE).await,
                    Err(error) => {
                        warn!(error = error.chain(), "the vector index could not follow the database");
                        sleep(AFTER_FAILURE).await;
                    }
                }
            }
        })
    }
}

/// Keeps the search index up to date, and holds it against the database now and then.
pub(super) fn search(follower: Arc<SearchFollower>) -> impl Fn() -> Service {
    move || {
        let follower = follower.clone();
        Box::pin(async move {
            let mut checked = Instant::now();
            loop {
                let outcome = async {
                    follower.catch_up().await?;
                    if checked.elapsed() >= SEARCH_CHECKED_EVERY {
                        follower.check().await?;
                        checked = Instant::now();
                    }
                    ports::PortResult::Ok(())
                };
                match outcome.await {
                    Ok(()) => sleep(SEARCH_PAUSE).await,
                    Err(error) => {
                        warn!(error = error.chain(), "the search index could not follow the database");
                        sleep(AFTER_FAILURE).await;
                    }
                }
            }
        })
    }
}

/// Polls for messages of which no hint has arrived, for all open sockets of the process at once. It runs whatever carries
/// the hints: two processes on one database file know nothing of each other otherwise.
pub(super) fn hints(chat: Arc<ChatService>) -> impl Fn() -> Service {
    poll("could not poll for new messages", HINTS_PAUSE, move || {
        let chat = chat.clone();
        async move {
            chat.poll_local_sessions().await?;
            Ok(false)
        }
    })
}

/// Answers what the assistant was asked before the last stop, and whatever it failed to answer since.
pub(super) fn answers(chat: Arc<ChatService>) -> impl Fn() -> Service {
    move || {
        let chat = chat.clone();
        Box::pin(async move {
            let mut overdue = TimeDelta::zero();
            loop {
                match chat.awaiting_answer(overdue, ANSWERS_AT_ONCE).await {
                    Ok(sessions) => {
                        for session in sessions {
                            if let Err(error) = chat.answer(session).await {
                                warn!(session.id = %session, %error, "could not answer in a conversation");
                            }
                        }
                    }
                    Err(error) => warn!(%error, "could not look for unanswered conversations"),
                }
                overdue = ANSWER_OVERDUE;
                sleep(ANSWERS_PAUSE).await;
            }
        })
    }
}

/// Sorts measurements into their buckets, so that they take no more room however seldom `/metrics` is read, and counts the
/// backlog.
pub(super) fn metrics(jobs: Arc<JobsService>, metrics: PrometheusHandle) -> impl Fn() -> Service {
    move || {
        let (jobs, metrics) = (jobs.clone(), metrics.clone());
        Box::pin(async move {
            loop {
                metrics.run_upkeep();
                match jobs.count_backlog().await {
                    Ok(count) => gauge!("jobwright_backlog").set(f64::from(count)),
                    Err(error) => warn!(error = error.chain(), "could not count the backlog"),
                }
                sleep(METRICS_PAUSE).await;
            }
        })
    }
}

/// Closes postings whose own end has passed.
pub(super) fn expiry(ingestion: Arc<IngestionService>) -> impl Fn() -> Service {
    poll("could not close expired jobs", EXPIRY_PAUSE, move || {
        let ingestion = ingestion.clone();
        async move {
            let closed = ingestion.close_expired().await?;
            counter!("jobwright_jobs_expired_total").increment(closed.into());
            Ok(closed > 0)
        }
    })
}

/// Compares jobs that no run has compared: those of before an upgrade, and those of a run that was killed.
pub(super) fn grouping(ingestion: Arc<IngestionService>) -> impl Fn() -> Service {
    poll("could not group jobs that are the same", EXPIRY_PAUSE, move || {
        let ingestion = ingestion.clone();
        async move { Ok(ingestion.group().await? > 0) }
    })
}

/// Deletes tasks that are long finished and events that are long dispatched, and reports events of unknown kinds.
pub(super) fn pruning(tasks: Arc<TaskService>, outbox: Arc<OutboxRelay>, kept: TimeDelta) -> impl Fn() -> Service {
    poll("could not delete old tasks and events", PRUNING_PAUSE, move || {
        let (tasks, outbox) = (tasks.clone(), outbox.clone());
        async move {
            let pruned = tasks.prune(kept).await? + outbox.prune(kept).await?;
            if pruned == 0 {
                outbox.report_unknown().await?;
            }
            Ok(pruned > 0)
        }
    })
}

/// Deletes expired rate-limit counters, idempotency keys and sign-ins.
pub(super) fn expired_rows(
    rate_counters: Arc<RateCounters>,
    idempotency: Arc<Idempotency>,
    sessions: Arc<SessionService>,
) -> impl Fn() -> Service {
    poll("could not delete expired counters, keys and sign-ins", EXPIRED_ROWS_PAUSE, move || {
        let (rate_counters, idempotency, sessions) = (rate_counters.clone(), idempotency.clone(), sessions.clone());
        async move {
            rate_counters.delete_expired().await?;
            idempotency.delete_expired().await?;
            sessions.delete_expired().await?;
            Ok(false)
        }
    })
}

/// Verifies the chain of the audit log: once at the start, then once a day (PI-04).
pub(super) fn audit(audit: Arc<AuditService>) -> impl Fn() -> Service {
    poll("could not verify the audit log", AUDIT_PAUSE, move || {
        let audit = audit.clone();
        async move {
            let reading = audit.verify_audit_log().await?;
            if let AuditVerification::Broken { at } = reading {
                error!(entry = at, "the audit log was changed from outside: entry {at} is not as it was written");
            }
            gauge!("jobwright_audit_log_whole").set(f64::from(matches!(reading, AuditVerification::Intact { .. })));
            Ok(false)
        }
    })
}

/// Deletes for good the versions of resumes that have been in the bin long enough.
pub(super) fn bin(resumes: Arc<ResumeService>) -> impl Fn() -> Service {
    poll("could not empty the bin of resumes", BIN_PAUSE, move || {
        let resumes = resumes.clone();
        async move { Ok(resumes.purge_bin().await?) }
    })
}

/// Deletes objects that nothing refers to.
pub(super) fn objects(reaper: Arc<ObjectReaper>) -> impl Fn() -> Service {
    poll("could not delete objects that nothing refers to", OBJECTS_PAUSE, move || {
        let reaper = reaper.clone();
        async move {
            let deleted = reaper.reap().await?;
            counter!("jobwright_objects_deleted_total").increment(deleted as u64);
            Ok(deleted > 0)
        }
    })
}
