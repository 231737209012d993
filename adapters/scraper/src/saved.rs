//! Sources in saved documents: a board's response, or a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::{SourceKey, Validators};
use ports::{JobSource, ListingPage, NamedSource, PageToken, PortError, PortResult, UnreadablePosting};
use serde_json::Value;

use crate::boards::{Board, Context, Listing, VENDORS, Vendor, merged};
use crate::document::Document;
use crate::json_ld;

/// The employer when none is named.
const UNKNOWN: &str = "unknown";

type Listed = Vec<Result<Posting, UnreadablePosting>>;

/// The postings of one source in a saved document.
struct SavedListing {
    key: SourceKey,
    postings: Listed,
}

#[async_trait]
impl JobSource for SavedListing {
    fn key(&self) -> &SourceKey {
        &self.key
    }

    /// A copy is old and may be an excerpt.
    fn is_authoritative(&self) -> bool {
        false
    }

    async fn page(&self, _after: Option<PageToken>) -> PortResult<ListingPage> {
        Ok(ListingPage { postings: self.postings.clone(), ..ListingPage::default() })
    }

    async fn page_if_changed(&self, _: &Validators) -> PortResult<Option<ListingPage>> {
        self.page(None).await.map(Some)
    }
}

/// The sources in a document with their postings.
pub(crate) fn sources(name: &str, bytes: &Bytes) -> PortResult<Vec<NamedSource>> {
    let document = Document::of(bytes);
    if let (true, Err(error)) = (document.looks_like_json(), &document.json) {
        return Err(PortError::invalid(format!("the JSON is broken: {error}")));
    }
    let of_vendor = VENDORS.iter().find_map(|vendor| {
        let listing = (vendor.answers.list)(&document).filter(|listing| !listing.jobs.is_empty())?;
        Some(by_board(&listing, vendor))
    });
    let listed = of_vendor.unwrap_or_else(|| match &document.json {
        Ok(data) => by_host(json_ld::postings_in(data)),
        Err(_) => by_host(json_ld::postings(&document.text, None, None)),
    });
    if listed.is_empty() {
        return Err(PortError::invalid(format!(
            "`{name}` is neither an answer of a known platform ({}) nor a page with a schema.org JobPosting",
            VENDORS.iter().map(|vendor| vendor.title).collect::<Vec<_>>().join(", ")
        )));
    }
    let named = |(key, postings): (SourceKey, Listed)| NamedSource {
        name: key.to_string(),
        source: Arc::new(SavedListing { key, postings }),
    };
    Ok(listed.into_iter().map(named).collect())
}

/// Groups jobs by board. A job without a board belongs to the first board that is named, else to one called like the employer.
fn by_board(listing: &Listing, vendor: &'static Vendor) -> Vec<(SourceKey, Listed)> {
    let keyed = |board: Board| Some((board.key().ok()?, board));
    let board_of = |job: &Value| (vendor.answers.board)(job).and_then(keyed);
    let employer = listing.company.as_deref().map(slug);
    let usual = listing
        .jobs
        .iter()
        .find_map(board_of)
        .or_else(|| keyed(Board::named(vendor, &employer?)))
        .or_else(|| keyed(Board::named(vendor, UNKNOWN)))
        .expect("a plain word is a board");
    let mut boards: BTreeMap<String, (SourceKey, Listed)> = BTreeMap::new();
    for job in &listing.jobs {
        let (key, board) = board_of(job).unwrap_or_else(|| usual.clone());
        let context = Context { board: &board, company: None, listed: listing.company.as_deref() };
        let posting = (vendor.answers.posting)(job, &context);
        boards.entry(key.to_string()).or_insert_with(|| (key, Listed::new())).1.extend(posting);
    }
    boards.into_values().map(|(key, postings)| (key, merged(postings))).collect()
}

