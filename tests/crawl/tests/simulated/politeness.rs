//! What a site may expect of those who read it.

use chrono::TimeDelta;
use domain_model::ingestion::{RobotsDecision, ScrapingStatus, SourceHealth};
use futures_util::future::join;
use ports::{AcceptedMedia, Clock, PageFetcher, PortErrorKind};
use url::Url;
use wiremock::ResponseTemplate;

use crate::weeks::{listed, postings};
use tests_crawl::{HOST_INTERVAL, Site, Web};

fn at(site: &Site, path: &str) -> Url {
    Url::parse(&format!("{}{path}", site.url())).unwrap()
}

#[tokio::test]
async fn a_board_whose_site_forbids_it_is_not_read() {
    let web = Web::new().await;
    let site = web.site().await;
    site.answers(|request| match request.url.path() {
        "/robots.txt" => ResponseTemplate::new(200).set_body_string("\u{feff}User-agent: *\nDisallow: /v1/"),
        _ => listed(postings(1..=3)),
    });
    let node = web.node("greenhouse", "board", "garden", &site);
    let run = node.run().await;
    assert_eq!((run.status, run.counts.fetched), (ScrapingStatus::Failed, 0));
    assert!(run.message.unwrap().contains("robots.txt"));
    let ledger = node.ledger().await;
    assert_eq!((ledger.robots, ledger.health), (RobotsDecision::Disallowed, SourceHealth::Failing));
    let requests: Vec<String> = site.requests().into_iter().map(|(_, what)| what).collect();
    assert_eq!(requests, ["/robots.txt"]);
}

#[tokio::test]
async fn ss_18_a_site_without_rules_may_be_read_and_one_whose_rules_fail_may_not() {
    let web = Web::new().await;
    for (status, may_be_read) in [(404, true), (410, true), (403, true), (418, true), (500, false), (502, false)] {
        let site = web.site().await;
        site.answers(move |request| match request.url.path() {
            "/robots.txt" => ResponseTemplate::new(status),
            _ => ResponseTemplate::new(200).set_body_string("hello"),
        });
        let page = web.fetcher().get(&at(&site, "/page"), AcceptedMedia::Html).await;
        assert_eq!(page.is_ok(), may_be_read, "{status}");
        let requests = site.requests().iter().filter(|(_, what)| what == "/page").count();
        assert_eq!(requests, usize::from(may_be_read), "{status}");
    }
}

#[tokio::test]
async fn rules_are_read_once_a_day() {
    let web = Web::new().await;
    let site = web.site().await;
    site.answers(|_| ResponseTemplate::new(200).set_body_string("User-agent: *\nDisallow: /private"));
    let fetcher = web.fetcher();
    let ask = async |path: &str| fetcher.get(&at(&site, path), AcceptedMedia::Html).await.is_ok();
    assert_eq!([ask("/a").await, ask("/private/b").await, ask("/c").await], [true, false, true]);
    web.clock.advance(TimeDelta::hours(25));
    assert!(ask("/d").await);
    let requests: Vec<String> = site.requests().into_iter().map(|(_, what)| what).collect();
    assert_eq!(requests, ["/robots.txt", "/a", "/c", "/robots.txt", "/d"]);
}

#[tokio::test]
async fn two_nodes_share_the_budget_of_a_host() {
    let web = Web::new().await;
    let site = web.site().await;
    let (one, two, start) = (web.fetcher(), web.fetcher(), web.clock.now());
    let ask = async |fetcher: &dyn PageFetcher| {
        for page in 0..10 {
            let outcome = fetcher.get(&at(&site, &format!("/{page}")), AcceptedMedia::Html).await;
            assert_eq!(outcome.unwrap_err().kind, PortErrorKind::NotFound);
        }
    };
    join(ask(&one), ask(&two)).await;
    assert_eq!(site.requests().len(), 22, "each asks for the rules");
    assert!(web.clock.now() - start >= TimeDelta::from_std(HOST_INTERVAL * 21).unwrap());
}

#[tokio::test]
async fn a_host_gets_the_time_it_asks_for() {
    let web = Web::new().await;
    for later in ["7", "Sun, 01 Nov 2026 10:00:07 GMT"] {
        let site = web.site().await;
        let mut times = 0;
        site.answers(move |request| {
            times += u32::from(request.url.path() != "/robots.txt");
            match times {
                0 => ResponseTemplate::new(404),
                1 => ResponseTemplate::new(429)
                    .insert_header("date", "Sun, 01 Nov 2026 10:00:00 GMT")
                    .insert_header("retry-after", later),
                _ => ResponseTemplate::new(200),
            }
        });
        assert!(web.fetcher().get(&at(&site, "/page"), AcceptedMedia::Html).await.is_ok());
        let requests = site.requests();
        assert_eq!(requests[2].0 - requests[1].0, TimeDelta::seconds(7), "{later}");
    }
}

#[tokio::test]
async fn a_host_that_asks_for_much_time_is_left_to_a_later_run() {
    let web = Web::new().await;
    let site = web.site().await;
    site.answers(|request| match request.url.path() {
        "/robots.txt" => ResponseTemplate::new(404),
        _ => ResponseTemplate::new(503).insert_header("retry-after", "1800"),
    });
    let fetcher = web.fetcher();
    for minutes in [30, 20] {
        let error = fetcher.get(&at(&site, "/page"), AcceptedMedia::Html).await.unwrap_err();
        let PortErrorKind::RateLimited { retry_after: Some(wait) } = error.kind else { panic!("{error:?}") };
        assert_eq!(wait.as_secs().div_ceil(60), minutes);
        web.clock.advance(TimeDelta::minutes(10));
    }
    assert_eq!(site.requests().len(), 2, "the rules and the page, once");
}

#[tokio::test]
async fn a_failing_host_is_left_alone() {
    let web = Web::new().await;
    let site = web.site().await;
    site.answers(|_| ResponseTemplate::new(500));
    let fetcher = web.fetcher();
    let ask = async || fetcher.get(&at(&site, "/page"), AcceptedMedia::Html).await.is_ok();
    for _ in 0..5 {
        assert!(!ask().await);
    }
    assert_eq!(site.requests().len(), 3);
    web.clock.advance(TimeDelta::minutes(31));
    site.answers(|_| ResponseTemplate::new(200));
    assert!(ask().await);
}
