//! System services: clock, random identifiers, password hashing, the installation's keys with signing and encryption,
//! free disk space.
//!
//! The only crate that reads the clock and the random number generator; all others use the ports.

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
