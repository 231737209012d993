//! Who is there by an open socket, and whether the sign-in or key they came with still stands. One look for all of them every
//! other second: a ban, another role, another password or the end of a session or key closes their sockets within five (AU-06).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain_identity::{IdentityResult, SessionService};
use domain_model::identity::session::{Authentication, Credential};
use tokio_util::sync::CancellationToken;

/// Who is there.
#[derive(Default)]
pub(crate) struct Presence(Mutex<HashMap<Credential, Present>>);

struct Present {
    known: Authentication,
    sockets: usize,
    over: CancellationToken,
}

/// Somebody is there as long as this is.
pub(crate) struct Here {
    presence: Arc<Presence>,
    by: Credential,
    over: CancellationToken,
}

impl Presence {
    /// Somebody has come.
    pub(crate) fn enter(self: &Arc<Self>, who: Authentication) -> Here {
        let mut present = self.present();
        let fresh = || Present { known: who, sockets: 0, over: CancellationToken::new() };
        let entry = present.entry(who.by).or_insert_with(fresh);
        entry.sockets += 1;
        Here { presence: Arc::clone(self), by: who.by, over: entry.over.clone() }
    }

    /// Looks who has to go.
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

impl Here {
    /// Ends when the sign-in does not stand any more.
    pub(crate) fn over(&self) -> CancellationToken {
        self.over.clone()
    }
}

impl Drop for Here {
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
