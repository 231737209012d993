//! All configured issuers, by name.

use std::sync::Arc;

use adapter_http::Policy;
use async_trait::async_trait;
use ports::{Clock, PortResult, SocialIdentity, SocialLogin, SocialRequest};
use url::Url;

use crate::config::{SocialConfig, SocialKind};
use crate::github::GitHub;
use crate::issuer_client::IssuerClient;
use crate::openid::OpenId;

/// The configured issuers.
pub struct SocialLogins {
    providers: Vec<(String, Provider)>,
}

enum Provider {
    OpenId(OpenId),
    GitHub(GitHub),
}

impl SocialLogins {
    /// The issuers of this configuration. Sends no request yet. `allow_loopback` also allows issuers on this machine
    /// over plain HTTP, for tests and trials.
    pub fn new(configs: &[SocialConfig], allow_loopback: bool, clock: &Arc<dyn Clock>) -> PortResult<Self> {
        Self::with_policy(configs, Policy::identity_issuers(allow_loopback), clock)
    }

    /// The same, with another policy for its requests.
    pub fn with_policy(configs: &[SocialConfig], policy: Policy, clock: &Arc<dyn Clock>) -> PortResult<Self> {
        let http = IssuerClient::new(policy)?;
        let mut providers: Vec<(String, Provider)> = Vec::new();
        for config in configs {
            config.check_name()?;
            if providers.iter().any(|(name, _)| *name == config.name) {
                return Err(config.invalid("the name is there twice"));
            }
            let (issuer, address) = config.issuer()?;
            http.check(&address).map_err(|_| config.invalid("its `issuer` is no public address by https"))?;
            let provider = match config.kind {
                SocialKind::Github => Provider::GitHub(GitHub::new(config, issuer, address, http.clone())),
                _ => Provider::OpenId(OpenId::new(config, issuer, http.clone(), Arc::clone(clock))),
            };
            providers.push((config.name.clone(), provider));
        }
        Ok(Self { providers })
    }

    fn provider(&self, name: &str) -> Option<&Provider> {
        self.providers.iter().find(|(known, _)| known == name).map(|(_, provider)| provider)
    }
}

#[async_trait]
impl SocialLogin for SocialLogins {
    fn providers(&self) -> Vec<String> {
        self.providers.iter().map(|(name, _)| name.clone()).collect()
    }

    async fn authorize(&self, provider: &str, request: &SocialRequest) -> PortResult<Option<Url>> {
        Ok(match self.provider(provider) {
            None => None,
            Some(Provider::OpenId(issuer)) => Some(issuer.authorize(request).await?),
            Some(Provider::GitHub(github)) => Some(github.authorize(request)),
        })
    }

    async fn identify(
        &self,
        provider: &str,
        code: &str,
        request: &SocialRequest,
    ) -> PortResult<Option<SocialIdentity>> {
        Ok(match self.provider(provider) {
            None => None,
            Some(Provider::OpenId(issuer)) => Some(issuer.identify(code, request).await?),
            Some(Provider::GitHub(github)) => Some(github.identify(code, request).await?),
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use ports::SetClock;
    use serde_json::{Value, json};

    use super::*;

    fn logins(configs: &Value, allow_loopback: bool) -> PortResult<SocialLogins> {
        let clock: Arc<dyn Clock> = Arc::new(SetClock::at(DateTime::UNIX_EPOCH));
        SocialLogins::new(&serde_json::from_value::<Vec<_>>(configs.clone()).unwrap(), allow_loopback, &clock)
    }

    fn one(with: &Value) -> Value {
        let mut config = json!({"name": "own", "kind": "oidc", "client_id": "us", "client_secret": "a secret word"});
        config.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        config
    }

    #[test]
    fn issuers_are_looked_up_by_name() {
        let configs = json!([
            one(&json!({"name": "google", "kind": "google"})),
            one(&json!({"issuer": "https://id.example.org"}))
        ]);
        assert_eq!(logins(&configs, false).unwrap().providers(), ["google", "own"]);
    }

    #[test]
    fn an_invalid_configuration_is_refused_at_start() {
        let twice = json!([one(&json!({"kind": "github"})), one(&json!({"kind": "google"}))]);
        assert!(logins(&twice, false).err().unwrap().to_string().contains("there twice"));
        for with in [
            json!({}),
            json!({"issuer": "id.example.org"}),
            json!({"issuer": "http://id.example.org"}),
            json!({"issuer": "http://127.0.0.1:8080"}),
            json!({"issuer": "https://10.0.0.5"}),
            json!({"issuer": "https://user@id.example.org"}),
            json!({"issuer": "https://id.example.org/?tenant=1"}),
            json!({"issuer": "https://id.example.org", "name": "Our Own"}),
            json!({"issuer": "https://id.example.org", "name": ""}),
        ] {
            let refused = logins(&json!([one(&with)]), false).err().unwrap_or_else(|| panic!("{with}"));
            assert!(refused.to_string().starts_with("invalid: [[social]] `"), "{with}: {refused}");
        }
        assert!(logins(&json!([one(&json!({"issuer": "http://127.0.0.1:8080"}))]), true).is_ok(), "a trial");
        assert!(logins(&json!([one(&json!({"issuer": "http://id.example.org"}))]), true).is_err(), "nor in a trial");
    }

    #[test]
    fn pi_01_the_secret_is_never_printed() {
        let config: SocialConfig = serde_json::from_value(one(&json!({}))).unwrap();
        assert!(!format!("{config:?}").contains("a secret word"));
    }
}
