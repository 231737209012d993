//! What stands beside the server. Each is a loop that looks for work, does it, and waits for a while.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain_chat::ChatService;
use domain_ingestion::IngestionService;
use domain_workflow::{EnrichJobs, IndexFollower, ObjectReaper, Outbox, TaskService};
use metrics::{counter, gauge};
use metrics_exporter_prometheus::PrometheusHandle;
use ports::PortError;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep};
use tracing::warn;

/// Between two looks for work.
const OUTBOX_PAUSE: Duration = Duration::from_secs(1);
const INDEX_PAUSE: Duration = Duration::from_secs(1);
const INDEX_SAVED_EVERY: Duration = Duration::from_mins(1);
/// A message of which no hint arrives is shown so much later at most (WS-18).
const HINTS_PAUSE: Duration = Duration::from_secs(2);
const ANSWERS_PAUSE: Duration = Duration::from_secs(15);
const METRICS_PAUSE: Duration = Duration::from_secs(5);
const PRUNING_PAUSE: Duration = Duration::from_mins(10);
const EXPIRY_PAUSE: Duration = Duration::from_mins(10);
const OBJECTS_PAUSE: Duration = Duration::from_secs(15);
/// After something failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// An answer that is owed for so long is no longer under way.
const ANSWER_OVERDUE: TimeDelta = TimeDelta::seconds(90);
const ANSWERS_AT_ONCE: u32 = 200;

type Standing = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

/// Tells what has happened to those who react to it, and wakes them.
pub(super) fn outbox(outbox: Arc<Outbox>, wake: Arc<Notify>) -> impl Fn() -> Standing {
    move || {
        let (outbox, wake) = (outbox.clone(), wake.clone());
        Box::pin(async move {
            loop {
                match outbox.tell().await {
                    Ok(0) => sleep(OUTBOX_PAUSE).await,
                    Ok(_) => wake.notify_waiters(),
                    Err(error) => {
                        warn!(error = error.chain(), "could not tell what has happened");
                        sleep(AFTER_FAILURE).await;
                    }
                }
            }
        })
    }
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
    move || {
        let chat = chat.clone();
        Box::pin(async move {
            loop {
                sleep(HINTS_PAUSE).await;
                if let Err(error) = chat.look_again().await {
                    warn!(%error, "could not look for messages nobody told of");
                    sleep(AFTER_FAILURE).await;
                }
            }
        })
    }
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
    move || {
        let ingestion = ingestion.clone();
        Box::pin(async move {
            loop {
                match ingestion.close_expired().await {
                    Ok(0) => sleep(EXPIRY_PAUSE).await,
                    Ok(closed) => counter!("jobwright_jobs_expired_total").increment(closed.into()),
                    Err(error) => {
                        warn!(%error, "could not close expired jobs");
                        sleep(AFTER_FAILURE).await;
                    }
                }
            }
        })
    }
}

/// Forgets tasks that are long done, and events that are long told.
pub(super) fn pruning(tasks: Arc<TaskService>, outbox: Arc<Outbox>, kept: TimeDelta) -> impl Fn() -> Standing {
    move || {
        let (tasks, outbox) = (tasks.clone(), outbox.clone());
        Box::pin(async move {
            loop {
                match async { Ok::<_, PortError>(tasks.prune(kept).await? + outbox.prune(kept).await?) }.await {
                    Ok(0) => sleep(PRUNING_PAUSE).await,
                    Ok(_) => {}
                    Err(error) => {
                        warn!(error = error.chain(), "could not forget what is long done");
                        sleep(AFTER_FAILURE).await;
                    }
                }
            }
        })
    }
}

/// Deletes objects that nothing refers to.
pub(super) fn objects(reaper: Arc<ObjectReaper>) -> impl Fn() -> Standing {
    move || {
        let reaper = reaper.clone();
        Box::pin(async move {
            loop {
                match reaper.reap().await {
                    Ok(0) => sleep(OBJECTS_PAUSE).await,
                    Ok(deleted) => counter!("jobwright_objects_deleted_total").increment(deleted as u64),
                    Err(error) => {
                        warn!(error = error.chain(), "could not delete objects that nothing refers to");
                        sleep(AFTER_FAILURE).await;
                    }
                }
            }
        })
    }
}
