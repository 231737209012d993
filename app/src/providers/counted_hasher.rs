//! A decorator that counts the password hashes that are computed.

use async_trait::async_trait;
use ports::{PasswordHasher, PortResult};

use crate::telemetry::cost::count_password_hash;

/// Decorates a hasher.
pub(crate) struct CountedHasher<H>(pub(crate) H);

#[async_trait]
impl<H: PasswordHasher> PasswordHasher for CountedHasher<H> {
    async fn hash(&self, password: &str) -> PortResult<String> {
        let hashed = self.0.hash(password).await;
        hashed.inspect(|_| count_password_hash())
    }

    async fn verify(&self, password: &str, hash: Option<&str>) -> PortResult<bool> {
        let verified = self.0.verify(password, hash).await;
        verified.inspect(|_| count_password_hash())
    }
}
