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

use crate::published::{Fetched, Published};
use crate::web::Web;

/// How long a list is good.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// How long its keys go on checking tokens while nobody answers.
const KEPT: TimeDelta = TimeDelta::days(1);
/// A key nobody knows is looked for no more often.
const LOOK_AGAIN: TimeDelta = TimeDelta::minutes(1);

/// With shorter ones RSA is too weak (NIST SP 800-131A).
const SHORTEST_MODULUS: usize = 2048 / 8;

/// The keys somebody publishes, as they were seen last.
pub(crate) struct PublishedKeys {
    list: Published<Vec<Key>>,
    clock: Arc<dyn Clock>,
}

/// A list of keys as it is served. Each is read on its own: one that is meant for something else hides no other.
#[derive(Deserialize)]
struct KeyList {
    keys: Vec<Value>,
}

/// A key that checks signatures of one algorithm, and no other.
struct Key {
    id: Option<String>,
    algorithm: Algorithm,
    checks: DecodingKey,
}

/// RS256, ES256 and `EdDSA`: no `none`, and nothing whose secret an issuer would share with us.
pub(crate) fn is_accepted(algorithm: Algorithm) -> bool {
    matches!(algorithm, Algorithm::RS256 | Algorithm::ES256 | Algorithm::EdDSA)
}

/// Only the signature: what is signed is judged by our own clock.
pub(crate) fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_required_spec_claims::<&str>(&[]);
    validation
}

impl PublishedKeys {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { list: Published::new(Arc::clone(&clock)), clock }
    }

    /// The key of this id from the list at this address, which is looked at again when it may have a new one. Whoever knows
    /// the key already waits for nobody.
    pub(crate) async fn find(
        &self,
        (web, list): (&Web, &Url),
        id: Option<&str>,
        algorithm: Algorithm,
    ) -> PortResult<Option<DecodingKey>> {
        let now = self.clock.now();
        let known = |seen: &Fetched<Vec<Key>>| find(&seen.document, id, algorithm).cloned();
        let kept = || self.list.newest().filter(|seen| now - seen.at < KEPT).as_ref().and_then(known);
        let is_fresh = |seen: &Fetched<Vec<Key>>| now - seen.at < FRESH;
        if let Some(key) = self.list.newest().filter(is_fresh).as_ref().and_then(known) {
            return Ok(Some(key));
        }
        if self.list.is_being_fetched()
            && let Some(key) = kept()
        {
            return Ok(Some(key));
        }
        let will_do = |seen: &Fetched<Vec<Key>>| {
            let is_known = find(&seen.document, id, algorithm).is_some();
            now - seen.at < if is_known { FRESH } else { LOOK_AGAIN }
        };
        let (web, list) = (web.clone(), list.clone());
        let fetched =
            self.list.get(will_do, || async move { web.get::<KeyList>(&list, None).await.map(KeyList::read) });
        match fetched.await {
            Ok(seen) => Ok(known(&seen)),
            Err(error) => kept().map(Some).ok_or(error),
        }
    }
}

impl KeyList {
    /// Those we can use.
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
        let is_for_it = common.key_algorithm.is_none_or(|named| named == KeyAlgorithm::from(algorithm));
        if !is_for_signatures || !is_for_it {
            return None;
        }
        Some(Self { id: common.key_id.clone(), algorithm, checks: DecodingKey::from_jwk(jwk).ok()? })
    }
}

/// Is the modulus of an RSA key long enough? The library does not ask.
fn is_strong(modulus: &str) -> bool {
    URL_SAFE_NO_PAD.decode(modulus).is_ok_and(|modulus| modulus.len() >= SHORTEST_MODULUS)
}

/// The key of this id for this algorithm. A token that names none is checked by the only one there is.
fn find<'a>(keys: &'a [Key], id: Option<&str>, algorithm: Algorithm) -> Option<&'a DecodingKey> {
    let mut fitting = keys.iter().filter(|key| key.algorithm == algorithm && (id.is_none() || key.id.as_deref() == id));
    let key = fitting.next()?;
    (id.is_some() || fitting.next().is_none()).then_some(&key.checks)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn keys(list: &Value) -> Vec<Key> {
        serde_json::from_value::<KeyList>(json!({"keys": list})).unwrap().read()
    }

    fn rsa_key(with: &Value, bytes: usize) -> Value {
        let mut key = json!({"kty": "RSA", "kid": "a", "n": URL_SAFE_NO_PAD.encode(vec![0xc5; bytes]), "e": "AQAB"});
        key.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        key
    }

    #[test]
    fn keys_for_something_else_are_passed_over() {
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
