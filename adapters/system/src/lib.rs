//! What the machine itself gives: the time, fresh identifiers, password hashing, the installation's keys
//! and what is signed and sealed with them, and room on the disk.
//!
//! The only crate that may ask for the time and for chance; everybody else gets them through their ports.

mod clock;
mod disk;
mod ids;
mod keys;
mod passwords;

pub use clock::SystemClock;
pub use disk::free_space;
pub use ids::RandomIds;
pub use keys::{Es256Signer, KeyRing, KeyRingFile, KeyVault};
pub use passwords::Argon2Hasher;
