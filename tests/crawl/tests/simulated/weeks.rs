//! Boards over simulated weeks. At the end catalogue, history and closures are what the script says happened.

use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::TimeDelta;
use domain_model::ingestion::{RobotsDecision, ScrapingStatus, SourceHealth};
use ports::Clock;
use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

use ScrapingStatus::{Complete, Empty, Failed, Partial};
use tests_crawl::{Node, Site, Web};

/// Postings of a Greenhouse board.
pub(crate) fn postings(ids: RangeInclusive<u64>) -> Vec<Value> {
    ids.map(|id| posting(id, &format!("Shipwright {id}"))).collect()
}

fn posting(id: u64, title: &str) -> Value {
    json!({
        "id": id, "title": title, "internal_job_id": id, "absolute_url": format!("https://harbour.example/jobs/{id}"),
        "content": format!("&lt;p&gt;Build boat number {id} from oak, and launch it.&lt;/p&gt;"),
        "location": {"name": "Porto, Portugal"},
    })
}

/// A list with its tag.
pub(crate) fn listed(postings: Vec<Value>) -> ResponseTemplate {
    let (total, tag) = (postings.len(), tag(&postings));
    let list = json!({"jobs": Value::Array(postings), "meta": {"total": total}});
    ResponseTemplate::new(200).insert_header("etag", tag.as_str()).set_body_json(list)
}

fn tag(postings: &[Value]) -> String {
    format!("\"{}\"", Value::from(postings).to_string().replace('"', ""))
}

/// A server that knows conditions and allows to be read.
fn lists(postings: Vec<Value>) -> impl FnMut(&Request) -> ResponseTemplate + Send {
    let tag = tag(&postings);
    let list = listed(postings);
    move |request| {
        if request.url.path() == "/robots.txt" {
            return ResponseTemplate::new(404);
        }
        let is_known = request.headers.get("if-none-match").is_some_and(|known| known.as_bytes() == tag.as_bytes());
        if is_known { ResponseTemplate::new(304) } else { list.clone() }
    }
}

struct Day<'a> {
    web: &'a Web,
    site: &'a Site,
    node: &'a Node,
}

impl Day<'_> {
    /// The next day's run, with the site as it is.
    async fn passes(&self, expected: ScrapingStatus, closed: u32) {
        self.web.clock.advance(TimeDelta::days(1));
        let run = self.node.run().await;
        assert_eq!((run.status, run.counts.closed), (expected, closed), "{run:?}");
    }

    /// … with another list.
    async fn lists(&self, postings: Vec<Value>, expected: ScrapingStatus, closed: u32) {
        self.site.answers(lists(postings));
        self.passes(expected, closed).await;
    }
}

#[tokio::test]
async fn ss_12_a_board_that_changes_fails_halves_empties_and_comes_back() {
    let web = Web::new().await;
    let site = web.site().await;
    let node = web.node("greenhouse", "board", "harbour", &site);
    let day = Day { web: &web, site: &site, node: &node };

    day.lists(postings(1..=10), Complete, 0).await;
    day.passes(Complete, 0).await;
    assert!(node.ledger().await.last_run.unwrap().crawl.is_unchanged);

    // The third is relabelled; the tenth is gone, and is missed for the first and second time.
    let mut relabelled = postings(1..=9);
    relabelled[2]["title"] = json!("Senior shipwright 3");
    day.lists(relabelled.clone(), Complete, 0).await;
    day.passes(Complete, 0).await;

    site.answers(|_| ResponseTemplate::new(500));
    day.passes(Failed, 0).await;
    assert_eq!(node.ledger().await.health, SourceHealth::Failing);
    site.answers(|request| match request.url.path() {
        "/robots.txt" => ResponseTemplate::new(404),
        _ => ResponseTemplate::new(200).set_body_string("<!doctype html><h1>We are down for maintenance</h1>"),
    });
    day.passes(Failed, 0).await;
    day.lists(relabelled[..4].to_vec(), Partial, 0).await;
    assert_eq!(node.ledger().await.health, SourceHealth::Suspect);
    // For the third time.
    day.lists(relabelled.clone(), Complete, 1).await;

    site.answers(|request| match request.url.path() {
        "/robots.txt" => ResponseTemplate::new(404),
        _ => ResponseTemplate::new(429).insert_header("retry-after", "3600"),
    });
    day.passes(Failed, 0).await;

    for _ in 0..5 {
        day.lists(Vec::new(), Empty, 0).await;
    }
    day.passes(Empty, 9).await;
    day.passes(Empty, 0).await;

    day.lists([relabelled.clone(), postings(10..=10)].concat(), Complete, 0).await;

    // The second cannot be read any more, and the fifth is gone.
    let mut broken = relabelled.clone();
    broken[1]["title"] = Value::Null;
    broken.remove(4);
    broken.extend(postings(10..=10));
    day.lists(broken.clone(), Complete, 0).await;
    day.passes(Complete, 0).await;
    day.passes(Complete, 1).await;

    // The fifth is posted again, under another id.
    broken.push(posting(50, "Shipwright 5"));
    day.lists(broken, Complete, 0).await;

    let away = vec!["closed".to_owned(), "relisted".to_owned()];
    let mut truth: Vec<(u64, bool, Vec<String>)> = (1..=10).map(|id| (id, true, away.clone())).collect();
    truth[2].2.insert(0, "title".to_owned());
    truth[4] = (5, false, [away, vec!["closed".to_owned()]].concat());
    truth.push((50, true, Vec::new()));
    assert_eq!(node.catalogue((1..=10).chain([50])).await, truth);
    let ledger = node.ledger().await;
    assert_eq!(
        (ledger.health, ledger.robots, ledger.listed),
        (SourceHealth::Healthy, RobotsDecision::Allowed, Some(10))
    );
    assert_eq!(ledger.last_error.unwrap().1, "the source has listed no jobs 7 times in a row");
}

