//! Access tokens and download tokens: JWTs signed with ES256. The purpose is the audience, so a token of one purpose is not
//! accepted for another.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use ports::{Clock, PortError, PortResult, TokenClaims, TokenPurpose, TokenSigner};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::ring::{KeyRing, KeySet};

const ISSUER: &str = "jobwright";
/// Allowed difference between the clocks of nodes (AU-13).
const LEEWAY: TimeDelta = TimeDelta::seconds(30);

/// Signs with the newest key of the ring.
pub struct Es256Signer {
    clock: Arc<dyn Clock>,
    ring: Arc<KeyRing>,
}

/// A claim of another JSON type is refused (AU-07).
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session_id: Option<Uuid>,
    iat: i64,
    exp: i64,
    #[serde(flatten)]
    details: Map<String, Value>,
}

fn audience(purpose: TokenPurpose) -> &'static str {
    match purpose {
        // What clients of Supabase Auth expect of an access token.
        TokenPurpose::Access => "authenticated",
        TokenPurpose::Download => "download",
    }
}

/// One algorithm, our issuer, this purpose; whatever else the header asks for is ignored (AU-08). Expiry is checked
/// against our own clock.
fn validation(purpose: TokenPurpose) -> Validation {
    let mut validation = Validation::new(Algorithm::ES256);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[audience(purpose)]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    validation.validate_exp = false;
    validation
}

impl Es256Signer {
    /// A signer with these keys.
    pub fn new(ring: Arc<KeyRing>, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ring }
    }

    /// The keys with the one of this id among them, if there is one.
    fn keys_with(&self, id: &str) -> Option<Arc<KeySet>> {
        let has = |keys: &Arc<KeySet>| keys.signing.iter().any(|key| key.id == id);
        // Another node may sign with a key that was added after we read the file.
        Some(self.ring.keys()).filter(has).or_else(|| self.ring.reload_if_changed().filter(has))
    }
}

