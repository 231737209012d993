//! `[identity]`: the identity provider, this server or a Supabase project. The keys of a project belong to
//! `adapter-oidc`.

use adapter_oidc::SupabaseConfig;
use serde::Deserialize;

/// The identity provider.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum IdentityConfig {
    /// This server: passwords, second factors, mail and tokens.
    Embedded {},
    /// A Supabase project. Roles, bans and everything people do stay here.
    Supabase(SupabaseConfig),
}

impl Default for IdentityConfig {
    fn default() -> Self {
        Self::Embedded {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::load;

    #[test]
    fn a_supabase_project_can_be_the_identity_provider() {
        assert!(matches!(load("").unwrap().identity, IdentityConfig::Embedded {}));
        let config = load(
            "[identity]\nprovider = \"supabase\"\nurl = \"https://abc.supabase.co\"\nanon_key = \"secret-key\"\n\
             service_key = \"secret-key\"\njwt_secret = \"secret-key\"\n",
        )
        .unwrap();
        assert!(matches!(config.identity, IdentityConfig::Supabase(_)));
        assert!(!format!("{config:?}").contains("secret-key"), "a secret is never printed");
    }
}
