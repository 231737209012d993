//! The test oracle: the acknowledged writes, and the observed violations.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

/// The maximum number of printed faults per kind; all are counted.
const MAX_PRINTED: usize = 20;

/// A kind of violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    /// An acknowledged write is missing or changed.
    Lost,
    /// A write was applied twice.
    Duplicated,
    /// A message arrived in the wrong order.
    Reordered,
    /// A running node responded neither as specified nor with 503.
    UnexpectedResponse,
    /// Rows that belong together are inconsistent.
    Inconsistent,
}

/// An acknowledged message of an operator.
#[derive(Debug, Clone)]
pub(crate) struct OperatorMessage {
    pub(crate) session: Uuid,
    pub(crate) seq: u64,
    pub(crate) content: String,
}

/// Shared by all clients.
#[derive(Default)]
pub(crate) struct Oracle {
    acknowledged: AtomicUsize,
    unavailable: AtomicUsize,
    faults: Mutex<HashMap<Fault, usize>>,
    operator_messages: Mutex<Vec<OperatorMessage>>,
    acknowledged_versions: Mutex<HashMap<u64, u64>>,
}

impl Oracle {
    /// Counts an acknowledged write.
    pub(crate) fn acknowledged(&self) {
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a 503.
    pub(crate) fn unavailable(&self) {
        self.unavailable.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn fault(&self, fault: Fault, what: impl std::fmt::Display) {
        let mut faults = lock(&self.faults);
        let count = faults.entry(fault).or_default();
        *count += 1;
        if *count <= MAX_PRINTED {
            eprintln!("  {fault:?}: {what}");
        }
    }

    /// Records an acknowledged message of an operator.
    pub(crate) fn operator_message(&self, message: OperatorMessage) {
        self.acknowledged();
        lock(&self.operator_messages).push(message);
    }

    /// Records a successful run over a list with these versions of postings.
    pub(crate) fn postings_listed(&self, versions: impl IntoIterator<Item = (u64, u64)>) {
        self.acknowledged();
        lock(&self.acknowledged_versions).extend(versions);
    }

    pub(crate) fn operator_messages(&self) -> Vec<OperatorMessage> {
        lock(&self.operator_messages).clone()
    }

    /// The newest acknowledged version of each posting.
    pub(crate) fn acknowledged_versions(&self) -> HashMap<u64, u64> {
        lock(&self.acknowledged_versions).clone()
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

/// Locks a mutex, even a poisoned one: no update leaves its data inconsistent.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
