//! Single flight for answers of the assistant: at most one task of this process works on the answer in a session. A
//! request that arrives meanwhile makes that task check the session once more.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain_model::kernel::id::ChatSessionId;

/// The sessions in which an answer is in progress, and whether it was requested again meanwhile.
#[derive(Default)]
pub(crate) struct SingleFlight(Mutex<HashMap<ChatSessionId, bool>>);

/// The exclusive right to answer in a session, until it is finished or dropped.
pub(crate) struct Flight<'f> {
    flights: &'f SingleFlight,
    id: ChatSessionId,
    is_finished: bool,
}

impl SingleFlight {
    /// Starts a flight. `None` while another one is in progress, which will then check the session once more.
    pub(crate) fn start(&self, id: ChatSessionId) -> Option<Flight<'_>> {
        let mut in_progress = self.in_progress();
        if let Some(is_requested_again) = in_progress.get_mut(&id) {
            *is_requested_again = true;
            return None;
        }
        in_progress.insert(id, false);
        Some(Flight { flights: self, id, is_finished: false })
    }

    fn in_progress(&self) -> MutexGuard<'_, HashMap<ChatSessionId, bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Flight<'_> {
    /// Finishes the flight. `false`, and it goes on, when an answer was requested since the last call.
    pub(crate) fn try_finish(&mut self) -> bool {
        let mut in_progress = self.flights.in_progress();
        if in_progress.insert(self.id, false) == Some(true) {
            return false;
        }
        in_progress.remove(&self.id);
        self.is_finished = true;
        true
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        if !self.is_finished {
            self.flights.in_progress().remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ID: ChatSessionId = ChatSessionId(Uuid::nil());

    #[test]
    fn one_flight_is_in_progress_and_goes_on_when_requested_again() {
        let single_flight = SingleFlight::default();
        let mut flight = single_flight.start(ID).unwrap();
        assert!(single_flight.start(ID).is_none() && single_flight.start(ID).is_none());
        assert!(!flight.try_finish(), "requested again, however often");
        assert!(flight.try_finish());
        let next = single_flight.start(ID);
        drop(flight);
        assert!(next.is_some() && single_flight.start(ID).is_none(), "a finished flight does not end the next one");
    }

    #[test]
    fn a_dropped_flight_ends() {
        let single_flight = SingleFlight::default();
        drop(single_flight.start(ID));
        assert!(single_flight.start(ID).is_some());
    }
}
