//! Hints inside this process: one channel for each subscribed chat session.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain_model::kernel::id::ChatSessionId;
use futures_util::stream;
use ports::{Broadcast, SeqStream};
use tokio::sync::watch;

/// The newest number of a conversation; a slow reader sees only the newest.
type Newest = watch::Sender<u64>;

/// Hints inside this process.
#[derive(Debug, Clone, Default)]
pub struct InProcess {
    watched: Arc<Mutex<HashMap<ChatSessionId, Weak<Newest>>>>,
}

/// A reader's subscription to its channel. The last one to end removes the channel.
struct Watching {
    session: ChatSessionId,
    newest: Option<Arc<Newest>>,
    changes: watch::Receiver<u64>,
    owner: InProcess,
}

impl InProcess {
    /// Wakes every reader.
    pub(crate) fn wake_all(&self) {
        for newest in self.watched().values().filter_map(Weak::upgrade) {
            newest.send_modify(|_| ());
        }
    }

    fn watched(&self) -> std::sync::MutexGuard<'_, HashMap<ChatSessionId, Weak<Newest>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let mut watched = self.owner.watched();
        self.newest.take();
        if watched.get(&self.session).is_some_and(|newest| newest.strong_count() == 0) {
            watched.remove(&self.session);
        }
    }
}

impl Broadcast for InProcess {
    fn publish(&self, session: ChatSessionId, seq: u64) {
        if let Some(newest) = self.watched().get(&session).and_then(Weak::upgrade) {
            newest.send_if_modified(|known| {
                let is_newer = seq > *known;
                *known = seq.max(*known);
                is_newer
            });
        }
    }

    fn publish_local(&self, session: ChatSessionId, seq: u64) {
        if let Some(newest) = self.watched().get(&session).and_then(Weak::upgrade) {
            // The database decides, even where a hint announced more.
            newest.send_if_modified(|known| std::mem::replace(known, seq) != seq);
        }
    }

    fn subscribe(&self, session: ChatSessionId) -> SeqStream {
        let newest = {
            let mut watched = self.watched();
            let known = watched.get(&session).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let fresh = Arc::new(watch::Sender::new(0));
                watched.insert(session, Arc::downgrade(&fresh));
                fresh
            })
        };
        let changes = newest.subscribe();
        let watching = Watching { session, newest: Some(newest), changes, owner: self.clone() };
        Box::pin(stream::unfold(watching, |mut watching| async move {
            watching.changes.changed().await.ok()?;
            let seq = *watching.changes.borrow_and_update();
            Some((seq, watching))
        }))
    }

    fn is_connected(&self) -> bool {
        true
    }

    fn local_sessions(&self) -> Vec<ChatSessionId> {
        self.watched().keys().copied().collect()
    }
}
