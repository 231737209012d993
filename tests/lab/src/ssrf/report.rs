//! The outcome of the probes.

use bytes::Bytes;
use ports::PortError;

use crate::hosts::PAGE;

/// What every address that may not be reached is answered with, whatever is behind it (SS-08).
const REFUSAL: &str = "invalid: this address may not be fetched";
/// What is said of a redirect to something that is no address.
const NOWHERE: &str = "invalid: the address redirects nowhere";

/// What a probe has to end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expected {
    Refusal,
    /// It cannot even be read.
    NoAddress,
    Page,
}

/// What a probe ended with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ended {
    Refusal,
    Nowhere,
    Page,
    Other(String),
}

impl Ended {
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
pub(crate) struct Tally {
    pub(crate) probes: usize,
    pub(crate) refused: usize,
    pub(crate) pages: usize,
    /// The probes that ended otherwise than they have to.
    pub(crate) wrong: Vec<String>,
}

impl Tally {
    pub(crate) fn count(&mut self, probe: &str, expected: Expected, ended: &Ended) {
        self.probes += 1;
        self.refused += usize::from(matches!(ended, Ended::Refusal | Ended::Nowhere));
        self.pages += usize::from(*ended == Ended::Page);
        let is_right = match expected {
            Expected::Refusal => *ended == Ended::Refusal,
            Expected::NoAddress => matches!(ended, Ended::Refusal | Ended::Nowhere),
            Expected::Page => *ended == Ended::Page,
        };
        if !is_right {
            self.wrong.push(format!("{probe}: {expected:?} expected, got {ended:?}"));
        }
    }

    /// Notes a fact that has to hold besides how the probes end.
    pub(crate) fn hold(&mut self, fact: &str, holds: bool) {
        if !holds {
            self.wrong.push(format!("it is not so that {fact}"));
        }
    }
}
