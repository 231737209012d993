//! Idempotency keys and the responses stored under them.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::kernel::id::AccountId;
use uuid::Uuid;

use crate::PortResult;

/// One attempt at a request with an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotentRequest {
    /// A digest of the client's key, the account and the route.
    pub key: String,
    /// A digest of the request's content.
    pub request: String,
    /// The account; its keys are deleted with it.
    pub account_id: AccountId,
    /// Distinguishes concurrent attempts at the same request.
    pub attempt: Uuid,
}

/// A response without what belongs to a single request, such as its request id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredResponse {
    /// The status code.
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

/// The outcome of claiming a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyClaim {
    /// The key was free, or the lease of its last attempt had expired. This attempt holds it now.
    Claimed,
    /// Another attempt is in progress.
    InProgress,
    /// The request was completed with this response.
    Completed(StoredResponse),
    /// The key was used for another request.
    KeyReused,
}

/// Idempotency keys. Expiry is judged by the database's clock, so nodes need no synchronised clocks.
#[async_trait]
pub trait IdempotencyKeyRepository: Send {
    /// Claims the key for this attempt until `lease` expires, and stores it for `retention`. Of concurrent attempts one
    /// succeeds.
    async fn claim(
        &mut self,
        request: &IdempotentRequest,
        lease: Duration,
        retention: Duration,
    ) -> PortResult<KeyClaim>;

    /// Extends this attempt's claim by `lease`. `false` when it no longer holds the key.
    async fn renew(&mut self, request: &IdempotentRequest, lease: Duration) -> PortResult<bool>;

    /// Stores the response of this attempt. `false`, without an effect, when another attempt holds the key.
    async fn store_response(&mut self, request: &IdempotentRequest, response: &StoredResponse) -> PortResult<bool>;

    /// Deletes the key if this attempt holds it without a response, so that the request can be tried again.
    async fn release(&mut self, request: &IdempotentRequest) -> PortResult<()>;

    /// Deletes expired keys. Returns how many.
    async fn delete_expired(&mut self) -> PortResult<u64>;
}
