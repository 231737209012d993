//! Sends mail through the `SendGrid` API v3.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use ports::{Clock, Mail, Mailer, PortError, PortErrorKind, PortResult};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::config::{Sender, SendgridConfig};
use crate::message;

/// The connect timeout.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The maximum pause, whatever the server asks for.
const MAX_RETRY_AFTER: Duration = Duration::from_hours(1);

/// An account at `SendGrid`.
pub struct SendgridMailer {
    client: Client,
    base_url: String,
    api_key: SecretString,
    from: Sender,
    clock: Arc<dyn Clock>,
}

impl SendgridMailer {
    /// A client for the configured account. Sends nothing yet.
    pub fn new(config: &SendgridConfig, clock: Arc<dyn Clock>) -> PortResult<Self> {
        let base_url = &config.base_url;
        let is_loopback = base_url.host().is_some_and(|host| domain_model::kernel::address::is_loopback(&host));
        if base_url.scheme() != "https" && !(base_url.scheme() == "http" && is_loopback) {
            return Err(PortError::invalid("`base_url` of SendGrid must begin with https"));
        }
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(Duration::from_secs(config.timeout_seconds.into()))
            // No proxy and no redirects: mail and key must go to the API only.
            .no_proxy()
            .redirect(Policy::none())
            .build()
            .map_err(PortError::internal)?;
        Ok(Self {
            client,
            base_url: base_url.as_str().trim_end_matches('/').to_owned(),
            api_key: config.api_key.clone(),
            from: config.from.clone(),
            clock,
        })
    }

    fn body(&self, mail: &Mail) -> PortResult<Value> {
        let mut from = json!({"email": self.from.address().to_string()});
        if let Some(name) = self.from.name() {
            from["name"] = name.into();
        }
        let (name, value) = message::AUTO_SUBMITTED;
        Ok(json!({
            "personalizations": [{"to": [{"email": message::recipient(&mail.to)?.to_string()}]}],
            "from": from,
            "subject": message::subject(mail),
            "content": [{"type": "text/plain", "value": message::text(mail)}],
            "headers": {"Message-ID": message::message_id(mail, &self.from), name: value},
            // No tracking: links that sign their reader in must not pass through a third party.
            "tracking_settings": {
                "click_tracking": {"enable": false, "enable_text": false},
                "open_tracking": {"enable": false},
            },
        }))
    }

    async fn execute(&self, request: RequestBuilder) -> PortResult<()> {
        let answer = request.bearer_auth(self.api_key.expose_secret()).send().await.map_err(|error| {
            let kind = if error.is_timeout() { PortErrorKind::Timeout } else { PortErrorKind::Unavailable };
            kind.because(error)
        })?;
        let status = answer.status();
        let kind = match status {
            status if status.is_success() => return Ok(()),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => PortErrorKind::Unauthorized,
            StatusCode::TOO_MANY_REQUESTS => {
                PortErrorKind::RateLimited { retry_after: self.retry_after(answer.headers()) }
            }
            StatusCode::REQUEST_TIMEOUT => PortErrorKind::Timeout,
            status if status.is_client_error() => PortErrorKind::Invalid("SendGrid refuses the mail".to_owned()),
            _ => PortErrorKind::Unavailable,
        };
        // The response may quote addresses.
        Err(kind.because(format!("SendGrid answers {}", status.as_u16())))
    }

    /// Parses `Retry-After`: seconds or a date.
    fn retry_after(&self, headers: &HeaderMap) -> Option<Duration> {
        let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<i64>().ok();
        let reset_at = || Some(number("x-ratelimit-reset")? - self.clock.now().timestamp());
        let seconds = number(RETRY_AFTER.as_str()).or_else(reset_at)?;
        Some(Duration::from_secs(u64::try_from(seconds).unwrap_or_default()).min(MAX_RETRY_AFTER))
    }
}

#[async_trait]
impl Mailer for SendgridMailer {
    async fn send(&self, mail: &Mail) -> PortResult<()> {
        self.execute(self.client.post(format!("{}/v3/mail/send", self.base_url)).json(&self.body(mail)?)).await
    }

    async fn ping(&self) -> PortResult<()> {
        self.execute(self.client.get(format!("{}/v3/scopes", self.base_url))).await
    }
}
