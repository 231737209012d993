//! Encryption of columns with AES-256-GCM, and keyed digests with HMAC-SHA-256.

use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use aws_lc_rs::{hmac, rand};
use ports::{PortError, PortResult, Vault};
use sha2::{Digest, Sha256};

use super::ring::{KeyRing, Keys};

/// The first byte of everything sealed, should there ever be another way.
const FORMAT: u8 = 1;
const ID: usize = 4;
const NONCE: usize = 12;
const HEAD: usize = 1 + ID + NONCE;

/// One secret, and the two keys made from it, so that encrypting and marking share nothing.
pub(super) struct SealingKey {
    /// Names the key in what it sealed.
    id: [u8; ID],
    sealing: LessSafeKey,
    marking: hmac::Key,
}

struct Bits256;

impl KeyType for Bits256 {
    fn len(&self) -> usize {
        32
    }
}

impl SealingKey {
    pub(super) fn new(secret: &[u8]) -> Option<Self> {
        if secret.len() != 32 {
            return None;
        }
        let derive = |use_: &[u8]| {
            let mut key = [0; 32];
            Salt::new(HKDF_SHA256, b"jobwright").extract(secret).expand(&[use_], Bits256).ok()?.fill(&mut key).ok()?;
            Some(key)
        };
        let sealing = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &derive(b"seal")?).ok()?);
        let marking = hmac::Key::new(hmac::HMAC_SHA256, &derive(b"mark")?);
        let id = Sha256::digest(secret)[..ID].try_into().ok()?;
        Some(Self { id, sealing, marking })
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> hmac::Tag {
        hmac::sign(&self.marking, &framed(purpose, message))
    }
}

/// The length keeps purpose and message apart.
fn framed(purpose: &str, message: &[u8]) -> Vec<u8> {
    [&(purpose.len() as u64).to_be_bytes()[..], purpose.as_bytes(), message].concat()
}

/// Seals and marks with the newest key of the ring.
pub struct KeyVault {
    ring: Arc<KeyRing>,
}

impl KeyVault {
    /// Works with these keys.
    pub fn new(ring: Arc<KeyRing>) -> Self {
        Self { ring }
    }

    /// The answer of the keys that are known, or else of those that another node may have made by now.
    fn of_any<T>(&self, answer: impl Fn(&Keys) -> Option<T>) -> Option<T> {
        answer(&self.ring.keys()).or_else(|| answer(&*self.ring.changed()?))
    }
}

fn newest(keys: &Keys) -> &SealingKey {
    keys.sealing.last().expect("a ring has a key of each kind")
}

impl Vault for KeyVault {
    fn seal(&self, place: &str, plain: &[u8]) -> PortResult<Vec<u8>> {
        let keys = self.ring.keys();
        let key = newest(&keys);
        let mut nonce = [0; NONCE];
        rand::fill(&mut nonce).map_err(PortError::internal)?;
        let mut sealed = plain.to_vec();
        key.sealing
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()), &mut sealed)
            .map_err(PortError::internal)?;
        Ok([&[FORMAT][..], &key.id, &nonce, &sealed].concat())
    }

    fn open(&self, place: &str, sealed: &[u8]) -> PortResult<Vec<u8>> {
        let (head, body) = sealed.split_at_checked(HEAD).ok_or_else(|| PortError::internal("this was never sealed"))?;
        let nonce: [u8; NONCE] = head[1 + ID..].try_into().map_err(PortError::internal)?;
        let opened = self.of_any(|keys| {
            let key = keys.sealing.iter().find(|key| head[0] == FORMAT && head[1..=ID] == key.id)?;
            let mut body = body.to_vec();
            let (nonce, aad) = (Nonce::assume_unique_for_key(nonce), Aad::from(place.as_bytes()));
            let plain = key.sealing.open_in_place(nonce, aad, &mut body).map(|plain| plain.to_vec());
            Some(plain.map_err(|_| PortError::internal("what was sealed is damaged, or was sealed elsewhere")))
        });
        opened.unwrap_or_else(|| Err(PortError::internal("the key of what was sealed is not there")))
    }

    fn is_sealed_with_newest(&self, sealed: &[u8]) -> bool {
        let keys = self.ring.changed().unwrap_or_else(|| self.ring.keys());
        sealed.get(1..=ID).is_some_and(|id| id == newest(&keys).id)
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let tag = newest(&self.ring.keys()).mac(purpose, message);
        tag.as_ref().try_into().expect("HMAC-SHA-256 has 32 bytes")
    }

    fn is_mac(&self, purpose: &str, message: &[u8], mac: &[u8]) -> bool {
        let framed = framed(purpose, message);
        let made_by = |key: &SealingKey| hmac::verify(&key.marking, &framed, mac).is_ok();
        self.of_any(|keys| keys.sealing.iter().any(made_by).then_some(())).is_some()
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
    fn what_is_sealed_opens_in_its_place_only() {
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
        assert!(new.is_mac("refresh", b"message", &mac) && !new.is_sealed_with_newest(&sealed));
        let (by_new, mac_by_new) = (new.seal("x", b"other").unwrap(), new.mac("refresh", b"message"));
        assert!(new.is_sealed_with_newest(&by_new));
        assert_ne!(mac, mac_by_new);
        assert!(old.is_mac("refresh", b"message", &mac_by_new), "it looks at the file again");
        assert_eq!(old.open("x", &by_new).unwrap(), b"other");
    }

    #[test]
    fn a_mark_is_good_for_its_purpose_and_message_only() {
        let (vault, _, _folder) = vault();
        let mac = vault.mac("refresh", b"message");
        assert!(vault.is_mac("refresh", b"message", &mac));
        assert!(!vault.is_mac("refres", b"hmessage", &mac));
        assert!(!vault.is_mac("refresh", b"messagf", &mac));
        assert!(!vault.is_mac("refresh", b"message", &mac[..16]));
    }
}
