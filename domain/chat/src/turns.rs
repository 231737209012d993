//! Turns of the assistant: in this process one answer is worked out at a time for each conversation, however often it is
//! requested.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain_model::kernel::id::ChatSessionId;

/// The conversations in which an answer is being worked out, and whether it was asked for again meanwhile.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<ChatSessionId, bool>>);

/// The right to answer in a conversation, until it ends or is dropped.
pub(crate) struct Turn<'t> {
    turns: &'t Turns,
    id: ChatSessionId,
    has_ended: bool,
}

impl Turns {
    /// `None` while another task has the turn; that one will check once more.
    pub(crate) fn take(&self, id: ChatSessionId) -> Option<Turn<'_>> {
        let mut under_way = self.under_way();
        if let Some(is_asked_again) = under_way.get_mut(&id) {
            *is_asked_again = true;
            return None;
        }
        under_way.insert(id, false);
        Some(Turn { turns: self, id, has_ended: false })
    }

    fn under_way(&self) -> MutexGuard<'_, HashMap<ChatSessionId, bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn<'_> {
    /// Ends the turn, unless an answer was asked for again since it was last looked at.
    pub(crate) fn ends(&mut self) -> bool {
        let mut under_way = self.turns.under_way();
        if under_way.insert(self.id, false) == Some(true) {
            return false;
        }
        under_way.remove(&self.id);
        self.has_ended = true;
        true
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if !self.has_ended {
            self.turns.under_way().remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ID: ChatSessionId = ChatSessionId(Uuid::nil());

    #[test]
    fn only_one_has_the_turn_and_looks_again_when_asked_meanwhile() {
        let turns = Turns::default();
        let mut turn = turns.take(ID).unwrap();
        assert!(turns.take(ID).is_none() && turns.take(ID).is_none());
        assert!(!turn.ends(), "asked again, however often");
        assert!(turn.ends());
        let next = turns.take(ID);
        drop(turn);
        assert!(next.is_some() && turns.take(ID).is_none(), "a turn that has ended takes nobody else's away");
    }

    #[test]
    fn a_turn_that_is_dropped_is_free() {
        let turns = Turns::default();
        drop(turns.take(ID));
        assert!(turns.take(ID).is_some());
    }
}
