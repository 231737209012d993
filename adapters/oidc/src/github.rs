//! Sign-in with GitHub: OAuth 2.0, and GitHub's REST API for the user's identity.

use ports::{PortError, PortResult, SocialIdentity, SocialRequest};
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use crate::config::SocialConfig;
use crate::issuer_client::{ClientAuthMethod, Credentials, IssuerClient};
use crate::openid::{challenge, refused, untrusted};

/// GitHub, or GitHub Enterprise Server.
pub(crate) struct GitHub {
    issuer: String,
    base_url: Url,
    credentials: Credentials,
    http: IssuerClient,
}

/// The token response. GitHub answers 200 to an invalid code too.
#[derive(Deserialize)]
struct TokenResponse {
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
struct EmailItem {
    email: String,
    primary: bool,
    verified: bool,
}

impl GitHub {
    pub(crate) fn new(config: &SocialConfig, issuer: String, base_url: Url, http: IssuerClient) -> Self {
        let credentials = Credentials { id: config.client_id.clone(), secret: config.client_secret.clone() };
        Self { issuer, base_url, credentials, http }
    }

    pub(crate) fn authorize(&self, request: &SocialRequest) -> Url {
        let mut url = self.site_url("login/oauth/authorize");
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
        let url = self.site_url("login/oauth/access_token");
        let answer = self.http.post::<TokenResponse>(&url, &fields, &self.credentials, ClientAuthMethod::Post).await?;
        if !answer.status.is_success() || answer.body.error.is_some() {
            return Err(refused(answer.body.error.as_deref()));
        }
        let token = answer.body.access_token.ok_or_else(|| untrusted("GitHub answers without a token"))?;
        let user: User = self.http.get(&self.api_url("user")?, Some(&token)).await?;
        let emails: Vec<EmailItem> = self.http.get(&self.api_url("user/emails")?, Some(&token)).await?;
        let primary = emails.into_iter().find(|email| email.primary);
        Ok(SocialIdentity {
            issuer: self.issuer.clone(),
            subject: user.id.to_string(),
            is_email_verified: primary.as_ref().is_some_and(|email| email.verified),
            email: primary.map(|primary| primary.email),
            full_name: Some(user.name.filter(|name| !name.trim().is_empty()).unwrap_or(user.login)),
        })
    }

    fn site_url(&self, path: &str) -> Url {
        let mut url = self.base_url.clone();
        url.set_path(&format!("{}/{path}", self.base_url.path().trim_end_matches('/')));
        url
    }

    /// The URL of an API path: on a host of its own at github.com, under the site's URL on an Enterprise Server.
    fn api_url(&self, path: &str) -> PortResult<Url> {
        match self.base_url.host_str() {
            Some("github.com") => Url::parse("https://api.github.com/").and_then(|url| url.join(path)),
            _ => Ok(self.site_url(&format!("api/v3/{path}"))),
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
        let http = IssuerClient::new(Policy::identity_issuers(false)).unwrap();
        GitHub::new(&config, issuer, address, http)
    }

    #[test]
    fn enterprise_server_urls_are_below_the_configured_issuer() {
        for (issuer, page, api_url) in [
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
            assert_eq!(github.site_url("login").as_str(), page);
            assert_eq!(github.api_url("user/emails").unwrap().as_str(), api_url);
        }
    }
}
