//! Sources of postings, and the fetching of pages.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::{SourceKey, Validators};
use url::Url;

use crate::PortResult;

/// An opaque pagination token; only its source understands it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageToken(pub String);

/// A listed posting that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("posting `{which}`: {reason}")]
pub struct UnreadablePosting {
    /// Its id, title or index in the list.
    pub which: String,
    /// Its id, if that could be read: the source still lists that job.
    pub external_id: Option<String>,
    /// What is wrong with it.
    pub reason: String,
}

/// A page of a source's list.
#[derive(Debug, Default)]
pub struct ListingPage {
    /// The postings, or the reason why one cannot be read.
    pub postings: Vec<Result<Posting, UnreadablePosting>>,
    /// The token of the next page; `None` on the last one.
    pub next: Option<PageToken>,
    /// Why the list is truncated here. Jobs that it lacks may still be open.
    pub cut_short: Option<String>,
    /// Whether the list is read in several parts that may overlap, and this page belongs to one of them.
    pub is_of_part: bool,
    /// The validators of the list, for conditional requests. Only when this one response is the whole list.
    pub validators: Option<Validators>,
}

/// A source of postings: one board or page.
///
/// A response that is not a list (an error page, a truncated document) is an error, never an empty list.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait JobSource: Send + Sync {
    /// The permanent key of the source.
    fn key(&self) -> &SourceKey;

    /// Whether a complete read lists *everything* that is open. Only then does absence mean anything. `false` for saved
    /// files and single pages.
    fn is_authoritative(&self) -> bool;

    /// One page of the list: the first, or the one after `after`.
    async fn page(&self, after: Option<PageToken>) -> PortResult<ListingPage>;

    /// The first page of the list; `None` when the whole list is as it was when it had these validators. A source of
    /// several answers cannot say so, and reads again.
    async fn page_if_changed(&self, known: &Validators) -> PortResult<Option<ListingPage>>;
}

/// A source with its configured name.
#[derive(Clone)]
pub struct NamedSource {
    /// The name from the configuration, or the source key of an ad hoc source.
    pub name: String,
    /// The source.
    pub source: Arc<dyn JobSource>,
}

/// The known sources.
pub trait JobSources: Send + Sync {
    /// The configured sources, in order.
    fn configured(&self) -> &[NamedSource];

    /// The source of this name: a configured one, or one that is known without configuration.
    fn named(&self, name: &str) -> Option<NamedSource> {
        self.configured().iter().find(|source| source.name == name).cloned()
    }

    /// The source at a URL that a person would paste: a board's page or API, or a page with a posting. `Invalid` when
    /// the URL is not readable as a source.
    fn at(&self, url: &Url) -> PortResult<NamedSource>;

    /// The sources in a saved document: a board's response or a page. `Invalid`, with a reason, when there is none.
    fn in_document(&self, name: &str, bytes: &Bytes) -> PortResult<Vec<NamedSource>>;
}

/// The media type to request. Some boards respond by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptedMedia {
    /// `application/json`.
    Json,
    /// `text/html`.
    Html,
    /// XML and feeds.
    Xml,
    /// `text/plain`: `robots.txt`.
    Text,
}

/// A fetched page.
#[derive(Debug, Clone)]
pub struct FetchedPage {
    /// The URL after redirects.
    pub url: Url,
    /// The body, decoded, at most 8 MiB.
    pub body: Bytes,
    /// The validators of this version (RFC 9110): `ETag` and `Last-Modified`.
    pub validators: Option<Validators>,
}

/// Fetches foreign pages without access to private networks: literal, resolved and redirect addresses are checked; time
/// and decoded size are bounded.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PageFetcher: Send + Sync {
    /// The page. `Invalid` for a forbidden URL or an oversized body, `NotFound` for 404 and 410, `RateLimited` for 429
    /// and for 503 with a time to come back, `Unavailable` for any other status but 200 and when there is no response. Without a response, the source of the
    /// error is a [`FetchError`](domain_model::kernel::fetch::FetchError) with the reason.
    async fn get(&self, url: &Url, accept: AcceptedMedia) -> PortResult<FetchedPage>;

    /// The page; `None` when it is still the version with these validators. Errors are those of [`Self::get`].
    async fn get_if_changed(
        &self,
        url: &Url,
        accept: AcceptedMedia,
        known: &Validators,
    ) -> PortResult<Option<FetchedPage>>;

    /// The answer to a query that is sent as JSON, for boards whose lists are asked by POST. It changes nothing there. Errors
    /// are those of [`Self::get`].
    async fn query(&self, url: &Url, json: &str) -> PortResult<FetchedPage>;
}
