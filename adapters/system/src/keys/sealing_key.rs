//! A key that encrypts columns (AES-256-GCM) and authenticates messages (HMAC-SHA-256).

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Salt};
use aws_lc_rs::{hmac, rand};
use ports::{PortError, PortResult};
use sha2::{Digest, Sha256};

/// The first byte of a sealed value: the version of the format.
const FORMAT: u8 = 1;
const ID_BYTES: usize = 4;
const NONCE_BYTES: usize = 12;
/// The header of a sealed value: format, key id and nonce.
const HEADER_BYTES: usize = 1 + ID_BYTES + NONCE_BYTES;
const SECRET_BYTES: usize = 32;

/// One secret, and two keys derived from it: encryption and authentication share none.
pub(super) struct SealingKey {
    /// The key id in sealed values.
    id: [u8; ID_BYTES],
    encryption: LessSafeKey,
    authentication: hmac::Key,
}

/// A sealed value in its parts.
pub(super) struct Sealed<'a> {
    format: u8,
    key_id: [u8; ID_BYTES],
    nonce: [u8; NONCE_BYTES],
    ciphertext: &'a [u8],
}

struct Bits256;

impl KeyType for Bits256 {
    fn len(&self) -> usize {
        32
    }
}

impl SealingKey {
    /// A new secret.
    pub(super) fn generate() -> PortResult<[u8; SECRET_BYTES]> {
        let mut secret = [0; SECRET_BYTES];
        rand::fill(&mut secret).map_err(PortError::internal)?;
        Ok(secret)
    }

    /// The keys derived from a secret.
    pub(super) fn from_secret(secret: &[u8]) -> Option<Self> {
        if secret.len() != SECRET_BYTES {
            return None;
        }
        let derive = |purpose: &[u8]| {
            let mut key = [0; 32];
            let secret = Salt::new(HKDF_SHA256, b"jobwright").extract(secret);
            secret.expand(&[purpose], Bits256).ok()?.fill(&mut key).ok()?;
            Some(key)
        };
        let encryption = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &derive(b"seal")?).ok()?);
        let authentication = hmac::Key::new(hmac::HMAC_SHA256, &derive(b"mark")?);
        let id = Sha256::digest(secret)[..ID_BYTES].try_into().ok()?;
        Some(Self { id, encryption, authentication })
    }

    /// Encrypts and authenticates. The context is the associated data: it is authenticated and not contained.
    pub(super) fn seal(&self, context: &str, plain: &[u8]) -> PortResult<Vec<u8>> {
        let mut nonce = [0; NONCE_BYTES];
        rand::fill(&mut nonce).map_err(PortError::internal)?;
        let mut ciphertext = plain.to_vec();
        let (unique, aad) = (Nonce::assume_unique_for_key(nonce), Aad::from(context.as_bytes()));
        self.encryption.seal_in_place_append_tag(unique, aad, &mut ciphertext).map_err(PortError::internal)?;
        Ok([&[FORMAT][..], &self.id, &nonce, &ciphertext].concat())
    }

    /// Decrypts a value that this key has sealed in this context. `None` when it is damaged or of another context.
    pub(super) fn open(&self, context: &str, sealed: &Sealed<'_>) -> Option<Vec<u8>> {
        let mut ciphertext = sealed.ciphertext.to_vec();
        let (nonce, aad) = (Nonce::assume_unique_for_key(sealed.nonce), Aad::from(context.as_bytes()));
        let plain = self.encryption.open_in_place(nonce, aad, &mut ciphertext).ok()?;
        Some(plain.to_vec())
    }

    /// Whether this key has sealed it.
    pub(super) fn has_sealed(&self, sealed: &Sealed<'_>) -> bool {
        sealed.format == FORMAT && sealed.key_id == self.id
    }

    /// The message authentication code.
    pub(super) fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let tag = hmac::sign(&self.authentication, &framed(purpose, message));
        tag.as_ref().try_into().expect("HMAC-SHA-256 has 32 bytes")
    }

    /// Whether the code is this key's. Compares in constant time.
    pub(super) fn verifies(&self, purpose: &str, message: &[u8], mac: &[u8]) -> bool {
        hmac::verify(&self.authentication, &framed(purpose, message), mac).is_ok()
    }
}

impl<'a> Sealed<'a> {
    /// The parts of a sealed value. `None` when it is too short to be one.
    pub(super) fn parse(sealed: &'a [u8]) -> Option<Self> {
        let (header, ciphertext) = sealed.split_at_checked(HEADER_BYTES)?;
        let key_id = header[1..=ID_BYTES].try_into().ok()?;
        let nonce = header[1 + ID_BYTES..].try_into().ok()?;
        Some(Self { format: header[0], key_id, nonce, ciphertext })
    }
}

/// The length separates purpose and message.
fn framed(purpose: &str, message: &[u8]) -> Vec<u8> {
    [&(purpose.len() as u64).to_be_bytes()[..], purpose.as_bytes(), message].concat()
}
