//! What stands beside the server. Each is a loop that looks for work, does it, and waits for a while.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain_chat::ChatService;
use domain_identity::{AuditReading, IdentityService};
use domain_ingestion::IngestionService;
use domain_operations::{Allowances, Idempotency, ObjectReaper, Outbox, TaskService};
use domain_workflow::{EnrichJobs, IndexFollower};
use metrics::{counter, gauge};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};
use tracing::{error, warn};

use crate::presence::Presence;

/// Between two looks for work.
const OUTBOX_PAUSE: Duration = Duration::from_secs(1);
const INDEX_PAUSE: Duration = Duration::from_secs(1);
const INDEX_SAVED_EVERY: Duration = Duration::from_mins(1);
/// A message of which no hint arrives is shown so much later at most (WS-18).
const HINTS_PAUSE: Duration = Duration::from_secs(2);
/// With the two seconds for which a token is remembered, within the five that a ban may take (AU-06).
const PRESENCE_PAUSE: Duration = Duration::from_secs(2);
const ANSWERS_PAUSE: Duration = Duration::from_secs(15);
const METRICS_PAUSE: Duration = Duration::from_secs(5);
const PRUNING_PAUSE: Duration = Duration::from_mins(10);
const AUDIT_PAUSE: Duration = Duration::from_hours(24);
const SWEEPING_PAUSE: Duration = Duration::from_mins(5);
const EXPIRY_PAUSE: Duration = Duration::from_mins(10);
const OBJECTS_PAUSE: Duration = Duration::from_secs(15);
/// After something failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// An answer that is owed for so long is no longer under way.
const ANSWER_OVERDUE: TimeDelta = TimeDelta::seconds(90);
const ANSWERS_AT_ONCE: u32 = 200;

type Standing = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

/// Takes step after step: the next one at once when there was something to do, after a pause when there was nothing, and
/// later when it failed, which is said in these words.
fn steps<F>(
    failed: &'static str,
    pause: Duration,
    step: impl Fn() -> F + Clone + Send + 'static,
) -> impl Fn() -> Standing
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

/// Tells what has happened to those who react to it, and wakes them.
pub(super) fn outbox(outbox: Arc<Outbox>, wake: Arc<Notify>) -> impl Fn() -> Standing {
    steps("could not tell what has happened", OUTBOX_PAUSE, move || {
        let (outbox, wake) = (outbox.clone(), wake.clone());
        async move {
            let told = outbox.tell().await?;
            if told > 0 {
                wake.notify_waiters();
            }
            Ok(told > 0)
        }
    })
}

/// Sends away whose sign-in is over.
pub(super) fn presence(identity: Arc<IdentityService>, presence: Arc<Presence>) -> impl Fn() -> Standing {
    steps("could not look who may stay", PRESENCE_PAUSE, move || {
        let (identity, presence) = (identity.clone(), presence.clone());
        async move {
            presence.look(&identity).await?;
            Ok(false)
        }
    })
}

/// Keeps the vector index up to date, and saves it now and then.
pub(super) fn index(follower: Arc<IndexFollower>) -> impl Fn() -> Standing {
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

/// Tells open sockets what no hint has told them. One look serves every socket of the process, and it is made whatever
/// carries the hints: two processes on one database file know nothing of each other otherwise.
pub(super) fn hints(chat: Arc<ChatService>) -> impl Fn() -> Standing {
    steps("could not look for messages nobody told of", HINTS_PAUSE, move || {
        let chat = chat.clone();
        async move {
            chat.look_again().await?;
            Ok(false)
        }
    })
}

/// Answers what the assistant was asked before the last stop, and whatever it failed to answer since.
pub(super) fn answers(chat: Arc<ChatService>) -> impl Fn() -> Standing {
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

/// Sorts what was measured into its classes, so that it takes no more room however seldom somebody asks for it, and counts
/// what waits.
pub(super) fn metrics(enrich: Arc<EnrichJobs>, metrics: PrometheusHandle) -> impl Fn() -> Standing {
    move || {
        let (enrich, metrics) = (enrich.clone(), metrics.clone());
        Box::pin(async move {
            loop {
                metrics.run_upkeep();
                match enrich.count().await {
                    Ok(count) => gauge!("jobwright_backlog").set(f64::from(count)),
                    Err(error) => warn!(error = error.chain(), "could not count the backlog"),
                }
                sleep(METRICS_PAUSE).await;
            }
        })
    }
}

/// Closes jobs that end by their own word.
pub(super) fn expiry(ingestion: Arc<IngestionService>) -> impl Fn() -> Standing {
    steps("could not close expired jobs", EXPIRY_PAUSE, move || {
        let ingestion = ingestion.clone();
        async move {
            let closed = ingestion.close_expired().await?;
            counter!("jobwright_jobs_expired_total").increment(closed.into());
            Ok(closed > 0)
        }
    })
}

/// Forgets tasks that are long done, and events that are long told.
pub(super) fn pruning(tasks: Arc<TaskService>, outbox: Arc<Outbox>, kept: TimeDelta) -> impl Fn() -> Standing {
    steps("could not forget what is long done", PRUNING_PAUSE, move || {
        let (tasks, outbox) = (tasks.clone(), outbox.clone());
        async move { Ok(tasks.prune(kept).await? + outbox.prune(kept).await? > 0) }
    })
}

/// Forgets what was counted and has begun anew, answers that were kept long enough, and sign-ins of long ago.
pub(super) fn sweeping(
    allowances: Arc<Allowances>,
    idempotency: Arc<Idempotency>,
    identity: Arc<IdentityService>,
) -> impl Fn() -> Standing {
    steps("could not forget old counts, answers and sign-ins", SWEEPING_PAUSE, move || {
        let (allowances, idempotency, identity) = (allowances.clone(), idempotency.clone(), identity.clone());
        async move {
            allowances.sweep().await?;
            idempotency.sweep().await?;
            identity.sweep_sessions().await?;
            Ok(false)
        }
    })
}

/// Reads the audit log through: once at the start, then once a day (PI-04).
pub(super) fn audit(identity: Arc<IdentityService>) -> impl Fn() -> Standing {
    steps("could not read the audit log through", AUDIT_PAUSE, move || {
        let identity = identity.clone();
        async move {
            let reading = identity.verify_audit_log().await?;
            if let AuditReading::Broken { at } = reading {
                error!(entry = at, "the audit log was changed from outside: entry {at} is not as it was written");
            }
            gauge!("jobwright_audit_log_whole").set(f64::from(matches!(reading, AuditReading::Whole { .. })));
            Ok(false)
        }
    })
}

/// Deletes objects that nothing refers to.
pub(super) fn objects(reaper: Arc<ObjectReaper>) -> impl Fn() -> Standing {
    steps("could not delete objects that nothing refers to", OBJECTS_PAUSE, move || {
        let reaper = reaper.clone();
        async move {
            let deleted = reaper.reap().await?;
            counter!("jobwright_objects_deleted_total").increment(deleted as u64);
            Ok(deleted > 0)
        }
    })
}
