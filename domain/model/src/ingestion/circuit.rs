//! A circuit breaker for a host: refuses requests while the host limits our rate or keeps failing.

use chrono::{DateTime, TimeDelta, Utc};

/// Failures within [`FAILURE_WINDOW`] that open the circuit.
const FAILURE_THRESHOLD: usize = 3;
const FAILURE_WINDOW: TimeDelta = TimeDelta::minutes(10);
/// How long the circuit stays open; then one request probes the host.
const OPEN_FOR: TimeDelta = TimeDelta::minutes(30);

/// What is remembered of a host.
#[derive(Debug, Default)]
pub struct Circuit {
    failures: Vec<DateTime<Utc>>,
    /// Set while the circuit is open. A probe moves it on, so that there is one probe at a time.
    open_until: Option<DateTime<Utc>>,
    /// The host asked us to come back at this time.
    retry_at: Option<DateTime<Utc>>,
}

/// Why a host may not be asked now.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has failed too often lately.
    Open,
    /// It asked us to wait so much longer.
    RetryIn(TimeDelta),
}

impl Circuit {
    /// Whether a request may be sent now.
    pub fn admit(&mut self, now: DateTime<Utc>) -> Result<(), Refusal> {
        if let Some(wait) = self.retry_at.map(|at| at - now).filter(|wait| *wait > TimeDelta::zero()) {
            return Err(Refusal::RetryIn(wait));
        }
        match self.open_until {
            Some(until) if now < until => Err(Refusal::Open),
            Some(_) => {
                self.open_until = Some(now + OPEN_FOR);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// The host answered, be it with a refusal. What it asked of another request still holds.
    pub fn succeeded(&mut self) {
        *self = Self { retry_at: self.retry_at, ..Self::default() };
    }

    /// The host did not answer, or with a failure of its own. Returns whether this opened the circuit.
    pub fn failed(&mut self, now: DateTime<Utc>) -> bool {
        self.failures.retain(|at| now - *at < FAILURE_WINDOW);
        self.failures.push(now);
        if self.open_until.is_some() || self.failures.len() < FAILURE_THRESHOLD {
            return false;
        }
        self.open_until = Some(now + OPEN_FOR);
        true
    }

    /// The host asked us to wait.
    pub fn hold(&mut self, until: DateTime<Utc>) {
        self.retry_at = self.retry_at.max(Some(until));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn a_failing_host_is_left_alone_for_half_an_hour_and_then_probed_once() {
        let mut circuit = Circuit::default();
        assert_eq!([0, 4, 9].map(|minute| circuit.failed(at(minute))), [false, false, true]);
        assert_eq!(circuit.admit(at(38)), Err(Refusal::Open));
        assert_eq!(circuit.admit(at(39)), Ok(()));
        assert_eq!(circuit.admit(at(39)), Err(Refusal::Open), "one probe");
        circuit.failed(at(40));
        assert_eq!(circuit.admit(at(60)), Err(Refusal::Open));
        assert_eq!(circuit.admit(at(69)), Ok(()));
        circuit.succeeded();
        assert_eq!(circuit.admit(at(69)), Ok(()));
    }

    #[test]
    fn failures_far_apart_or_with_answers_between_open_nothing() {
        let mut circuit = Circuit::default();
        assert_eq!([0, 6, 12, 18].map(|minute| circuit.failed(at(minute))), [false; 4]);
        circuit.succeeded();
        assert_eq!([19, 20].map(|minute| circuit.failed(at(minute))), [false; 2]);
    }

    #[test]
    fn a_host_that_asks_for_time_gets_the_longest_it_asked_for() {
        let mut circuit = Circuit::default();
        circuit.hold(at(5));
        circuit.hold(at(2));
        circuit.succeeded();
        assert_eq!(circuit.admit(at(1)), Err(Refusal::RetryIn(TimeDelta::minutes(4))));
        assert_eq!(circuit.admit(at(5)), Ok(()));
    }
}
