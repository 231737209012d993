//! JSON Web Key Sets of issuers (RFC 7517), and the choice of the key that verifies a token.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use ports::{Clock, PortResult};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use crate::document_cache::{DocumentCache, Fetched};
use crate::issuer_client::IssuerClient;

/// How long a key set is fresh.
const FRESH_FOR: TimeDelta = TimeDelta::hours(1);
/// How long its keys are used while the issuer does not respond.
const STALE_FOR: TimeDelta = TimeDelta::days(1);
/// The minimum interval between fetches for an unknown key.
const MIN_REFETCH_INTERVAL: TimeDelta = TimeDelta::minutes(1);

/// The minimum RSA modulus, in bytes (NIST SP 800-131A).
const MIN_MODULUS_BYTES: usize = 2048 / 8;

/// A cached key set.
pub(crate) struct KeySetCache {
    cache: DocumentCache<Vec<Key>>,
    clock: Arc<dyn Clock>,
}

/// A key set as served. Each key is parsed on its own, so that one for another use hides no other.
#[derive(Deserialize)]
struct KeySetDocument {
    keys: Vec<Value>,
}

/// A key bound to one algorithm.
struct Key {
    id: Option<String>,
    algorithm: Algorithm,
    decoding: DecodingKey,
}

/// Whether the algorithm is accepted: RS256, ES256 and `EdDSA`; neither `none` nor shared secrets.
pub(crate) fn is_accepted(algorithm: Algorithm) -> bool {
    matches!(algorithm, Algorithm::RS256 | Algorithm::ES256 | Algorithm::EdDSA)
}

/// Validates the signature only; the claims are judged by our own clock.
pub(crate) fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_required_spec_claims::<&str>(&[]);
    validation
}

impl KeySetCache {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { cache: DocumentCache::new(Arc::clone(&clock)), clock }
    }

    /// Finds the key with this id. The key set is fetched again when it may have a new one. A lookup of a known key
    /// waits for no request.
    pub(crate) async fn find(
        &self,
        (http, list): (&IssuerClient, &Url),
        id: Option<&str>,
        algorithm: Algorithm,
    ) -> PortResult<Option<DecodingKey>> {
        let now = self.clock.now();
        let known = |seen: &Fetched<Vec<Key>>| find(&seen.document, id, algorithm).cloned();
        let stale = || self.cache.newest().filter(|seen| now - seen.at < STALE_FOR).as_ref().and_then(known);
        let is_fresh = |seen: &Fetched<Vec<Key>>| now - seen.at < FRESH_FOR;
        if let Some(key) = self.cache.newest().filter(is_fresh).as_ref().and_then(known) {
            return Ok(Some(key));
        }
        if self.cache.is_being_fetched()
            && let Some(key) = stale()
        {
            return Ok(Some(key));
        }
        let is_acceptable = |seen: &Fetched<Vec<Key>>| {
            let is_known = find(&seen.document, id, algorithm).is_some();
            now - seen.at < if is_known { FRESH_FOR } else { MIN_REFETCH_INTERVAL }
        };
        let (http, list) = (http.clone(), list.clone());
        let fetched = self.cache.get(is_acceptable, || async move {
            http.get::<KeySetDocument>(&list, None).await.map(KeySetDocument::read)
        });
        match fetched.await {
            Ok(seen) => Ok(known(&seen)),
            Err(error) => stale().map(Some).ok_or(error),
        }
    }
}

impl KeySetDocument {
    /// The usable keys.
    fn read(self) -> Vec<Key> {
        let keys = self.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok());
        keys.filter_map(|key| Key::read(&key)).collect()
    }
}

impl Key {
    fn read(jwk: &Jwk) -> Option<Self> {
        let algorithm = match &jwk.algorithm {
            AlgorithmParameters::RSA(key) if is_strong(&key.n) => Algorithm::RS256,
            AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => Algorithm::ES256,
            AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => Algorithm::EdDSA,
            _ => return None,
        };
        let common = &jwk.common;
        let is_for_signatures = matches!(common.public_key_use, None | Some(PublicKeyUse::Signature));
        let is_for_algorithm = common.key_algorithm.is_none_or(|named| named == KeyAlgorithm::from(algorithm));
        if !is_for_signatures || !is_for_algorithm {
            return None;
        }
        Some(Self { id: common.key_id.clone(), algorithm, decoding: DecodingKey::from_jwk(jwk).ok()? })
    }
}

/// Whether the RSA modulus is long enough, which the library does not check.
fn is_strong(modulus: &str) -> bool {
    URL_SAFE_NO_PAD.decode(modulus).is_ok_and(|modulus| modulus.len() >= MIN_MODULUS_BYTES)
}

/// The key with this id for this algorithm. A token without a key id is verified with the only key.
fn find<'a>(keys: &'a [Key], id: Option<&str>, algorithm: Algorithm) -> Option<&'a DecodingKey> {
    let mut candidates =
        keys.iter().filter(|key| key.algorithm == algorithm && (id.is_none() || key.id.as_deref() == id));
    let key = candidates.next()?;
    (id.is_some() || candidates.next().is_none()).then_some(&key.decoding)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn keys(list: &Value) -> Vec<Key> {
        serde_json::from_value::<KeySetDocument>(json!({"keys": list})).unwrap().read()
    }

    fn rsa_key(with: &Value, bytes: usize) -> Value {
        let mut key = json!({"kty": "RSA", "kid": "a", "n": URL_SAFE_NO_PAD.encode(vec![0xc5; bytes]), "e": "AQAB"});
        key.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        key
    }

    #[test]
    fn keys_for_other_uses_are_ignored() {
        let list = json!([
            {"kty": "oct", "kid": "a", "k": "c2VjcmV0"},
            {"kty": "EC", "kid": "a", "crv": "secp256k1", "x": "AA", "y": "AA"},
            {"kid": "a"},
            7,
            rsa_key(&json!({"use": "enc"}), 256),
            rsa_key(&json!({"alg": "RSA-OAEP"}), 256),
            rsa_key(&json!({}), 128),
            rsa_key(&json!({"kid": "good", "use": "sig", "alg": "RS256"}), 256),
        ]);
        let keys = keys(&list);
        assert_eq!(keys.len(), 1);
        assert!(find(&keys, Some("good"), Algorithm::RS256).is_some());
        assert!(find(&keys, Some("a"), Algorithm::RS256).is_none());
    }

    #[test]
    fn au_08_a_key_checks_one_algorithm_and_a_token_without_a_name_needs_the_only_key() {
        let one = keys(&json!([rsa_key(&json!({}), 256)]));
        assert!(find(&one, None, Algorithm::RS256).is_some());
        for algorithm in [Algorithm::ES256, Algorithm::HS256, Algorithm::PS256] {
            assert!(find(&one, Some("a"), algorithm).is_none() && find(&one, None, algorithm).is_none());
        }
        let two = keys(&json!([rsa_key(&json!({}), 256), rsa_key(&json!({"kid": "b"}), 256)]));
        assert!(find(&two, None, Algorithm::RS256).is_none());
        assert!(find(&two, Some("b"), Algorithm::RS256).is_some());
    }
}
