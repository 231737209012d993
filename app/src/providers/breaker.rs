//! A circuit breaker for a completion model: while the model does not answer, requests fail at once instead of waiting
//! for its timeout.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use ports::{Clock, CompletionModel, CompletionRequest, PortError, PortErrorKind, PortResult};
use tracing::{info, warn};

/// Consecutive failures that open the circuit.
const FAILURE_THRESHOLD: u32 = 5;
/// How long the circuit stays open; then one request tries the model.
const OPEN_FOR: TimeDelta = TimeDelta::seconds(30);

/// A model with a circuit breaker in front of it.
pub(crate) struct CircuitBreaker<M> {
    model: M,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    failures: u32,
    open_until: Option<DateTime<Utc>>,
}

impl<M: CompletionModel> CircuitBreaker<M> {
    pub(crate) fn new(model: M, clock: Arc<dyn Clock>) -> Self {
        Self { model, clock, state: Mutex::default() }
    }

    /// Whether this request may reach the model. After the pause one request may.
    fn allows_request(&self) -> bool {
        let now = self.clock.now();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.open_until {
            Some(until) if now < until => false,
            Some(_) => {
                state.open_until = Some(now + OPEN_FOR);
                true
            }
            None => true,
        }
    }

    fn record(&self, succeeded: bool) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if succeeded {
            if state.open_until.take().is_some() {
                info!(model = self.model.name(), "the model answers again");
            }
            state.failures = 0;
            return;
        }
        state.failures += 1;
        if state.failures >= FAILURE_THRESHOLD && state.open_until.is_none() {
            state.open_until = Some(self.clock.now() + OPEN_FOR);
            warn!(
                model = self.model.name(),
                "the model has stopped answering; requests to it fail at once for a while"
            );
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
        if !self.allows_request() {
            return Err(PortError::new(PortErrorKind::Unavailable));
        }
        let outcome = self.model.complete(request).await;
        // A refusal is a response and does not count as a failure.
        let is_failure = outcome.as_ref().is_err_and(PortError::is_transient);
        self.record(!is_failure);
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
        clock.advance(OPEN_FOR);
        for _ in 0..20 {
            assert!(breaker.complete(&request()).await.is_err());
        }
    }
}
