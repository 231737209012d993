//! A model that has stopped answering is left alone for a while, so that nobody waits for it a minute at a time.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use ports::{Clock, CompletionModel, CompletionRequest, PortError, PortErrorKind, PortResult};
use tracing::{info, warn};

/// Failures in a row after which the model is left alone.
const FAILURES: u32 = 5;
/// For how long; then one caller tries.
const PAUSE: TimeDelta = TimeDelta::seconds(30);

/// Decorates a model.
pub(crate) struct CircuitBreaker<M> {
    model: M,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    failures: u32,
    paused_until: Option<DateTime<Utc>>,
}

impl<M: CompletionModel> CircuitBreaker<M> {
    pub(crate) fn new(model: M, clock: Arc<dyn Clock>) -> Self {
        Self { model, clock, state: Mutex::default() }
    }

    /// May this call go through? Of all that ask when the pause has ended, one may.
    fn admits(&self) -> bool {
        let now = self.clock.now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.paused_until {
            Some(until) if now < until => false,
            Some(_) => {
                state.paused_until = Some(now + PAUSE);
                true
            }
            None => true,
        }
    }

    fn note(&self, succeeded: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if succeeded {
            if state.paused_until.take().is_some() {
                info!(model = self.model.name(), "the model answers again");
            }
            state.failures = 0;
            return;
        }
        state.failures += 1;
        if state.failures >= FAILURES && state.paused_until.is_none() {
            state.paused_until = Some(self.clock.now() + PAUSE);
            warn!(model = self.model.name(), "the model has stopped answering; leaving it alone for a while");
        }
    }
}

#[async_trait]
impl<M: CompletionModel> CompletionModel for CircuitBreaker<M> {
    fn name(&self) -> &str {
        self.model.name()
    }

    async fn ping(&self) -> PortResult<()> {
        self.model.ping().await
    }

    async fn complete(&self, request: &CompletionRequest) -> PortResult<String> {
        if !self.admits() {
            return Err(PortError::new(PortErrorKind::Unavailable));
        }
        let outcome = self.model.complete(request).await;
        // A refusal is an answer: it says nothing about the next request.
        let is_failure = outcome.as_ref().is_err_and(PortError::is_transient);
        self.note(!is_failure);
        outcome
    }
}

#[cfg(test)]
mod tests {
    use ports::{MockCompletionModel, SetClock};

    use super::*;

    fn request() -> CompletionRequest {
        CompletionRequest { instructions: String::new(), input: String::new(), schema: None, max_tokens: 1 }
    }

    #[tokio::test]
    async fn lm_05_a_dead_model_is_left_alone_and_tried_again_later() {
        let clock = Arc::new(SetClock::at(DateTime::UNIX_EPOCH));
        let mut model = MockCompletionModel::new();
        model.expect_name().return_const("m".to_owned());
        model.expect_complete().times(6).returning(|_| Err(PortError::new(PortErrorKind::Timeout)));
        let breaker = CircuitBreaker::new(model, clock.clone());
        for _ in 0..20 {
            assert!(breaker.complete(&request()).await.is_err());
        }
        clock.advance(PAUSE);
        for _ in 0..20 {
            assert!(breaker.complete(&request()).await.is_err());
        }
    }
}
