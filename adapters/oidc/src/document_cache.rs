//! A cache of the documents that issuers publish: discovery documents and key sets. Concurrent sign-ins share one
//! request. Failures are cached too, so that requests do not wait for an issuer that has just not responded.

use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use ports::{Clock, PortError, PortErrorKind, PortResult};

/// How long a failure is cached.
pub(crate) const FAILURE_TTL: TimeDelta = TimeDelta::seconds(10);

/// A published document, cached.
pub(crate) struct DocumentCache<T> {
    state: Arc<Mutex<State<T>>>,
    clock: Arc<dyn Clock>,
}

/// A document, and when it was fetched.
pub(crate) struct Fetched<T> {
    pub(crate) document: Arc<T>,
    pub(crate) at: DateTime<Utc>,
}

struct State<T> {
    newest: Option<Fetched<T>>,
    failed: Option<(Failure, DateTime<Utc>)>,
    /// The request in progress, shared by all callers.
    flight: Option<Flight<T>>,
}

type Flight<T> = Shared<BoxFuture<'static, Result<Fetched<T>, Failure>>>;

/// A cloneable error, for all callers.
#[derive(Debug, Clone)]
struct Failure {
    kind: PortErrorKind,
    causes: String,
}

impl<T: Send + Sync + 'static> DocumentCache<T> {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { state: Arc::new(Mutex::new(State { newest: None, failed: None, flight: None })), clock }
    }

    /// The last document, however old.
    pub(crate) fn newest(&self) -> Option<Fetched<T>> {
        locked(&self.state).newest.clone()
    }

    /// Whether a request is in progress.
    pub(crate) fn is_being_fetched(&self) -> bool {
        locked(&self.state).flight.as_ref().is_some_and(|flight| flight.peek().is_none())
    }

    /// The last document, if it `is_acceptable`; otherwise a newly fetched one. Waits for one request at most. The request
    /// continues when the caller is cancelled.
    pub(crate) async fn get<F>(
        &self,
        is_acceptable: impl Fn(&Fetched<T>) -> bool,
        fetch: impl FnOnce() -> F,
    ) -> PortResult<Fetched<T>>
    where
        F: Future<Output = PortResult<T>> + Send + 'static,
    {
        let flight = {
            let mut state = locked(&self.state);
            if let Some(newest) = state.newest.as_ref().filter(|newest| is_acceptable(newest)) {
                return Ok(newest.clone());
            }
            match (&state.flight, &state.failed) {
                (Some(flight), _) if flight.peek().is_none() => flight.clone(),
                (_, Some((failure, at))) if self.clock.now() - *at < FAILURE_TTL => return Err(failure.to_error()),
                _ => state.flight.insert(self.start(fetch())).clone(),
            }
        };
        flight.await.map_err(|failure| failure.to_error())
    }

    fn start(&self, fetch: impl Future<Output = PortResult<T>> + Send + 'static) -> Flight<T> {
        let (state, clock) = (Arc::clone(&self.state), Arc::clone(&self.clock));
        let task = tokio::spawn(async move {
            let outcome = fetch.await;
            let at = clock.now();
            let mut state = locked(&state);
            state.flight = None;
            match outcome {
                Ok(document) => {
                    let fetched = Fetched { document: Arc::new(document), at };
                    (state.newest, state.failed) = (Some(fetched.clone()), None);
                    Ok(fetched)
                }
                Err(error) => {
                    let failure = Failure::of(&error);
                    state.failed = Some((failure.clone(), at));
                    Err(failure)
                }
            }
        });
        let outcome = task.map(|ended| ended.unwrap_or_else(|error| Err(Failure::of(&PortError::internal(error)))));
        outcome.boxed().shared()
    }
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        Self { document: Arc::clone(&self.document), at: self.at }
    }
}

impl Failure {
    fn of(error: &PortError) -> Self {
        let (mut causes, mut cause) = (Vec::new(), error.source());
        while let Some(error) = cause {
            causes.push(error.to_string());
            cause = error.source();
        }
        Self { kind: error.kind.clone(), causes: causes.join(": ") }
    }

    fn to_error(&self) -> PortError {
        self.kind.clone().because(self.causes.clone())
    }
}

/// No code panics while it holds the lock.
fn locked<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
