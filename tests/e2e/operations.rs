//! The interfaces for operators: probes, metrics, logs.

use std::process::Command;

use serde_json::json;

use crate::support::boards::Boards;
use crate::support::documents::software_engineer;
use crate::support::{Installation, eventually, is_on_postgres, repository};

#[tokio::test]
async fn the_server_says_that_it_is_there_and_sends_browsers_to_the_page() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    assert_eq!(api.get("/").await.ok(), json!({"status": "ok", "service": "jobwright"}));
    for path in ["/healthz", "/readyz"] {
        assert_eq!(api.get(path).await.ok()["status"], "ok");
    }
    let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let sent = browser.get(&api.address).header("accept", "text/html").send().await.unwrap();
    assert_eq!((sent.status().as_u16(), sent.headers()["location"].to_str().unwrap()), (302, "/app/"));
    api.get("/nothing/here").await.problem(404, "not_found");
}

#[tokio::test]
async fn providers_are_named_at_the_start() {
    let installation = Installation::new("");
    let server = installation.start();
    let log = server.log();
    let database = if is_on_postgres() { "postgres" } else { "sqlite" };
    for named in [database, "local directory", "lexical-words-v1", "the rules answer", "hnsw", "in process"] {
        assert!(log.contains(named), "{named} is not named in {log}");
    }
}

#[tokio::test]
async fn requests_are_counted_by_pattern_and_never_by_what_a_client_makes_up() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    for n in 0..50 {
        api.get(&format!("/jobs/{n}/details")).await.problem(404, "not_found");
        api.get(&format!("/made/up/{n}")).await.problem(404, "not_found");
    }
    let metrics = api.get("/metrics").await.text;
    assert!(metrics.contains("path=\"/jobs/{id}/details\""), "{metrics}");
    assert!(metrics.contains("path=\"unmatched\""), "{metrics}");
    assert!(!metrics.contains("made"), "{metrics}");
}

#[tokio::test]
async fn a_request_keeps_a_sensible_id_and_gets_one_otherwise() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let with_id = |id: &'static str| api.request(reqwest::Method::GET, "/").header("x-request-id", id);
    assert_eq!(api.send(with_id("proxy-12345678")).await.headers["x-request-id"], "proxy-12345678");
    for odd in ["short", "has spaces in it", "<script>alert(1)</script>"] {
        let given = api.send(with_id(odd)).await.headers["x-request-id"].to_str().unwrap().to_owned();
        assert!(given.len() == 36 && given != odd, "{given}");
    }
}

#[tokio::test]
async fn pi_01_no_secret_and_nothing_personal_is_logged() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&format!(
        "{}[log]\nfilter = \"debug\"\nformat = \"json\"\n",
        boards.greenhouse_source("acme")
    ));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    let job = api.feed_of(1).await[0]["id"].clone();
    let seeker = api.register("canary-address@example.org", "seeker").await;
    seeker.upload("/users/resume", "canary-file.pdf", software_engineer()).await.ok();
    seeker.post("/jobs/match", json!({})).await.ok();
    let session = seeker.post("/chat/sessions", json!({"job_id": job})).await.ok();
    let mut chat = crate::support::chat::Chat::begin(&seeker, &session["id"]).await;
    chat.send_text("canary-question about Terraform").await;
    chat.expect("ai_reply").await;
    let link = seeker.get("/users/me/resume").await.ok()["download_url"].as_str().unwrap().to_owned();
    reqwest::get(&link).await.unwrap();
    seeker.post("/auth/login", json!({"email": "canary-address@example.org", "password": "canary-password"})).await;
    let log = server.log();
    assert!(log.contains("answered POST"), "requests are logged at this level");
    let secrets = [seeker.token.as_deref().unwrap(), admin.token.as_deref().unwrap(), link.rsplit('/').next().unwrap()];
    let canaries = ["canary", "Okonjo", "mira.okonjo", "correct horse", "battery staple", "Lantern Freight"];
    for secret in secrets.into_iter().chain(canaries) {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    for line in log.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    }
}

#[tokio::test]
async fn the_nightly_run_comes_by_itself_and_once() {
    let boards = Boards::with_one_job().await;
    let schedule = "[schedule]\ningest = \"* * * * * *\"\ntime_zone = \"Asia/Kolkata\"\n";
    let installation = Installation::new(&format!("{}{schedule}", boards.greenhouse_source("acme")));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let logs = eventually("two scheduled runs", async || {
        let logs = admin.get("/admin/scraping-logs").await.ok();
        (logs.as_array().unwrap().len() >= 2).then_some(logs)
    })
    .await;
    let first = logs.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&first["source_name"], &first["status"], &first["jobs_new"]),
        (&json!("acme"), &json!("success"), &json!(1))
    );
    api.feed_of(1).await;
}

#[tokio::test]
async fn a_stop_lets_requests_finish_and_starts_again_with_everything() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    server.client().feed_of(1).await;
    let seeker = server.client().register("mira@example.org", "seeker").await;
    seeker.upload("/users/resume", "mira.pdf", software_engineer()).await.ok();
    server.stop();
    let server = installation.start();
    server.client().feed_of(1).await;
    let tokens = server
        .client()
        .post("/auth/login", json!({"email": "mira@example.org", "password": "correct horse"}))
        .await
        .ok();
    let best = server.client().with_token(&tokens["access_token"]).post("/jobs/match", json!({})).await.ok();
    assert_eq!(best.as_array().unwrap().len(), 1, "the index was saved and is there at once");
}

#[test]
fn a_wrong_configuration_is_explained() {
    for (config, expected) in [
        ("[server]\nprot = 1\n", "prot"),
        ("[embeddings]\nprovider = \"crystal ball\"\n", "crystal ball"),
        ("[schedule]\ningest = \"whenever\"\n", "whenever"),
        (
            "[schedule]\ningest = \"0 0 22 31 2 *\"\n",
            "`ingest` in [schedule] cannot be used: `0 0 22 31 2 *` never fires",
        ),
        ("[schedule]\ningest = \"0 0 22 * * * 2025\"\n", "`0 0 22 * * * 2025` never fires"),
        ("[schedule]\ntime_zone = \"Mars/Olympus\"\n", "Mars/Olympus"),
        ("[[sources]]\nname = \"a\"\nkind = \"lever\"\nsite = \"x y\"\n", "source `a`"),
    ] {
        let installation = Installation::new(config);
        let output = installation.run(&["serve", "--port", "0"]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && error.contains(expected), "{config}: {error}");
        assert!(!error.contains("panicked"), "{error}");
    }
}

#[test]
fn a_port_that_is_taken_is_explained() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Installation::new("").run(&["serve", "--port", &port]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains(&format!("cannot listen on 127.0.0.1:{port}")));
}

#[test]
fn the_environment_overrides_the_file() {
    let installation = Installation::new("[log]\nformat = \"text\"\n");
    let samples = repository("samples/pages");
    let mut command: Command = installation.command(&["ingest", "--no-enrich", samples.to_str().unwrap()]);
    command.env("JOBWRIGHT__DATA_DIR", "elsewhere");
    assert!(command.status().unwrap().success());
    assert!(installation.folder.path().join("elsewhere/keys").exists());
    assert!(!installation.folder.path().join("data").exists());
}
