//! Every vendor against its fixture in `tests/boards/<kind>.json`: which URLs and settings select it, what it requests,
//! and what it parses from a response, over HTTP and from a saved file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use adapter_scraper::{SourceConfig, Sources, board_kinds};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use ports::{FetchedPage, JobSource, JobSources, MockPageFetcher};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixture {
    /// Addresses people paste, and the keys of their sources.
    addresses: BTreeMap<Url, String>,
    /// A source of the configuration …
    configured: SourceConfig,
    /// … and its key.
    key: String,
    /// What its first page is requested from.
    request: Url,
    /// The query that is sent there, where the list is asked by POST.
    query: Option<Value>,
    /// An answer of the API: JSON, or the text of a page.
    answer: Value,
    /// Answers about single postings, by their address.
    #[serde(default)]
    details: BTreeMap<Url, Value>,
    /// Whether the list has everything that is open.
    #[serde(default = "is_usual")]
    is_whole: bool,
    /// What is read from it.
    postings: Vec<Expected>,
}

fn is_usual() -> bool {
    true
}

/// A document as it travels: a page is text, everything else JSON.
fn body(answer: &Value) -> Bytes {
    answer.as_str().map_or_else(|| answer.to_string(), str::to_owned).into()
}

/// What a reader of the posting would say of it.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    external_id: String,
    title: String,
    company: String,
    locations: Vec<String>,
    employment_type: Option<String>,
    workplace: Option<String>,
    salary: Option<String>,
    #[serde(default)]
    description: String,
    url: Option<Url>,
    posted_at: Option<DateTime<Utc>>,
}

fn fixture(kind: &str) -> Fixture {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/boards/{kind}.json"));
    let text = std::fs::read(&path).unwrap_or_else(|_| panic!("`{kind}` needs its fixture {}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The sources of this configuration; the answers are served from their addresses alone.
fn sources(fixture: &Fixture, configs: &[SourceConfig]) -> Sources {
    let (request, answer, query) = (fixture.request.clone(), body(&fixture.answer), fixture.query.clone());
    let details: BTreeMap<Url, Bytes> =
        fixture.details.iter().map(|(url, detail)| (url.clone(), body(detail))).collect();
    let mut fetcher = MockPageFetcher::new();
    let (list, listed) = (request.clone(), answer.clone());
    let is_post = query.is_some();
    fetcher.expect_get().returning(move |url, _| {
        let detail = details.get(url).cloned();
        assert!(detail.is_some() || (*url == list && !is_post), "nobody asks for {url}");
        Ok(FetchedPage { url: url.clone(), body: detail.unwrap_or_else(|| listed.clone()), validators: None })
    });
    fetcher.expect_query().returning(move |url, sent| {
        assert_eq!((url, serde_json::from_str(sent).ok()), (&request, query.clone()));
        Ok(FetchedPage { url: url.clone(), body: answer.clone(), validators: None })
    });
    Sources::new(Arc::new(fetcher), configs).expect("valid sources")
}

async fn read(source: &dyn JobSource) -> Vec<Expected> {
    let page = source.page(None).await.expect("a page");
    let read = page.postings.into_iter().map(|posting| {
        let posting = posting.expect("a readable posting");
        Expected {
            external_id: posting.external_id,
            title: posting.title,
            company: posting.company,
            locations: posting.locations,
            employment_type: posting.employment_type.map(|kind| kind.to_string()),
            workplace: posting.workplace.map(|workplace| workplace.to_string()),
            salary: posting.salary.map(|salary| salary.to_string()),
            description: posting.description.trim().to_owned(),
            url: posting.url,
            posted_at: posting.posted_at,
        }
    });
    read.collect()
}

#[test]
fn each_kind_of_board_knows_its_addresses() {
    for board in board_kinds() {
        let fixture = fixture(board.kind);
        let sources = sources(&fixture, &[]);
        let example = Url::parse(board.example).expect("an address");
        assert!(fixture.addresses.contains_key(&example), "the fixture of `{}` has its example", board.kind);
        for (address, key) in &fixture.addresses {
            let found = sources.at(address).expect("a source");
            assert_eq!(found.source.key().to_string(), *key, "{address}");
        }
    }
}

#[tokio::test]
async fn each_kind_of_board_reads_its_answers() {
    for board in board_kinds() {
        let fixture = fixture(board.kind);
        let sources = sources(&fixture, std::slice::from_ref(&fixture.configured));
        let source = &sources.configured()[0].source;
        assert_eq!(source.key().to_string(), fixture.key);
        assert_eq!(source.is_authoritative(), fixture.is_whole, "`{}`", board.kind);
        assert_eq!(read(source.as_ref()).await, fixture.postings, "`{}` over HTTP", board.kind);
    }
}

#[tokio::test]
async fn each_kind_of_board_is_recognised_in_a_saved_file() {
    for board in board_kinds() {
        let fixture = fixture(board.kind);
        let sources = sources(&fixture, &[]);
        let saved = sources.in_document("saved", &body(&fixture.answer)).expect("a saved answer");
        let [saved] = &saved[..] else { panic!("`{}`: one board", board.kind) };
        let kind = fixture.key.split(':').next();
        assert_eq!(Some(saved.source.key().kind()), kind, "recognised as what it is");
        assert!(!saved.source.is_authoritative(), "a copy is old, and may be an excerpt");
        let ids = |postings: &[Expected]| postings.iter().map(|one| one.external_id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&read(saved.source.as_ref()).await), ids(&fixture.postings), "`{}` saved", board.kind);
    }
}

#[tokio::test]
async fn a_saved_detail_is_recognised_too() {
    for board in board_kinds() {
        let fixture = fixture(board.kind);
        let sources = sources(&fixture, &[]);
        for (url, detail) in fixture.details.iter().filter(|(_, detail)| !detail.is_string()) {
            let saved = sources.in_document("saved", &body(detail)).unwrap_or_else(|error| panic!("{url}: {error}"));
            assert_eq!(saved[0].source.key().kind(), board.kind, "{url}");
            assert_eq!(read(saved[0].source.as_ref()).await.len(), 1, "{url}");
        }
    }
}

#[tokio::test]
async fn what_is_no_list_is_an_error_and_never_an_empty_list() {
    for board in board_kinds() {
        for nonsense in ["<html><body><h1>Just a moment</h1></body></html>", "{\"error\": \"no\"}", "{\"jobs\": [", ""]
        {
            let fixture = Fixture { answer: nonsense.into(), details: BTreeMap::new(), ..fixture(board.kind) };
            let sources = sources(&fixture, std::slice::from_ref(&fixture.configured));
            let page = sources.configured()[0].source.page(None).await;
            assert!(page.is_err(), "`{}` reads {nonsense:?} as {page:?}", board.kind);
        }
    }
}
