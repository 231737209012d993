//! Sources of postings, and the fetching of pages.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::SourceKey;
use url::Url;

use crate::PortResult;

/// Where to go on reading a list; only its source understands it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageToken(pub String);

/// A listed posting that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("posting `{which}`: {reason}")]
pub struct UnreadablePosting {
    /// Its id, title or place in the list.
    pub which: String,
    /// What is wrong with it.
    pub reason: String,
}

/// A part of what a source lists.
#[derive(Debug, Default)]
pub struct ListingPage {
    /// The postings, readable or not.
    pub postings: Vec<Result<Posting, UnreadablePosting>>,
    /// Where to go on; `None` at the end.
    pub next: Option<PageToken>,
}

/// One board or page.
///
/// An answer that is no list (an error page, half a document) is an error, never an empty list.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait JobSource: Send + Sync {
    /// Names the source for good.
    fn key(&self) -> &SourceKey;

    /// Does reading to the end show *everything* the source has open? Only then does absence mean something. A saved
    /// file and a single page never do.
    fn is_authoritative(&self) -> bool;

    /// One page of the list, from the beginning or after an earlier page.
    async fn page(&self, after: Option<PageToken>) -> PortResult<ListingPage>;
}

/// A source under the name the operator gave it.
#[derive(Clone)]
pub struct NamedSource {
    /// The name from the configuration, or the source key of a one-off.
    pub name: String,
    /// The source.
    pub source: Arc<dyn JobSource>,
}

/// All the sources there are.
pub trait JobSources: Send + Sync {
    /// The sources of the configuration, in its order.
    fn configured(&self) -> &[NamedSource];

    /// The source behind an address a person would paste: a board's page or API, or a page with a posting on it.
    /// `Invalid` when it is no address to read from.
    fn at(&self, url: &Url) -> PortResult<NamedSource>;

    /// The sources in a saved document: a board's answer or a page. `Invalid`, with a reason, when there is none.
    fn in_document(&self, name: &str, bytes: &Bytes) -> PortResult<Vec<NamedSource>>;
}

/// What kind of answer is asked for. Some boards answer by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptedMedia {
    /// `application/json`.
    Json,
    /// A page for people.
    Html,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct FetchedPage {
    /// The address after redirects.
    pub url: Url,
    /// The body, decoded, at most 8 MiB.
    pub body: Bytes,
}

/// Fetches foreign pages without ever reaching into our own network: addresses are checked when they are resolved,
/// at each redirect and as literals; time and decoded size are bounded.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PageFetcher: Send + Sync {
    /// The page. `Invalid` for an address that is not allowed and for a body that is too large, `NotFound` for 404 and
    /// 410, `RateLimited` for 429, `Unavailable` for other statuses than 200 and when nobody answers. Without an answer,
    /// the error's source is a [`FetchError`](domain_model::kernel::fetch::FetchError) that says why.
    async fn get(&self, url: &Url, accept: AcceptedMedia) -> PortResult<FetchedPage>;
}
