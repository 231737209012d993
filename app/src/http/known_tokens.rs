//! Who was behind a token a moment ago. Most requests come in bursts, and neither the signature nor the database has to be
//! asked about each of them; what changes about an account counts two seconds later at the latest.

use std::time::Duration;

use domain_identity::IdentityResult;
use domain_model::identity::session::Authentication;
use domain_model::kernel::id::AccountId;
use moka::future::Cache;
use sha2::{Digest, Sha256};

/// With the look at open sockets, well within the five seconds that a ban may take (AU-06).
const REMEMBERED: Duration = Duration::from_secs(2);
const MOST_TOKENS: u64 = 50_000;

/// Who was behind which token.
#[derive(Clone)]
pub(crate) struct KnownTokens(Cache<[u8; 32], Authentication>);

impl KnownTokens {
    pub(crate) fn new() -> Self {
        let cache = Cache::builder().max_capacity(MOST_TOKENS).time_to_live(REMEMBERED);
        Self(cache.support_invalidation_closures().build())
    }

    /// Who is behind the token. Of those who ask at once one finds out. What is refused is not remembered.
    pub(crate) async fn get_or_ask(
        &self,
        token: &str,
        ask: impl Future<Output = IdentityResult<Authentication>>,
    ) -> IdentityResult<Authentication> {
        // The token itself is kept nowhere.
        let key = Sha256::digest(token).into();
        if let Some(known) = self.0.get(&key).await {
            return Ok(known);
        }
        let found = ask.await?;
        self.0.insert(key, found).await;
        Ok(found)
    }

    /// Something has changed about this account: here it counts at once.
    pub(crate) fn forget(&self, account: AccountId) {
        let is_its = move |_: &[u8; 32], known: &Authentication| known.principal.account_id == account;
        self.0.invalidate_entries_if(is_its).expect("the cache was built to take conditions");
    }
}
