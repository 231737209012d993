//! The keys an issuer publishes (RFC 7517), and which of them may have signed a token.

use std::sync::{Arc, RwLock};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use ports::{PortError, PortResult};
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use crate::web::Web;

/// How long a list is good.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// How long its keys go on checking tokens while nobody answers.
const KEPT: TimeDelta = TimeDelta::days(1);
/// Whoever did not answer is asked again no sooner: meanwhile nobody waits for them.
const RECOVERING: TimeDelta = TimeDelta::seconds(5);
/// A key nobody knows is looked for no more often.
const LOOK_AGAIN: TimeDelta = TimeDelta::minutes(1);

/// With shorter ones RSA is too weak (NIST SP 800-131A).
const SHORTEST_MODULUS: usize = 2048 / 8;

/// The keys somebody publishes, as they were seen last.
#[derive(Default)]
pub(crate) struct PublishedKeys {
    seen: RwLock<Option<Seen>>,
    /// Held by the one who looks: when nobody answered last.
    looking: Mutex<Option<DateTime<Utc>>>,
}

#[derive(Clone)]
struct Seen {
    keys: Arc<Vec<Key>>,
    at: DateTime<Utc>,
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

#[derive(Deserialize)]
struct Written {
    kty: String,
    kid: Option<String>,
    r#use: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
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
    /// The key of this id from the list at this address, which is looked at again when it may have a new one. Whoever knows
    /// the key already waits for nobody.
    pub(crate) async fn find(
        &self,
        (web, list): (&Web, &Url),
        id: Option<&str>,
        algorithm: Algorithm,
        now: DateTime<Utc>,
    ) -> PortResult<Option<DecodingKey>> {
        let known = |within: TimeDelta| {
            let seen = self.seen.read().expect("nobody panics with it").clone();
            let seen = seen.filter(|seen| now - seen.at < within)?;
            Some((find(&seen.keys, id, algorithm).cloned(), seen.at))
        };
        if let Some((Some(key), _)) = known(FRESH) {
            return Ok(Some(key));
        }
        let looking = self.looking.try_lock();
        let mut failed_at = match (looking, known(KEPT)) {
            (Ok(looking), _) => looking,
            (Err(_), Some((Some(key), _))) => return Ok(Some(key)),
            (Err(_), _) => self.looking.lock().await,
        };
        match known(FRESH) {
            Some((Some(key), _)) => return Ok(Some(key)),
            Some((None, at)) if now - at < LOOK_AGAIN => return Ok(None),
            _ => {}
        }
        let list = if failed_at.is_some_and(|at| now - at < RECOVERING) {
            Err(PortError::unavailable("the keys could not be fetched a moment ago"))
        } else {
            let list: PortResult<KeyList> = web.get(list, None).await;
            *failed_at = list.is_err().then_some(now);
            list
        };
        let list = match (list, known(KEPT)) {
            (Err(_), Some((Some(key), _))) => return Ok(Some(key)),
            (list, _) => list?,
        };
        let keys = Arc::new(list.read());
        let found = find(&keys, id, algorithm).cloned();
        *self.seen.write().expect("nobody panics with it") = Some(Seen { keys, at: now });
        Ok(found)
    }
}

impl KeyList {
    /// Those we can use.
    fn read(self) -> Vec<Key> {
        let written = self.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok());
        written.filter_map(|key| Key::read(&key)).collect()
    }
}

impl Key {
    fn read(written: &Written) -> Option<Self> {
        let (algorithm, name, key) = match (written.kty.as_str(), written.crv.as_deref()) {
            ("RSA", _) => (Algorithm::RS256, "RS256", rsa(written.n.as_deref()?, written.e.as_deref()?)?),
            ("EC", Some("P-256")) => {
                let key = DecodingKey::from_ec_components(written.x.as_deref()?, written.y.as_deref()?).ok()?;
                (Algorithm::ES256, "ES256", key)
            }
            ("OKP", Some("Ed25519")) => {
                (Algorithm::EdDSA, "EdDSA", DecodingKey::from_ed_components(written.x.as_deref()?).ok()?)
            }
            _ => return None,
        };
        let is_for_signatures = written.r#use.as_deref().is_none_or(|usage| usage == "sig");
        let is_for_it = written.alg.as_deref().is_none_or(|alg| alg == name);
        (is_for_signatures && is_for_it).then(|| Self { id: written.kid.clone(), algorithm, checks: key })
    }
}

fn rsa(n: &str, e: &str) -> Option<DecodingKey> {
    let is_long = URL_SAFE_NO_PAD.decode(n).ok()?.len() >= SHORTEST_MODULUS;
    is_long.then(|| DecodingKey::from_rsa_components(n, e).ok()).flatten()
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
