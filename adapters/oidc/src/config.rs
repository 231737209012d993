//! `[[social]]`: the issuers for social sign-in.

use ports::{PortError, PortResult};
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// The longest name: it becomes a part of addresses.
const LONGEST_NAME: usize = 40;

/// An issuer of accounts, and who we are there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SocialConfig {
    /// What addresses call it: small letters, digits, `-` and `_`.
    pub name: String,
    /// How it is spoken with.
    pub kind: SocialKind,
    /// Who we are there.
    pub client_id: String,
    /// Proves it.
    pub client_secret: SecretString,
    /// Its own name for itself, letter by letter. `None` is Google's, `LinkedIn`'s or GitHub's; the kind `oidc` needs one.
    pub issuer: Option<String>,
}

/// How an issuer is spoken with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SocialKind {
    /// `OpenID` Connect.
    Google,
    /// `OpenID` Connect without nonce and PKCE, which `LinkedIn` does not know.
    Linkedin,
    /// OAuth, and GitHub's own interface. `issuer` is for an enterprise's server.
    Github,
    /// `OpenID` Connect, with any issuer.
    Oidc,
}

impl SocialConfig {
    /// The issuer's name for itself, and where it is.
    pub(crate) fn issuer(&self) -> PortResult<(String, Url)> {
        let usual = match self.kind {
            SocialKind::Google => Some("https://accounts.google.com"),
            SocialKind::Linkedin => Some("https://www.linkedin.com/oauth"),
            SocialKind::Github => Some("https://github.com"),
            SocialKind::Oidc => None,
        };
        let issuer = self.issuer.as_deref().or(usual).ok_or_else(|| self.is_wrong("its kind needs an `issuer`"))?;
        let url = Url::parse(issuer).map_err(|_| self.is_wrong("its `issuer` is no address"))?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(self.is_wrong("its `issuer` has a `?` or a `#`"));
        }
        Ok((issuer.to_owned(), url))
    }

    pub(crate) fn check_name(&self) -> PortResult<()> {
        let is_plain = self.name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
        if is_plain && (1..=LONGEST_NAME).contains(&self.name.len()) {
            return Ok(());
        }
        Err(self.is_wrong("a name is 1 to 40 small letters, digits, `-` and `_`"))
    }

    pub(crate) fn is_wrong(&self, what: &str) -> PortError {
        PortError::invalid(format!("[[social]] `{}`: {what}", self.name))
    }
}
