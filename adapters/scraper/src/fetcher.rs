//! Fetches pages and boards through the guarded client, and maps HTTP statuses to errors.

use std::time::Duration;

use adapter_http::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use adapter_http::{GuardedClient, Policy, Request, Response, StatusCode};
use async_trait::async_trait;
use domain_model::kernel::fetch::{FetchError, FetchFailure};
use ports::{AcceptedMedia, FetchedPage, PageFetcher, PortError, PortErrorKind, PortResult};
use tracing::debug;
use url::Url;

use crate::config::FetchConfig;
use crate::encoding;

/// The fetcher.
#[derive(Debug, Clone)]
pub struct GuardedFetcher {
    client: GuardedClient,
}

impl GuardedFetcher {
    /// A fetcher with this policy.
    pub fn new(config: FetchConfig) -> PortResult<Self> {
        Ok(Self { client: GuardedClient::new(Policy::web_pages(config.allow_loopback))? })
    }
}

#[async_trait]
impl PageFetcher for GuardedFetcher {
    async fn get(&self, url: &Url, accept: AcceptedMedia) -> PortResult<FetchedPage> {
        self.send(Request::get(url.clone()).accept(media_type(accept))).await
    }

    async fn query(&self, url: &Url, json: &str) -> PortResult<FetchedPage> {
        let request = Request::post(url.clone()).accept(media_type(AcceptedMedia::Json));
        self.send(request.body(media_type(AcceptedMedia::Json), json.as_bytes().to_vec())).await
    }
}

impl GuardedFetcher {
    async fn send(&self, request: Request) -> PortResult<FetchedPage> {
        let response = self.client.send(request).await.map_err(port_error)?;
        debug!(host = response.url.host_str(), status = response.status.as_u16(), "fetched");
        let response = successful(response)?;
        let url = response.url.clone();
        let content_type = response.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = response.bytes().await.map_err(port_error)?;
        let converted = content_type.and_then(|content_type| encoding::converted(&body, &content_type));
        Ok(FetchedPage { url, body: converted.map_or(body, Into::into) })
    }
}

/// Whether the body was too large.
pub(crate) fn is_too_large(error: &PortError) -> bool {
    let failure = error.source.as_ref().and_then(|source| source.downcast_ref::<FetchError>());
    failure.is_some_and(|error| matches!(error.failure, FetchFailure::TooLarge { .. }))
}

/// The kind of a failed fetch. The reason is the source of the error.
pub(crate) fn port_error(error: FetchError) -> PortError {
    let kind = match error.failure {
        FetchFailure::Timeout => PortErrorKind::Timeout,
        FetchFailure::NameResolution | FetchFailure::Connection | FetchFailure::Tls => PortErrorKind::Unavailable,
        FetchFailure::Forbidden
        | FetchFailure::TooLarge { .. }
        | FetchFailure::TooManyRedirects
        | FetchFailure::BadRedirect
        | FetchFailure::InvalidRequest => PortErrorKind::Invalid(error.failure.to_string()),
    };
    kind.because(error)
}

fn media_type(accept: AcceptedMedia) -> &'static str {
    match accept {
        AcceptedMedia::Json => "application/json",
        AcceptedMedia::Xml => "application/rss+xml,application/atom+xml,application/xml,text/xml;q=0.9",
        AcceptedMedia::Html => "text/html,application/xhtml+xml;q=0.9",
    }
}

fn successful(response: Response) -> PortResult<Response> {
    let status = response.status;
    let kind = match status {
        status if status.is_success() => return Ok(response),
        StatusCode::NOT_FOUND | StatusCode::GONE => PortErrorKind::NotFound,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => PortErrorKind::Unauthorized,
        StatusCode::TOO_MANY_REQUESTS => PortErrorKind::RateLimited { retry_after: retry_after(&response.headers) },
        status if status.is_client_error() => PortErrorKind::Invalid(format!("the server answers {}", status.as_u16())),
        _ => PortErrorKind::Unavailable,
    };
    Err(kind.because(format!("the server answers {status}")))
}

/// Parses `Retry-After` in seconds, an hour at most. A date is rare, and counts as "later".
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(Duration::from_hours(1)))
}
