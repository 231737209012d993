//! `[[social]]`: the issuers for social sign-in.

use ports::{PortError, PortResult};
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// The maximum length of a name, which becomes part of URLs.
const MAX_NAME_LENGTH: usize = 40;

/// An issuer, and our client registration there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocialConfig {
    /// The name in URLs: lower-case letters, digits, `-` and `_`.
    pub name: String,
    /// The protocol.
    pub kind: SocialKind,
    /// The client id.
    pub client_id: String,
    /// The client secret.
    pub client_secret: SecretString,
    /// The issuer identifier, compared exactly. `None` is Google's, `LinkedIn`'s or GitHub's; the kind `oidc` requires
    /// one.
    pub issuer: Option<String>,
}

/// The protocol of an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SocialKind {
    /// `OpenID` Connect.
    Google,
    /// `OpenID` Connect without nonce and PKCE, which `LinkedIn` does not support.
    Linkedin,
    /// OAuth and GitHub's REST API. `issuer` is for GitHub Enterprise Server.
    Github,
    /// `OpenID` Connect, with any issuer.
    Oidc,
}

impl SocialConfig {
    /// The issuer identifier and its URL.
    pub(crate) fn issuer(&self) -> PortResult<(String, Url)> {
        let usual = match self.kind {
            SocialKind::Google => Some("https://accounts.google.com"),
            SocialKind::Linkedin => Some("https://www.linkedin.com/oauth"),
            SocialKind::Github => Some("https://github.com"),
            SocialKind::Oidc => None,
        };
        let issuer = self.issuer.as_deref().or(usual).ok_or_else(|| self.invalid("its kind needs an `issuer`"))?;
        let url = Url::parse(issuer).map_err(|_| self.invalid("its `issuer` is no address"))?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(self.invalid("its `issuer` has a `?` or a `#`"));
        }
        Ok((issuer.to_owned(), url))
    }

    pub(crate) fn check_name(&self) -> PortResult<()> {
        let is_plain = self.name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
        if is_plain && (1..=MAX_NAME_LENGTH).contains(&self.name.len()) {
            return Ok(());
        }
        Err(self.invalid("a name is 1 to 40 small letters, digits, `-` and `_`"))
    }

    pub(crate) fn invalid(&self, what: &str) -> PortError {
        PortError::invalid(format!("[[social]] `{}`: {what}", self.name))
    }
}
