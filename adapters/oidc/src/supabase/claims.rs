//! Claims of Supabase access tokens.

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::identity::session::{Assurance, Proof, Proven};
use domain_model::kernel::id::{AccountId, LoginSessionId};
use ports::VerifiedToken;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::id_token::{Audience, LEEWAY};

/// The role of signed-in users. A project's API keys are tokens with another role.
const AUTHENTICATED: &str = "authenticated";

/// The assumed age of a proof without a timestamp: too old for sensitive operations.
const UNKNOWN_AGE: TimeDelta = TimeDelta::days(1);

/// The claims of an access token. A claim of another type counts as absent (AU-07).
#[derive(Deserialize)]
pub(super) struct Claims {
    iss: String,
    sub: Uuid,
    aud: Audience,
    role: String,
    session_id: Uuid,
    aal: Assurance,
    /// Objects `{"method", "timestamp"}`; older servers write the methods alone.
    #[serde(default)]
    amr: Vec<Value>,
    iat: i64,
    exp: i64,
    #[serde(default)]
    is_anonymous: bool,
}

impl Claims {
    /// The holder of the token; `None` when the token is invalid, expired, or not a user's.
    pub(super) fn verify(self, issuer: &str, now: DateTime<Utc>) -> Option<VerifiedToken> {
        let is_user_token = self.iss == issuer && self.aud.names(AUTHENTICATED) && self.role == AUTHENTICATED;
        let is_current = self.exp > (now - LEEWAY).timestamp() && self.iat <= (now + LEEWAY).timestamp();
        let proofs = (is_user_token && is_current && !self.is_anonymous).then(|| self.proofs())??;
        Some(VerifiedToken { account: AccountId(self.sub), session: LoginSessionId(self.session_id), proofs })
    }

    /// The authentication methods. `aal` says whether a second factor was proved.
    fn proofs(&self) -> Option<Vec<Proven>> {
        let issued = DateTime::from_timestamp(self.iat, 0)?;
        let mut proofs: Vec<Proven> = self.amr.iter().filter_map(|entry| proven(entry, issued)).collect();
        if self.aal == Assurance::One {
            proofs.retain(|proven| proven.by != Proof::Totp);
        }
        if proofs.is_empty() {
            proofs.push(Proven { by: Proof::Password, at: issued - UNKNOWN_AGE });
        }
        if self.aal == Assurance::Two && !proofs.iter().any(|proven| proven.by == Proof::Totp) {
            proofs.push(Proven { by: Proof::Totp, at: issued - UNKNOWN_AGE });
        }
        proofs.sort_by_key(|proven| proven.at);
        Some(proofs)
    }
}

/// Parses an entry of `amr`. A refresh proves nothing new.
fn proven(entry: &Value, issued: DateTime<Utc>) -> Option<Proven> {
    let at = entry.get("timestamp").and_then(Value::as_i64).and_then(|at| DateTime::from_timestamp(at, 0));
    let by = match entry.get("method").unwrap_or(entry).as_str() {
        Some("otp" | "magiclink" | "invite" | "recovery" | "email/signup" | "email_change") => Proof::Mail,
        Some("oauth" | "sso/saml" | "web3") => Proof::Social,
        Some("token_refresh") => return None,
        Some("totp" | "mfa/phone" | "mfa/webauthn") => Proof::Totp,
        _ => Proof::Password,
    };
    Some(Proven { by, at: at.unwrap_or(issued - UNKNOWN_AGE).min(issued) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_795_281_435;
    const ISSUER: &str = "https://abc.supabase.co/auth/v1";

    fn verify(with: &Value) -> Option<VerifiedToken> {
        let mut claims = json!({"iss": ISSUER, "sub": Uuid::from_u128(7), "aud": "authenticated", "role": "authenticated",
            "session_id": Uuid::from_u128(8), "aal": "aal1", "iat": NOW - 60, "exp": NOW + 3540, "email": "ada@example.org",
            "amr": [{"method": "password", "timestamp": NOW - 600}], "is_anonymous": false});
        claims.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        let claims: Claims = serde_json::from_value(claims).ok()?;
        claims.verify(ISSUER, DateTime::from_timestamp(NOW, 0).unwrap())
    }

    fn proofs(with: &Value) -> Vec<(Proof, i64)> {
        verify(with).unwrap().proofs.iter().map(|proven| (proven.by, proven.at.timestamp() - NOW)).collect()
    }

    #[test]
    fn a_token_yields_account_session_and_proofs() {
        let known = verify(&json!({})).unwrap();
        assert_eq!((known.account.0, known.session.0), (Uuid::from_u128(7), Uuid::from_u128(8)));
        assert_eq!(proofs(&json!({})), [(Proof::Password, -600)]);
        let second = json!({"aal": "aal2", "amr": [{"method": "totp", "timestamp": NOW - 70},
            {"method": "oauth", "timestamp": NOW - 600}]});
        assert_eq!(proofs(&second), [(Proof::Social, -600), (Proof::Totp, -70)]);
    }

    #[test]
    fn proofs_follow_aal_and_their_timestamps() {
        let listed =
            json!({"amr": [{"method": "totp", "timestamp": NOW - 70}, {"method": "otp", "timestamp": NOW - 90}]});
        assert_eq!(proofs(&listed), [(Proof::Mail, -90)], "aal1 is one proof whatever else is listed");
        assert_eq!(proofs(&json!({"aal": "aal2"})), [(Proof::Totp, -86_460), (Proof::Password, -600)]);
        for listed in [json!(["password"]), json!([])] {
            assert_eq!(proofs(&json!({"amr": listed})), [(Proof::Password, -86_460)], "of unknown age");
        }
        let refreshed = json!({"method": "token_refresh", "timestamp": NOW - 61});
        let listed = json!({"amr": [refreshed, {"method": "password", "timestamp": NOW - 600}]});
        assert_eq!(proofs(&listed), [(Proof::Password, -600)]);
        let future = json!({"amr": [{"method": "password", "timestamp": NOW + 600}]});
        assert_eq!(proofs(&future), [(Proof::Password, -60)]);
    }

    #[test]
    fn au_07_au_09_au_13_a_token_in_which_anything_is_wrong_is_nobodys() {
        for with in [
            json!({"iss": "https://abc.supabase.co"}),
            json!({"aud": "anon"}),
            json!({"aud": []}),
            json!({"role": "service_role"}),
            json!({"role": "anon"}),
            json!({"is_anonymous": true}),
            json!({"session_id": null}),
            json!({"sub": "ada"}),
            json!({"aal": "aal3"}),
            json!({"exp": NOW - 30}),
            json!({"exp": (NOW + 3540).to_string()}),
            json!({"iat": NOW + 31}),
            json!({"iat": null}),
        ] {
            assert_eq!(verify(&with), None, "{with}");
        }
    }
}
