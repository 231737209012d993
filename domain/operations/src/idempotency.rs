//! Idempotency keys: a request that is repeated under its key has no second effect and gets the stored response.
//!
//! Effect and response are two transactions. A process that is killed between them leaves a lease that expires, and
//! then the request can be tried again.

use std::sync::Arc;
use std::time::Duration;

use domain_model::identity::account::Principal;
use ports::{Actor, Clock, Database, IdGenerator, IdempotentRequest, KeyClaim, PortResult, StoredResponse};
use sha2::{Digest, Sha256};

/// How long a response is stored.
const RETENTION: Duration = Duration::from_hours(24);

/// Claims idempotency keys and stores responses.
pub struct Idempotency {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    lease: Duration,
}

impl Idempotency {
    /// The service on these ports. An attempt that does not renew its `lease` in time loses the key.
    pub fn new(database: Arc<dyn Database>, clock: Arc<dyn Clock>, ids: Arc<dyn IdGenerator>, lease: Duration) -> Self {
        Self { database, clock, ids, lease }
    }

    /// An attempt at a request to `route` under the client's key. Requests with equal `content` are the same request.
    pub fn attempt(&self, principal: &Principal, key: &str, route: &str, content: &[&[u8]]) -> IdempotentRequest {
        let account_id = principal.account_id;
        IdempotentRequest {
            key: digest(&[account_id.0.as_bytes(), route.as_bytes(), key.as_bytes()]),
            request: digest(content),
            account_id,
            attempt: self.ids.next(),
        }
    }

    /// Claims the key. The attempt may proceed only when the result is [`KeyClaim::Claimed`].
    pub async fn claim(&self, request: &IdempotentRequest) -> PortResult<KeyClaim> {
        let mut uow = self.database.begin(Actor::System).await?;
        let claim = uow.idempotency_keys().claim(request, self.lease, RETENTION).await?;
        uow.commit().await?;
        Ok(claim)
    }

    /// Keeps renewing the lease on the key. Returns only when another attempt has the key.
    pub async fn renew_until_lost(&self, request: &IdempotentRequest) {
        loop {
            self.clock.sleep(self.lease / 3).await;
            // While the database is down the lease may expire; the next renewal shows whether it did.
            if matches!(self.renew(request).await, Ok(false)) {
                return;
            }
        }
    }

    async fn renew(&self, request: &IdempotentRequest) -> PortResult<bool> {
        let mut uow = self.database.begin(Actor::System).await?;
        let is_ours = uow.idempotency_keys().renew(request, self.lease).await?;
        uow.commit().await?;
        Ok(is_ours)
    }

    /// Ends the attempt: stores the response for replays, or without one releases the key, so that the request can be
    /// tried again.
    pub async fn end(&self, request: &IdempotentRequest, response: Option<&StoredResponse>) -> PortResult<()> {
        let mut uow = self.database.begin(Actor::System).await?;
        match response {
            Some(response) => drop(uow.idempotency_keys().store_response(request, response).await?),
            None => uow.idempotency_keys().release(request).await?,
        }
        uow.commit().await
    }

    /// Deletes expired keys. Returns how many.
    pub async fn delete_expired(&self) -> PortResult<u64> {
        let mut uow = self.database.begin(Actor::System).await?;
        let deleted = uow.idempotency_keys().delete_expired().await?;
        uow.commit().await?;
        Ok(deleted)
    }
}

/// Hashes the parts with their lengths, so that no two lists of parts are confused.
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
    fn the_digest_depends_on_the_boundaries_of_parts() {
        assert_eq!(digest(&[b"ab", b"c"]), digest(&[b"ab", b"c"]));
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
        assert_ne!(digest(&[b"abc"]), digest(&[b"abc", b""]));
    }
}
