//! What somebody who has signed in gets: an access token for a quarter of an hour, and a refresh token for the next pair.
//!
//! A refresh token names its session and a counter and carries a digest under a key outside the database: nothing in the
//! database makes one (AU-12), and the current one can be handed out again when an answer was lost (AU-02).

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use domain_model::identity::account::Account;
use domain_model::identity::session::LoginSession;
use domain_model::kernel::id::LoginSessionId;
use ports::{Actor, TokenClaims, TokenPurpose};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{IdentityResult, IdentityService, owner};

/// How long an access token speaks for its account.
const ACCESS_LASTS: Duration = Duration::from_mins(15);
const REFRESH: &str = "refresh token";

/// A successful sign-in.
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub account: Account,
    /// By which sign-in.
    pub session: LoginSession,
    /// Speaks for the account.
    pub access_token: String,
    /// From now on.
    pub lasts: Duration,
    /// When that is over.
    pub expires_at: DateTime<Utc>,
    /// Gets the next pair of tokens.
    pub refresh_token: String,
    /// What its owner keeps with the account.
    pub metadata: Map<String, Value>,
}

impl IdentityService {
    /// The tokens of a session.
    pub(crate) async fn signed_in(&self, account: Account, session: LoginSession) -> IdentityResult<SignedIn> {
        let owner = owner(account.id);
        let metadata = self.ports.database.read(Actor::System).accounts().metadata(&owner, account.id).await?;
        let claims = TokenClaims {
            subject: account.id.0,
            session: Some(session.id.0),
            details: details(&account, &session, &metadata),
        };
        let access_token = self.ports.tokens.sign(TokenPurpose::Access, &claims, ACCESS_LASTS)?;
        let expires_at = self.ports.clock.now() + TimeDelta::from_std(ACCESS_LASTS).expect("a quarter of an hour fits");
        let refresh_token = self.write_refresh_token(session.id, session.refresh_counter);
        let lasts = ACCESS_LASTS;
        Ok(SignedIn { account, session, access_token, lasts, expires_at, refresh_token, metadata })
    }

    fn write_refresh_token(&self, session: LoginSessionId, counter: u32) -> String {
        let body = [session.0.as_bytes().as_slice(), &counter.to_be_bytes()].concat();
        let mac = self.ports.vault.mac(REFRESH, &body);
        URL_SAFE_NO_PAD.encode([body.as_slice(), &mac].concat())
    }

    /// Which session and counter it names, when we wrote it.
    pub(crate) fn read_refresh_token(&self, token: &str) -> Option<(LoginSessionId, u32)> {
        let bytes: [u8; 52] = URL_SAFE_NO_PAD.decode(token).ok()?.try_into().ok()?;
        let (body, mac) = bytes.split_at(20);
        if !self.ports.vault.is_mac(REFRESH, body, mac) {
            return None;
        }
        let (session, counter) = body.split_at(16);
        let counter = u32::from_be_bytes(counter.try_into().ok()?);
        Some((LoginSessionId(Uuid::from_slice(session).ok()?), counter))
    }
}

/// What clients read from a token. None of it counts here.
fn details(account: &Account, session: &LoginSession, metadata: &Map<String, Value>) -> Map<String, Value> {
    let mut shown = metadata.clone();
    shown.insert("role".to_owned(), json!(account.role));
    shown.insert("full_name".to_owned(), json!(account.full_name));
    let proofs = session.proofs.iter().rev();
    let amr: Vec<Value> =
        proofs.map(|proven| json!({ "method": proven.by, "timestamp": proven.at.timestamp() })).collect();
    Map::from_iter([
        ("email".to_owned(), json!(account.email.as_str())),
        ("role".to_owned(), json!("authenticated")),
        ("aal".to_owned(), json!(session.assurance())),
        ("amr".to_owned(), json!(amr)),
        ("app_metadata".to_owned(), json!({ "provider": "email", "providers": ["email"] })),
        ("user_metadata".to_owned(), Value::Object(shown)),
        ("is_anonymous".to_owned(), json!(false)),
    ])
}
