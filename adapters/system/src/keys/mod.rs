//! The installation's keys: one small file beside the data, never in the database.

mod ring;
mod signer;
mod vault;

pub use ring::{KeyRing, KeyRingFile};
pub use signer::Es256Signer;
pub use vault::KeyVault;
