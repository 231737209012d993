//! The Supabase project: its URL and our keys.

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// A project of Supabase, or a server of its Auth alone.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupabaseConfig {
    /// The project's address, as its clients have it: `https://abc.supabase.co`. Auth is at `/auth/v1` under it.
    pub url: Url,
    /// The publishable (anon) key.
    pub anon_key: SecretString,
    /// The secret (service) key, for shutting out and deleting accounts there.
    pub service_key: SecretString,
    /// The secret that signs tokens with HS256. `None` for a project that publishes its keys, as new ones do.
    pub jwt_secret: Option<SecretString>,
    /// What tokens name as their issuer. `None` is `<url>/auth/v1`; a server of one's own may call itself something else.
    pub issuer: Option<String>,
}

impl SupabaseConfig {
    /// Auth's own address, with a slash at the end.
    pub(super) fn auth_url(&self) -> Url {
        let mut url = self.url.clone();
        url.set_path(&format!("{}/auth/v1/", self.url.path().trim_end_matches('/')));
        url.set_query(None);
        url.set_fragment(None);
        url
    }

    /// What its tokens name as their issuer.
    pub(super) fn issuer(&self) -> String {
        self.issuer.clone().unwrap_or_else(|| self.auth_url().as_str().trim_end_matches('/').to_owned())
    }
}
