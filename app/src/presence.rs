//! Presence: the credentials behind open sockets. One query every other second checks all of them; a ban, another role, another
//! password or the end of a session or API key closes their sockets within five seconds (AU-06).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain_identity::{IdentityResult, SessionService};
use domain_model::identity::session::{Authentication, Credential};
use tokio_util::sync::CancellationToken;

/// The credentials behind open sockets.
#[derive(Default)]
pub(crate) struct Presence(Mutex<HashMap<Credential, Present>>);

struct Present {
    known: Authentication,
    sockets: usize,
    over: CancellationToken,
}

/// Keeps a credential present while its socket is open.
pub(crate) struct PresenceGuard {
    presence: Arc<Presence>,
    by: Credential,
    over: CancellationToken,
}

impl Presence {
    /// Registers an open socket.
    pub(crate) fn enter(self: &Arc<Self>, who: Authentication) -> PresenceGuard {
        let mut present = self.present();
        let fresh = || Present { known: who, sockets: 0, over: CancellationToken::new() };
        let entry = present.entry(who.by).or_insert_with(fresh);
        entry.sockets += 1;
        PresenceGuard { presence: Arc::clone(self), by: who.by, over: entry.over.clone() }
    }

    /// Checks all credentials, and cancels those that are no longer valid.
    pub(crate) async fn look(&self, sessions: &SessionService) -> IdentityResult<()> {
        let known: Vec<Authentication> = self.present().values().map(|present| present.known).collect();
        let changed = sessions.changed(&known).await?;
        let mut present = self.present();
        for gone in changed.iter().filter_map(|by| present.remove(by)) {
            gone.over.cancel();
        }
        Ok(())
    }

    fn present(&self) -> MutexGuard<'_, HashMap<Credential, Present>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PresenceGuard {
    /// Is cancelled when the credential is no longer valid.
    pub(crate) fn over(&self) -> CancellationToken {
        self.over.clone()
    }
}

impl Drop for PresenceGuard {
    fn drop(&mut self) {
        let mut present = self.presence.present();
        // After it was told to go the same credential cannot come back, so an entry that is there is this one's.
        if let Some(entry) = present.get_mut(&self.by) {
            entry.sockets -= 1;
            if entry.sockets == 0 {
                present.remove(&self.by);
            }
        }
    }
}
