//! Tokens as JWT, signed with Ed25519. The purpose is the audience, so a token of one purpose is worthless for another.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use ports::{Clock, KeyFile, PortError, PortErrorKind, PortResult, TokenClaims, TokenPurpose, TokenSigner};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

const ISSUER: &str = "jobwright";
/// How far clocks of several nodes may be apart (AU-13).
const LEEWAY: TimeDelta = TimeDelta::seconds(30);

/// Signs with one Ed25519 key that lives in a file.
pub struct Ed25519Signer {
    clock: Arc<dyn Clock>,
    signing: EncodingKey,
    checking: DecodingKey,
    validation: fn(TokenPurpose) -> Validation,
}

/// Numbers are numbers: a claim of another type is no claim (AU-07).
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
        // What clients of the field expect of an access token.
        TokenPurpose::Access => "authenticated",
        TokenPurpose::Refresh => "refresh",
        TokenPurpose::Download => "download",
    }
}

/// One algorithm, our issuer, this purpose; whatever else the header asks for is ignored (AU-08). Expiry is checked
/// against our own clock.
fn validation(purpose: TokenPurpose) -> Validation {
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[audience(purpose)]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    validation.validate_exp = false;
    validation
}

impl Ed25519Signer {
    /// Reads the key, or makes one at first use. Only its owner can read the file.
    pub fn from_file(path: &Path, clock: Arc<dyn Clock>) -> PortResult<Self> {
        let pkcs8 = match SigningKeyFile::at(path).read()? {
            Some(key) => key,
            None => create_key(path)?,
        };
        let pair = Ed25519KeyPair::from_pkcs8(&pkcs8).map_err(|_| {
            PortError::invalid(format!("{} holds no Ed25519 key; move it away to have a new one made", path.display()))
        })?;
        Ok(Self {
            clock,
            signing: EncodingKey::from_ed_der(&pkcs8),
            checking: DecodingKey::from_ed_der(pair.public_key().as_ref()),
            validation,
        })
    }
}

fn create_key(path: &Path) -> PortResult<Vec<u8>> {
    let key = Ed25519KeyPair::generate().and_then(|pair| pair.to_pkcs8v1()).map_err(PortError::internal)?;
    put_key(path, key.as_ref())
}

/// Several processes may start at once: the file appears whole, and whoever comes second uses the first one's key.
fn put_key(path: &Path, key: &[u8]) -> PortResult<Vec<u8>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(PortError::internal)?;
    }
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let write = || -> std::io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        file.write_all(key)?;
        file.sync_all()
    };
    write().map_err(PortError::internal)?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(PortError::internal)?;
    match linked {
        Ok(()) => Ok(key.to_vec()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => fs::read(path).map_err(PortError::internal),
        Err(error) => Err(PortError::internal(error)),
    }
}

/// The file in which the key of an [`Ed25519Signer`] lives.
#[derive(Debug)]
pub struct SigningKeyFile {
    path: PathBuf,
}

impl SigningKeyFile {
    /// The file of this name, which need not be there.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }
}

impl KeyFile for SigningKeyFile {
    fn read(&self) -> PortResult<Option<Vec<u8>>> {
        match fs::read(&self.path) {
            Ok(key) => Ok(Some(key)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(PortError::internal(error)),
        }
    }

    fn put(&self, key: &[u8]) -> PortResult<()> {
        let there = put_key(&self.path, key)?;
        if there == key { Ok(()) } else { Err(PortError::new(PortErrorKind::Conflict)) }
    }
}

impl TokenSigner for Ed25519Signer {
    fn sign(&self, purpose: TokenPurpose, claims: &TokenClaims, lasting: Duration) -> PortResult<String> {
        let now = self.clock.now();
        let lasting = TimeDelta::from_std(lasting).map_err(PortError::internal)?;
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: audience(purpose).to_owned(),
            sub: claims.subject,
            session_id: claims.session,
            iat: now.timestamp(),
            exp: (now + lasting).timestamp(),
            details: claims.details.clone(),
        };
        encode(&Header::new(Algorithm::EdDSA), &claims, &self.signing).map_err(PortError::internal)
    }

