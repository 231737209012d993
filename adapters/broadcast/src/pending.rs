//! Hints that wait to be sent: only the newest of each chat session, so that a burst is cheap and its last hint is
//! always sent.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain_model::kernel::id::ChatSessionId;
use tokio::sync::Notify;

use crate::hint::Hint;

/// The maximum number of sessions with pending hints. Hints beyond it are dropped: polling the database finds those messages.
const CAPACITY: usize = 10_000;

#[derive(Debug, Default)]
pub(crate) struct PendingHints {
    waiting: Mutex<HashMap<ChatSessionId, u64>>,
    filled: Notify,
}

impl PendingHints {
    /// Never waits.
    pub(crate) fn put(&self, hint: Hint) {
        let mut waiting = self.waiting();
        let has_room = waiting.len() < CAPACITY;
        match waiting.entry(hint.session) {
            Entry::Occupied(mut newest) => *newest.get_mut() = hint.seq.max(*newest.get()),
            Entry::Vacant(free) if has_room => {
                free.insert(hint.seq);
            }
            Entry::Vacant(_) => {}
        }
        self.filled.notify_one();
    }

    /// Everything that waits, as soon as something does. Cancelling it takes nothing.
    pub(crate) async fn take(&self) -> Vec<Hint> {
        loop {
            let taken = std::mem::take(&mut *self.waiting());
            if !taken.is_empty() {
                return taken.into_iter().map(|(session, seq)| Hint { session, seq }).collect();
            }
            self.filled.notified().await;
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<ChatSessionId, u64>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn hint(session: usize, seq: u64) -> Hint {
        Hint { session: ChatSessionId(Uuid::from_u128(session as u128)), seq }
    }

    #[tokio::test]
    async fn only_the_newest_hint_of_a_session_is_pending() {
        let pending = PendingHints::default();
        for seq in [1, 3, 2] {
            pending.put(hint(1, seq));
        }
        assert_eq!(pending.take().await, [hint(1, 3)]);
    }

    #[tokio::test]
    async fn pending_hints_are_bounded_and_known_sessions_are_still_updated() {
        let pending = PendingHints::default();
        for session in 0..2 * CAPACITY {
            pending.put(hint(session, 1));
        }
        pending.put(hint(0, 2));
        let taken = pending.take().await;
        assert_eq!(taken.len(), CAPACITY);
        assert!(taken.contains(&hint(0, 2)));
    }
}