/// Groups postings by host. A posting without a URL belongs to a source of its employer.
fn by_host(postings: Listed) -> Vec<(SourceKey, Listed)> {
    let mut sources: Vec<(SourceKey, Listed)> = Vec::new();
    let unknown = SourceKey::new(json_ld::KIND, UNKNOWN).expect("a plain word is a host");
    for posting in postings {
        let key = match &posting {
            Ok(Posting { url: Some(url), .. }) => json_ld::key_of(url).unwrap_or_else(|_| unknown.clone()),
            Ok(posting) => SourceKey::new(json_ld::KIND, &slug(&posting.company)).unwrap_or_else(|_| unknown.clone()),
            Err(_) => sources.first().map_or_else(|| unknown.clone(), |(key, _)| key.clone()),
        };
        match sources.iter_mut().find(|(known, _)| *known == key) {
            Some((_, listed)) => listed.push(posting),
            None => sources.push((key, vec![posting])),
        }
    }
    sources
}

/// Letters and digits of any script, joined by hyphens.
pub(crate) fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(document: &str) -> Vec<String> {
        let found = sources("x", &Bytes::copy_from_slice(document.as_bytes())).unwrap();
        found.iter().map(|source| source.source.key().to_string()).collect()
    }

    #[test]
    fn a_saved_list_is_the_source_it_came_from() {
        let greenhouse = r#"{"jobs": [
            {"id": 1, "title": "a", "absolute_url": "https://job-boards.greenhouse.io/Acme/jobs/1"},
            {"id": 2, "title": "b", "absolute_url": "https://acme.example/careers?gh_jid=2", "company_name": "Bolt & Co"}]}"#;
        assert_eq!(keys(greenhouse), ["greenhouse:acme", "greenhouse:bolt-co"]);
        let lever = r#"[{"id": "a", "text": "b", "hostedUrl": "https://jobs.lever.co/acme/a", "categories": {}}]"#;
        assert_eq!(keys(lever), ["lever:acme"]);
        let european = r#"[{"id": "a", "text": "b", "hostedUrl": "https://jobs.eu.lever.co/Acme/a", "categories": {}},
            {"id": "b", "text": "b", "hostedUrl": "https://jobs.lever.co/Acme/b"}]"#;
        assert_eq!(keys(european), ["lever:Acme", "lever:eu/Acme"]);
        let page = r#"<link rel="canonical" href="https://www.acme.example/j/1">
            <script type="application/ld+json">{"@type": "JobPosting", "title": "a"}</script>"#;
        assert_eq!(keys(page), ["json_ld:acme.example"]);
    }

    /// The ids of everything in a document.
    async fn ids(document: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for found in sources("x", &Bytes::copy_from_slice(document.as_bytes())).unwrap() {
            let page = found.source.page(None).await.unwrap();
            ids.extend(page.postings.into_iter().map(|posting| posting.unwrap().external_id));
        }
        ids
    }

    #[tokio::test]
    async fn postings_without_identifier_and_address_have_their_content_as_identity() {
        let posting = |title: &str, text: &str| {
            format!(
                "<script type='application/ld+json'>{}</script>",
                serde_json::json!({"@type": "JobPosting", "title": title, "description": text,
                    "hiringOrganization": "Acme", "jobLocation": "Hull"})
            )
        };
        let page = [posting("Welder", "Weld ships."), posting("Welder", "Weld bridges."), posting("Cook", "Cook.")];
        let first = ids(&page.concat()).await;
        assert_eq!(first.iter().collect::<std::collections::HashSet<_>>().len(), 3, "{first:?}");
        assert_eq!(ids(&page.concat()).await, first, "the same page read twice lists the same jobs");
        let again = posting("welder ", "Weld  ships.");
        assert_eq!(ids(&again).await, first[..1], "however it is spaced and cased");
    }

    #[test]
    fn what_lists_nothing_is_refused_with_a_reason() {
        for (document, reason) in [
            ("", "neither"),
            ("<html><p>Hello</p></html>", "neither"),
            ("{\"jobs\": [", "broken"),
            ("{\"jobs\": []}", "neither"),
            ("[1, 2]", "neither"),
        ] {
            let Err(error) = sources("x", &Bytes::copy_from_slice(document.as_bytes())) else { panic!("{document}") };
            assert!(error.to_string().contains(reason), "{document}: {error}");
        }
    }
}
