//! Server, model and API key, and the HTTP client with its deadline.

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

/// How long connecting may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A completion model.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompletionsConfig {
    /// The address of the API, version included, for example `http://127.0.0.1:11434/v1`.
    pub base_url: Url,
    /// The API key. Many local servers need none.
    pub api_key: Option<SecretString>,
    /// The deadline of a request, retries included.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u64,
    /// The model's name at the server.
    pub model: String,
}

/// An embedding model.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmbeddingsConfig {
    /// The address of the API, version included, for example `http://127.0.0.1:11434/v1`.
    pub base_url: Url,
    /// The API key. Many local servers need none.
    pub api_key: Option<SecretString>,
    /// The deadline of a request, retries included.
    #[serde(default = "default_timeout_seconds")]
    pub timeout_seconds: u64,
    /// The model's name at the server.
    pub model: String,
    /// The length of its vectors.
    pub dimensions: usize,
    /// The number of words of a text that is embedded at once.
    #[serde(default = "default_passage_words")]
    pub passage_words: usize,
}

fn default_timeout_seconds() -> u64 {
    60
}

fn default_passage_words() -> usize {
    300
}

/// A server with an OpenAI-compatible API, and the timeout of its requests.
pub(crate) struct Server {
    client: Client<OpenAIConfig>,
    http: reqwest::Client,
    /// The URL of the list of models, which every compatible server has.
    models: String,
    api_key: Option<SecretString>,
    timeout: Duration,
}

impl Server {
    /// Sends no request yet.
    pub(crate) fn new(base_url: &Url, api_key: Option<&SecretString>, timeout_seconds: u64) -> PortResult<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            // Resumes must not pass through a proxy that is configured for other programs.
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(PortError::internal)?;
        let base_url = base_url.as_str().trim_end_matches('/');
        // Every field is set, so that the library reads no environment variables of other tools.
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
            timeout: Duration::from_secs(timeout_seconds),
        })
    }

    /// Requests the list of models. Any status below 500 except 401 and 403 is a success.
    pub(crate) async fn ping(&self) -> PortResult<()> {
        let mut request = self.http.get(&self.models).timeout(self.timeout);
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

    /// Sends a request. `Timeout` after the deadline, retries included.
    pub(crate) async fn send<'a, T, F>(&'a self, ask: impl FnOnce(&'a Client<OpenAIConfig>) -> F) -> PortResult<T>
    where
        F: Future<Output = Result<T, OpenAIError>>,
    {
        match tokio::time::timeout(self.timeout, ask(&self.client)).await {
            Ok(answer) => answer.map_err(port_error),
            Err(elapsed) => Err(PortErrorKind::Timeout.because(elapsed)),
        }
    }
}
