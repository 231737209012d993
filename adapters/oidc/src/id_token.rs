//! Validation of ID tokens: issuer, audience, nonce and times.

use chrono::{DateTime, TimeDelta, Utc};
use ports::SocialIdentity;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The allowed clock difference to an issuer (AU-13).
pub(crate) const LEEWAY: TimeDelta = TimeDelta::seconds(30);
/// The maximum length of `sub` (`OpenID` Connect Core, 2).
const MAX_SUBJECT_LENGTH: usize = 255;

/// The claims of an ID token. A claim of another type counts as absent (AU-07).
#[derive(Deserialize)]
pub(crate) struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    email: Option<String>,
    #[serde(default, deserialize_with = "lenient_bool")]
    email_verified: bool,
    name: Option<String>,
}

/// The audience of a token.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    /// Whether this client is in the audience.
    pub(crate) fn names(&self, us: &str) -> bool {
        match self {
            Self::One(one) => one == us,
            Self::Several(several) => several.iter().any(|one| one == us),
        }
    }

    fn names_several(&self) -> bool {
        matches!(self, Self::Several(several) if several.len() > 1)
    }
}

/// The expected values.
pub(crate) struct Expected<'a> {
    pub(crate) issuer: &'a str,
    pub(crate) client_id: &'a str,
    pub(crate) nonce: &'a str,
    /// Whether a nonce is required. A nonce that is present must always match.
    pub(crate) needs_nonce: bool,
}

/// Accepts `true` and `"true"`, which some issuers send. Anything else is false (AU-28).
fn lenient_bool<'de, D: Deserializer<'de>>(claim: D) -> Result<bool, D::Error> {
    let claim = Value::deserialize(claim)?;
    Ok(claim == Value::Bool(true) || claim.as_str() == Some("true"))
}

impl Claims {
    /// Validates the claims. The error says what is wrong.
    pub(crate) fn check(&self, expected: &Expected<'_>, now: DateTime<Utc>) -> Result<(), &'static str> {
        let us = expected.client_id;
        let (is_for_us, is_for_others) = (self.aud.names(us), self.aud.names_several());
        let is_by_us = self.azp.as_deref().map_or(!is_for_others, |azp| azp == us);
        let nonce_is_right = self.nonce.as_deref().map_or(!expected.needs_nonce, |nonce| nonce == expected.nonce);
        if self.iss != expected.issuer {
            Err("the token is of another issuer")
        } else if !is_for_us || !is_by_us {
            Err("the token is for another audience")
        } else if self.exp <= (now - LEEWAY).timestamp() {
            Err("the token has expired")
        } else if self.iat.max(self.nbf.unwrap_or(i64::MIN)) > (now + LEEWAY).timestamp() {
            Err("the token is from the future")
        } else if !nonce_is_right {
            Err("the nonce is of another request")
        } else if self.sub.is_empty() || self.sub.len() > MAX_SUBJECT_LENGTH {
            Err("the token has no valid subject")
        } else {
            Ok(())
        }
    }

    pub(crate) fn into_identity(self) -> SocialIdentity {
        SocialIdentity {
            issuer: self.iss,
            subject: self.sub,
            is_email_verified: self.email_verified && self.email.is_some(),
            email: self.email,
            full_name: self.name.filter(|name| !name.trim().is_empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: i64 = 1_795_281_435;

    fn claims(with: &Value) -> Option<Claims> {
        let mut claims = json!({"iss": "https://id.example.org", "sub": "7", "aud": "us", "nonce": "n",
            "exp": NOW + 300, "iat": NOW, "email": "ada@example.org", "name": " "});
        claims.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        serde_json::from_value(claims).ok()
    }

    fn judged(with: &Value, needs_nonce: bool) -> Result<(), &'static str> {
        let expected = Expected { issuer: "https://id.example.org", client_id: "us", nonce: "n", needs_nonce };
        let now = DateTime::from_timestamp(NOW, 0).unwrap();
        claims(with).ok_or("it is no token")?.check(&expected, now)
    }

    #[test]
    fn a_token_with_valid_claims_is_accepted() {
        for with in [
            json!({}),
            json!({"aud": ["us"]}),
            json!({"aud": ["us", "them"], "azp": "us"}),
            json!({"azp": "us"}),
            json!({"exp": NOW - 29}),
            json!({"iat": NOW + 30, "nbf": NOW + 30}),
        ] {
            assert_eq!(judged(&with, true), Ok(()), "{with}");
        }
        assert_eq!(judged(&json!({"nonce": null}), false), Ok(()), "an issuer that knows no nonce");
    }

    #[test]
    fn au_07_au_09_au_13_au_29_a_token_in_which_anything_is_wrong_is_not() {
        for with in [
            json!({"iss": "https://id.example.org/"}),
            json!({"iss": "https://evil.example"}),
            json!({"aud": "them"}),
            json!({"aud": []}),
            json!({"aud": ["us", "them"]}),
            json!({"aud": ["us", "them"], "azp": "them"}),
            json!({"azp": "them"}),
            json!({"exp": NOW - 30}),
            json!({"exp": (NOW + 300).to_string()}),
            json!({"exp": null}),
            json!({"iat": NOW + 31}),
            json!({"iat": null}),
            json!({"nbf": NOW + 31}),
            json!({"nonce": "m"}),
            json!({"nonce": null}),
            json!({"sub": ""}),
            json!({"sub": 7}),
            json!({"sub": "7".repeat(256)}),
        ] {
            assert!(judged(&with, true).is_err(), "{with}");
        }
        assert!(judged(&json!({"nonce": "m"}), false).is_err(), "a nonce that comes back has to be right");
    }

    #[test]
    fn au_28_only_a_clear_yes_verifies_an_address() {
        for (verified, is_verified) in [
            (json!(true), true),
            (json!("true"), true),
            (json!(false), false),
            (json!("false"), false),
            (json!("TRUE"), false),
            (json!(1), false),
            (json!(null), false),
        ] {
            let identity = claims(&json!({"email_verified": verified})).unwrap().into_identity();
            assert_eq!(identity.is_email_verified, is_verified, "{verified}");
        }
        assert!(!claims(&json!({})).unwrap().into_identity().is_email_verified, "missing");
        let nothing = claims(&json!({"email": null, "email_verified": true})).unwrap().into_identity();
        assert!(!nothing.is_email_verified, "no address is no verified one");
    }
}
