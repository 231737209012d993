//! Measured figures compared with their targets, one line each.

use std::time::Duration;

/// One line of the result: `goal=<goal>.<figure><aim> got=<value> pass|fail`.
#[derive(Debug)]
pub(crate) struct Figure {
    name: &'static str,
    got: f64,
    aim: Aim,
}

#[derive(Debug)]
enum Aim {
    Exactly(f64),
    AtLeast(f64),
    AtMost(f64),
    Below(f64),
    /// Printed without a target.
    None,
}

impl Figure {
    /// A count that must be zero.
    pub(crate) fn none(name: &'static str, got: usize) -> Self {
        Self { name, got: number(got), aim: Aim::Exactly(0.0) }
    }

    pub(crate) fn exactly(name: &'static str, got: usize, aim: usize) -> Self {
        Self { name, got: number(got), aim: Aim::Exactly(number(aim)) }
    }

    pub(crate) fn at_least(name: &'static str, got: usize, aim: usize) -> Self {
        Self { name, got: number(got), aim: Aim::AtLeast(number(aim)) }
    }

    pub(crate) fn seconds_below(name: &'static str, got: Duration, aim: f64) -> Self {
        Self { name, got: got.as_secs_f64(), aim: Aim::Below(aim) }
    }

    pub(crate) fn at_most(name: &'static str, got: f64, aim: f64) -> Self {
        Self { name, got, aim: Aim::AtMost(aim) }
    }

    /// The same, and a figure in seconds or leases without its aim: how long something takes depends on the machine.
    pub(crate) fn without_clock(self) -> Self {
        match self.aim {
            Aim::AtMost(_) | Aim::Below(_) => Self { aim: Aim::None, ..self },
            _ => self,
        }
    }

    pub(crate) fn is_met(&self) -> bool {
        match self.aim {
            Aim::Exactly(aim) => (self.got - aim).abs() < f64::EPSILON,
            Aim::AtLeast(aim) => self.got >= aim,
            Aim::AtMost(aim) => self.got <= aim,
            Aim::Below(aim) => self.got < aim,
            Aim::None => true,
        }
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let decimals = if self.got.fract() == 0.0 { 0 } else { 2 };
        let (sign, aim) = match self.aim {
            Aim::None => return write!(f, "{} got={:.decimals$}", self.name, self.got),
            Aim::Exactly(aim) => ("=", aim),
            Aim::AtLeast(aim) => (">=", aim),
            Aim::AtMost(aim) => ("<=", aim),
            Aim::Below(aim) => ("<", aim),
        };
        let verdict = if self.is_met() { "pass" } else { "fail" };
        write!(f, "{}{sign}{aim} got={:.decimals$} {verdict}", self.name, self.got)
    }
}

/// A count as a floating-point number.
#[expect(clippy::cast_precision_loss, reason = "nothing here is counted beyond 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}
