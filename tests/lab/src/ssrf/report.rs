//! The outcomes of the probes.

use bytes::Bytes;
use ports::PortError;

use crate::hosts::PAGE;

/// The error for every forbidden address, whatever listens there (SS-08).
const REFUSAL: &str = "invalid: this address may not be fetched";
/// The error for a redirect to an invalid URL.
const NOWHERE: &str = "invalid: the address redirects nowhere";

/// The expected outcome of a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Refusal,
    /// The URL is invalid.
    NoAddress,
    Page,
}

/// The outcome of a probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Refusal,
    Nowhere,
    Page,
    Other(String),
}

impl Outcome {
    pub(crate) fn with(outcome: &Result<Bytes, PortError>) -> Self {
        match outcome {
            Ok(body) if body == PAGE => Self::Page,
            Ok(_) => Self::Other("another page".to_owned()),
            Err(error) => match error.to_string() {
                error if error == REFUSAL => Self::Refusal,
                error if error == NOWHERE => Self::Nowhere,
                error => Self::Other(error),
            },
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct ProbeReport {
    pub(crate) probes: usize,
    pub(crate) refused: usize,
    pub(crate) pages: usize,
    /// The probes with an unexpected outcome, and failed checks.
    pub(crate) violations: Vec<String>,
}

impl ProbeReport {
    pub(crate) fn count(&mut self, probe: &str, expected: Expected, outcome: &Outcome) {
        self.probes += 1;
        self.refused += usize::from(matches!(outcome, Outcome::Refusal | Outcome::Nowhere));
        self.pages += usize::from(*outcome == Outcome::Page);
        let is_right = match expected {
            Expected::Refusal => *outcome == Outcome::Refusal,
            Expected::NoAddress => matches!(outcome, Outcome::Refusal | Outcome::Nowhere),
            Expected::Page => *outcome == Outcome::Page,
        };
        if !is_right {
            self.violations.push(format!("{probe}: {expected:?} expected, got {outcome:?}"));
        }
    }

    /// Checks a fact besides the outcomes of probes.
    pub(crate) fn check(&mut self, fact: &str, holds: bool) {
        if !holds {
            self.violations.push(format!("violated: {fact}"));
        }
    }
}
