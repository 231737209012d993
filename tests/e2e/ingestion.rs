//! Repeated ingestion runs over one source.

use std::time::Duration;

use serde_json::{Value, json};
use wiremock::{MockServer, ResponseTemplate};

use crate::support::boards::{Boards, PLATFORM, Posted, greenhouse};
use crate::support::{Installation, eventually, without_borders};

fn postings(ids: std::ops::RangeInclusive<u64>) -> Vec<Posted> {
    ids.map(|id| Posted::new(id, &format!("Engineer {id}"), &format!("{PLATFORM}<p>Team {id}</p>"))).collect()
}

#[tokio::test]
async fn ss_12_a_job_closes_after_missing_three_lists_and_comes_back_when_listed_again() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &postings(1..=4)).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let (api, admin) = (server.client(), server.client().admin(&installation).await);
    let ingest = async || admin.post("/admin/ingest/acme", json!({})).await.ok()["result"].clone();
    ingest().await;
    api.feed_of(4).await;
    boards.greenhouse_lists("acme", &postings(1..=3)).await;
    for closed in [0, 0, 1] {
        assert_eq!(ingest().await["closed"], closed);
    }
    api.feed_of(3).await;
    boards.greenhouse_lists("acme", &postings(1..=4)).await;
    assert_eq!(ingest().await["updated"], 1, "relisted");
    let feed = api.feed_of(4).await;
    let back = feed.iter().find(|job| job["title"] == "Engineer 4").unwrap();
    let history = api.get(&format!("/jobs/{}/history", back["id"].as_str().unwrap())).await.ok();
    let kinds: Vec<&str> = history.as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["relisted", "closed"]);
}

#[tokio::test]
async fn the_same_job_is_shown_once_until_somebody_says_that_it_is_two() {
    let boards = Boards::start().await;
    let postings = ["Engineer", "Engineer (m/f/d)"].map(|title| Posted::new(title.len() as u64, title, PLATFORM));
    boards.greenhouse_lists("acme", &postings).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let (api, admin) = (server.client(), server.client().admin(&installation).await);
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    let card = api.feed_of(1).await[0]["id"].as_str().unwrap().to_owned();
    let ids = eventually("both are active", async || {
        let job = api.get(&format!("/api/v1/jobs/{card}")).await.ok();
        let listings = job["listings"].as_array().unwrap().clone();
        assert!(listings.iter().all(|listing| listing["source"] == "greenhouse:acme"), "{listings:?}");
        let is_active = |listing: &Value| listing["status"] == "active";
        (listings.len() == 2 && listings.iter().all(is_active))
            .then(|| listings.iter().map(|listing| listing["job_id"].as_str().unwrap().to_owned()).collect::<Vec<_>>())
    })
    .await;
    api.feed_of(1).await;
    let found = async || api.get("/api/v1/jobs?keyword=engineer").await.ok()["total"].clone();
    eventually("one is found", async || (found().await == 1).then_some(())).await;

    let path = format!("/api/v1/admin/jobs/{}/distinctions", ids[0]);
    admin.post(&path, json!({"job_id": ids[0]})).await.problem(422, "validation_error");
    admin.post(&path, json!({"job_id": "00000000-0000-4000-8000-000000000000"})).await.problem(404, "not_found");
    let parted = admin.post(&path, json!({"job_id": ids[1]})).await;
    assert_eq!(parted.status.as_u16(), 204, "{parted:?}");
    api.feed_of(2).await;
    eventually("both are found", async || (found().await == 2).then_some(())).await;
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    api.feed_of(2).await;
    assert_eq!(api.get(&format!("/api/v1/jobs/{card}")).await.ok()["listings"], json!([]));
}

#[tokio::test]
async fn ss_12_a_list_that_shrank_by_half_closes_nothing() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &postings(1..=10)).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    boards.greenhouse_lists("acme", &postings(1..=4)).await;
    let run = admin.post("/admin/ingest/acme", json!({})).await.ok();
    assert!(run["message"].as_str().unwrap().contains("4 jobs where 10 are usual"), "{run}");
    server.client().feed_of(10).await;
}

#[tokio::test]
async fn a_board_too_large_for_one_answer_is_read_job_by_job() {
    let boards = Boards::start().await;
    let listed = postings(1..=120);
    let mut list = greenhouse("acme", "Acme", &listed);
    let jobs = list["jobs"].as_array().unwrap().clone();
    for job in &jobs {
        let answer = ResponseTemplate::new(200).set_body_json(job);
        boards.at(&format!("/v1/boards/acme/jobs/{}", job["id"]), answer).await;
    }
    let too_large = ResponseTemplate::new(200).set_body_string("x".repeat(9 << 20));
    let whole = wiremock::Mock::given(wiremock::matchers::path("/v1/boards/acme/jobs"))
        .and(wiremock::matchers::query_param("content", "true"));
    whole.respond_with(too_large).with_priority(1).mount(&boards.server).await;
    for job in list["jobs"].as_array_mut().unwrap() {
        job.as_object_mut().unwrap().remove("content");
    }
    boards.at("/v1/boards/acme/jobs", ResponseTemplate::new(200).set_body_json(list)).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let run = admin.post("/admin/ingest/acme", json!({})).await.ok();
    assert_eq!((&run["result"]["fetched"], &run["result"]["new"]), (&json!(120), &json!(120)), "{run}");
}