    fn verify(&self, purpose: TokenPurpose, token: &str) -> Option<TokenClaims> {
        let claims = decode::<Claims>(token, &self.checking, &(self.validation)(purpose)).ok()?.claims;
        let now = self.clock.now();
        let is_current = claims.exp > (now - LEEWAY).timestamp() && claims.iat <= (now + LEEWAY).timestamp();
        is_current.then_some(TokenClaims { subject: claims.sub, session: claims.session_id, details: claims.details })
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::sync::Mutex;

    use chrono::{DateTime, Utc};

    use super::*;

    struct SetClock(Mutex<DateTime<Utc>>);

    #[async_trait::async_trait]
    impl Clock for SetClock {
        fn now(&self) -> DateTime<Utc> {
            *self.0.lock().unwrap()
        }

        async fn sleep(&self, _: Duration) {
            unreachable!("signing does not wait");
        }
    }

    struct Fixture {
        clock: Arc<SetClock>,
        signer: Ed25519Signer,
        folder: tempfile::TempDir,
    }

    fn fixture() -> Fixture {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock(Mutex::new(DateTime::from_timestamp_secs(1_800_000_000).unwrap())));
        let signer = Ed25519Signer::from_file(&folder.path().join("keys/tokens.pk8"), clock.clone()).unwrap();
        Fixture { clock, signer, folder }
    }

    fn claims() -> TokenClaims {
        TokenClaims { subject: Uuid::from_u128(7), session: Some(Uuid::from_u128(8)), details: Map::new() }
    }

    const QUARTER: Duration = Duration::from_mins(15);

    #[test]
    fn a_token_says_what_was_signed_until_it_expires() {
        let Fixture { clock, signer, folder: _folder } = fixture();
        let token = signer.sign(TokenPurpose::Access, &claims(), QUARTER).unwrap();
        assert_eq!(signer.verify(TokenPurpose::Access, &token), Some(claims()));
        *clock.0.lock().unwrap() += TimeDelta::seconds(15 * 60 + 29);
        assert!(signer.verify(TokenPurpose::Access, &token).is_some(), "clocks may be half a minute apart");
        *clock.0.lock().unwrap() += TimeDelta::seconds(2);
        assert_eq!(signer.verify(TokenPurpose::Access, &token), None);
    }

    #[test]
    fn au_09_a_token_of_one_purpose_is_worthless_for_another() {
        let Fixture { signer, folder: _folder, .. } = fixture();
        let purposes = [TokenPurpose::Access, TokenPurpose::Refresh, TokenPurpose::Download];
        for signed in purposes {
            let token = signer.sign(signed, &claims(), QUARTER).unwrap();
            for used in purposes {
                assert_eq!(signer.verify(used, &token).is_some(), signed == used, "{signed:?} used as {used:?}");
            }
        }
    }

    #[test]
    fn au_07_au_08_tampered_tokens_are_refused() {
        use aws_lc_rs::signature::Ed25519KeyPair;
        let Fixture { signer, folder, .. } = fixture();
        let good = signer.sign(TokenPurpose::Access, &claims(), QUARTER).unwrap();
        let parts: Vec<&str> = good.split('.').collect();
        // Headers {"alg":"none"} and {"alg":"HS256"}, each with the good payload.
        let (none, hs256) = ("eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzI1NiJ9");
        let key = fs::read(folder.path().join("keys/tokens.pk8")).unwrap();
        let public = Ed25519KeyPair::from_pkcs8(&key).unwrap().public_key().as_ref().to_vec();
        let confused = encode(
            &Header::new(Algorithm::HS256),
            &serde_json::json!({"iss": ISSUER, "aud": "authenticated", "sub": Uuid::nil(), "iat": 1, "exp": i64::MAX}),
            &EncodingKey::from_secret(&public),
        )
        .unwrap();
        let stringly = encode(
            &Header::new(Algorithm::EdDSA),
            &serde_json::json!({"iss": ISSUER, "aud": "authenticated", "sub": Uuid::nil(), "iat": 1, "exp": "9999999999"}),
            &EncodingKey::from_ed_der(&key),
        )
        .unwrap();
        let forged = [
            format!("{none}.{}.", parts[1]),
            format!("{hs256}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.{}", parts[0], parts[1], parts[2].to_lowercase()),
            confused,
            stringly,
            String::new(),
            "a.b.c".to_owned(),
        ];
        for token in forged {
            assert_eq!(signer.verify(TokenPurpose::Access, &token), None, "{token}");
        }
    }

    #[test]
    fn the_key_is_made_once_and_readable_by_its_owner_only() {
        let Fixture { signer, clock, folder } = fixture();
        let path = folder.path().join("keys/tokens.pk8");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let token = signer.sign(TokenPurpose::Access, &claims(), QUARTER).unwrap();
        let again = Ed25519Signer::from_file(&path, clock).unwrap();
        assert!(again.verify(TokenPurpose::Access, &token).is_some());
    }

    #[test]
    fn a_damaged_key_is_reported_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tokens.pk8");
        fs::write(&path, "nonsense").unwrap();
        let clock = Arc::new(SetClock(Mutex::new(DateTime::UNIX_EPOCH)));
        assert!(Ed25519Signer::from_file(&path, clock).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"nonsense");
    }
}
