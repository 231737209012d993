//! System services: clock, random identifiers, password hashing, token signing, the key file.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{PortResult, SecretHash};

/// The clock.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The current time, to the millisecond.
    fn now(&self) -> DateTime<Utc>;

    /// Sleeps for this duration. Monotonic: clock adjustments do not affect it.
    async fn sleep(&self, duration: Duration);
}

/// A random secret, shown to its owner once.
#[derive(Clone)]
pub struct Secret {
    /// 256 random bits, URL-safe.
    pub text: String,
    /// Its hash, which is stored.
    pub hash: SecretHash,
}

/// Generates random identifiers and secrets.
pub trait IdGenerator: Send + Sync {
    /// A new identifier. Identifiers sort by time of creation.
    fn next(&self) -> Uuid;

    /// A new secret.
    fn secret(&self) -> Secret;

    /// The hash of a presented secret.
    fn hash_secret(&self, text: &str) -> SecretHash;
}

/// Hashes passwords with a deliberately slow function.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// The hash in PHC string format. `Unavailable` when too many callers are waiting.
    async fn hash(&self, password: &str) -> PortResult<String>;

    /// Whether the password matches the hash. Without a hash it costs the same and returns `false`, so that an unknown
    /// user cannot be told from a wrong password. `Unavailable` when too many callers are waiting.
    async fn verify(&self, password: &str, hash: Option<&str>) -> PortResult<bool>;
}

/// The purpose of a token; a token is not accepted for another purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenPurpose {
    /// An access token: authenticates an account for 15 minutes.
    Access,
    /// Gives access to one stored file.
    Download,
}

/// The claims of a token. `details` is for those who read the token; authorization looks up `subject` and `session`.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenClaims {
    /// The account or file.
    pub subject: Uuid,
    /// The login session, if any.
    pub session: Option<Uuid>,
    /// Further claims.
    pub details: serde_json::Map<String, serde_json::Value>,
}

/// Signs and verifies tokens.
pub trait TokenSigner: Send + Sync {
    /// A token that expires after `lifetime`.
    fn sign(&self, purpose: TokenPurpose, claims: &TokenClaims, lifetime: Duration) -> PortResult<String>;

    /// The claims, if the signature, the purpose and the expiry are valid.
    fn verify(&self, purpose: TokenPurpose, token: &str) -> Option<TokenClaims>;

    /// The public keys, as a JSON Web Key Set.
    fn public_keys(&self) -> serde_json::Value;
}

/// The installation's key file. For commands: it may block on disk.
pub trait KeyFile: Send + Sync {
    /// The content of the file.
    fn read(&self) -> PortResult<Option<Vec<u8>>>;

    /// Writes the file, readable by its owner only. `Conflict` when it exists with other keys.
    fn put(&self, keys: &[u8]) -> PortResult<()>;
}