impl TokenSigner for Es256Signer {
    fn sign(&self, purpose: TokenPurpose, claims: &TokenClaims, lifetime: Duration) -> PortResult<String> {
        let now = self.clock.now();
        let lifetime = TimeDelta::from_std(lifetime).map_err(PortError::internal)?;
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: audience(purpose).to_owned(),
            sub: claims.subject,
            session_id: claims.session,
            iat: now.timestamp(),
            exp: (now + lifetime).timestamp(),
            details: claims.details.clone(),
        };
        let keys = self.ring.keys();
        let key = keys.signing.last().expect("a ring has a key of each kind");
        let header = Header { kid: Some(key.id.clone()), ..Header::new(Algorithm::ES256) };
        encode(&header, &claims, &key.encoding).map_err(PortError::internal)
    }

    fn verify(&self, purpose: TokenPurpose, token: &str) -> Option<TokenClaims> {
        // The id only selects one of our own keys (AU-08).
        let id = decode_header(token).ok()?.kid?;
        let keys = self.keys_with(&id)?;
        let key = keys.signing.iter().find(|key| key.id == id)?;
        let claims = decode::<Claims>(token, &key.decoding, &validation(purpose)).ok()?.claims;
        let now = self.clock.now();
        let is_current = claims.exp > (now - LEEWAY).timestamp() && claims.iat <= (now + LEEWAY).timestamp();
        is_current.then_some(TokenClaims { subject: claims.sub, session: claims.session_id, details: claims.details })
    }

    fn public_keys(&self) -> Value {
        let keys = self.ring.reload_if_changed().unwrap_or_else(|| self.ring.keys());
        let published = keys.signing.iter().rev().map(|key| {
            let (x, y) = (URL_SAFE_NO_PAD.encode(key.public.0), URL_SAFE_NO_PAD.encode(key.public.1));
            json!({
                "kty": "EC", "crv": "P-256", "x": x, "y": y,
                "kid": key.id, "alg": "ES256", "use": "sig", "key_ops": ["verify"],
            })
        });
        json!({ "keys": published.collect::<Vec<_>>() })
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use chrono::DateTime;
    use jsonwebtoken::jwk::JwkSet;
    use jsonwebtoken::{DecodingKey, EncodingKey};
    use ports::SetClock;

    use super::*;
    use crate::keys::KeyRingFile;
    use crate::keys::signing_key::SigningKey;

    struct Fixture {
        clock: Arc<SetClock>,
        signer: Es256Signer,
        path: PathBuf,
        folder: tempfile::TempDir,
    }

    fn fixture() -> Fixture {
        let folder = tempfile::tempdir().unwrap();
        let start = DateTime::from_timestamp_secs(1_800_000_000).unwrap();
        let clock = Arc::new(SetClock::at(start));
        let path = folder.path().join("ring");
        let signer = Es256Signer::new(KeyRing::open(&path, start).unwrap(), clock.clone());
        Fixture { clock, signer, path, folder }
    }

    fn claims() -> TokenClaims {
        TokenClaims { subject: Uuid::from_u128(7), session: Some(Uuid::from_u128(8)), details: Map::new() }
    }

    const QUARTER: Duration = Duration::from_mins(15);

    #[test]
    fn au_13_a_token_says_what_was_signed_until_it_expires() {
        let Fixture { clock, signer, folder: _folder, .. } = fixture();
        let token = signer.sign(TokenPurpose::Access, &claims(), QUARTER).unwrap();
        let verified = || signer.verify(TokenPurpose::Access, &token);
        assert_eq!(verified(), Some(claims()));
        let shift = |seconds| clock.advance(TimeDelta::seconds(seconds));
        shift(15 * 60 + 29);
        assert!(verified().is_some(), "clocks may be half a minute apart");
        shift(2);
        assert_eq!(verified(), None);
        shift(-(15 * 60 + 31) - 30);
        assert!(verified().is_some(), "the node that signed it may be half a minute ahead");
        shift(-1);
        assert_eq!(verified(), None);
    }

    #[test]
    fn au_09_a_token_of_one_purpose_is_worthless_for_another() {
        let Fixture { signer, folder: _folder, .. } = fixture();
        let purposes = [TokenPurpose::Access, TokenPurpose::Download];
        for signed in purposes {
            let token = signer.sign(signed, &claims(), QUARTER).unwrap();
            for used in purposes {
                assert_eq!(signer.verify(used, &token).is_some(), signed == used, "{signed:?} used as {used:?}");
            }
        }
    }

    #[test]
    fn au_10_keys_are_replaced_without_a_refused_token() {
        let Fixture { clock, signer, path, folder: _folder } = fixture();
        // Another node on the same file.
        let other = Es256Signer::new(KeyRing::open(&path, clock.now()).unwrap(), clock.clone());
        let sign = |signer: &Es256Signer| signer.sign(TokenPurpose::Access, &claims(), QUARTER).unwrap();
        let before = sign(&signer);
        KeyRingFile::at(&path).rotate(clock.now()).unwrap();
        let published = signer.public_keys();
        assert_eq!(published["keys"].as_array().unwrap().len(), 2);
        let after = sign(&signer);
        assert_ne!(decode_header(&before).unwrap().kid, decode_header(&after).unwrap().kid);
        for node in [&signer, &other] {
            for token in [&before, &after] {
                assert!(node.verify(TokenPurpose::Access, token).is_some());
            }
        }
        KeyRingFile::at(&path).rotate(clock.now()).unwrap();
        sign(&other);
        let newest = Es256Signer::new(KeyRing::open(&path, clock.now()).unwrap(), clock.clone());
        assert!(newest.verify(TokenPurpose::Access, &after).is_some());
        assert!(newest.verify(TokenPurpose::Access, &before).is_none(), "two keys are live, not three");
    }

    #[test]
    fn a_token_verifies_with_the_published_keys() {
        let Fixture { signer, folder: _folder, .. } = fixture();
        let token = signer.sign(TokenPurpose::Access, &claims(), QUARTER).unwrap();
        let published: JwkSet = serde_json::from_value(signer.public_keys()).unwrap();
        let key = published.find(&decode_header(&token).unwrap().kid.unwrap()).unwrap();
        let key = DecodingKey::from_jwk(key).unwrap();
        assert!(decode::<Claims>(&token, &key, &validation(TokenPurpose::Access)).is_ok());
    }

    #[test]
    fn au_07_au_08_tampered_tokens_are_refused() {
        let Fixture { signer, folder: _folder, .. } = fixture();
        let good = signer.sign(TokenPurpose::Access, &claims(), QUARTER).unwrap();
        let parts: Vec<&str> = good.split('.').collect();
        let keys = signer.ring.keys();
        let key = keys.signing.last().unwrap();
        let payload = |exp: Value| json!({"iss": ISSUER, "aud": "authenticated", "sub": Uuid::nil(), "iat": 1_800_000_000, "exp": exp});
        let forge = |header: Header, key: &EncodingKey, exp: Value| encode(&header, &payload(exp), key).unwrap();
        let named = |header: Header| Header { kid: Some(key.id.clone()), ..header };
        let point = [&[4_u8][..], &key.public.0, &key.public.1].concat();
        let raw = |header: Value| format!("{}.{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), parts[1], parts[2]);
        let stranger = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        let far = json!(i64::MAX);
        let forged = [
            raw(json!({"alg": "none", "kid": key.id})),
            raw(json!({"alg": "HS256", "kid": key.id})),
            raw(json!({"alg": "ES384", "kid": key.id})),
            raw(json!({"alg": "ES256"})),
            raw(json!({"alg": "ES256", "kid": "../../etc/passwd"})),
            raw(json!({"alg": "ES256", "kid": format!("{}' OR '1'='1", key.id)})),
            format!("{}.{}.", parts[0], parts[1]),
            format!("{}.{}.{}", parts[0], parts[1], parts[2].to_lowercase()),
            // Signed with the public key, as if it were a shared secret.
            forge(named(Header::new(Algorithm::HS256)), &EncodingKey::from_secret(&point), far.clone()),
            // Signed with a stranger's key, under our key's name and under its own, which it offers to show.
            forge(named(Header::new(Algorithm::ES256)), &stranger.encoding, far.clone()),
            forge(
                Header {
                    kid: Some(stranger.id.clone()),
                    jku: Some("https://evil.example/jwks".to_owned()),
                    ..Header::new(Algorithm::ES256)
                },
                &stranger.encoding,
                far,
            ),
            // Ours, but its expiry is a text.
            forge(named(Header::new(Algorithm::ES256)), &key.encoding, json!("9999999999")),
            forge(named(Header::new(Algorithm::ES256)), &key.encoding, Value::Null),
            String::new(),
            "a.b.c".to_owned(),
        ];
        for token in forged {
            assert_eq!(signer.verify(TokenPurpose::Access, &token), None, "{token}");
        }
    }
}
