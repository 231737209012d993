//! A key pair that signs tokens with ES256.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use jsonwebtoken::{DecodingKey, EncodingKey};
use ports::{PortError, PortResult};
use sha2::{Digest, Sha256};

/// One key pair.
pub(super) struct SigningKey {
    /// Names the key in tokens and in the published key set.
    pub(super) id: String,
    /// The public point: two coordinates of 32 bytes.
    pub(super) public: ([u8; 32], [u8; 32]),
    pub(super) encoding: EncodingKey,
    pub(super) decoding: DecodingKey,
}

impl SigningKey {
    /// A new key pair, as PKCS #8.
    pub(super) fn generate() -> PortResult<Vec<u8>> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(PortError::internal)?;
        Ok(pair.to_pkcs8v1().map_err(PortError::internal)?.as_ref().to_vec())
    }

    /// Reads a key pair.
    pub(super) fn from_pkcs8(pkcs8: &[u8]) -> Option<Self> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).ok()?;
        // 0x04, then both coordinates.
        let point = pair.public_key().as_ref();
        let x = point.get(1..33)?.try_into().ok()?;
        let y = point.get(33..65)?.try_into().ok()?;
        let id = hex::encode(&Sha256::digest(point)[..8]);
        let (encoding, decoding) = (EncodingKey::from_ec_der(pkcs8), DecodingKey::from_ec_der(point));
        Some(Self { id, public: (x, y), encoding, decoding })
    }
}
