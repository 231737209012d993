//! The oracle: what the clients were told is stored, and every violation that they saw.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

/// As many faults of a kind are shown; all are counted.
const SHOWN: usize = 20;

/// What may not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    /// Something acknowledged is not there, or is not what it was.
    Lost,
    /// Something is there twice.
    Doubled,
    /// Something was told in the wrong order.
    Reordered,
    /// A node that was alive answered neither what was asked nor 503.
    Answer,
    /// What belongs together is there only in part.
    Half,
}

/// A message an operator was told is on record.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) session: Uuid,
    pub(crate) seq: u64,
    pub(crate) content: String,
}

/// Shared by everybody who asks the program for something.
#[derive(Default)]
pub(crate) struct Oracle {
    acknowledged: AtomicUsize,
    unavailable: AtomicUsize,
    faults: Mutex<HashMap<Fault, usize>>,
    said: Mutex<Vec<Said>>,
    listed: Mutex<HashMap<u64, u64>>,
}

impl Oracle {
    /// A write was acknowledged.
    pub(crate) fn acknowledged(&self) {
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
    }

    /// Somebody was told to come back later.
    pub(crate) fn unavailable(&self) {
        self.unavailable.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn fault(&self, fault: Fault, what: impl std::fmt::Display) {
        let mut faults = lock(&self.faults);
        let count = faults.entry(fault).or_default();
        *count += 1;
        if *count <= SHOWN {
            eprintln!("  {fault:?}: {what}");
        }
    }

    /// An operator's message is on record.
    pub(crate) fn said(&self, said: Said) {
        self.acknowledged();
        lock(&self.said).push(said);
    }

    /// A run over a board that listed these versions of postings has ended well.
    pub(crate) fn listed(&self, versions: impl IntoIterator<Item = (u64, u64)>) {
        self.acknowledged();
        lock(&self.listed).extend(versions);
    }

    pub(crate) fn all_said(&self) -> Vec<Said> {
        lock(&self.said).clone()
    }

    /// The newest acknowledged version of each posting.
    pub(crate) fn all_listed(&self) -> HashMap<u64, u64> {
        lock(&self.listed).clone()
    }

    pub(crate) fn count_acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed)
    }

    pub(crate) fn count_unavailable(&self) -> usize {
        self.unavailable.load(Ordering::Relaxed)
    }

    pub(crate) fn has_faults(&self) -> bool {
        !lock(&self.faults).is_empty()
    }

    pub(crate) fn count(&self, fault: Fault) -> usize {
        lock(&self.faults).get(&fault).copied().unwrap_or_default()
    }
}

/// What others have written is whole also when one of them panicked.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
