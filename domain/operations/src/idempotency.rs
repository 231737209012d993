//! A request that is sent again under the same key has no second effect: it gets the answer the first one got.
//!
//! Effect and answer are not one transaction. Whoever dies in between leaves a lease that runs out, and then the request
//! may be tried again.

use std::sync::Arc;
use std::time::Duration;

use domain_model::identity::account::Principal;
use ports::{Actor, Clock, Database, IdGenerator, KeptAnswer, KeyClaim, KeyedRequest, PortResult};
use sha2::{Digest, Sha256};

/// How long an answer is kept.
const KEPT: Duration = Duration::from_hours(24);

/// Sees to it that a request has its effect once.
pub struct Idempotency {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    lease: Duration,
}

impl Idempotency {
    /// On these ports. Nobody hears of an attempt for as long as the lease: then it is dead.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGenerator>, lease: Duration) -> Self {
        Self { database, clock, ids, lease }
    }

    /// An attempt at what `says` asks of `route`, under the client's key.
    pub fn attempt(&self, principal: &Principal, key: &str, route: &str, says: &[&[u8]]) -> KeyedRequest {
        let account_id = principal.account_id;
        KeyedRequest {
            key: digest(&[account_id.0.as_bytes(), route.as_bytes(), key.as_bytes()]),
            request: digest(says),
            account_id,
            attempt: self.ids.next(),
        }
    }

    /// May this attempt do it? Only when the key is `Ours`.
    pub async fn claim(&self, request: &KeyedRequest) -> PortResult<KeyClaim> {
        let mut uow = self.database.begin(Actor::System).await?;
        let claim = uow.idempotency_keys().claim(request, self.lease, KEPT).await?;
        uow.commit().await?;
        Ok(claim)
    }

    /// Keeps the key for this attempt. Ends only when it is another's.
    pub async fn hold(&self, request: &KeyedRequest) {
        loop {
            self.clock.sleep(self.lease / 3).await;
            // While the database is away the lease may run out; whether it has is asked again.
            if matches!(self.renew(request).await, Ok(false)) {
                return;
            }
        }
    }

    async fn renew(&self, request: &KeyedRequest) -> PortResult<bool> {
        let mut uow = self.database.begin(Actor::System).await?;
        let is_ours = uow.idempotency_keys().renew(request, self.lease).await?;
        uow.commit().await?;
        Ok(is_ours)
    }

    /// Ends the attempt: with an answer that whoever sends the request again gets, or with none, so that it can be tried
    /// again.
    pub async fn end(&self, request: &KeyedRequest, answer: Option<&KeptAnswer>) -> PortResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        match answer {
            Some(answer) => drop(uow.idempotency_keys().answer(request, answer).await?),
            None => uow.idempotency_keys().release(request).await?,
        }
        uow.commit().await
    }

    /// Forgets what was kept long enough. Answers how many.
    pub async fn sweep(&self) -> PortResult<u64> {
        let mut uow = self.database.begin(Actor::System).await?;
        let swept = uow.idempotency_keys().sweep().await?;
        uow.commit().await?;
        Ok(swept)
    }
}

/// Of the parts and of where one ends and the next begins.
fn digest(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_one_part_is_not_what_stands_in_two() {
        assert_eq!(digest(&[b"ab", b"c"]), digest(&[b"ab", b"c"]));
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
        assert_ne!(digest(&[b"abc"]), digest(&[b"abc", b""]));
    }
}
