//! `[[social]]`: issuers for social sign-in. Its keys belong to `adapter-oidc`.

pub use adapter_oidc::SocialConfig;

#[cfg(test)]
mod tests {
    use crate::config::tests::load;

    #[test]
    fn people_can_sign_in_with_accounts_of_others() {
        let config = load(
            "[[social]]\nname = \"google\"\nkind = \"google\"\nclient_id = \"id\"\nclient_secret = \"secret-key\"\n\
             [[social]]\nname = \"acme\"\nkind = \"oidc\"\nissuer = \"https://id.acme.example\"\nclient_id = \"id\"\n\
             client_secret = \"secret-key\"\n",
        )
        .unwrap();
        assert_eq!(config.social.len(), 2);
        assert!(!format!("{config:?}").contains("secret-key"), "a secret is never printed");
    }
}
