//! Every vendor against its fixture in `tests/boards/<kind>.json`: which URLs and settings select it, what it requests,
//! and what it parses from a response, over HTTP and from a saved file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use adapter_scraper::{SourceConfig, Sources, board_kinds};
use bytes::Bytes;
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
    /// An answer of the API.
    answer: Value,
    /// What is read from it.
    postings: Vec<Expected>,
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
    salary: Option<String>,
    description: String,
    url: Option<Url>,
}

fn fixture(kind: &str) -> Fixture {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/boards/{kind}.json"));
    let text = std::fs::read(&path).unwrap_or_else(|_| panic!("`{kind}` needs its fixture {}", path.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The sources of this configuration; the answer is served from the request's address alone.
fn sources(fixture: &Fixture, configs: &[SourceConfig]) -> Sources {
    let (request, answer) = (fixture.request.clone(), Bytes::from(fixture.answer.to_string()));
    let mut fetcher = MockPageFetcher::new();
    fetcher.expect_get().returning(move |url, _| {
        assert_eq!(*url, request);
        Ok(FetchedPage { url: url.clone(), body: answer.clone() })
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
            salary: posting.salary.map(|salary| salary.to_string()),
            description: posting.description.trim().to_owned(),
            url: posting.url,
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
        assert!(source.is_authoritative(), "`{}` lists everything", board.kind);
        assert_eq!(read(source.as_ref()).await, fixture.postings, "`{}` over HTTP", board.kind);
    }
}

#[tokio::test]
async fn each_kind_of_board_is_recognised_in_a_saved_file() {
    for board in board_kinds() {
        let fixture = fixture(board.kind);
        let sources = sources(&fixture, &[]);
        let saved = sources.in_document("saved", &Bytes::from(fixture.answer.to_string())).expect("a saved answer");
        let [saved] = &saved[..] else { panic!("`{}`: one board", board.kind) };
        assert_eq!(saved.source.key().to_string(), fixture.key);
        assert!(!saved.source.is_authoritative(), "a copy is old, and may be an excerpt");
        let ids = |postings: &[Expected]| postings.iter().map(|one| one.external_id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&read(saved.source.as_ref()).await), ids(&fixture.postings), "`{}` saved", board.kind);
    }
}
