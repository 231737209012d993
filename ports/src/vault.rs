//! Encryption and message authentication with keys that are not in the database.

use crate::PortResult;

/// Encrypts and authenticates what a copy of the database must not reveal. The keys are kept outside the database. The
/// newest key encrypts; all keys decrypt.
pub trait Vault: Send + Sync {
    /// Encrypts and authenticates. The result can be opened only with the same `context`, for example `factors/<id>`.
    fn seal(&self, context: &str, plain: &[u8]) -> PortResult<Vec<u8>>;

    /// Decrypts. `Internal` when the data is damaged, has another context, or its key is gone.
    fn open(&self, context: &str, sealed: &[u8]) -> PortResult<Vec<u8>>;

    /// Whether it was sealed with the newest key. After a rotation the others are sealed again.
    fn is_sealed_with_newest(&self, sealed: &[u8]) -> bool;

    /// A message authentication code, bound to the purpose.
    fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32];

    /// Whether this is the code under any of the keys. Constant time.
    fn verify_mac(&self, purpose: &str, message: &[u8], mac: &[u8]) -> bool;
}
