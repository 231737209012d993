//! What goes on beside the requests: enriching and embedding, following the index, answering what was left open, closing
//! what has expired, deleting what nothing refers to, and the nightly run.
//!
//! Every task takes its work from the database and can be killed at any point. A task that panics is started again.

mod schedule;
mod tasks;

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use metrics::counter;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::error;

use crate::container::Container;

/// Before a panicked task is started again.
const BREATHER: Duration = Duration::from_secs(1);

/// The tasks beside the server, and the way to stop them.
#[derive(Clone, Default)]
pub(crate) struct Background {
    tasks: TaskTracker,
    stop: CancellationToken,
    /// Wakes the backlog's worker: there is something to do.
    wake: Arc<Notify>,
}

impl Background {
    /// Starts every standing task.
    pub(crate) fn start(&self, container: &Container, metrics: PrometheusHandle) {
        let c = container;
        self.supervise("backlog", tasks::backlog(c.backlog.clone(), self.wake.clone()));
        self.supervise("index", tasks::index(c.follower.clone()));
        self.supervise("hints", tasks::hints(c.chat.clone()));
        self.supervise("answers", tasks::answers(c.chat.clone()));
        self.supervise("metrics", tasks::metrics(c.backlog.clone(), metrics));
        self.supervise("expiry", tasks::expiry(c.ingestion.clone()));
        self.supervise("objects", tasks::objects(c.reaper.clone()));
    }

    /// Does something once, beside the request that asked for it. It is waited for at the end.
    pub(crate) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(work);
    }

    /// Tells the backlog's worker that there is something to do.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
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

    /// Runs a task until the program stops; after a panic it is made and run again (MN-14).
    fn supervise<F>(&self, name: &'static str, make: impl Fn() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            loop {
                let run = std::panic::AssertUnwindSafe(make()).catch_unwind();
                tokio::select! {
                    () = stop.cancelled() => return,
                    outcome = run => if let Ok(()) = outcome { return } else {
                        counter!("jobwright_task_panics_total", "task" => name).increment(1);
                        error!(task = name, "a background task panicked; starting it again");
                    },
                }
                tokio::time::sleep(BREATHER).await;
            }
        });
    }
}

pub(crate) use schedule::Schedule;
