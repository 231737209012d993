//! Pages with schema.org `JobPosting`, as JSON-LD or microdata.

mod body;
mod identity;
mod microdata;
mod nodes;
mod posting;

use std::sync::Arc;

use async_trait::async_trait;
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::SourceKey;
use ports::{AcceptedMedia, JobSource, ListingPage, PageFetcher, PageToken, PortError, PortResult, UnreadablePosting};
use tokio::task::spawn_blocking;
use url::Url;

use self::nodes::References;
use self::posting::Read;
use crate::boards::{Access, Reading};
use crate::document::Document;
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
        let read = move || postings(&Document::of(&page.body).text, Some(&page.url), company.as_deref());
        let postings = spawn_blocking(read).await.map_err(PortError::internal)?;
        if postings.is_empty() {
            return Err(PortError::invalid("the page has no schema.org JobPosting"));
        }
        Ok(ListingPage { postings, next: None })
    }
}

/// The postings of a page, fetched or saved: of its linked data, else of its microdata.
pub(crate) fn postings(page: &str, fetched_from: Option<&Url>, company: Option<&str>) -> Vec<Reading> {
    let (scripts, canonical) = html::linked_data(page);
    let canonical = canonical.and_then(|address| match fetched_from {
        Some(base) => base.join(&address).ok(),
        None => Url::parse(&address).ok(),
    });
    let address = canonical.or_else(|| fetched_from.cloned());
    let mut blocks = Vec::new();
    let mut broken = Vec::new();
    for (position, script) in scripts.iter().enumerate() {
        match nodes::parse(script) {
            Ok(data) => blocks.push(data),
            // Invalid JSON-LD about something else is ignored.
            Err(error) if script.contains("JobPosting") => broken.push(UnreadablePosting {
                which: format!("script {}", position + 1),
                reason: format!("its JSON is broken: {error}"),
            }),
            Err(_) => {}
        }
    }
    let mut found = nodes_of(&blocks);
    if found.is_empty() {
        found = microdata::job_postings(page);
    }
    let mut read: Vec<_> = found.iter().map(|node| posting::read(node, address.as_ref(), company)).collect();
    if let [Ok(only)] = read.as_mut_slice() {
        only.posting.description = body::fuller(std::mem::take(&mut only.posting.description), page);
    }
    read.extend(broken.into_iter().map(Err));
    identified(read)
}

/// Every `JobPosting` of these blocks, with references between them resolved.
fn nodes_of(blocks: &[serde_json::Value]) -> Vec<nodes::Node> {
    let references = References::of(blocks);
    blocks.iter().flat_map(nodes::job_postings).map(|node| references.resolved(node)).collect()
}

/// The postings in a JSON-LD document that stands alone.
pub(crate) fn postings_in(data: &serde_json::Value) -> Vec<Reading> {
    let nodes = nodes_of(std::slice::from_ref(data));
    identified(nodes.iter().map(|node| posting::read(node, None, None)).collect())
}

/// One node that somebody found.
pub(crate) fn single(node: &nodes::Node, address: Option<&Url>, company: Option<&str>) -> Reading {
    let node = References::default().resolved(node);
    posting::read(&node, address, company).map(|read| read.posting)
}

/// A listed posting with what the page of the posting adds to it: its linked data or microdata, or the text of the page.
pub(crate) fn complete(listed: Posting, page: &str, address: &Url) -> Posting {
    let found = postings(page, Some(address), Some(&listed.company)).into_iter().flatten().next();
    let Some(found) = found else {
        return Posting { description: body::fuller(listed.description, page), ..listed };
    };
    let is_longer = found.description.len() > listed.description.len();
    Posting {
        locations: if listed.locations.is_empty() { found.locations } else { listed.locations },
        workplace: listed.workplace.or(found.workplace),
        employment_type: listed.employment_type.or(found.employment_type),
        salary: listed.salary.or(found.salary),
        department: listed.department.or(found.department),
        description: if is_longer { found.description } else { listed.description },
        posted_at: listed.posted_at.or(found.posted_at),
        valid_through: listed.valid_through.or(found.valid_through),
        ..listed
    }
}

/// Assigns an id to each posting of a page.
fn identified(found: Vec<Result<Read, UnreadablePosting>>) -> Vec<Reading> {
    let ids = identity::external_ids(found.iter().flatten().map(|read| &read.identity));
    let mut ids = ids.into_iter();
    let mut identified = |read: Read| {
        let external_id = ids.next().expect("every readable posting has an identity");
        Posting { external_id, ..read.posting }
    };
    found.into_iter().map(|read| read.map(&mut identified)).collect()
}