/// A Lever site that pages as Lever does, or answers everybody with its first page.
fn pages(ids: RangeInclusive<u64>, ignores_skip: bool) -> impl FnMut(&Request) -> ResponseTemplate + Send {
    let postings: Arc<[Value]> = ids.map(lever_posting).collect();
    move |request| {
        if request.url.path() == "/robots.txt" {
            return ResponseTemplate::new(404);
        }
        let skip = request.url.query_pairs().find(|(name, _)| name == "skip").unwrap().1.parse::<usize>().unwrap();
        let skip = if ignores_skip { 0 } else { skip.min(postings.len()) };
        let end = postings.len().min(skip + 100);
        ResponseTemplate::new(200).set_body_json(&postings[skip..end])
    }
}

fn lever_posting(id: u64) -> Value {
    json!({
        "id": id.to_string(), "text": format!("Rigger {id}"), "hostedUrl": format!("https://jobs.lever.co/fjord/{id}"),
        "description": format!("<p>Rig boat number {id}.</p>"), "categories": {"location": "Bergen, Norway"},
    })
}

#[tokio::test]
async fn ss_12_a_server_that_ignores_its_paging_parameter_closes_nothing_however_long() {
    let web = Web::new().await;
    let site = web.site().await;
    let node = web.node("lever", "site", "fjord", &site);
    let day = Day { web: &web, site: &site, node: &node };
    site.answers(pages(1..=130, false));
    day.passes(Complete, 0).await;
    site.answers(pages(1..=130, true));
    for _ in 0..4 {
        day.passes(Partial, 0).await;
    }
    site.answers(pages(1..=129, false));
    for closed in [0, 0, 1] {
        day.passes(Complete, closed).await;
    }
    let truth: Vec<(u64, bool, Vec<String>)> = (1..=129).map(|id| (id, true, Vec::new())).collect();
    assert_eq!(node.catalogue(1..=129).await, truth);
    assert_eq!(node.catalogue([130]).await, [(130, false, vec!["closed".to_owned()])]);
}

#[tokio::test]
async fn a_list_that_is_as_it_was_counts_like_one_that_was_read() {
    let web = Web::new().await;
    let site = web.site().await;
    let node = web.node("greenhouse", "board", "quay", &site);
    let day = Day { web: &web, site: &site, node: &node };
    day.lists(postings(1..=3), Complete, 0).await;
    day.lists(postings(1..=2), Complete, 0).await;
    // What was missing then is missing still.
    day.passes(Complete, 0).await;
    day.passes(Complete, 1).await;
    let before = web.clock.now();
    for _ in 0..20 {
        day.passes(Complete, 0).await;
    }
    let ledger = node.ledger().await;
    assert!(ledger.last_complete_at.unwrap() > before);
    assert_eq!((ledger.runs, ledger.unchanged_runs), (24, 21), "now and then the list is read again");
    assert_eq!(node.catalogue(1..=3).await.iter().filter(|(_, is_open, _)| *is_open).count(), 2);
}
