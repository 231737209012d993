//! Idempotency keys and the responses stored under them.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::kernel::id::AccountId;
use uuid::Uuid;

use crate::PortResult;

/// An attempt at a request that came with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedRequest {
    /// A digest of the client's key, of who it is and of what it asks for.
    pub key: String,
    /// A digest of everything the request says.
    pub request: String,
    /// Who asks. Without the account the key is forgotten.
    pub account_id: AccountId,
    /// Tells this attempt from others at the same request.
    pub attempt: Uuid,
}

/// An answer as it was given, without what belongs to one request only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The status.
    pub status: u16,
    /// Names in small letters, and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
}

/// What there is under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyClaim {
    /// Nothing, or an attempt whose lease has run out: it is ours now.
    Ours,
    /// An attempt under way.
    UnderWay,
    /// The answer.
    Answered(KeptAnswer),
    /// Another request.
    Taken,
}

/// Keys of requests. Time is the database's, so nodes need not agree on it.
#[async_trait]
pub trait IdempotencyKeyRepository: Send {
    /// Takes the key for this attempt, for as long as the lease, and remembers it for as long as `kept`. Of any number at
    /// once one gets it.
    async fn claim(&mut self, request: &KeyedRequest, lease: Duration, kept: Duration) -> PortResult<KeyClaim>;

    /// Has this attempt the key still? Then it has it for another `lease`.
    async fn renew(&mut self, request: &KeyedRequest, lease: Duration) -> PortResult<bool>;

    /// Writes down what this attempt has answered. `false`, and nothing is written, when another one has the key.
    async fn answer(&mut self, request: &KeyedRequest, answer: &KeptAnswer) -> PortResult<bool>;

    /// Forgets the key, if this attempt has it and has not answered: the next one may try.
    async fn release(&mut self, request: &KeyedRequest) -> PortResult<()>;

    /// Forgets what was kept long enough. Answers how many.
    async fn sweep(&mut self) -> PortResult<u64>;
}
