//! The generic reader: pages with schema.org `JobPosting`, as JSON-LD or microdata; RSS and Atom feeds; sitemaps of such pages.

mod body;
mod feed;
mod identity;
mod microdata;
mod nodes;
mod posting;

use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::{SourceKey, Validators};
use futures_util::{StreamExt, stream};
use ports::{
    AcceptedMedia, JobSource, ListingPage, PageFetcher, PageToken, PortError, PortErrorKind, PortResult,
    UnreadablePosting,
};
use tokio::task::spawn_blocking;
use url::Url;

use self::nodes::References;
use self::posting::ParsedPosting;
use crate::boards::{Access, Reading};
use crate::document::Document;
use crate::html;

/// The kind of pages in source keys and configuration.
pub(crate) const KIND: &str = "json_ld";
/// The key of the configuration that names a page.
pub(crate) const SETTING: &str = "url";

/// Pages of a sitemap that are read for one page of the list.
const STEP: usize = 20;
/// Pages that are asked for at the same time.
const AT_ONCE: usize = 4;
/// Pages of one sitemap, and of those that it names, that are read.
const MAX_PAGES: usize = 10_000;
/// Entries of a feed that are read: each may cost a request for its page.
const MAX_ENTRIES: usize = 1_000;

/// A page with one or more postings, a feed, or a sitemap.
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

    async fn page(&self, after: Option<PageToken>) -> PortResult<ListingPage> {
        if let Some(token) = after {
            let (budget, pages) = token.0.split_once('\n').unwrap_or_default();
            let pages = pages.lines().filter_map(|url| Url::parse(url).ok()).collect();
            return self.step(pages, budget.parse().unwrap_or_default()).await;
        }
        match self.read(self.url.clone()).await? {
            PageContent::Pages(pages) => self.step(pages, MAX_PAGES).await,
            PageContent::Entries(mut entries) => {
                let cut_short =
                    (entries.len() > MAX_ENTRIES).then(|| format!("the feed has more than {MAX_ENTRIES} entries"));
                entries.truncate(MAX_ENTRIES);
                let completed = stream::iter(entries).map(|entry| self.completed(entry)).buffered(AT_ONCE);
                let completed: Vec<PortResult<Option<Reading>>> = completed.collect().await;
                let postings = completed.into_iter().collect::<PortResult<Vec<_>>>()?.into_iter().flatten().collect();
                Ok(ListingPage { postings, cut_short, ..ListingPage::default() })
            }
            PageContent::Postings(postings) if postings.is_empty() => {
                Err(PortError::invalid("the page has no schema.org JobPosting"))
            }
            PageContent::Postings(postings) => Ok(ListingPage { postings, ..ListingPage::default() }),
        }
    }

    async fn page_if_changed(&self, _: &Validators) -> PortResult<Option<ListingPage>> {
        self.page(None).await.map(Some)
    }
}

/// What a document has.
enum PageContent {
    Postings(Vec<Reading>),
    /// Entries of a feed, which often say less than their pages.
    Entries(Vec<Reading>),
    /// The pages of a sitemap.
    Pages(Vec<Url>),
}

impl JsonLdPage {
    async fn read(&self, url: Url) -> PortResult<PageContent> {
        let page = self.fetcher.get(&url, AcceptedMedia::Html).await?;
        let company = self.company.clone();
        let read = move || {
            let text = Document::of(&page.body).text;
            if let Some(pages) = feed::pages(&text, &page.url) {
                return PageContent::Pages(pages);
            }
            match feed::postings(&text, Some(&page.url), company.as_deref()) {
                Some(entries) => PageContent::Entries(entries),
                None => PageContent::Postings(postings(&text, Some(&page.url), company.as_deref())),
            }
        };
        spawn_blocking(read).await.map_err(PortError::internal)
    }

    /// Reads the first of these pages; the others, and what further sitemaps among the first name, are the next page. Not more
    /// than `budget` pages are read, because sitemaps may name each other.
    async fn step(&self, mut pages: Vec<Url>, budget: usize) -> PortResult<ListingPage> {
        let later = pages.split_off(pages.len().min(STEP).min(budget));
        let budget = budget - pages.len();
        let found = stream::iter(pages.clone()).map(|url| self.read(url)).buffered(AT_ONCE);
        let found: Vec<PortResult<PageContent>> = found.collect().await;
        let mut known: HashSet<Url> = pages.iter().chain(&later).cloned().collect();
        let (mut postings, mut next) = (Vec::new(), later);
        for found in found {
            match found {
                Ok(PageContent::Postings(found) | PageContent::Entries(found)) => postings.extend(found),
                Ok(PageContent::Pages(further)) => {
                    next.extend(further.into_iter().filter(|url| known.insert(url.clone())));
                }
                // A page that is gone, or may not be read, is not read.
                Err(PortError { kind: PortErrorKind::NotFound | PortErrorKind::Invalid(_), .. }) => {}
                Err(error) => return Err(error),
            }
        }
        if next.is_empty() {
            return Ok(ListingPage { postings, ..ListingPage::default() });
        }
        if budget == 0 {
            let cut_short = Some(format!("the sitemap has more than {MAX_PAGES} pages"));
            return Ok(ListingPage { postings, cut_short, ..ListingPage::default() });
        }
        let pages = next.iter().map(Url::as_str).collect::<Vec<_>>().join("\n");
        let next = Some(PageToken(format!("{budget}\n{pages}")));
        Ok(ListingPage { postings, next, ..ListingPage::default() })
    }