#[tokio::test]
async fn two_runs_over_one_source_do_not_overlap() {
    let boards = Boards::start().await;
    let listing = greenhouse("acme", "Acme", &postings(1..=3));
    let slow = ResponseTemplate::new(200).set_body_json(listing).set_delay(std::time::Duration::from_millis(800));
    boards.at("/v1/boards/acme/jobs", slow).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let triggered = admin.post("/admin/ingest/trigger?scraper_name=acme", json!({})).await;
    assert_eq!((triggered.status.as_u16(), &triggered.json()["status"]), (202, &json!("processing_in_background")));
    eventually("the run to begin", async || {
        let logs = admin.get("/admin/scraping-logs").await.ok();
        (logs[0]["status"] == "running").then_some(())
    })
    .await;
    let detail = admin.post("/admin/ingest/acme", json!({})).await.problem(409, "conflict");
    assert_eq!(detail, "a run over `acme` is under way");
    server.client().feed_of(3).await;
    assert_eq!(admin.post("/admin/ingest/acme", json!({})).await.ok()["result"]["skipped"], 3);
}

#[tokio::test]
async fn a_posting_that_is_over_is_not_shown() {
    let boards = Boards::start().await;
    let mut listing = greenhouse("acme", "Acme", &postings(1..=2));
    listing["jobs"][0]["application_deadline"] = json!("2020-01-01T00:00:00Z");
    boards.at("/v1/boards/acme/jobs", ResponseTemplate::new(200).set_body_json(&listing)).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let run = admin.post("/admin/ingest/acme", json!({})).await.ok();
    assert_eq!((&run["result"]["new"], &run["result"]["skipped"]), (&json!(1), &json!(1)));
    server.client().feed_of(1).await;
    // A known one that now says so is closed at once.
    listing["jobs"][1]["application_deadline"] = json!("2020-01-01T00:00:00Z");
    boards.server.reset().await;
    boards.at("/v1/boards/acme/jobs", ResponseTemplate::new(200).set_body_json(&listing)).await;
    assert_eq!(admin.post("/admin/ingest/acme", json!({})).await.ok()["result"]["closed"], 1);
    server.client().feed_of(0).await;
}

/// Longer than the lease of a source lasts here.
const SLOW: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_board_that_takes_longer_than_a_lease_stays_reserved_to_its_run() {
    let boards = Boards::start().await;
    let listing = ResponseTemplate::new(200).set_body_json(greenhouse("acme", "Acme", &postings(1..=3)));
    boards.at("/v1/boards/acme/jobs", listing.set_delay(SLOW)).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let run = tokio::spawn({
        let admin = admin.clone();
        async move { admin.post("/admin/ingest/acme", json!({})).await }
    });
    eventually("the run to begin", async || (boards.list_requests().await > 0).then_some(())).await;
    let mut refused = 0;
    while boards.list_requests().await == 1 && !run.is_finished() {
        let another = admin.post("/admin/ingest/acme", json!({})).await;
        if !run.is_finished() {
            assert!(another.problem(409, "conflict").contains("under way"));
            refused += 1;
        }
    }
    assert!(refused > 0);
    assert_eq!(run.await.unwrap().ok()["result"]["new"], 3);
}

#[tokio::test]
async fn a_process_that_slept_through_its_lease_gives_the_run_up() {
    let boards = Boards::start().await;
    let listing = ResponseTemplate::new(200).set_body_json(greenhouse("acme", "Acme", &postings(1..=3)));
    boards.at("/v1/boards/acme/jobs", listing.set_delay(Duration::from_secs(1))).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let run = tokio::spawn({
        let admin = admin.clone();
        async move { admin.post("/admin/ingest/acme", json!({})).await }
    });
    eventually("the run to begin", async || (boards.list_requests().await > 0).then_some(())).await;
    server.freeze();
    let taken_over = eventually("the lease to run out", async || {
        let output = installation.run(&["--json", "ingest", "acme"]);
        output.status.success().then(|| serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap())
    })
    .await;
    server.thaw();
    assert_eq!(taken_over["runs"][0]["new"], 3, "{taken_over}");
    let detail = run.await.unwrap().problem(409, "conflict");
    assert!(detail.contains("taken this source over"), "{detail}");
    server.client().feed_of(3).await;
    let logs = admin.get("/admin/scraping-logs").await.ok();
    let ends: Vec<&str> = logs.as_array().unwrap().iter().map(|log| log["status"].as_str().unwrap()).collect();
    assert_eq!(ends, ["success", "failed"], "{logs}");
}

