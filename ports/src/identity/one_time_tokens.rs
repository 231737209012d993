//! One-time secrets.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::identity::account::EmailAddress;
use domain_model::kernel::id::AccountId;
use serde_json::{Map, Value};

use crate::PortResult;

/// SHA-256 of a random secret. The secret itself is stored nowhere, so a copy of the database opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretHash(pub [u8; 32]);

/// A secret that works once: an invitation, a link in a mail, the ticket that opens a WebSocket.
#[derive(Debug, Clone, PartialEq)]
pub struct OneTimeToken {
    /// The hash of the secret.
    pub hash: SecretHash,
    /// What it is good for, for example `admin_invitation` or `chat:<session id>`.
    pub purpose: String,
    /// For whom.
    pub account_id: AccountId,
    /// What else it stands for. Nothing secret.
    pub details: Map<String, Value>,
    /// Worthless from then on.
    pub expires_at: DateTime<Utc>,
}

/// Secrets that work once.
#[async_trait]
pub trait OneTimeTokenRepository: Send {
    /// Keeps a token. Expired ones are swept on the way.
    async fn insert(&mut self, token: &OneTimeToken, now: DateTime<Utc>) -> PortResult<()>;

    /// Revokes the account's unused tokens of these purposes.
    async fn revoke(&mut self, account_id: AccountId, purposes: &[String]) -> PortResult<()>;

    /// The same for the account of an address: the same statement whether or not there is one.
    async fn revoke_for_address(&mut self, email: &EmailAddress, purposes: &[String]) -> PortResult<()>;

    /// The token, without using it up; `None` as for `take`.
    async fn find(&mut self, hash: SecretHash, purpose: &str, now: DateTime<Utc>) -> PortResult<Option<OneTimeToken>>;

    /// Uses a token up: of any number of callers exactly one gets it. `None` when it is unknown, expired, used or meant for
    /// something else.
    async fn take(&mut self, hash: SecretHash, purpose: &str, now: DateTime<Utc>) -> PortResult<Option<OneTimeToken>>;
}
