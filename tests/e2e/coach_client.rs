//! What the coach's own client sends and reads, beyond what other clients of the contract do.

use std::fs;

use reqwest::header::{ACCEPT, COOKIE};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::support::boards::Boards;
use crate::support::chat::Chat;
use crate::support::documents::nurse;
use crate::support::identity::PASSWORD;
use crate::support::{Answer, Api, Installation, eventually};

/// As a browser asks for a page.
async fn goes_to(api: &Api, path: &str) -> Answer {
    api.send(api.request(Method::GET, path).header(ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")).await
}

async fn patch(api: &Api, body: Value) -> Value {
    api.send(api.request(Method::PATCH, "/users/me").json(&body)).await.ok()
}

#[tokio::test]
async fn a_profile_is_kept_from_the_registration_on_and_no_role_is_written() {
    let installation = Installation::new("");
    let server = installation.start();
    let metadata = json!({
        "role": "seeker", "full_name": "Mira Okonjo", "phone": "+31 30 555 0142", "skills": ["Rust"],
        "interests": "bees, chess", "aspirations": ["to lead"], "experience": "7 years", "position": "Engineer",
        "description": "Builds services.", "privacy_policy_accepted": false, "avatar_url": "", "favourite": "blue",
    });
    let body = json!({"email": "mira@example.org", "password": PASSWORD, "metadata": metadata});
    let tokens = server.client().post("/auth/register", body.clone()).await.ok();
    let detail = server.client().post("/auth/register", body).await.problem(409, "duplicate_resource");
    assert!(detail.contains("already registered"), "{detail}");

    let mira = server.client().with_token(&tokens["access_token"]);
    let me = mira.get("/users/me").await.ok();
    for (member, expected) in [
        ("full_name", json!("Mira Okonjo")),
        ("phone", json!("+31 30 555 0142")),
        ("skills", json!(["Rust"])),
        ("interests", json!("bees, chess")),
        ("aspirations", json!(["to lead"])),
        ("experience", json!("7 years")),
        ("work_experience_position", json!("Engineer")),
        ("work_experience_description", json!("Builds services.")),
        ("privacy_policy_accepted", json!(false)),
        ("avatar_url", Value::Null),
        ("favourite", Value::Null),
    ] {
        assert_eq!(me[member], expected, "{member}: {me}");
    }
    assert!(me["created_at"].is_string(), "{me}");

    assert_eq!(patch(&mira, json!({"privacy_policy_accepted": true})).await["privacy_policy_accepted"], true);
    let changed = json!({"phone": "", "location": "Utrecht", "dob": "", "role": "admin", "is_banned": false});
    let me = patch(&mira, changed).await;
    assert_eq!((&me["phone"], &me["location"], &me["role"]), (&Value::Null, &json!("Utrecht"), &json!("seeker")));
    assert_eq!((&me["experience"], &me["full_name"]), (&json!("7 years"), &json!("Mira Okonjo")), "the rest stays");
    mira.send(mira.request(Method::PATCH, "/users/me").json(&json!({"skills": {"a": 1}})))
        .await
        .problem(422, "validation_error");
}

#[tokio::test]
async fn a_browser_goes_to_its_pages_and_a_program_to_the_api() {
    let installation = Installation::new("[server]\nspa_dir = \"client\"\n");
    let folder = installation.folder.path().join("client");
    fs::create_dir_all(folder.join("assets")).unwrap();
    fs::write(folder.join("index.html"), "<!doctype html><title>the client</title>").unwrap();
    fs::write(folder.join("assets/main.js"), "console.log('the client')").unwrap();
    let server = installation.start();
    let api = server.client().without_redirects();

    let nil = "00000000-0000-4000-8000-000000000000";
    let match_page = format!("/jobs/{nil}/match");
    for path in ["/", "/jobs", &match_page, "/users/me", "/profile", "/auth/callback", "/admin/users"] {
        let page = goes_to(&api, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {page:?}");
        assert!(page.text.contains("the client"), "{path}: {page:?}");
        assert!(page.headers["content-security-policy"].to_str().unwrap().contains("script-src 'self';"), "{page:?}");
    }
    let script = api.get("/assets/main.js").await;
    assert_eq!(
        (script.status, &script.headers["content-type"]),
        (StatusCode::OK, &"text/javascript; charset=utf-8".parse().unwrap())
    );
    // What is no page of the client's.
    assert_eq!(goes_to(&api, "/auth/google/login").await.status, StatusCode::NOT_FOUND);
    assert_eq!(goes_to(&api, "/files/x").await.status, StatusCode::NOT_FOUND);
    assert!(!goes_to(&api, "/app/").await.text.contains("the client"));
    assert!(goes_to(&api, "/api/v1/jobs").await.json()["items"].is_array());
    assert!(goes_to(&api, "/healthz").await.json()["status"].is_string());
    assert_eq!(goes_to(&api, "/assets/..%2f..%2fjobwright.toml").await.text.matches("[server]").count(), 0);
    // Programs get what they always got.
    api.get("/users/me").await.problem(401, "unauthorized");
    api.get(&match_page).await.problem(401, "unauthorized");
    api.get("/no/such/file.js").await.problem(404, "not_found");
    assert!(api.get("/jobs/feed").await.ok().is_array());
}

#[tokio::test]
async fn a_folder_without_a_page_is_said_at_the_start() {
    let installation = Installation::new("[server]\nspa_dir = \"nowhere\"\n");
    let output = installation.run(&["serve"]);
    let detail = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && detail.contains("spa_dir") && detail.contains("nowhere"), "{detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_plain_text_sees_what_a_person_says() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let mira = api.register("mira@example.org", "seeker").await;
    let session = mira.post("/chat/sessions", json!({})).await.ok();
    let another = mira.post("/chat/sessions", json!({})).await.ok();
    assert_ne!(session["id"], another["id"], "each conversation about no job is new");
    let mut chat = Chat::begin(&mira, &session["id"]).await;
    admin.post("/admin/takeover", json!({"session_id": session["id"]})).await.ok();
    chat.expect("admin_takeover").await;
    assert_eq!(chat.expect("history_replay").await["messages"][1]["role"], "system");
    chat.send_text("Are you there?").await;
    let queued = chat.expect("queued").await;
    assert_eq!(queued["content"], queued["message"], "the notice, not the words");
    let path = format!("/admin/sessions/{}", session["id"].as_str().unwrap());
    admin.post(&format!("{path}/message"), json!({"content": "I am."})).await.ok();
    chat.expect("admin_message").await;
    let shown = chat.expect("history_replay").await;
    let messages: Vec<&str> =
        shown["messages"].as_array().unwrap().iter().map(|message| message["content"].as_str().unwrap()).collect();
    assert_eq!(messages[2..], ["Are you there?", "I am."]);
    let record = admin.get(&path).await.ok();
    assert_eq!(record["conversation_log"], record["messages"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_figures_have_the_names_it_reads() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let started = admin.post("/admin/ingest/trigger?scraper_name=all", json!({})).await;
    assert_eq!(started.status, StatusCode::ACCEPTED, "{started:?}");
    let job = api.feed_of(1).await[0]["id"].as_str().unwrap().to_owned();
    let started = admin.post("/admin/ingest/trigger?scraper_name=generic", json!({})).await;
    assert_eq!(started.status, StatusCode::ACCEPTED, "{started:?}");
    let details = api.get(&format!("/jobs/{job}/details")).await.ok();
    assert!(details["role_overview"][0].is_string(), "{details}");
    let listed = api.feed_of(1).await[0]["short_description"].clone();
    assert!(details["short_description"] == listed && !listed.as_str().unwrap().is_empty(), "{listed}");
    let mira = api.register("mira@example.org", "seeker").await;
    mira.post("/chat/sessions", json!({"job_id": job})).await.ok();
    assert_eq!(mira.get("/chat/my-sessions").await.ok()[0]["job_title"], "Platform Engineer");
    for who in [&mira, &admin] {
        assert_eq!(who.get("/jobs/saved").await.ok(), json!([]), "asked for on every page, whoever is there");
    }
    let ended = api.with_token(&json!("a token that has ended"));
    for who in [&api, &ended, &mira, &admin] {
        assert_eq!(who.get("/rewards/redemptions").await.ok(), json!({"redemptions": []}));
        for path in ["/human-mock-interviews/my-requests", "/jobs/featured/testimonials"] {
            assert_eq!(who.get(path).await.ok(), json!([]), "{path}");
        }
        for path in ["/rewards/state", "/profile-score/me", "/courses", "/engagement/daily-quiz", "/playbooks/1"] {
            who.get(path).await.problem(404, "not_found");
        }
    }
    let market = mira.get("/analytics/market").await.ok();
    assert_eq!((&market["total_jobs"], &market["top_companies"][0]["count"]), (&json!(1), &json!(1)), "{market}");
    let trend = market["hiring_trends"].as_array().unwrap();
    assert!(trend.len() == 30 && market["salary_trends"].is_array(), "{market}");
    api.get("/analytics/market").await.problem(401, "unauthorized");
    assert_eq!(mira.post(&format!("/jobs/saved/{job}"), json!({})).await.ok()["saved"], true);
    assert_eq!(mira.get(&format!("/jobs/saved/{job}/check")).await.ok()["saved"], true);
    let saved = mira.get("/jobs/saved").await.ok();
    assert_eq!((&saved[0]["id"], &saved[0]["company_name"]), (&json!(job), &api.feed_of(1).await[0]["company_name"]));
    assert_eq!(mira.send(mira.request(Method::DELETE, &format!("/jobs/saved/{job}"))).await.ok()["saved"], false);
    assert_eq!(mira.get(&format!("/jobs/saved/{job}/check")).await.ok()["saved"], false);
    let detail = mira.post("/jobs/match", json!({})).await.problem(400, "bad_request");
    assert!(detail.contains("resume"), "{detail}");
    let skills = api.upload("/users/extract-skills", "ama.docx", nurse()).await.ok();
    assert!(!skills["skills"].as_array().unwrap().is_empty(), "without an account: {skills}");
    let again = mira.post(&format!("/admin/jobs/{job}/enrich"), json!({})).await;
    assert_eq!(again.status, StatusCode::ACCEPTED, "a seeker may ask for it: {again:?}");

    let stats = admin.get("/admin/users/stats").await.ok();
    assert_eq!((&stats["total_users"], &stats["total_seekers"]), (&json!(2), &json!(1)), "{stats}");
    let days = stats["daily_seeker_registration_rates"].as_array().unwrap();
    let counted: u64 = days.iter().map(|day| day["count"].as_u64().unwrap()).sum();
    assert_eq!((days.len(), counted), (30, 1), "{stats}");
}

#[tokio::test]
async fn a_browser_refreshes_and_signs_out_by_its_cookies_alone() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    api.register("mira@example.org", "seeker").await;
    let from_page = |request: reqwest::RequestBuilder| request.header("sec-fetch-site", "same-origin");
    let credentials = json!({"email": "mira@example.org", "password": PASSWORD});
    let mut answer = api.send(from_page(api.request(Method::POST, "/auth/login")).json(&credentials)).await;
    for path in ["/auth/refresh", "/auth/logout"] {
        let cookies = answer.headers.get_all("set-cookie").iter();
        let cookies: Vec<&str> = cookies.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap()).collect();
        answer = api.send(from_page(api.request(Method::POST, path)).header(COOKIE, cookies.join("; "))).await;
        answer.ok();
    }
    api.send(api.request(Method::POST, "/auth/refresh")).await.problem(401, "unauthorized");
    api.send(api.request(Method::POST, "/auth/refresh").header("content-type", "application/json").body("{"))
        .await
        .problem(400, "bad_request");
}

#[tokio::test]
async fn the_bell_asks_for_what_happened_to_what_is_ones_own() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let mira = api.register("mira@example.org", "seeker").await;
    let since = "gt.2026-11-28T20%3A19%3A41.372Z";
    let interviews = "/rest/v1/mock_interviews_jobs?select=id%2Cstatus%2Cupdated_at%2Cjobs_jobs%28title%29";
    let applications = "/rest/v1/job_applications_jobs?select=id,status,job_id,jobs_jobs(title,company_name)";
    for path in [
        format!("{interviews}&user_id=eq.a&status=eq.reviewed&updated_at={since}"),
        format!("{applications}&seeker_id=eq.a&status=in.%28rejected%2Chired%29&updated_at={since}"),
    ] {
        assert_eq!(mira.get(&path).await.ok(), json!([]), "{path}");
        api.get(&path).await.problem(401, "unauthorized");
    }
    for wrong in ["&password=eq.a", "&status=like.a", "&select=id,password"] {
        mira.get(&format!("{interviews}{wrong}")).await.problem(400, "bad_request");
    }
    mira.get("/rest/v1/accounts?select=email").await.problem(404, "not_found");

    let paula = api.register_verified(&installation, "paula@example.org", "provider").await;
    let opening =
        json!({"title": "Baker", "description_raw": "You bake bread from two to ten.", "company_name": "Oven"});
    let job = paula.post("/jobs", opening).await;
    let job = job.json()["id"].clone();
    let applied = eventually("the job to be open", async || {
        let answer = mira.post(&format!("/jobs/{}/apply", job.as_str().unwrap()), json!({})).await;
        (answer.status == StatusCode::OK).then(|| answer.json())
    })
    .await;
    let me = mira.get("/users/me").await.ok()["id"].as_str().unwrap().to_owned();
    let rejected = format!(
        "{applications}&seeker_id=eq.{me}&status=in.%28rejected%2Chired%29&updated_at=gt.2020-01-01T00%3A00%3A00Z"
    );
    assert_eq!(mira.get(&rejected).await.ok(), json!([]), "nobody has decided yet");
    paula.post(&format!("/jobs/applications/{}/reject", applied["id"].as_str().unwrap()), json!({})).await.ok();
    let rung = json!([{
        "id": applied["id"], "status": "rejected", "job_id": job,
        "jobs_jobs": {"title": "Baker", "company_name": "Oven"},
    }]);
    assert_eq!(mira.get(&rejected).await.ok(), rung);
    assert_eq!(
        api.register("eve@example.org", "seeker").await.get(&rejected).await.ok(),
        json!([]),
        "they are one's own"
    );
}
