//! What the machine itself gives: the time, fresh identifiers, password hashing, token signing, and
//! room on the disk.
//!
//! The only crate that may ask for the time and for chance; everybody else gets them through their ports.

mod clock;
mod disk;
mod ids;
mod passwords;
mod tokens;

pub use clock::SystemClock;
pub use disk::free_space;
pub use ids::RandomIds;
pub use passwords::Argon2Hasher;
pub use tokens::{Ed25519Signer, SigningKeyFile};