    /// An entry with what its page adds; `None` when the page is gone.
    async fn completed(&self, entry: Reading) -> PortResult<Option<Reading>> {
        let Ok(posting) = entry else { return Ok(Some(entry)) };
        let Some(url) = posting.url.clone().filter(|url| url.host_str() == self.url.host_str()) else {
            return Ok(Some(Ok(posting)));
        };
        match self.fetcher.get(&url, AcceptedMedia::Html).await {
            Ok(page) => {
                let complete = move || complete(posting, &Document::of(&page.body).text, &url);
                Ok(Some(Ok(spawn_blocking(complete).await.map_err(PortError::internal)?)))
            }
            Err(PortError { kind: PortErrorKind::NotFound, .. }) => Ok(None),
            Err(PortError { kind: PortErrorKind::Invalid(_), .. }) => Ok(Some(Ok(posting))),
            Err(error) => Err(error),
        }
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
                external_id: None,
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
        only.posting.description = body::longer_description(std::mem::take(&mut only.posting.description), page);
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
        return Posting { description: body::longer_description(listed.description, page), ..listed };
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
fn identified(found: Vec<Result<ParsedPosting, UnreadablePosting>>) -> Vec<Reading> {
    let ids = identity::external_ids(found.iter().flatten().map(|read| &read.identity));
    let mut ids = ids.into_iter();
    let mut identified = |read: ParsedPosting| {
        let external_id = ids.next().expect("every readable posting has an identity");
        Posting { external_id, ..read.posting }
    };
    found.into_iter().map(|read| read.map(&mut identified)).collect()
}

#[cfg(test)]
mod tests {
    use ports::{FetchedPage, MockPageFetcher};

    use super::*;

    fn page_of(id: usize) -> String {
        format!(
            r#"<script type="application/ld+json">{{"@type": "JobPosting", "title": "Miller {id}", "identifier": "{id}",
            "description": "Mill flour, day and night.", "hiringOrganization": "Mill"}}</script>"#
        )
    }

    /// The titles that the generic reader finds at this address, page by page, and why there are no more.
    async fn titles(address: &str) -> (Vec<String>, Option<String>) {
        titles_after(address, None).await
    }

    async fn titles_after(address: &str, mut after: Option<PageToken>) -> (Vec<String>, Option<String>) {
        let mut fetcher = MockPageFetcher::new();
        fetcher.expect_get().returning(|url, _| {
            let place = |path: String| format!("<loc>https://mill.example{path}</loc>");
            let body = match url.path() {
                "/a.xml" => format!("<sitemapindex>{}</sitemapindex>", place("/b.xml".to_owned()).repeat(9)),
                "/b.xml" => format!("<sitemapindex>{}</sitemapindex>", place("/a.xml".to_owned())),
                "/sitemap.xml" => format!("<sitemapindex>{}</sitemapindex>", place("/jobs.xml".to_owned())),
                "/jobs.xml" => {
                    format!("<urlset>{}</urlset>", (1..=45).map(|id| place(format!("/jobs/{id}"))).collect::<String>())
                }
                "/feed" => "<rss><item><title>Miller 7</title><link>/jobs/7</link><guid>7</guid></item>\
                            <item><title>Gone</title><link>/jobs/9</link></item></rss>"
                    .to_owned(),
                "/long" => {
                    let item = |id: usize| format!("<item><title>Miller {id}</title><guid>{id}</guid></item>");
                    format!("<rss>{}</rss>", (0..=MAX_ENTRIES).map(item).collect::<String>())
                }
                "/jobs/9" => return Err(PortErrorKind::NotFound.into()),
                "/jobs/8" => "<h1>About us</h1>".to_owned(),
                path => page_of(path.trim_start_matches("/jobs/").parse().unwrap()),
            };
            Ok(FetchedPage { url: url.clone(), body: body.into(), validators: None })
        });
        let access = Access { fetcher: Arc::new(fetcher), company: None };
        let source = JsonLdPage::new(Url::parse(address).unwrap(), access).unwrap();
        let mut titles = Vec::new();
        loop {
            let page = source.page(after).await.unwrap();
            titles.extend(page.postings.into_iter().map(|posting| posting.unwrap().title));
            after = page.next;
            if after.is_none() {
                return (titles, page.cut_short);
            }
        }
    }

    #[tokio::test]
    async fn the_pages_of_a_sitemap_are_read_and_of_those_it_names() {
        let expected: Vec<String> =
            (1..=45).filter(|id| ![8, 9].contains(id)).map(|id| format!("Miller {id}")).collect();
        assert_eq!(titles("https://mill.example/jobs.xml").await, (expected.clone(), None));
        assert_eq!(titles("https://mill.example/sitemap.xml").await, (expected, None));
    }

    #[tokio::test]
    async fn sitemaps_that_name_each_other_end() {
        let why = Some("the sitemap has more than 10000 pages".to_owned());
        // The last five of the pages that may be read.
        let late = PageToken("5\nhttps://mill.example/a.xml".to_owned());
        assert_eq!(titles_after("https://mill.example/a.xml", Some(late)).await, (Vec::new(), why));
    }

    #[tokio::test]
    async fn an_entry_of_a_feed_is_completed_by_its_page() {
        assert_eq!(titles("https://mill.example/feed").await, (vec!["Miller 7".to_owned()], None));
    }

    #[tokio::test]
    async fn a_feed_is_read_to_a_thousand_entries() {
        let (titles, why) = titles("https://mill.example/long").await;
        assert_eq!((titles.len(), why.as_deref()), (MAX_ENTRIES, Some("the feed has more than 1000 entries")));
    }
}
