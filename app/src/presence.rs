//! Presence: the credentials behind open sockets. One query every other second revalidates all of them. A ban, another
//! role or password, or the end of a session or API key closes their sockets within five seconds (AU-06).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain_identity::{IdentityResult, SessionService};
use domain_model::identity::session::{Authentication, Credential};
use tokio_util::sync::CancellationToken;

/// The credentials behind open sockets.
#[derive(Default)]
pub(crate) struct Presence(Mutex<HashMap<Credential, Entry>>);

struct Entry {
    known: Authentication,
    sockets: usize,
    revoked: CancellationToken,
}

/// Keeps a credential registered while its socket is open.
pub(crate) struct PresenceGuard {
    presence: Arc<Presence>,
    by: Credential,
    revoked: CancellationToken,
}

impl Presence {
    /// Registers an open socket.
    pub(crate) fn register(self: &Arc<Self>, who: Authentication) -> PresenceGuard {
        let mut entries = self.entries();
        let new_entry = || Entry { known: who, sockets: 0, revoked: CancellationToken::new() };
        let entry = entries.entry(who.by).or_insert_with(new_entry);
        entry.sockets += 1;
        PresenceGuard { presence: Arc::clone(self), by: who.by, revoked: entry.revoked.clone() }
    }

    /// Revalidates all credentials, and cancels those that are no longer valid.
    pub(crate) async fn revalidate(&self, sessions: &SessionService) -> IdentityResult<()> {
        let known: Vec<Authentication> = self.entries().values().map(|entry| entry.known).collect();
        let changed = sessions.changed(&known).await?;
        let mut entries = self.entries();
        for revoked_entry in changed.iter().filter_map(|by| entries.remove(by)) {
            revoked_entry.revoked.cancel();
        }
        Ok(())
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<Credential, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PresenceGuard {
    /// Is cancelled when the credential is no longer valid.
    pub(crate) fn revoked(&self) -> CancellationToken {
        self.revoked.clone()
    }
}

impl Drop for PresenceGuard {
    fn drop(&mut self) {
        let mut entries = self.presence.entries();
        // A revoked credential cannot come back, so an existing entry is this one's.
        if let Some(entry) = entries.get_mut(&self.by) {
            entry.sockets -= 1;
            if entry.sockets == 0 {
                entries.remove(&self.by);
            }
        }
    }
}
