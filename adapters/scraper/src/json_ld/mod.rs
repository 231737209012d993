//! Pages with schema.org `JobPosting` as JSON-LD.

mod identity;
mod nodes;
mod posting;

use std::sync::Arc;

use async_trait::async_trait;
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::SourceKey;
use ports::{AcceptedMedia, JobSource, ListingPage, PageFetcher, PageToken, PortError, PortResult, UnreadablePosting};
use tokio::task::spawn_blocking;
use url::Url;

use self::posting::Read;
use crate::boards::Access;
use crate::html;

/// The kind of pages in source keys and configuration.
pub(crate) const KIND: &str = "json_ld";
/// The key of the configuration that names a page.
pub(crate) const SETTING: &str = "url";

/// A page with one or more postings.
pub(crate) struct JsonLdPage {
    key: SourceKey,
    fetcher: Arc<dyn PageFetcher>,
    url: Url,
    company: Option<String>,
}

impl JsonLdPage {
    pub(crate) fn new(url: Url, Access { fetcher, company }: Access) -> PortResult<Self> {
        Ok(Self { key: key_of(&url)?, fetcher, url, company })
    }
}

/// Pages of one host are one source.
pub(crate) fn key_of(url: &Url) -> PortResult<SourceKey> {
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    SourceKey::new(KIND, &host).map_err(|_| PortError::invalid("not a web address"))
}

#[async_trait]
impl JobSource for JsonLdPage {
    fn key(&self) -> &SourceKey {
        &self.key
    }

    /// A page need not list all openings of the employer.
    fn is_authoritative(&self) -> bool {
        false
    }

    async fn page(&self, _after: Option<PageToken>) -> PortResult<ListingPage> {
        let page = self.fetcher.get(&self.url, AcceptedMedia::Html).await?;
        let company = self.company.clone();
        let read = move || postings(&String::from_utf8_lossy(&page.body), Some(&page.url), company.as_deref());
        let postings = spawn_blocking(read).await.map_err(PortError::internal)?;
        if postings.is_empty() {
            return Err(PortError::invalid("the page has no schema.org JobPosting"));
        }
        Ok(ListingPage { postings, next: None })
    }
}

/// The postings of a page, fetched or saved.
pub(crate) fn postings(
    page: &str,
    fetched_from: Option<&Url>,
    company: Option<&str>,
) -> Vec<Result<Posting, UnreadablePosting>> {
    let (scripts, canonical) = html::linked_data(page);
    let canonical = canonical.and_then(|address| match fetched_from {
        Some(base) => base.join(&address).ok(),
        None => Url::parse(&address).ok(),
    });
    let address = canonical.or_else(|| fetched_from.cloned());
    let mut found = Vec::new();
    for (position, script) in scripts.iter().enumerate() {
        match nodes::parse(script) {
            Ok(data) => {
                let nodes = nodes::job_postings(&data);
                found.extend(nodes.into_iter().map(|node| posting::read(node, address.as_ref(), company)));
            }
            // Invalid JSON-LD about something else is ignored.
            Err(error) if script.contains("JobPosting") => found.push(Err(UnreadablePosting {
                which: format!("script {}", position + 1),
                reason: format!("its JSON is broken: {error}"),
            })),
            Err(_) => {}
        }
    }
    identified(found)
}

/// The postings in a JSON-LD document that stands alone.
pub(crate) fn postings_in(data: &serde_json::Value) -> Vec<Result<Posting, UnreadablePosting>> {
    identified(nodes::job_postings(data).into_iter().map(|node| posting::read(node, None, None)).collect())
}

/// Assigns an id to each posting of a page.
fn identified(found: Vec<Result<Read, UnreadablePosting>>) -> Vec<Result<Posting, UnreadablePosting>> {
    let ids = identity::external_ids(found.iter().flatten().map(|read| &read.identity));
    let mut ids = ids.into_iter();
    let mut identified = |read: Read| {
        let external_id = ids.next().expect("every readable posting has an identity");
        Posting { external_id, ..read.posting }
    };
    found.into_iter().map(|read| read.map(&mut identified)).collect()
}