#[tokio::test(flavor = "multi_thread")]
async fn ss_06_a_proxy_of_the_environment_is_not_asked() {
    let (boards, proxy) = (Boards::start().await, MockServer::start().await);
    boards.greenhouse_lists("acme", &[Posted::new(1, "Platform Engineer", PLATFORM)]).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let mut command = installation.command(&["--json", "ingest", "acme"]);
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, proxy.uri());
    }
    let output =
        tokio::task::block_in_place(|| command.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap());
    assert!(output.status.success(), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["runs"][0]["new"], 1, "{report}");
    assert_eq!(proxy.received_requests().await.unwrap().len(), 0, "it would connect for us, past the guard");
}

/// A page with two postings that name themselves by nothing.
const ANONYMOUS: &str = r#"<script type="application/ld+json">[
    {"@type": "JobPosting", "title": "Welder", "description": "Weld ships.", "hiringOrganization": "Acme"},
    {"@type": "JobPosting", "title": "Welder", "description": "Weld bridges.", "hiringOrganization": "Acme"}]</script>"#;

#[test]
fn a_target_that_cannot_be_used_keeps_no_other_from_being_read() {
    let installation = Installation::new("");
    let write = |name: &str, content: &str| {
        let path = installation.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let board = write("board.json", &greenhouse("acme", "Acme", &postings(1..=2)).to_string());
    let (broken, page) = (write("broken.json", "{\"jobs\": ["), write("page.html", ANONYMOUS));
    for (middle, why) in [
        ("no-such-thing", "no source is called `no-such-thing`"),
        (broken.as_str(), "the JSON is broken"),
        ("http://169.254.169.254/latest", "may not be fetched"),
    ] {
        let output = installation.run(&["--json", "ingest", "--no-enrich", &board, middle, &page]);
        assert_eq!(output.status.code(), Some(1), "{middle}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let status: Vec<&str> =
            report["runs"].as_array().unwrap().iter().map(|run| run["status"].as_str().unwrap()).collect();
        assert_eq!(status, ["complete", "failed", "complete"], "{report}");
        assert!(report["runs"][1]["message"].as_str().unwrap().contains(why), "{report}");
    }
    // A directory is as many targets as it has files; and nothing in it is new any more.
    let folder = installation.folder.path().join("saved");
    std::fs::create_dir(&folder).unwrap();
    for file in ["board.json", "broken.json", "page.html"] {
        std::fs::rename(installation.folder.path().join(file), folder.join(file)).unwrap();
    }
    let output = installation.run(&["--json", "ingest", "--no-enrich", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let counted = |run: usize| (&report["runs"][run]["fetched"], &report["runs"][run]["new"]);
    assert_eq!([counted(0), counted(2)], [(&json!(2), &json!(0)); 2], "{report}");
    assert_eq!(report["runs"][1]["status"], "failed", "{report}");
}

#[test]
fn postings_without_identifier_and_address_are_known_again_by_their_content() {
    let installation = Installation::new("");
    let page = installation.folder.path().join("page.html");
    std::fs::write(&page, ANONYMOUS).unwrap();
    for (new, skipped) in [(2, 0), (0, 2)] {
        let report = installation.run_json(&["ingest", "--no-enrich", page.to_str().unwrap()]);
        let run = &report["runs"][0];
        assert_eq!((&run["new"], &run["skipped"]), (&json!(new), &json!(skipped)), "{report}");
    }
}

#[tokio::test]
async fn a_fetch_that_fails_says_why_in_the_log_the_answer_and_on_the_command_line() {
    // Bound and not listening: nobody answers at this port, and nobody else can have it.
    let closed = tokio::net::TcpSocket::new_v4().unwrap();
    closed.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let closed_port = closed.local_addr().unwrap();
    let unresolvable = format!("{}.example", "a".repeat(64));
    let source = |name: &str, base: &str| {
        format!("[[sources]]\nname = \"{name}\"\nkind = \"lever\"\nsite = \"{name}\"\nbase_url = \"{base}\"\n")
    };
    let sources =
        [source("closed", &format!("http://{closed_port}")), source("nameless", &format!("https://{unresolvable}"))];
    let installation = Installation::new(&sources.concat());
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    for (name, why) in
        [("closed", "the connection to it failed"), ("nameless", "the name of its host cannot be resolved")]
    {
        let detail = admin.post(&format!("/admin/ingest/{name}"), json!({})).await.problem(502, "source_failed");
        assert_eq!(detail, format!("the source could not be read: {why}"));
        let logs = admin.get("/admin/scraping-logs?limit=1").await.ok();
        assert_eq!(logs[0]["error_message"], detail, "{logs}");
    }
    let output = installation.run(&["ingest", "--no-enrich", "closed", "nameless"]);
    let table = without_borders(&String::from_utf8_lossy(&output.stdout));
    assert!(table.contains("the connection to it failed") && table.contains("cannot be resolved"), "{table}");
}
