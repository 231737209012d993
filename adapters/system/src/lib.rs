//! What the machine itself gives: the time, fresh identifiers, password hashing and token signing.
//!
//! The only crate that may ask for the time and for chance; everybody else gets them through their ports.

mod clock;
mod ids;
mod passwords;
mod tokens;

pub use clock::SystemClock;
pub use ids::RandomIds;
pub use passwords::Argon2Hasher;
pub use tokens::{Ed25519Signer, SigningKeyFile};
