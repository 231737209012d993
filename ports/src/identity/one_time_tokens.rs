//! One-time secrets.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::EmailAddress;
use domain_model::kernel::id::AccountId;
use serde_json::{Map, Value};

use crate::PortResult;

/// SHA-256 of a random secret. The secret itself is not stored, so a copy of the database opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretHash(pub [u8; 32]);

/// A one-time secret: an invitation, a link in a mail, the ticket of a WebSocket.
#[derive(Debug, Clone, PartialEq)]
pub struct OneTimeToken {
    /// The hash of the secret.
    pub hash: SecretHash,
    /// Its purpose, for example `admin_invitation` or `chat:<session id>`.
    pub purpose: String,
    /// The account.
    pub account_id: AccountId,
    /// Further data. Nothing secret.
    pub details: Map<String, Value>,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
}

/// One-time secrets.
#[async_trait]
pub trait OneTimeTokenRepository: Send {
    /// Adds a token, and deletes expired ones.
    async fn insert(&mut self, token: &OneTimeToken, now: DateTime<Utc>) -> PortResult<()>;

    /// Revokes the account's unused tokens of these purposes.
    async fn revoke(&mut self, account_id: AccountId, purposes: &[String]) -> PortResult<()>;

    /// The same for the account with this address. Executes the same statement whether or not the account exists.
    async fn revoke_for_address(&mut self, email: &EmailAddress, purposes: &[String]) -> PortResult<()>;

    /// Reads the token without consuming it; `None` as in `take`.
    async fn find(&mut self, hash: SecretHash, purpose: &str, now: DateTime<Utc>) -> PortResult<Option<OneTimeToken>>;

    /// Consumes a token: of concurrent callers exactly one gets it. `None` when it is unknown, expired, used or of
    /// another purpose.
    async fn take(&mut self, hash: SecretHash, purpose: &str, now: DateTime<Utc>) -> PortResult<Option<OneTimeToken>>;
}
