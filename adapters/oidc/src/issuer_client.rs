//! HTTP requests to issuers, and what is common to their responses. No response is quoted in an error, because it may
//! hold a token.

use adapter_http::{GuardedClient, Policy, Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain_model::kernel::address::Forbidden;
use domain_model::kernel::fetch::{FetchError, FetchFailure};
use ports::{PortError, PortErrorKind, PortResult};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::{Url, form_urlencoded};

const FORM: &str = "application/x-www-form-urlencoded";

/// Sends requests to issuers.
#[derive(Debug, Clone)]
pub(crate) struct IssuerClient {
    client: GuardedClient,
}

/// Our client credentials at an issuer.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) id: String,
    pub(crate) secret: SecretString,
}

/// The client authentication method at a token endpoint (RFC 6749, 2.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientAuthMethod {
    /// In a header: `client_secret_basic`.
    Basic,
    /// Among the fields: `client_secret_post`.
    Post,
}

/// The response of a token endpoint.
pub(crate) struct FormResponse<T> {
    pub(crate) status: StatusCode,
    pub(crate) body: T,
}

impl IssuerClient {
    pub(crate) fn new(policy: Policy) -> PortResult<Self> {
        Ok(Self { client: GuardedClient::new(policy)? })
    }

    /// Whether this URL may be requested, or a browser sent to it.
    pub(crate) fn check(&self, url: &Url) -> Result<(), Forbidden> {
        self.client.policy().check(url)
    }

    /// Fetches a document.
    pub(crate) async fn get<T: DeserializeOwned>(&self, url: &Url, token: Option<&SecretString>) -> PortResult<T> {
        let mut request = Request::get(url.clone());
        if let Some(token) = token {
            request = request.authorization(&bearer(token.expose_secret()));
        }
        let (status, body) = self.send(request).await?;
        if !status.is_success() {
            return Err(PortError::unavailable(format!("the issuer answers {}", status.as_u16())));
        }
        parse_json(&body)
    }

    /// Posts a form to a token endpoint.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        url: &Url,
        fields: &[(&str, &str)],
        credentials: &Credentials,
        method: ClientAuthMethod,
    ) -> PortResult<FormResponse<T>> {
        let (status, body) = self.send(form_request(Request::post(url.clone()), fields, credentials, method)).await?;
        if status.is_redirection() || status.is_server_error() {
            return Err(PortError::unavailable(format!("the issuer answers {}", status.as_u16())));
        }
        Ok(FormResponse { status, body: parse_json(&body)? })
    }

    /// Sends a request and reads the whole response.
    pub(crate) async fn send(&self, request: Request) -> PortResult<(StatusCode, Vec<u8>)> {
        let response = self.client.send(request.accept("application/json")).await.map_err(port_error)?;
        let status = response.status;
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Err(PortErrorKind::RateLimited { retry_after: None }.into());
        }
        Ok((status, response.bytes().await.map_err(port_error)?.into()))
    }
}

/// The `Authorization` value of a bearer token (RFC 6750).
pub(crate) fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// A form request with our credentials.
fn form_request(
    request: Request,
    fields: &[(&str, &str)],
    credentials: &Credentials,
    method: ClientAuthMethod,
) -> Request {
    let (id, secret) = (credentials.id.as_str(), credentials.secret.expose_secret());
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    match method {
        ClientAuthMethod::Basic => {
            let pair = STANDARD.encode(format!("{}:{}", form_encoded(id), form_encoded(secret)));
            request.authorization(&format!("Basic {pair}")).body(FORM, form.finish())
        }
        ClientAuthMethod::Post => {
            form.append_pair("client_id", id).append_pair("client_secret", secret);
            request.body(FORM, form.finish())
        }
    }
}

/// Both parts of Basic credentials are encoded before they are joined by a colon (RFC 6749, 2.3.1).
fn form_encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Parses the response as JSON.
pub(crate) fn parse_json<T: DeserializeOwned>(body: &[u8]) -> PortResult<T> {
    serde_json::from_slice(body).map_err(|_| PortError::unavailable("the issuer's answer is not what was asked for"))
}

/// Maps every failure of an issuer to a temporary error.
fn port_error(error: FetchError) -> PortError {
    let kind = match error.failure {
        FetchFailure::Timeout => PortErrorKind::Timeout,
        _ => PortErrorKind::Unavailable,
    };
    kind.because(error)
}
