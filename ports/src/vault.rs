//! Keys that never lie beside what they protect.

use crate::PortResult;

/// Encrypts and marks what a copy of the database must not give away. The keys are outside the database, and there may be
/// several: the newest one writes, all of them read.
pub trait Vault: Send + Sync {
    /// Encrypts and authenticates. What was sealed in one `context`, for example `factors/<id>`, opens in no other.
    fn seal(&self, context: &str, plain: &[u8]) -> PortResult<Vec<u8>>;

    /// What was sealed. `Internal` when it is damaged, was sealed elsewhere, or its key is gone.
    fn open(&self, context: &str, sealed: &[u8]) -> PortResult<Vec<u8>>;

    /// Was it sealed with the newest key? What was not is sealed again after a rotation.
    fn is_sealed_with_newest(&self, sealed: &[u8]) -> bool;

    /// The same for the same message, purpose and key, and worthless for every other purpose: a keyed digest.
    fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32];

    /// Is it the digest under any of the keys? Takes the same time whatever differs.
    fn is_mac(&self, purpose: &str, message: &[u8], mac: &[u8]) -> bool;
}
