//! Questions to whoever keeps accounts: straight, briefly, and with short answers; to issuers that somebody names, at public
//! addresses and by HTTPS.

use std::net::SocketAddr;
use std::time::Duration;

use domain_model::kernel::address::{Forbidden, Guard};
use futures_util::StreamExt;
use ports::{PortError, PortErrorKind, PortResult};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use url::{Url, form_urlencoded};

/// From the look-up to the last byte.
const WHOLE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);
/// Decoded bytes of an answer.
const LARGEST_BODY: usize = 64 * 1024;
const USER_AGENT: &str = concat!("jobwright/", env!("CARGO_PKG_VERSION"));

/// The only way out.
#[derive(Debug, Clone)]
pub(crate) struct Web {
    /// `None` reaches everything.
    guard: Option<Guard>,
    client: Client,
}

/// Who we are at an issuer.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) id: String,
    pub(crate) secret: SecretString,
}

/// Where an issuer reads who we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a header (`client_secret_basic`).
    Header,
    /// Beside everything else (`client_secret_post`).
    Body,
}

/// An answer to a code.
pub(crate) struct Answer<T> {
    pub(crate) status: StatusCode,
    pub(crate) body: T,
}

impl Web {
    /// To public addresses. `allow_loopback`: this machine too, by plain HTTP.
    pub(crate) fn new(allow_loopback: bool) -> PortResult<Self> {
        Self::with(Some(Guard { allow_loopback }))
    }

    /// To the one server that the operator names: it may stand in the same network.
    pub(crate) fn unguarded() -> PortResult<Self> {
        Self::with(None)
    }

    fn with(guard: Option<Guard>) -> PortResult<Self> {
        let builder = match guard {
            Some(guard) => Client::builder().dns_resolver(GuardedResolver(guard)),
            None => Client::builder(),
        };
        let client = builder
            .user_agent(USER_AGENT)
            // A proxy from the environment would connect for us, past the guard (SS-06).
            .no_proxy()
            // A code or a secret goes where it was meant to go (SS-09).
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .build()
            .map_err(PortError::internal)?;
        Ok(Self { guard, client })
    }

    /// May this address be asked, or a browser sent to it?
    pub(crate) fn check(&self, url: &Url) -> Result<(), Forbidden> {
        let Some(guard) = self.guard else { return Ok(()) };
        let is_here = || url.host().is_some_and(|host| domain_model::kernel::address::is_loopback(&host));
        let is_closed = url.scheme() == "https" || (guard.allow_loopback && is_here());
        if is_closed { guard.check_url(url) } else { Err(Forbidden) }
    }

    /// What is found there.
    pub(crate) async fn get<T: DeserializeOwned>(&self, url: &Url, token: Option<&SecretString>) -> PortResult<T> {
        let mut request = self.client.get(url.clone());
        if let Some(token) = token {
            request = request.bearer_auth(token.expose_secret());
        }
        let (status, body) = self.ask(url, request).await?;
        if !status.is_success() {
            return Err(PortError::unavailable(format!("the issuer answers {}", status.as_u16())));
        }
        understood(&body)
    }

    /// Sends these fields, and says who we are.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        url: &Url,
        fields: &[(&str, &str)],
        us: &Credentials,
        place: Place,
    ) -> PortResult<Answer<T>> {
        let request = self.client.post(url.clone()).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (status, body) = self.ask(url, signed(request, fields, us, place)).await?;
        if status.is_redirection() || status.is_server_error() {
            return Err(PortError::unavailable(format!("the issuer answers {}", status.as_u16())));
        }
        Ok(Answer { status, body: understood(&body)? })
    }

    /// A question that is still to be asked.
    pub(crate) fn request(&self, method: Method, url: &Url) -> RequestBuilder {
        self.client.request(method, url.clone())
    }

    /// Asks it, of this address.
    pub(crate) async fn ask(&self, url: &Url, request: RequestBuilder) -> PortResult<(StatusCode, Vec<u8>)> {
        self.check(url).map_err(PortError::unavailable)?;
        let response = request.header(ACCEPT, "application/json").send().await.map_err(port_error)?;
        if let Some(guard) = self.guard {
            let peer = response.remote_addr().ok_or(Forbidden).and_then(|peer| guard.check_ip(peer.ip()));
            peer.map_err(PortError::unavailable)?;
        }
        let status = response.status();
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Err(PortErrorKind::RateLimited { retry_after: None }.into());
        }
        let mut body = Vec::new();
        let mut pieces = response.bytes_stream();
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(port_error)?;
            if body.len() + piece.len() > LARGEST_BODY {
                return Err(PortError::unavailable("the issuer's answer is larger than 64 KiB"));
            }
            body.extend_from_slice(&piece);
        }
        Ok((status, body))
    }
}

/// Refuses names that lead to any address we may not reach; what is resolved here is what is connected to.
#[derive(Debug, Clone, Copy)]
struct GuardedResolver(Guard);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.0;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            for address in &found {
                guard.check_ip(address.ip())?;
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The request with these fields and with who we are.
fn signed(request: RequestBuilder, fields: &[(&str, &str)], us: &Credentials, place: Place) -> RequestBuilder {
    let secret = us.secret.expose_secret();
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    match place {
        // Both are encoded before they are joined by a colon (RFC 6749, 2.3.1).
        Place::Header => request.basic_auth(encoded(&us.id), Some(encoded(secret))).body(form.finish()),
        Place::Body => {
            form.append_pair("client_id", &us.id).append_pair("client_secret", secret);
            request.body(form.finish())
        }
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// What an answer says is not quoted: it may be a token.
pub(crate) fn understood<T: DeserializeOwned>(body: &[u8]) -> PortResult<T> {
    serde_json::from_slice(body).map_err(|_| PortError::unavailable("the issuer's answer is not what was asked for"))
}

fn port_error(error: reqwest::Error) -> PortError {
    let kind = if error.is_timeout() { PortErrorKind::Timeout } else { PortErrorKind::Unavailable };
    // Addresses of issuers hold no secret, but nobody promises that.
    kind.because(error.without_url())
}
