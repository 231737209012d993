//! `/api/v1`: jobs, match scores and the resume.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::boards::{Boards, PLATFORM, Posted};
use crate::support::documents::{nurse, software_engineer};
use crate::support::{Api, Installation, Server, eventually};

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// Posts so many jobs on the board `acme`, as they are on their `version`.
async fn post(boards: &Boards, count: u64, version: u32) {
    let posted = |n| Posted::new(n, &format!("Engineer {n}"), &format!("{PLATFORM}<p>Team {n}, {version}</p>"));
    boards.greenhouse_lists("acme", &(1..=count).map(posted).collect::<Vec<_>>()).await;
}

async fn ingest(admin: &Api, jobs: usize) {
    admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    admin.feed_of(jobs).await;
}

/// An installation with the jobs of the board `acme`.
struct Catalogue {
    boards: Boards,
    /// A client without a sign-in.
    api: Api,
    admin: Api,
    _server: Server,
    _installation: Installation,
}

impl Catalogue {
    async fn with_five_jobs() -> Self {
        let boards = Boards::start().await;
        post(&boards, 5, 1).await;
        let installation = Installation::new(&boards.greenhouse_source("acme"));
        let server = installation.start();
        let api = server.client();
        let admin = api.admin(&installation).await;
        ingest(&admin, 5).await;
        Self { boards, api, admin, _server: server, _installation: installation }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_read_page_by_page_and_one_by_one() {
    let Catalogue { boards, api, admin, .. } = &Catalogue::with_five_jobs().await;

    // The same jobs in the same order as the coach's feed, whatever becomes visible meanwhile.
    let feed = admin.feed_of(5).await;
    let read = api
        .walk("/api/v1/jobs", async || {
            post(boards, 6, 1).await;
            ingest(admin, 6).await;
        })
        .await;
    assert_eq!(ids(&read), ids(&feed));
    api.refuses_wrong_pages("/api/v1/jobs").await;
    let of_history = api.get("/api/v1/jobs?cursor=AQAAAAE").await.problem(422, "validation_error");
    assert!(of_history.contains("does not belong to this list"), "{of_history}");

    let path = format!("/api/v1/jobs/{}", feed[0]["id"].as_str().unwrap());
    let job = api.get(&path).await.ok();
    assert_eq!((&job["title"], &job["company"], &job["status"]), (&feed[0]["title"], &json!("Acme"), &json!("active")));
    assert_eq!(job["guide"]["resume_tips"].as_array().unwrap().len(), 5);
    let before = api.knows(&path).await;
    assert_eq!(api.get(&format!("{path}/history")).await.ok(), json!({"items": [], "next_cursor": null}));

    for version in 2..=4 {
        post(boards, 6, version).await;
        ingest(admin, 6).await;
    }
    eventually("another version of the job", async || (api.knows(&path).await != before).then_some(())).await;
    let changes = api.walk(&format!("{path}/history"), async || ()).await;
    let revisions: Vec<u64> = changes.iter().map(|change| change["revision"].as_u64().unwrap()).collect();
    assert_eq!(revisions.len(), 3, "{changes:?}");
    assert!(revisions.is_sorted_by(|a, b| a > b), "{revisions:?}");
    assert!(changes[2]["before"]["description"].as_str().unwrap().contains(", 1"), "{changes:?}");
    for path in ["/api/v1/jobs/00000000-0000-4000-8000-000000000000", "/api/v1/jobs/x", "/api/v1/jobs/x/history"] {
        api.get(path).await.problem(404, "not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_is_uploaded_read_and_held_against_jobs() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let seeker = api.register("mira@example.org", "seeker").await;
    let provider = api.register("provider@example.org", "provider").await;

    let score = format!("/api/v1/jobs/{job}/match-score");
    for path in ["/api/v1/resumes/current", "/api/v1/resumes/current/file"] {
        seeker.get(path).await.problem(404, "not_found");
        provider.get(path).await.problem(403, "forbidden");
        api.get(path).await.problem(401, "unauthorized");
    }
    seeker.post(&score, json!({})).await.problem(422, "validation_error");
    seeker.get("/api/v1/jobs/recommendations").await.problem(422, "validation_error");

    let parsed = provider.upload("/api/v1/resumes/parse", "cv.docx", nurse()).await.ok();
    assert_eq!(parsed["document_type"], "docx");
    seeker.upload("/api/v1/resumes", "cv.txt", b"no document".to_vec()).await.problem(400, "bad_request");
    let created = seeker.upload("/api/v1/resumes", "cv.pdf", software_engineer()).await;
    assert_eq!(created.status, 201);
    let current = seeker.get(created.headers["location"].to_str().unwrap()).await.ok();
    assert_eq!(created.json(), current);
    assert_eq!((&current["file_name"], &current["document_type"]), (&json!("cv.pdf"), &json!("pdf")));
    assert!(current["skills"].as_array().unwrap().contains(&json!("Rust")), "{current}");
    let before = seeker.knows("/api/v1/resumes/current").await;
    let link = seeker.get("/api/v1/resumes/current/file").await.ok();
    let file = api.get(link["url"].as_str().unwrap().strip_prefix(&server.address).unwrap()).await;
    assert_eq!((file.status.as_u16(), &link["expires_in"]), (200, &json!(900)));

    let found = seeker.post(&score, json!({})).await.ok();
    let same = seeker.post(&format!("/jobs/{job}/match"), json!({})).await.ok();
    assert_eq!(
        (&found["score"], &found["missing_skills"], &found["explanation"]),
        (&same["similarity_score"], &same["missing_skills"], &same["gap_analysis"])
    );
    assert_eq!(found["fits"], json!(!same["gap_detected"].as_bool().unwrap()));
    let best = seeker.get("/api/v1/jobs/recommendations?limit=1").await.ok();
    assert_eq!((&best["items"][0]["job"]["id"], &best["next_cursor"]), (&json!(job), &Value::Null));
    seeker.get("/api/v1/jobs/recommendations?limit=101").await.problem(422, "validation_error");
    provider.post(&score, json!({})).await.problem(403, "forbidden");
    let unknown = "/api/v1/jobs/00000000-0000-4000-8000-000000000000/match-score";
    seeker.post(unknown, json!({})).await.problem(404, "not_found");

    seeker.upload("/api/v1/resumes", "cv.docx", nurse()).await.ok();
    assert_ne!(seeker.knows("/api/v1/resumes/current").await, before);
}

#[tokio::test]
async fn an_account_is_changed_only_by_its_owner_and_only_as_it_was_seen() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let ada = api.register("ada@example.org", "seeker").await;
    let eve = api.register("eve@example.org", "seeker").await;
    let me = ada.get("/api/v1/users/me").await.ok();
    assert_eq!(
        (&me["email"], &me["role"], &me["full_name"]),
        (&json!("ada@example.org"), &json!("seeker"), &Value::Null)
    );
    let path = format!("/api/v1/users/{}", me["id"].as_str().unwrap());
    assert_eq!(ada.get(&path).await.ok(), me);
    assert_eq!(admin.get(&path).await.ok(), me);
    eve.get(&path).await.problem(404, "not_found");
    api.get(&path).await.problem(401, "unauthorized");
    ada.get("/api/v1/users/nobody").await.problem(404, "not_found");

    let change = |who: &Api, path: &str, name: &str, seen: Option<&str>| {
        let request = who.request(Method::PATCH, path).json(&json!({"full_name": name}));
        seen.into_iter().fold(request, |request, tag| request.header("if-match", tag))
    };
    let seen = ada.knows("/api/v1/users/me").await;
    let changed = ada.send(change(&ada, "/api/v1/users/me", "Ada Lovelace", Some(&seen))).await;
    assert_eq!(changed.ok()["full_name"], "Ada Lovelace");
    assert_eq!(changed.headers["etag"], ada.knows("/api/v1/users/me").await.as_str());
    let late = ada.send(change(&ada, "/api/v1/users/me", "Somebody else", Some(&seen))).await;
    late.problem(412, "precondition_failed");
    assert_eq!(ada.get("/api/v1/users/me").await.ok()["full_name"], "Ada Lovelace");
    ada.send(change(&ada, "/api/v1/users/me", "Ada King", Some("*"))).await.ok();
    ada.send(change(&ada, &path, "Ada King, Countess", None)).await.ok();
    ada.send(change(&ada, &path, "x", Some("nonsense"))).await.problem(412, "precondition_failed");
    for other in [&eve, &admin] {
        other.send(change(other, &path, "Eve", None)).await.problem(404, "not_found");
    }
    let role = ada.request(Method::PATCH, "/api/v1/users/me").json(&json!({"role": "admin"}));
    ada.send(role).await.problem(422, "validation_error");
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_kept_for_later_by_each_for_themselves() {
    let Catalogue { boards, api, admin, .. } = &Catalogue::with_five_jobs().await;
    let feed = api.feed_of(5).await;
    let mira = api.register("mira@example.org", "seeker").await;
    let paula = api.register("paula@example.org", "provider").await;
    let path = |job: &Value| format!("/api/v1/saved-jobs/{}", job["id"].as_str().unwrap());
    let send = async |who: &Api, method: Method, job: &Value| who.send(who.request(method, &path(job))).await;

    for job in [&feed[3], &feed[0], &feed[4], &feed[3]] {
        assert_eq!(send(&mira, Method::PUT, job).await.status, 204);
    }
    let kept = mira.walk("/api/v1/saved-jobs", async || ()).await;
    assert_eq!(ids(&kept), [&feed[4], &feed[0], &feed[3]].map(|job| job["id"].as_str().unwrap()), "last saved first");
    assert_eq!((&kept[0]["title"], kept[0]["saved_at"].is_string()), (&feed[4]["title"], true));
    mira.refuses_wrong_pages("/api/v1/saved-jobs").await;
    assert_eq!(mira.get(&path(&feed[0])).await.ok()["saved"], true);
    for _ in 0..2 {
        assert_eq!(send(&mira, Method::DELETE, &feed[0]).await.status, 204);
    }
    let state = mira.get(&path(&feed[0])).await.ok();
    assert_eq!(state, json!({"saved": false, "saved_at": null}));

    assert_eq!(paula.get("/api/v1/saved-jobs").await.ok()["items"], json!([]));
    assert_eq!(admin.get(&path(&feed[3])).await.ok()["saved"], false, "nobody reads another's list");
    let nowhere = json!({"id": "00000000-0000-4000-8000-000000000000"});
    send(&mira, Method::PUT, &nowhere).await.problem(404, "not_found");
    api.get("/api/v1/saved-jobs").await.problem(401, "unauthorized");

    // A job that is gone from its board stays in the list.
    let gone = feed.iter().find(|job| job["title"] == "Engineer 5").unwrap();
    send(&mira, Method::PUT, gone).await;
    post(boards, 4, 1).await;
    for _ in 0..3 {
        admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    }
    let kept = mira.walk("/api/v1/saved-jobs", async || ()).await;
    let closed = kept.iter().find(|job| job["id"] == gone["id"]).unwrap();
    assert_eq!(closed["status"], "closed", "{kept:?}");
    let export = mira.get("/api/v1/users/me/export").await.ok();
    assert_eq!(export["saved_jobs"].as_array().unwrap().len(), kept.len(), "{export}");
}
