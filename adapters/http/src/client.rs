//! Sends requests under a policy and follows redirects itself, judging every hop.

use std::net::SocketAddr;

use bytes::Bytes;
use domain_model::kernel::address::{Forbidden, Guard};
use domain_model::kernel::fetch::{FetchError, FetchFailure};
use futures_util::StreamExt;
use ports::{PortError, PortResult};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::redirect::Policy as Redirects;
use reqwest::{Client, Method, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::failure::{Unresolvable, fetch_error};
use crate::policy::Policy;
use crate::request::Request;

const USER_AGENT: &str = concat!("jobwright/", env!("CARGO_PKG_VERSION"));

/// An HTTP client that enforces a policy.
#[derive(Debug, Clone)]
pub struct GuardedClient {
    policy: Policy,
    client: Client,
}

/// A response whose body is still unread.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// The URL after redirects.
    pub url: Url,
    body: reqwest::Response,
    deadline: Instant,
    limit: usize,
}

impl GuardedClient {
    /// A client with this policy.
    pub fn new(policy: Policy) -> PortResult<Self> {
        Self::with_contact(policy, None)
    }

    /// A client that also tells where its operator can be reached.
    pub fn with_contact(policy: Policy, contact: Option<&Url>) -> PortResult<Self> {
        let user_agent = contact.map_or_else(|| USER_AGENT.to_owned(), |contact| format!("{USER_AGENT} (+{contact})"));
        let builder = Client::builder().user_agent(user_agent).no_proxy().redirect(Redirects::none()).referer(false);
        let builder = builder.connect_timeout(policy.connect_timeout).dns_resolver(GuardedResolver(policy.guard()));
        let client = builder.build().map_err(PortError::internal)?;
        Ok(Self { policy, client })
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Sends the request and follows redirects as the policy allows.
    pub async fn send(&self, mut request: Request) -> Result<Response, FetchError> {
        let deadline = Instant::now() + self.policy.timeout;
        let follows = self.policy.redirects > 0 && request.method == Method::GET;
        for _ in 0..=self.policy.redirects {
            let hop = timeout_at(deadline, self.hop(&request)).await;
            let response = hop.map_err(|_| FetchFailure::Timeout)??;
            if follows && is_redirect(response.status()) {
                request = request.redirected(target(&request.url, response.headers())?);
                continue;
            }
            return Ok(Response {
                status: response.status(),
                headers: response.headers().clone(),
                url: request.url,
                body: response,
                deadline,
                limit: self.policy.body_limit,
            });
        }
        Err(FetchFailure::TooManyRedirects.into())
    }

    /// Sends a single request without following redirects.
    async fn hop(&self, request: &Request) -> Result<reqwest::Response, FetchError> {
        self.policy.check(&request.url).map_err(forbidden)?;
        let headers = request.headers.clone().ok_or(FetchFailure::InvalidRequest)?;
        let mut sent = self.client.request(request.method.clone(), request.url.clone()).headers(headers);
        if let Some(body) = &request.body {
            sent = sent.body(body.clone());
        }
        let response = sent.send().await.map_err(fetch_error)?;
        if let Some(guard) = self.policy.guard() {
            let peer = response.remote_addr().ok_or(Forbidden).and_then(|peer| guard.check_ip(peer.ip()));
            peer.map_err(forbidden)?;
        }
        Ok(response)
    }
}

impl Response {
    /// Reads the body in chunks up to the limit, so that a decompression bomb is never in memory as a whole.
    pub async fn bytes(self) -> Result<Bytes, FetchError> {
        let mut body = Vec::new();
        let mut pieces = self.body.bytes_stream();
        loop {
            let piece = timeout_at(self.deadline, pieces.next()).await.map_err(|_| FetchFailure::Timeout)?;
            let Some(piece) = piece else { return Ok(Bytes::from(body)) };
            let piece = piece.map_err(fetch_error)?;
            if body.len() + piece.len() > self.limit {
                return Err(FetchFailure::TooLarge { limit: self.limit }.into());
            }
            body.extend_from_slice(&piece);
        }
    }
}

/// Resolves names and refuses those with any forbidden address: filtering them would leave the choice to the attacker
/// (SS-05). The connection goes to the resolved address, so a second lookup cannot differ (SS-02).
#[derive(Debug, Clone, Copy)]
struct GuardedResolver(Option<Guard>);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(Unresolvable)?;
            let found: Vec<SocketAddr> = found.collect();
            if let Some(guard) = guard {
                for address in &found {
                    guard.check_ip(address.ip())?;
                }
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

fn forbidden(cause: Forbidden) -> FetchError {
    FetchFailure::Forbidden.because(cause)
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The target of a redirect.
fn target(from: &Url, headers: &HeaderMap) -> Result<Url, FetchFailure> {
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    location.and_then(|location| from.join(location).ok()).ok_or(FetchFailure::BadRedirect)
}
