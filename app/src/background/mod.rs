//! Background services: task workers, the outbox relay, the followers of the vector and the search index, the retry of missing chat answers, the
//! closing of expired postings, the object reaper, retention, and the scheduler.
//!
//! Each service takes its work from the database and can be killed at any point. A service that panics is restarted.

mod schedule;
mod services;

pub(crate) use services::PRESENCE_PAUSE;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain_model::operations::task::Task;
use domain_operations::{AnyTaskHandler, AttemptStatus};
use futures_util::FutureExt;
use metrics::{SharedString, counter};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, warn};

use crate::container::Container;
use crate::presence::Presence;

/// Before a service that panicked is restarted.
const RESTART_DELAY: Duration = Duration::from_secs(1);

/// Between two polls for tasks when nothing wakes the workers: another process may have left some.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// The background services, and how to stop them.
#[derive(Clone, Default)]
pub(crate) struct Background {
    tasks: TaskTracker,
    stop: CancellationToken,
    /// Wakes the workers: there is something to do.
    wake: Arc<Notify>,
}

impl Background {
    /// Starts a worker for each class of tasks, and every other service.
    pub(crate) fn start(&self, container: &Container, metrics: PrometheusHandle, keep_tasks: TimeDelta) {
        let c = container;
        for handler in c.registry.handlers() {
            self.work(handler.clone(), c.clone());
        }
        self.supervise("outbox", services::outbox(c.outbox.clone(), self.wake.clone()));
        self.supervise("index", services::index(c.follower.clone()));
        self.supervise("search", services::search(c.search_follower.clone()));
        self.supervise("hints", services::hints(c.chat.clone()));
        self.supervise("answers", services::answers(c.chat.clone()));
        self.supervise("metrics", services::metrics(c.jobs.clone(), metrics));
        self.supervise("expiry", services::expiry(c.ingestion.clone()));
        self.supervise("grouping", services::grouping(c.ingestion.clone()));
        self.supervise("bin", services::bin(c.resumes.clone()));
        self.supervise("objects", services::objects(c.reaper.clone()));
        self.supervise("pruning", services::pruning(c.tasks.clone(), c.outbox.clone(), keep_tasks));
        let sweeping =
            services::expired_rows(c.rate_counters.clone(), c.idempotency.clone(), c.identity.sessions.clone());
        self.supervise("sweeping", sweeping);
        self.supervise("audit", services::audit(c.identity.audit.clone()));
    }

    /// Checks every other second whether the sign-ins behind open sockets are still valid.
    pub(crate) fn watch_presence(&self, container: &Container, presence: Arc<Presence>) {
        self.supervise("presence", services::presence(container.identity.sessions.clone(), presence));
    }

    /// Works on the tasks of a handler. The worker itself sees to a graceful end.
    fn work(&self, handler: Arc<dyn AnyTaskHandler>, container: Container) {
        let (stop, wake) = (self.stop.clone(), self.wake.clone());
        self.keep_running(handler.class().to_string(), move || {
            let (worker, handler) = (container.worker(handler.clone()), handler.clone());
            let (stop, wake) = (stop.clone(), wake.clone());
            async move {
                if let Err(error) = handler.backfill().await {
                    let class = handler.class();
                    warn!(error = error.chain(), %class, "could not enqueue the tasks of class `{class}` that are owed");
                }
                // Woken or not, there may be work.
                let idle = || async { drop(tokio::time::timeout(POLL_INTERVAL, wake.notified()).await) };
                worker.run(idle, stop.cancelled(), &count).await;
            }
        });
    }

    /// Does something once, beside the request that asked for it. A graceful stop waits for it.
    pub(crate) fn spawn<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        self.tasks.spawn(work)
    }

    /// Wakes the workers: there may be tasks.
    pub(crate) fn wake(&self) {
        self.wake.notify_waiters();
    }

    /// Ends when the program is to stop.
    pub(crate) fn stopping(&self) -> CancellationToken {
        self.stop.clone()
    }

    /// Stops the services and waits for everything, up to a limit.
    pub(crate) async fn stop(&self, grace: Duration) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(grace, self.tasks.wait()).await.is_err() {
            error!("some work did not end in time; it goes on at the next start");
        }
    }

    /// Runs a service until the program stops.
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

    /// Runs a service until it ends; after a panic it is restarted (MN-14).
    fn keep_running<F>(&self, name: impl Into<SharedString>, make: impl Fn() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let name = name.into();
        self.tasks.spawn(async move {
            while std::panic::AssertUnwindSafe(make()).catch_unwind().await.is_err() {
                counter!("jobwright_task_panics_total", "task" => name.clone()).increment(1);
                error!(task = &*name, "background service `{name}` panicked; restarting it");
                tokio::time::sleep(RESTART_DELAY).await;
            }
        });
    }
}

/// Counts how attempts at tasks end.
fn count(task: &Task, status: AttemptStatus) {
    let outcome = match status {
        AttemptStatus::Done => "done",
        AttemptStatus::Requeued => "postponed",
        AttemptStatus::Dead => "dead",
        AttemptStatus::LeaseLost => "lost",
    };
    counter!("jobwright_task_attempts_total", "class" => task.class.to_string(), "outcome" => outcome).increment(1);
}

pub(crate) use schedule::{Scheduler, nightly};
