//! The installation's keys: one small file beside the data, never in the database.
//!
//! `signing_key` and `sealing_key` are single keys. `ring` reads them from the file. `signer` and `vault` implement the
//! ports with the keys of the ring. Modules import in this order only.

mod ring;
mod sealing_key;
mod signer;
mod signing_key;
mod vault;

pub use ring::{KeyRing, KeyRingFile};
pub use signer::Es256Signer;
pub use vault::KeyVault;
