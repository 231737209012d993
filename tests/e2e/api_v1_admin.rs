//! `/api/v1` for administrators: sources, tasks, accounts and the audit log.

use serde_json::{Value, json};

use crate::support::Installation;
use crate::support::boards::Boards;

#[tokio::test(flavor = "multi_thread")]
async fn sources_are_read_and_their_runs_listed() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let seeker = server.client().register("mira@example.org", "seeker").await;

    let run = admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    assert_eq!(
        (&run["source_name"], &run["status"], &run["counts"]["new"]),
        (&json!("acme"), &json!("complete"), &json!(1))
    );
    let again = admin.post("/api/v1/admin/ingest/all", json!({})).await.ok();
    assert_eq!(again["sources"][0]["run"]["counts"]["skipped"], 1, "{again}");
    for _ in 0..3 {
        admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    }
    admin.post("/api/v1/admin/ingest/nowhere", json!({})).await.problem(404, "not_found");
    admin.post("/api/v1/admin/ingest/trigger?scraper_name=nowhere", json!({})).await.problem(404, "not_found");
    let runs = admin
        .walk("/api/v1/admin/scraping-logs", async || {
            admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
        })
        .await;
    assert_eq!(runs.len(), 5, "each run of before once: {runs:?}");
    assert_eq!(runs[4]["id"], run["id"]);
    admin.refuses_wrong_pages("/api/v1/admin/scraping-logs").await;
    admin.get("/admin/scraping-logs?limit=501").await.problem(422, "validation_error");
    let started = admin.post("/api/v1/admin/ingest/trigger?scraper_name=acme", json!({})).await;
    assert_eq!((started.status.as_u16(), started.json()), (202, json!({"sources": ["acme"]})));

    let job = admin.feed_of(1).await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(admin.post("/api/v1/admin/reenrich", json!({})).await.ok(), json!({"jobs": 1}));
    assert_eq!(admin.post(&format!("/api/v1/admin/jobs/{job}/enrich"), json!({})).await.ok(), json!({"jobs": 1}));
    for path in ["ingest/acme", "ingest/all", "ingest/trigger", "reenrich"] {
        seeker.post(&format!("/api/v1/admin/{path}"), json!({})).await.problem(403, "forbidden");
    }
    seeker.get("/api/v1/admin/scraping-logs").await.problem(403, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_shows_its_ledger_and_can_be_tried_out() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;

    let preview = admin.post("/api/v1/admin/sources/preview", json!({"source": "acme"})).await.ok();
    assert_eq!((&preview["listed"], &preview["has_more"]), (&json!(1), &json!(false)));
    assert_eq!(preview["postings"][0]["title"], "Platform Engineer");
    let sources = admin.get("/api/v1/admin/sources").await.ok();
    let source = |sources: &Value| sources["items"][0].clone();
    assert_eq!((&source(&sources)["health"], &source(&sources)["runs"]), (&json!("unread"), &json!(0)), "{sources}");

    admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    boards.server.reset().await;
    admin.post("/api/v1/admin/ingest/acme", json!({})).await.problem(502, "source_failed");
    let after = source(&admin.get("/api/v1/admin/sources").await.ok());
    assert_eq!(
        (&after["name"], &after["key"], &after["robots"]),
        (&json!("acme"), &json!("greenhouse:acme"), &json!("allowed"))
    );
    assert_eq!((&after["health"], &after["listed"], &after["runs"]), (&json!("failing"), &json!(1), &json!(2)));
    assert!(after["last_error"].as_str().unwrap().contains("404"), "{after}");
    let shown = installation.run(&["--json", "sources", "show", "acme"]);
    assert_eq!(serde_json::from_slice::<Value>(&shown.stdout).unwrap()["health"], "failing");

    for (source, status, code) in [("nowhere", 404, "not_found"), ("http://10.0.0.5/", 502, "source_failed")] {
        admin.post("/api/v1/admin/sources/preview", json!({"source": source})).await.problem(status, code);
    }
    let seeker = server.client().register("mira@example.org", "seeker").await;
    seeker.get("/api/v1/admin/sources").await.problem(403, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_accounts_and_the_audit_log_are_listed_page_by_page() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let mut seeker = api.clone();
    for n in 1..=5 {
        seeker = api.register(&format!("seeker{n}@example.org"), "seeker").await;
    }
    let lists = ["/api/v1/admin/users", "/api/v1/admin/audit-log", "/api/v1/admin/tasks"];
    for list in lists {
        admin.refuses_wrong_pages(list).await;
        seeker.get(list).await.problem(403, "forbidden");
        api.get(list).await.problem(401, "unauthorized");
    }

    let seekers = admin
        .walk("/api/v1/admin/users?role=seeker", async || {
            let total = admin.get("/api/v1/admin/users/stats").await.ok()["total"].clone();
            api.register(&format!("late{total}@example.org"), "seeker").await;
        })
        .await;
    let emails: Vec<&str> = seekers.iter().map(|user| user["email"].as_str().unwrap()).collect();
    let expected: Vec<String> = (1..=5).rev().map(|n| format!("seeker{n}@example.org")).collect();
    assert_eq!(emails, expected);
    admin.get("/api/v1/admin/users?role=king").await.problem(422, "validation_error");
    let stats = admin.get("/api/v1/admin/users/stats").await.ok();
    assert_eq!((&stats["admins"], &stats["providers"]), (&json!(1), &json!(0)));

    let whole = admin.get("/api/v1/admin/audit-log?limit=100").await.ok()["items"].as_array().unwrap().clone();
    let log = admin
        .walk("/api/v1/admin/audit-log", async || {
            let wrong = json!({"email": "seeker1@example.org", "password": "wrong horse battery"});
            api.post("/auth/login", wrong).await.problem(401, "unauthorized");
        })
        .await;
    assert_eq!(log, whole);

    admin.ingest_one().await;
    let tasks = admin.get("/api/v1/admin/tasks?class=enrich").await.ok();
    assert_eq!((&tasks["items"][0]["class"], &tasks["items"][0]["attempts"]), (&json!("enrich"), &json!(1)));
    let walked = admin.walk("/api/v1/admin/tasks?state=done", async || ()).await;
    assert!(!walked.is_empty() && walked.iter().all(|task| task["state"] == "done"), "{walked:?}");
    for query in ["state=tired", "class=dance"] {
        admin.get(&format!("/api/v1/admin/tasks?{query}")).await.problem(422, "validation_error");
    }
    let id = tasks["items"][0]["id"].as_str().unwrap();
    admin.post(&format!("/api/v1/admin/tasks/{id}/retry"), json!({})).await.problem(409, "conflict");
}

#[tokio::test]
async fn the_users_of_supabase_auth_are_listed_within_what_is_documented() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    for n in 1..=3 {
        api.register(&format!("seeker{n}@example.org"), "seeker").await.with_second_factor().await;
    }
    let users = admin.get("/auth/v1/admin/users?per_page=2&page=2").await;
    assert_eq!(users.headers["x-total-count"], "4");
    let users = users.ok()["users"].as_array().unwrap().clone();
    let emails: Vec<&Value> = users.iter().map(|user| &user["email"]).collect();
    assert_eq!(emails, ["seeker1@example.org", "root@example.org"]);
    assert_eq!(users[0]["factors"].as_array().unwrap().len(), 1, "{users:?}");
    assert_eq!(users[1]["factors"].as_array().unwrap().len(), 0, "{users:?}");
    for wrong in ["per_page=101", "per_page=0", "page=0", "page=10002", "per_page=100&page=102"] {
        let answer = admin.get(&format!("/auth/v1/admin/users?{wrong}")).await;
        assert_eq!(answer.status, 422, "{wrong}: {answer:?}");
    }
    admin.get("/auth/v1/admin/users?per_page=&page=").await.ok();

    // Who asks is looked up now and then; what is listed takes as many statements for one user as for all of them.
    for path in ["/auth/v1/admin/users", "/api/v1/admin/users"] {
        let size = if path.starts_with("/auth") { "per_page" } else { "limit" };
        let (one, _) = admin.costing(path, admin.get(&format!("{path}?{size}=1"))).await;
        for n in 0..10 {
            api.register(&format!("{n}{size}@example.org"), "seeker").await;
        }
        let (all, _) = admin.costing(path, admin.get(&format!("{path}?{size}=100"))).await;
        assert!(all.statements < one.statements + 5, "{path}: {one:?} for one user, {all:?} for all of them");
    }
    assert!(admin.get("/auth/v1/admin/users?page=101").await.ok()["users"].as_array().unwrap().is_empty());
}
