//! Fetches a page: guarded, with its own loop over redirects, bounded in time and decoded size.

use std::net::SocketAddr;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::kernel::address::{Forbidden, Guard};
use futures_util::StreamExt;
use ports::{AcceptedMedia, FetchedPage, PageFetcher, PortError, PortErrorKind, PortResult};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, LOCATION, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use tracing::debug;
use url::Url;

use crate::config::FetchConfig;

/// From the first look-up to the last byte, redirects included.
const WHOLE: Duration = Duration::from_secs(20);
const CONNECT: Duration = Duration::from_secs(5);
const MOST_HOPS: usize = 5;
/// Decoded bytes of a body.
const LARGEST_BODY: usize = 8 * 1024 * 1024;
const USER_AGENT: &str = concat!("jobwright/", env!("CARGO_PKG_VERSION"));

/// The body has more than [`LARGEST_BODY`] bytes.
#[derive(Debug, thiserror::Error)]
#[error("the answer is larger than {} MiB", LARGEST_BODY / 1024 / 1024)]
struct TooLarge;

/// The body is too large.
pub(crate) fn too_large() -> PortError {
    PortErrorKind::Invalid(TooLarge.to_string()).because(TooLarge)
}

/// Was the body too large?
pub(crate) fn is_too_large(error: &PortError) -> bool {
    error.source.as_ref().is_some_and(|source| source.is::<TooLarge>())
}

/// Fetches foreign pages.
#[derive(Debug, Clone)]
pub struct GuardedFetcher {
    guard: Guard,
    client: Client,
}

impl GuardedFetcher {
    /// A fetcher that may do what the configuration says.
    pub fn new(config: FetchConfig) -> PortResult<Self> {
        let guard = Guard { allow_loopback: config.allow_loopback };
        let client = Client::builder()
            .user_agent(USER_AGENT)
            // A proxy from the environment would connect for us, past the guard (SS-06).
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .dns_resolver(GuardedResolver(guard))
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .build()
            .map_err(PortError::internal)?;
        Ok(Self { guard, client })
    }

    async fn follow(&self, url: &Url, accept: AcceptedMedia) -> PortResult<FetchedPage> {
        let mut url = url.clone();
        for _ in 0..=MOST_HOPS {
            self.guard.check_url(&url).map_err(forbidden)?;
            let response =
                self.client.get(url.clone()).header(ACCEPT, media(accept)).send().await.map_err(port_error)?;
            let peer = response.remote_addr().ok_or(Forbidden).and_then(|peer| self.guard.check_ip(peer.ip()));
            peer.map_err(forbidden)?;
            debug!(host = url.host_str(), status = response.status().as_u16(), "fetched");
            match next_hop(&url, &response)? {
                Some(next) => url = next,
                None => return body(url, checked(response)?).await,
            }
        }
        Err(PortError::invalid("the address redirects too often"))
    }
}

#[async_trait]
impl PageFetcher for GuardedFetcher {
    async fn get(&self, url: &Url, accept: AcceptedMedia) -> PortResult<FetchedPage> {
        let whole = tokio::time::timeout(WHOLE, self.follow(url, accept)).await;
        whole.map_err(|_| PortError::new(PortErrorKind::Timeout))?
    }
}

/// Resolves names and refuses those that lead to any address we may not reach: filtering them would leave the choice to
/// whoever answers (SS-05). What is resolved here is what is connected to, so there is no second look-up to fool (SS-02).
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

fn media(accept: AcceptedMedia) -> &'static str {
    match accept {
        AcceptedMedia::Json => "application/json",
        AcceptedMedia::Html => "text/html,application/xhtml+xml;q=0.9",
    }
}

fn forbidden(error: Forbidden) -> PortError {
    PortErrorKind::Invalid(error.to_string()).because(error)
}

/// Where the answer sends us, if anywhere.
fn next_hop(from: &Url, response: &Response) -> PortResult<Option<Url>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
    let next = location.and_then(|location| from.join(location).ok());
    next.map(Some).ok_or_else(|| PortError::invalid("the address redirects nowhere"))
}

fn checked(response: Response) -> PortResult<Response> {
    let status = response.status();
    let kind = match status {
        status if status.is_success() => return Ok(response),
        StatusCode::NOT_FOUND | StatusCode::GONE => PortErrorKind::NotFound,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => PortErrorKind::Unauthorized,
        StatusCode::TOO_MANY_REQUESTS => PortErrorKind::RateLimited { retry_after: retry_after(&response) },
        status if status.is_client_error() => PortErrorKind::Invalid(format!("the server answers {}", status.as_u16())),
        _ => PortErrorKind::Unavailable,
    };
    Err(kind.because(format!("the server answers {status}")))
}

/// Seconds only, an hour at most; a date is a rarity and means "later" all the same.
fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(Duration::from_hours(1)))
}

/// Reads what was decoded, piece by piece, and stops when it is too much: a compressed bomb never stands in memory.
async fn body(url: Url, response: Response) -> PortResult<FetchedPage> {
    let mut body = Vec::new();
    let mut pieces = response.bytes_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(port_error)?;
        if body.len() + piece.len() > LARGEST_BODY {
            return Err(too_large());
        }
        body.extend_from_slice(&piece);
    }
    Ok(FetchedPage { url, body: Bytes::from(body) })
}

fn port_error(error: reqwest::Error) -> PortError {
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        if inner.is::<Forbidden>() {
            return forbidden(Forbidden);
        }
        cause = inner.source();
    }
    if error.is_timeout() { PortErrorKind::Timeout.because(error) } else { PortError::unavailable(error) }
}
