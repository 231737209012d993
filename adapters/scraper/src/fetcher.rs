//! Fetches pages and boards through the guarded client, and maps HTTP statuses to errors.

use std::time::Duration;

use adapter_http::header::{
    CONTENT_TYPE, DATE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, RETRY_AFTER,
};
use adapter_http::{GuardedClient, Policy, Request, Response, StatusCode};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain_model::ingestion::Validators;
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
    pub fn new(config: &FetchConfig) -> PortResult<Self> {
        let policy = Policy::web_pages(config.allow_loopback);
        Ok(Self { client: GuardedClient::with_contact(policy, config.contact_url.as_ref())? })
    }
}

#[async_trait]
impl PageFetcher for GuardedFetcher {
    async fn get(&self, url: &Url, accept: AcceptedMedia) -> PortResult<FetchedPage> {
        page(self.send(Request::get(url.clone()).accept(media_type(accept))).await?).await
    }

    async fn get_if_changed(
        &self,
        url: &Url,
        accept: AcceptedMedia,
        known: &Validators,
    ) -> PortResult<Option<FetchedPage>> {
        let request = Request::get(url.clone()).accept(media_type(accept));
        // A server that knows the tag ignores the date; some know the date alone.
        let request = known.etag.iter().fold(request, |request, tag| request.header(IF_NONE_MATCH, tag));
        let request = known.last_modified.iter().fold(request, |request, date| request.header(IF_MODIFIED_SINCE, date));
        let response = self.send(request).await?;
        if response.status == StatusCode::NOT_MODIFIED { Ok(None) } else { page(response).await.map(Some) }
    }

    async fn query(&self, url: &Url, json: &str) -> PortResult<FetchedPage> {
        let request = Request::post(url.clone()).accept(media_type(AcceptedMedia::Json));
        page(self.send(request.body(media_type(AcceptedMedia::Json), json.as_bytes().to_vec())).await?).await
    }
}

impl GuardedFetcher {
    async fn send(&self, request: Request) -> PortResult<Response> {
        let response = self.client.send(request).await.map_err(port_error)?;
        debug!(host = response.url.host_str(), status = response.status.as_u16(), "fetched");
        Ok(response)
    }
}

/// The page of a successful response.
async fn page(response: Response) -> PortResult<FetchedPage> {
    let response = successful(response)?;
    let url = response.url.clone();
    let content_type = header(&response.headers, CONTENT_TYPE);
    let validators =
        Validators { etag: header(&response.headers, ETAG), last_modified: header(&response.headers, LAST_MODIFIED) };
    let body = response.bytes().await.map_err(port_error)?;
    let converted = content_type.and_then(|content_type| encoding::converted(&body, &content_type));
    Ok(FetchedPage {
        url,
        body: converted.map_or(body, Into::into),
        validators: (validators != Validators::default()).then_some(validators),
    })
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
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
        AcceptedMedia::Text => "text/plain,*/*;q=0.5",
    }
}

fn successful(response: Response) -> PortResult<Response> {
    let status = response.status;
    let retry_after = retry_after(&response.headers);
    let kind = match status {
        status if status.is_success() => return Ok(response),
        StatusCode::NOT_FOUND | StatusCode::GONE => PortErrorKind::NotFound,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => PortErrorKind::Unauthorized,
        StatusCode::TOO_MANY_REQUESTS => PortErrorKind::RateLimited { retry_after },
        StatusCode::SERVICE_UNAVAILABLE if retry_after.is_some() => PortErrorKind::RateLimited { retry_after },
        status if status.is_client_error() => PortErrorKind::Invalid(format!("the server answers {}", status.as_u16())),
        _ => PortErrorKind::Unavailable,
    };
    Err(kind.because(format!("the server answers {status}")))
}

/// Parses `Retry-After`, an hour at most: seconds, or a date, which is compared with the server's own clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let written = header(headers, RETRY_AFTER)?;
    let wait = match written.trim().parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => (date(&written)? - date(&header(headers, DATE)?)?).to_std().unwrap_or_default(),
    };
    Some(wait.min(Duration::from_hours(1)))
}

/// A date as HTTP writes it.
fn date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text.trim()).ok().map(|date| date.to_utc())
}
