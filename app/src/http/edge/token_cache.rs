//! A short-lived cache of authenticated tokens. Requests come in bursts, and neither the signature nor the database has
//! to be checked for each of them. Concurrent lookups of one token are one lookup (single flight).
//!
//! [`TokenCache::invalidate`] drops the entries of an account once a change of it is committed. It takes effect at
//! once in this process: a lookup that began before the change is never served to a request that comes after it. Other
//! processes see the change when their entries expire.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain_identity::{IdentityError, IdentityResult};
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::AccountId;
use moka::future::Cache;
use sha2::{Digest, Sha256};

use crate::background::PRESENCE_PAUSE;

const LIFETIME: Duration = Duration::from_secs(2);

// Bans, roles, passwords and ended sessions take effect everywhere within five seconds (AU-06): entries of this cache
// may be this old, and open sockets are revalidated this often.
const _: () = assert!(LIFETIME.as_secs() + PRESENCE_PAUSE.as_secs() < 5);
const MAX_TOKENS: u64 = 50_000;
/// Accounts that share a counter are invalidated together, which costs only a lookup.
const COUNTERS: usize = 4_096;

/// Authenticated tokens.
#[derive(Clone)]
pub(crate) struct TokenCache {
    entries: Cache<[u8; 32], Entry>,
    changes: Arc<Changes>,
}

#[derive(Clone, Copy)]
struct Entry {
    found: Authentication,
    /// The epoch in which the lookup began.
    began: u64,
}

impl TokenCache {
    pub(crate) fn new() -> Self {
        let entries = Cache::builder().max_capacity(MAX_TOKENS).time_to_live(LIFETIME).build();
        Self { entries, changes: Arc::new(Changes::new()) }
    }

    /// The authentication of the token. Failures are not cached.
    pub(crate) async fn get_or_look_up<F>(
        &self,
        token: &str,
        look_up: impl Fn() -> F,
    ) -> Result<Authentication, Arc<IdentityError>>
    where
        F: Future<Output = IdentityResult<Authentication>>,
    {
        // The cache holds only the digest of the token.
        let key: [u8; 32] = Sha256::digest(token).into();
        let arrived = self.changes.epoch();
        loop {
            let entry = self.entries.try_get_with(key, async {
                let began = self.changes.epoch();
                Ok(Entry { found: look_up().await?, began })
            });
            let entry = entry.await?;
            // A change during the request may or may not apply to it.
            let began_after_the_request = entry.began >= arrived;
            if began_after_the_request || entry.began >= self.changes.last(entry.found.principal.account_id) {
                return Ok(entry.found);
            }
            self.entries.invalidate(&key).await;
        }
    }

    /// Invalidates the entries of an account that has changed.
    pub(crate) fn invalidate(&self, account: AccountId) {
        self.changes.note(account);
    }

    /// Invalidates all entries, when it is unknown which account has changed.
    pub(crate) fn invalidate_all(&self) {
        self.changes.note_all();
    }
}

/// The current epoch, which every change increments, and the epoch of each account's last change.
struct Changes {
    epoch: AtomicU64,
    last: Box<[AtomicU64]>,
    last_of_all: AtomicU64,
    hasher: RandomState,
}

impl Changes {
    fn new() -> Self {
        Self {
            epoch: AtomicU64::new(0),
            last: (0..COUNTERS).map(|_| AtomicU64::new(0)).collect(),
            last_of_all: AtomicU64::new(0),
            hasher: RandomState::new(),
        }
    }

    fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::SeqCst)
    }

    fn raise(&self) -> u64 {
        self.epoch.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn note(&self, account: AccountId) {
        let epoch = self.raise();
        self.counter(account).fetch_max(epoch, Ordering::SeqCst);
    }

    fn note_all(&self) {
        let epoch = self.raise();
        self.last_of_all.fetch_max(epoch, Ordering::SeqCst);
    }

    fn last(&self, account: AccountId) -> u64 {
        self.counter(account).load(Ordering::SeqCst).max(self.last_of_all.load(Ordering::SeqCst))
    }

    fn counter(&self, account: AccountId) -> &AtomicU64 {
        let hash = self.hasher.hash_one(account) % COUNTERS as u64;
        &self.last[usize::try_from(hash).expect("smaller than the number of counters")]
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use chrono::DateTime;
    use domain_model::identity::account::{Principal, Role};
    use domain_model::identity::session::{Assurance, Credential};
    use domain_model::kernel::id::LoginSessionId;
    use futures_util::future::{join, join_all};
    use tokio::sync::Notify;
    use tokio::task::yield_now;
    use uuid::Uuid;

    use super::*;

    const ADA: AccountId = AccountId(Uuid::from_u128(1));
    const TOKEN: &str = "a token";

    fn ada(role: Role) -> Authentication {
        Authentication {
            principal: Principal { account_id: ADA, role },
            by: Credential::Session(LoginSessionId(Uuid::from_u128(2))),
            has_second_factor: false,
            assurance: Assurance::One,
            proved_at: DateTime::UNIX_EPOCH,
            may_write: true,
        }
    }

    /// A slow source: each lookup reads the role at once and returns when its gate is opened.
    struct Source {
        role: Cell<Role>,
        gate: Notify,
        begun: Cell<u32>,
    }

    impl Source {
        fn new() -> Self {
            Self { role: Cell::new(Role::Seeker), gate: Notify::new(), begun: Cell::new(0) }
        }

        async fn look_up(&self) -> IdentityResult<Authentication> {
            let found = ada(self.role.get());
            self.begun.set(self.begun.get() + 1);
            self.gate.notified().await;
            Ok(found)
        }

        async fn until_begun(&self, look_ups: u32) {
            while self.begun.get() < look_ups {
                yield_now().await;
            }
        }
    }

    async fn role(cache: &TokenCache, source: &Source) -> Role {
        cache.get_or_look_up(TOKEN, || source.look_up()).await.unwrap().principal.role
    }

    #[tokio::test]
    async fn concurrent_requests_share_one_look_up() {
        let (cache, source) = (TokenCache::new(), Source::new());
        let requests = join_all((0..50).map(|_| role(&cache, &source)));
        let opened = async {
            source.until_begun(1).await;
            source.gate.notify_one();
        };
        let (roles, ()) = join(requests, opened).await;
        assert_eq!((roles, source.begun.get()), (vec![Role::Seeker; 50], 1));
    }

    #[tokio::test]
    async fn a_change_during_a_look_up_is_not_lost() {
        let (cache, source) = (TokenCache::new(), Source::new());
        let changed = async {
            source.until_begun(1).await;
            source.role.set(Role::Admin);
            cache.invalidate(ADA);
            source.gate.notify_one();
        };
        // The request overlaps the change, so either result is correct.
        join(role(&cache, &source), changed).await;
        let (next, ()) = join(role(&cache, &source), async { source.gate.notify_one() }).await;
        assert_eq!((next, source.begun.get()), (Role::Admin, 2), "what was found before the change is not served");
    }

    #[tokio::test]
    async fn a_request_after_a_change_is_not_served_an_earlier_look_up() {
        for everybody in [false, true] {
            let (cache, source) = (TokenCache::new(), Source::new());
            let after = async {
                source.until_begun(1).await;
                source.role.set(Role::Admin);
                if everybody {
                    cache.invalidate_all();
                } else {
                    cache.invalidate(ADA);
                }
                let open = async {
                    source.gate.notify_one();
                    source.until_begun(2).await;
                    source.gate.notify_one();
                };
                join(role(&cache, &source), open).await.0
            };
            let (_, after) = join(role(&cache, &source), after).await;
            assert_eq!((after, source.begun.get()), (Role::Admin, 2));
        }
    }

    #[tokio::test]
    async fn a_change_of_another_account_costs_no_look_up() {
        let (cache, source) = (TokenCache::new(), Source::new());
        // Of an account that shares no counter.
        let is_apart = |id: &AccountId| !std::ptr::eq(cache.changes.counter(*id), cache.changes.counter(ADA));
        let other = (2..1_000).map(|n| AccountId(Uuid::from_u128(n))).find(is_apart).unwrap();
        source.gate.notify_one();
        role(&cache, &source).await;
        cache.invalidate(other);
        role(&cache, &source).await;
        assert_eq!(source.begun.get(), 1);
    }

    #[tokio::test]
    async fn a_refusal_is_not_cached() {
        let cache = TokenCache::new();
        let refused = cache.get_or_look_up(TOKEN, async || Err(IdentityError::InvalidToken)).await;
        assert!(matches!(*refused.unwrap_err(), IdentityError::InvalidToken));
        assert_eq!(cache.get_or_look_up(TOKEN, async || Ok(ada(Role::Seeker))).await.unwrap(), ada(Role::Seeker));
    }
}
