//! Which server, which model, which key.

use std::time::Duration;

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::error::OpenAIError;
use ports::{PortError, PortErrorKind, PortResult};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use crate::error::port_error;

/// Finding the server.
const CONNECT: Duration = Duration::from_secs(5);

/// A model that writes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompletionsConfig {
    /// Where it runs, up to and including the version, for example `http://127.0.0.1:11434/v1`.
    pub base_url: Url,
    /// Many local servers want none.
    pub api_key: Option<SecretString>,
    /// An answer must be there by then, whatever it takes to get it.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u64,
    /// Its name at the server.
    pub model: String,
}

/// A model that turns texts into vectors.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbeddingsConfig {
    /// Where it runs, up to and including the version, for example `http://127.0.0.1:11434/v1`.
    pub base_url: Url,
    /// Many local servers want none.
    pub api_key: Option<SecretString>,
    /// An answer must be there by then, whatever it takes to get it.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u64,
    /// Its name at the server.
    pub model: String,
    /// How many numbers its vectors have.
    pub dimensions: usize,
    /// How many words it reads at once.
    #[serde(default = "default_passage_words")]
    pub passage_words: usize,
}

fn default_timeout_seconds() -> u64 {
    60
}

fn default_passage_words() -> usize {
    300
}

/// A server that speaks `OpenAI`'s protocol, and how long to wait for it.
pub(crate) struct Server {
    client: Client<OpenAIConfig>,
    http: reqwest::Client,
    /// What every server of this protocol can list.
    models: String,
    api_key: Option<SecretString>,
    patience: Duration,
}

impl Server {
    /// Sends nothing yet.
    pub(crate) fn new(base_url: &Url, api_key: Option<&SecretString>, timeout_seconds: u64) -> PortResult<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            // What people entrust to their own model must not travel by a proxy that some other program needs.
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(PortError::internal)?;
        let base_url = base_url.as_str().trim_end_matches('/');
        // Every field is set here, so that no environment variable of another tool is picked up.
        let config = OpenAIConfig::new()
            .with_api_base(base_url)
            .with_api_key(api_key.map_or("", |key| key.expose_secret()))
            .with_org_id("")
            .with_project_id("");
        Ok(Self {
            client: Client::build(http.clone(), config),
            http,
            models: format!("{base_url}/models"),
            api_key: api_key.cloned(),
            patience: Duration::from_secs(timeout_seconds),
        })
    }

    /// Answers while the server does: it is asked which models it has, and what it says does not matter. A server that
    /// does not know the question knows others.
    pub(crate) async fn ping(&self) -> PortResult<()> {
        let mut request = self.http.get(&self.models).timeout(self.patience);
        if let Some(key) = &self.api_key {
            request = request.bearer_auth(key.expose_secret());
        }
        let status = request.send().await.map_err(|error| port_error(error.into()))?.status();
        match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(PortErrorKind::Unauthorized.into()),
            status if status.is_server_error() => Err(PortErrorKind::Unavailable.into()),
            _ => Ok(()),
        }
    }

    /// What the server answers in time.
    pub(crate) async fn answer<'a, T, F>(&'a self, ask: impl FnOnce(&'a Client<OpenAIConfig>) -> F) -> PortResult<T>
    where
        F: Future<Output = Result<T, OpenAIError>>,
    {
        match tokio::time::timeout(self.patience, ask(&self.client)).await {
            Ok(answer) => answer.map_err(port_error),
            Err(elapsed) => Err(PortErrorKind::Timeout.because(elapsed)),
        }
    }
}
