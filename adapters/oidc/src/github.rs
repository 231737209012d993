//! Sign-in with GitHub: OAuth 2.0, and GitHub's REST API for the user's identity.

use ports::{PortError, PortResult, SocialIdentity, SocialRequest};
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use crate::config::SocialConfig;
use crate::openid::{challenge, refused, untrusted};
use crate::web::{ClientAuthMethod, Credentials, Web};

/// GitHub, or GitHub Enterprise Server.
pub(crate) struct GitHub {
    issuer: String,
    address: Url,
    credentials: Credentials,
    web: Web,
}

/// The token response. GitHub answers 200 to an invalid code too.
#[derive(Deserialize)]
struct Redeemed {
    access_token: Option<SecretString>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct User {
    /// The permanent id. Login names can be reassigned.
    id: u64,
    login: String,
    name: Option<String>,
}

#[derive(Deserialize)]
struct Address {
    email: String,
    primary: bool,
    verified: bool,
}

impl GitHub {
    pub(crate) fn new(config: &SocialConfig, issuer: String, address: Url, web: Web) -> Self {
        let credentials = Credentials { id: config.client_id.clone(), secret: config.client_secret.clone() };
        Self { issuer, address, credentials, web }
    }

    pub(crate) fn authorize(&self, request: &SocialRequest) -> Url {
        let mut url = self.page("login/oauth/authorize");
        url.query_pairs_mut()
            .append_pair("client_id", &self.credentials.id)
            .append_pair("redirect_uri", request.redirect_uri.as_str())
            .append_pair("scope", "read:user user:email")
            .append_pair("state", &request.state)
            .append_pair("code_challenge", &challenge(&request.pkce_verifier))
            .append_pair("code_challenge_method", "S256");
        url
    }

    pub(crate) async fn identify(&self, code: &str, request: &SocialRequest) -> PortResult<SocialIdentity> {
        let fields = [
            ("code", code),
            ("redirect_uri", request.redirect_uri.as_str()),
            ("code_verifier", request.pkce_verifier.as_str()),
        ];
        let url = self.page("login/oauth/access_token");
        let answer = self.web.post::<Redeemed>(&url, &fields, &self.credentials, ClientAuthMethod::Post).await?;
        if !answer.status.is_success() || answer.body.error.is_some() {
            return Err(refused(answer.body.error.as_deref()));
        }
        let token = answer.body.access_token.ok_or_else(|| untrusted("GitHub answers without a token"))?;
        let user: User = self.web.get(&self.interface("user")?, Some(&token)).await?;
        let addresses: Vec<Address> = self.web.get(&self.interface("user/emails")?, Some(&token)).await?;
        let primary = addresses.into_iter().find(|address| address.primary);
        Ok(SocialIdentity {
            issuer: self.issuer.clone(),
            subject: user.id.to_string(),
            is_email_verified: primary.as_ref().is_some_and(|address| address.verified),
            email: primary.map(|address| address.email),
            full_name: Some(user.name.filter(|name| !name.trim().is_empty()).unwrap_or(user.login)),
        })
    }

    fn page(&self, path: &str) -> Url {
        let mut url = self.address.clone();
        url.set_path(&format!("{}/{path}", self.address.path().trim_end_matches('/')));
        url
    }

    /// The URL of an API path: on a host of its own at github.com, under the site's URL on an Enterprise Server.
    fn interface(&self, path: &str) -> PortResult<Url> {
        match self.address.host_str() {
            Some("github.com") => Url::parse("https://api.github.com/").and_then(|url| url.join(path)),
            _ => Ok(self.page(&format!("api/v3/{path}"))),
        }
        .map_err(PortError::internal)
    }
}

#[cfg(test)]
mod tests {
    use adapter_http::Policy;
    use serde_json::{Value, json};

    use super::*;

    fn github(issuer: &Value) -> GitHub {
        let config =
            json!({"name": "github", "kind": "github", "client_id": "us", "client_secret": "s", "issuer": issuer});
        let config: SocialConfig = serde_json::from_value(config).unwrap();
        let (issuer, address) = config.issuer().unwrap();
        let web = Web::new(Policy::identity_issuers(false)).unwrap();
        GitHub::new(&config, issuer, address, web)
    }

    #[test]
    fn an_enterprise_has_everything_on_its_own_server() {
        for (issuer, page, interface) in [
            (Value::Null, "https://github.com/login", "https://api.github.com/user/emails"),
            (
                json!("https://git.example.org"),
                "https://git.example.org/login",
                "https://git.example.org/api/v3/user/emails",
            ),
            (
                json!("https://example.org/git/"),
                "https://example.org/git/login",
                "https://example.org/git/api/v3/user/emails",
            ),
        ] {
            let github = github(&issuer);
            assert_eq!(github.page("login").as_str(), page);
            assert_eq!(github.interface("user/emails").unwrap().as_str(), interface);
        }
    }
}
