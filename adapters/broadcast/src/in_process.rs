//! Hints inside this process: one channel for each subscribed chat session.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain_model::kernel::id::ChatSessionId;
use futures_util::stream;
use ports::{Broadcast, SeqStream};
use tokio::sync::watch;

/// The newest `seq` of a session. A slow subscriber sees only the newest value.
type Channel = watch::Sender<u64>;

/// Hints inside this process.
#[derive(Debug, Clone, Default)]
pub struct InProcess {
    channels: Arc<Mutex<HashMap<ChatSessionId, Weak<Channel>>>>,
}

/// A subscription to the channel of a session. The last one to end removes the channel.
struct Subscription {
    session: ChatSessionId,
    newest: Option<Arc<Channel>>,
    changes: watch::Receiver<u64>,
    owner: InProcess,
}

impl InProcess {
    /// Wakes every subscriber.
    pub(crate) fn wake_all(&self) {
        for newest in self.channels().values().filter_map(Weak::upgrade) {
            newest.send_modify(|_| ());
        }
    }

    fn channels(&self) -> std::sync::MutexGuard<'_, HashMap<ChatSessionId, Weak<Channel>>> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut channels = self.owner.channels();
        self.newest.take();
        if channels.get(&self.session).is_some_and(|newest| newest.strong_count() == 0) {
            channels.remove(&self.session);
        }
    }
}

impl Broadcast for InProcess {
    fn publish(&self, session: ChatSessionId, seq: u64) {
        if let Some(newest) = self.channels().get(&session).and_then(Weak::upgrade) {
            newest.send_if_modified(|known| {
                let is_newer = seq > *known;
                *known = seq.max(*known);
                is_newer
            });
        }
    }

    fn publish_local(&self, session: ChatSessionId, seq: u64) {
        if let Some(newest) = self.channels().get(&session).and_then(Weak::upgrade) {
            // The `seq` comes from the database, so it may also be lower than a hint announced.
            newest.send_if_modified(|known| std::mem::replace(known, seq) != seq);
        }
    }

    fn subscribe(&self, session: ChatSessionId) -> SeqStream {
        let newest = {
            let mut channels = self.channels();
            let known = channels.get(&session).and_then(Weak::upgrade);
            known.unwrap_or_else(|| {
                let fresh = Arc::new(watch::Sender::new(0));
                channels.insert(session, Arc::downgrade(&fresh));
                fresh
            })
        };
        let changes = newest.subscribe();
        let subscription = Subscription { session, newest: Some(newest), changes, owner: self.clone() };
        Box::pin(stream::unfold(subscription, |mut subscription| async move {
            subscription.changes.changed().await.ok()?;
            let seq = *subscription.changes.borrow_and_update();
            Some((seq, subscription))
        }))
    }

    fn is_connected(&self) -> bool {
        true
    }

    fn local_sessions(&self) -> Vec<ChatSessionId> {
        self.channels().keys().copied().collect()
    }
}
