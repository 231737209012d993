//! What goes on beside the requests: the workers of the queue, following the index, answering what was left open, closing
//! what has expired, deleting what nothing refers to, forgetting what is long done, and the schedule.
//!
//! All of it takes its work from the database and can be killed at any point. What panics is started again.

mod schedule;
mod standing;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain_model::operations::task::{Task, TaskClass};
use domain_operations::Ended;
use futures_util::FutureExt;
use metrics::counter;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, warn};

use crate::container::Container;
use crate::presence::Presence;

/// Before a panicked task is started again.
const BREATHER: Duration = Duration::from_secs(1);

/// Between two looks for tasks when nothing gives a sign: another process may have left some.
const TASKS_PAUSE: Duration = Duration::from_secs(1);

/// What stands beside the server, and the way to stop it.
#[derive(Clone, Default)]
pub(crate) struct Background {
    tasks: TaskTracker,
    stop: CancellationToken,
    /// Wakes the workers: there is something to do.
    wake: Arc<Notify>,
}

impl Background {
    /// Starts everything that stands beside the server.
    pub(crate) fn start(&self, container: &Container, metrics: PrometheusHandle, keep_tasks: TimeDelta) {
        let c = container;
        for class in TaskClass::ALL {
            self.work(*class, c.clone());
        }
        self.supervise("outbox", standing::outbox(c.outbox.clone(), self.wake.clone()));
        self.supervise("index", standing::index(c.follower.clone()));
        self.supervise("hints", standing::hints(c.chat.clone()));
        self.supervise("answers", standing::answers(c.chat.clone()));
        self.supervise("metrics", standing::metrics(c.enrich.clone(), metrics));
        self.supervise("expiry", standing::expiry(c.ingestion.clone()));
        self.supervise("objects", standing::objects(c.reaper.clone()));
        self.supervise("pruning", standing::pruning(c.tasks.clone(), c.outbox.clone(), keep_tasks));
        let sweeping = standing::sweeping(c.allowances.clone(), c.idempotency.clone(), c.identity.clone());
        self.supervise("sweeping", sweeping);
        self.supervise("audit", standing::audit(c.identity.clone()));
    }

    /// Looks every other second whether those who are there by an open socket may stay.
    pub(crate) fn look_after(&self, container: &Container, presence: Arc<Presence>) {
        self.supervise("presence", standing::presence(container.identity.clone(), presence));
    }

    /// Works on the tasks of a class. The worker itself sees to a graceful end.
    fn work(&self, class: TaskClass, container: Container) {
        let (stop, wake) = (self.stop.clone(), self.wake.clone());
        self.keep_running(class.as_str(), move || {
            let (worker, container) = (container.worker(class), container.clone());
            let (stop, wake) = (stop.clone(), wake.clone());
            async move {
                if let Err(error) = container.require_tasks(class).await {
                    warn!(%error, %class, "could not look for what is owed");
                }
                // Woken or not, there may be work.
                let idle = || async { drop(tokio::time::timeout(TASKS_PAUSE, wake.notified()).await) };
                worker.run(idle, stop.cancelled(), &count).await;
            }
        });
    }

    /// Does something once, beside the request that asked for it. It is waited for at the end.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(work);
    }

    /// Tells the workers that there is something to do.
    pub(crate) fn wake(&self) {
        self.wake.notify_waiters();
    }

    /// Ends when the program is to stop.
    pub(crate) fn stopping(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Stops the standing tasks and waits for everything, but not for ever.
    pub(crate) async fn stop(&self, patience: Duration) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(patience, self.tasks.wait()).await.is_err() {
            error!("some work did not end in time; it goes on at the next start");
        }
    }

    /// Runs something until the program stops.
    fn supervise<F>(&self, name: &'static str, make: impl Fn() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let stop = self.stop.clone();
        self.keep_running(name, move || {
            let (stop, run) = (stop.clone(), make());
            async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = run => {}
                }
            }
        });
    }

    /// Runs something until it ends; after a panic it is made and run again (MN-14).
    fn keep_running<F>(&self, name: &'static str, make: impl Fn() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.tasks.spawn(async move {
            while std::panic::AssertUnwindSafe(make()).catch_unwind().await.is_err() {
                counter!("jobwright_task_panics_total", "task" => name).increment(1);
                error!(task = name, "what stands beside the server panicked; starting it again");
                tokio::time::sleep(BREATHER).await;
            }
        });
    }
}

/// Counts how attempts at tasks end.
fn count(task: &Task, ended: Ended) {
    let outcome = match ended {
        Ended::Done => "done",
        Ended::Postponed => "postponed",
        Ended::Dead => "dead",
        Ended::Lost => "lost",
    };
    counter!("jobwright_task_attempts_total", "class" => task.class.as_str(), "outcome" => outcome).increment(1);
}

pub(crate) use schedule::Ticker;
