//! Encryption of columns and message authentication codes, with the keys of the ring.

use std::sync::Arc;

use ports::{PortError, PortResult, Vault};

use super::ring::{KeyRing, KeySet};
use super::sealing_key::{Sealed, SealingKey};

/// Seals and authenticates with the newest key of the ring.
pub struct KeyVault {
    ring: Arc<KeyRing>,
}

impl KeyVault {
    /// A vault with these keys.
    pub fn new(ring: Arc<KeyRing>) -> Self {
        Self { ring }
    }

    /// The result of `find` on the known keys, or else on the reloaded ones, to which another node may have added a key.
    fn find<T>(&self, find: impl Fn(&KeySet) -> Option<T>) -> Option<T> {
        find(&self.ring.keys()).or_else(|| find(&*self.ring.reload_if_changed()?))
    }
}

fn newest(keys: &KeySet) -> &SealingKey {
    keys.sealing.last().expect("a ring has a key of each kind")
}

impl Vault for KeyVault {
    fn seal(&self, context: &str, plain: &[u8]) -> PortResult<Vec<u8>> {
        newest(&self.ring.keys()).seal(context, plain)
    }

    fn open(&self, context: &str, sealed: &[u8]) -> PortResult<Vec<u8>> {
        let sealed = Sealed::parse(sealed).ok_or_else(|| PortError::internal("not a sealed value"))?;
        let opened = self.find(|keys| {
            let key = keys.sealing.iter().find(|key| key.has_sealed(&sealed))?;
            Some(key.open(context, &sealed))
        });
        let opened = opened.ok_or_else(|| PortError::internal("the key of a sealed value is missing"))?;
        opened.ok_or_else(|| PortError::internal("a sealed value is damaged or of another context"))
    }

    fn is_sealed_with_newest(&self, sealed: &[u8]) -> bool {
        let keys = self.ring.reload_if_changed().unwrap_or_else(|| self.ring.keys());
        Sealed::parse(sealed).is_some_and(|sealed| newest(&keys).has_sealed(&sealed))
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        newest(&self.ring.keys()).mac(purpose, message)
    }

    fn verify_mac(&self, purpose: &str, message: &[u8], mac: &[u8]) -> bool {
        let is_one = |keys: &KeySet| keys.sealing.iter().any(|key| key.verifies(purpose, message, mac)).then_some(());
        self.find(is_one).is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use chrono::DateTime;

    use super::*;
    use crate::keys::KeyRingFile;

    fn vault() -> (KeyVault, PathBuf, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ring");
        (KeyVault::new(KeyRing::open(&path, DateTime::UNIX_EPOCH).unwrap()), path, folder)
    }

    #[test]
    fn a_sealed_value_opens_in_its_context_only() {
        let (vault, _, _folder) = vault();
        let sealed = vault.seal("factors/1", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(vault.open("factors/1", &sealed).unwrap(), b"secret");
        assert!(vault.open("factors/2", &sealed).is_err());
        assert_ne!(vault.seal("factors/1", b"secret").unwrap(), sealed, "the same twice looks different");
    }

    #[test]
    fn what_is_damaged_does_not_open() {
        let (vault, _, _folder) = vault();
        let sealed = vault.seal("x", b"secret").unwrap();
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert!(vault.open("x", &damaged).is_err(), "byte {at}");
        }
        assert!(vault.open("x", &sealed[..10]).is_err());
    }

    #[test]
    fn after_a_rotation_every_node_reads_what_any_node_wrote() {
        let (old, path, _folder) = vault();
        let sealed = old.seal("x", b"secret").unwrap();
        let mac = old.mac("refresh", b"message");
        KeyRingFile::at(&path).rotate(DateTime::UNIX_EPOCH).unwrap();
        let new = KeyVault::new(KeyRing::open(&path, DateTime::UNIX_EPOCH).unwrap());
        assert_eq!(new.open("x", &sealed).unwrap(), b"secret");
        assert!(new.verify_mac("refresh", b"message", &mac) && !new.is_sealed_with_newest(&sealed));
        let (by_new, mac_by_new) = (new.seal("x", b"other").unwrap(), new.mac("refresh", b"message"));
        assert!(new.is_sealed_with_newest(&by_new));
        assert_ne!(mac, mac_by_new);
        assert!(old.verify_mac("refresh", b"message", &mac_by_new), "it reads the file again");
        assert_eq!(old.open("x", &by_new).unwrap(), b"other");
    }

    #[test]
    fn a_code_is_valid_for_its_purpose_and_message_only() {
        let (vault, _, _folder) = vault();
        let mac = vault.mac("refresh", b"message");
        assert!(vault.verify_mac("refresh", b"message", &mac));
        assert!(!vault.verify_mac("refres", b"hmessage", &mac));
        assert!(!vault.verify_mac("refresh", b"messagf", &mac));
        assert!(!vault.verify_mac("refresh", b"message", &mac[..16]));
    }
}
