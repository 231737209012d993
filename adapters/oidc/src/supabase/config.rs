//! The Supabase project: its URL and our keys.

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// A Supabase project, or a standalone Supabase Auth server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupabaseConfig {
    /// The project's URL, as clients use it: `https://abc.supabase.co`. Auth is below `/auth/v1`.
    pub url: Url,
    /// The publishable (anon) key.
    pub anon_key: SecretString,
    /// The secret (service) key, for banning and deleting accounts there.
    pub service_key: SecretString,
    /// The secret for HS256. `None` for a project that publishes its keys, as new ones do.
    pub jwt_secret: Option<SecretString>,
    /// The issuer claim of tokens. `None` is `<url>/auth/v1`; a self-hosted server may have another.
    pub issuer: Option<String>,
}

impl SupabaseConfig {
    /// The URL of the Auth API, with a trailing slash.
    pub(super) fn auth_url(&self) -> Url {
        let mut url = self.url.clone();
        url.set_path(&format!("{}/auth/v1/", self.url.path().trim_end_matches('/')));
        url.set_query(None);
        url.set_fragment(None);
        url
    }

    /// The issuer claim of its tokens.
    pub(super) fn issuer(&self) -> String {
        self.issuer.clone().unwrap_or_else(|| self.auth_url().as_str().trim_end_matches('/').to_owned())
    }
}
