//! System services: clock, random identifiers, password hashing, token signing, the key file.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{PortResult, SecretHash};

/// The current time, and waiting for a later one.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Now, to the millisecond.
    fn now(&self) -> DateTime<Utc>;

    /// Ends when so much time has passed. Steps of the clock neither shorten nor lengthen it.
    async fn sleep(&self, duration: Duration);
}

/// A random secret, shown to its owner once.
#[derive(Clone)]
pub struct Secret {
    /// 256 bits of chance, URL-safe.
    pub text: String,
    /// What we keep of it.
    pub hash: SecretHash,
}

/// Chance.
pub trait IdGenerator: Send + Sync {
    /// A new identifier; later ones sort after earlier ones.
    fn next(&self) -> Uuid;

    /// A new secret.
    fn secret(&self) -> Secret;

    /// The hash of a secret somebody presents.
    fn hash_secret(&self, text: &str) -> SecretHash;
}

/// Hashes passwords slowly on purpose.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// In PHC string form. `Unavailable` when too many are waiting.
    async fn hash(&self, password: &str) -> PortResult<String>;

    /// Does the password belong to the hash? Without a hash it costs the same and is `false`, so that an unknown user
    /// cannot be told from a wrong password. `Unavailable` when too many are waiting.
    async fn verify(&self, password: &str, hash: Option<&str>) -> PortResult<bool>;
}

/// What a token is good for; a token of one purpose is worthless for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenPurpose {
    /// Speaks for an account for a quarter of an hour.
    Access,
    /// Opens one stored file.
    Download,
}

/// What a token says. `details` is for those who read the token; what counts is looked up by `subject` and `session`.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenClaims {
    /// Who or what it is about.
    pub subject: Uuid,
    /// The sign-in it belongs to, when it belongs to one.
    pub session: Option<Uuid>,
    /// Further facts, as JSON members of the token.
    pub details: serde_json::Map<String, serde_json::Value>,
}

/// Signs tokens and recognises its own.
pub trait TokenSigner: Send + Sync {
    /// A token good for `lasting`.
    fn sign(&self, purpose: TokenPurpose, claims: &TokenClaims, lasting: Duration) -> PortResult<String>;

    /// The claims, when the token is ours, of this purpose and not expired.
    fn verify(&self, purpose: TokenPurpose, token: &str) -> Option<TokenClaims>;

    /// The public keys by which anybody can check a token, as a JSON Web Key Set.
    fn public_keys(&self) -> serde_json::Value;
}

/// The file of this installation's keys. Used by commands: it may block for as long as a disk takes.
pub trait KeyFile: Send + Sync {
    /// The keys.
    fn read(&self) -> PortResult<Option<Vec<u8>>>;

    /// Puts the keys there, readable by their owner only. `Conflict` when there are others.
    fn put(&self, keys: &[u8]) -> PortResult<()>;
}
