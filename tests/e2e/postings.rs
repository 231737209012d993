//! Jobs that employers post here, and the applications for them.

use futures_util::future::join_all;
use reqwest::Method;
use reqwest::header::{ETAG, IF_MATCH};
use serde_json::{Value, json};

use crate::support::documents::software_engineer;
use crate::support::{Answer, Api, Installation, eventually};

const POSTED: &str = "/api/v1/provider/jobs";

fn posting(title: &str) -> Value {
    json!({
        "title": title,
        "company": "Rivet & Sons",
        "description": "You keep our booking system running, with a team of four.\n\nCompensation: €60k–70k annually",
        "skills": ["PostgreSQL", "Falconry"],
        "locations": ["Porto, Portugal"],
    })
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

async fn publish(provider: &Api, title: &str) -> Value {
    provider.post(POSTED, posting(title)).await.ok()
}

/// Waits until a job is in the feed.
async fn is_shown(api: &Api, job: &Value) {
    eventually("the job to be shown", async || {
        let feed = api.get("/jobs/feed?limit=100").await.ok();
        feed.as_array().unwrap().iter().any(|item| item["id"] == job["id"]).then_some(())
    })
    .await;
}

async fn send(who: &Api, method: Method, path: &str, body: Value) -> Answer {
    who.send(who.request(method, path).json(&body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_posted_job_is_enriched_shown_revised_and_closed() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let paula = api.register_verified(&installation, "paula@example.org", "provider").await;

    let pay = json!({"min": 50_000, "max": 40_000, "currency": "EUR", "period": "year"});
    let lacking = json!({"title": "A", "description": "Short.", "apply_url": "mailto:x@example.org", "salary": pay});
    for path in [POSTED, "/api/v1/provider/jobs/preview"] {
        let detail = paula.post(path, lacking.clone()).await.problem(422, "validation_error");
        for word in ["title", "description", "address to apply at", "pay has amounts"] {
            assert!(detail.contains(word), "{detail}");
        }
    }
    let preview = paula.post("/api/v1/provider/jobs/preview", posting("Database engineer")).await.ok();
    assert!(preview["salary"]["text"].as_str().unwrap().contains("60,000"), "pay is read in the text: {preview}");
    assert!(preview["description"].as_str().unwrap().contains("- Falconry"), "{preview}");
    assert_eq!(paula.get(POSTED).await.ok()["items"], json!([]), "a preview stores nothing");

    let job = publish(&paula, "Database engineer").await;
    assert_eq!((&job["status"], &job["needs_enrichment"]), (&json!("processing"), &json!(true)));
    is_shown(&api, &job).await;
    let shown = api.get(&format!("/api/v1/jobs/{}", id(&job))).await.ok();
    assert!(shown["skills"].as_array().unwrap().contains(&json!("PostgreSQL")) && !shown["guide"].is_null(), "{shown}");

    let path = format!("{POSTED}/{}", id(&job));
    let seen = paula.get(&path).await.headers[ETAG].clone();
    let revise =
        |title: &str| paula.send(paula.request(Method::PUT, &path).header(IF_MATCH, &seen).json(&posting(title)));
    let outcomes = join_all(["Lead database engineer", "Head of databases"].map(revise)).await;
    let mut statuses: Vec<u16> = outcomes.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && matches!(statuses[1], 409 | 412), "{statuses:?}");
    let history = api.get(&format!("/api/v1/jobs/{}/history", id(&job))).await.ok();
    assert_eq!(history["items"].as_array().unwrap().len(), 1, "{history}");

    for _ in 0..2 {
        assert_eq!(send(&paula, Method::DELETE, &path, json!({})).await.ok()["status"], "closed");
    }
    assert_eq!(api.get(&format!("/api/v1/jobs/{}", id(&job))).await.ok()["status"], "closed", "it stays readable");
    assert!(!api.get("/jobs/feed").await.text.contains(id(&job)));
    send(&paula, Method::PUT, &path, posting("Again")).await.problem(409, "conflict");
    assert_eq!(paula.get(POSTED).await.ok()["items"][0]["status"], "closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn az_01_a_provider_reaches_its_own_jobs_and_their_applicants_alone() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let paula = api.register_verified(&installation, "paula@example.org", "provider").await;
    let quinn = api.register_verified(&installation, "quinn@example.org", "provider").await;
    let mira = api.register("mira@example.org", "seeker").await;
    let (job, other) = (publish(&paula, "Database engineer").await, publish(&quinn, "Falconer").await);
    is_shown(&api, &job).await;
    let sent = mira.post("/api/v1/applications", json!({"job_id": job["id"]})).await.ok();
    assert_eq!(sent["decided_by"], "employer");

    for (who, own) in [(&paula, &job), (&quinn, &other)] {
        let listed = who.get(POSTED).await.ok();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        assert_eq!(listed["items"][0]["id"], own["id"]);
        who.refuses_wrong_pages(POSTED).await;
    }
    let path = format!("{POSTED}/{}", id(&job));
    let decision = format!("/api/v1/provider/applications/{}", id(&sent));
    let applicants = format!("{path}/applications");
    for (who, status) in [(&quinn, 404), (&mira, 403), (&api, 401)] {
        for (method, path, body) in [
            (Method::GET, &path, json!({})),
            (Method::PUT, &path, posting("Mine now")),
            (Method::DELETE, &path, json!({})),
            (Method::GET, &applicants, json!({})),
            (Method::PATCH, &decision, json!({"status": "hired"})),
            (Method::POST, &format!("/jobs/applications/{}/promote", id(&sent)), json!({})),
            (Method::POST, &format!("/jobs/applications/{}/reject", id(&sent)), json!({})),
            (Method::DELETE, &format!("/jobs/{}", id(&job)), json!({})),
            (Method::GET, &format!("/jobs/{}/applications", id(&job)), json!({})),
        ] {
            assert_eq!(send(who, method.clone(), path, body).await.status.as_u16(), status, "{method} {path}");
        }
    }
    quinn.get(&format!("/api/v1/applications/{}", id(&sent))).await.problem(404, "not_found");
    assert_eq!(paula.get(&applicants).await.ok()["items"][0]["email"], "mira@example.org");
    assert_eq!(paula.get(POSTED).await.ok()["items"][0]["applications"], 1);
    assert_eq!(admin.get(&applicants).await.ok()["items"].as_array().unwrap().len(), 1, "an administrator may look");
    send(&admin, Method::PATCH, &decision, json!({"status": "hired"})).await.problem(403, "forbidden");

    // An employer who goes takes the openings along, and no application.
    paula.send(paula.request(Method::DELETE, "/api/v1/users/me")).await;
    assert_eq!(api.get(&format!("/api/v1/jobs/{}", id(&job))).await.ok()["status"], "closed");
    assert_eq!(mira.get("/api/v1/applications").await.ok()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_employer_decides_in_steps_that_the_seeker_sees() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let paula = api.register_verified(&installation, "paula@example.org", "provider").await;
    let mira = api.register("mira@example.org", "seeker").await;
    mira.upload("/users/resume", "mira.docx", software_engineer()).await.ok();
    let job = publish(&paula, "Database engineer").await;
    is_shown(&api, &job).await;
    let sent = mira.post("/api/v1/applications", json!({"job_id": job["id"]})).await.ok();
    let (mine, decision) =
        (format!("/api/v1/applications/{}", id(&sent)), format!("/api/v1/provider/applications/{}", id(&sent)));

    // The seeker adds a note and decides nothing.
    send(&mira, Method::PATCH, &mine, json!({"status": "hired"})).await.problem(403, "forbidden");
    send(&mira, Method::PATCH, &mine, json!({"note": "I can start in May."})).await.ok();
    let read = paula.get(&mine).await.ok();
    assert_eq!(read["history"][1]["note"], "I can start in May.");
    assert!(read["sent"]["resume_text"].is_string() && read["screening"]["parts"].is_array(), "{read}");

    // Of promotions and a rejection at once, each that is made follows from the one before.
    let promote = format!("/jobs/applications/{}/promote", id(&sent));
    let invited =
        send(&paula, Method::PATCH, &decision, json!({"status": "interview_pending", "note": "Tuesday?"})).await.ok();
    assert_eq!(invited["status"], "interview_pending");
    let reject = format!("/jobs/applications/{}/reject", id(&sent));
    let outcomes = join_all([&promote, &reject, &promote].map(|path| paula.post(path, json!({})))).await;
    assert!(outcomes.iter().any(|answer| answer.status == 200), "{outcomes:?}");
    assert!(outcomes.iter().all(|answer| matches!(answer.status.as_u16(), 200 | 409 | 503)), "{outcomes:?}");
    let seen = mira.get(&mine).await.ok();
    let history = seen["history"].as_array().unwrap();
    let made = outcomes.iter().filter(|answer| answer.status == 200).count();
    assert!(history.len() <= 3 + made && history.len() > 3, "{seen}");
    let revisions: Vec<u64> = history.iter().map(|change| change["revision"].as_u64().unwrap()).collect();
    assert_eq!(revisions, (1..=revisions.len() as u64).collect::<Vec<_>>());
    assert!(history[3..].iter().all(|change| change["party"] == "employer"), "{seen}");

    // Nothing is undone, and what was withdrawn is gone from the employer's list.
    send(&paula, Method::PATCH, &decision, json!({"status": "applied"})).await.problem(409, "conflict");
    send(&paula, Method::PATCH, &decision, json!({"status": "withdrawn"})).await.problem(403, "forbidden");
    let eve = api.register("eve@example.org", "seeker").await;
    let hers = eve.post("/api/v1/applications", json!({"job_id": job["id"]})).await.ok();
    eve.post(&format!("/api/v1/applications/{}/withdraw", id(&hers)), json!({})).await.ok();
    let applicants = paula.get(&format!("{POSTED}/{}/applications", id(&job))).await.ok();
    assert_eq!(applicants["items"].as_array().unwrap().len(), 1, "{applicants}");
    paula.get(&format!("/api/v1/applications/{}", id(&hers))).await.problem(404, "not_found");
    let decision = format!("/api/v1/provider/applications/{}", id(&hers));
    send(&paula, Method::PATCH, &decision, json!({"status": "hired"})).await.problem(404, "not_found");
}

/// The same opening posted twice is one card until one of the two is revised. Another account proves nothing by naming the same
/// address to apply at.
#[tokio::test(flavor = "multi_thread")]
async fn openings_of_one_employer_share_a_card_while_they_are_the_same() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let paula = api.register_verified(&installation, "paula@example.org", "provider").await;
    let quinn = api.register_verified(&installation, "quinn@example.org", "provider").await;
    let at_one_address = |title: &str| {
        let mut posting = posting(title);
        posting["apply_url"] = "https://rivet.example.org/apply/7".into();
        posting
    };
    let first = paula.post(POSTED, at_one_address("Database engineer")).await.ok();
    let second = paula.post(POSTED, at_one_address("Database engineer")).await.ok();
    let copy = quinn.post(POSTED, at_one_address("Database engineer")).await.ok();
    let cards = async |expected: usize, ids: [&Value; 2]| {
        eventually("the cards to be grouped", async || {
            let feed = api.get("/api/v1/jobs?limit=100").await.ok();
            let items = feed["items"].as_array().unwrap();
            let shown = items.iter().filter(|item| ids.iter().any(|job| item["id"] == job["id"])).count();
            (items.len() == expected + 1 && shown == expected).then_some(())
        })
        .await;
    };
    cards(1, [&first, &second]).await;
    assert!(api.get("/api/v1/jobs?limit=100").await.text.contains(id(&copy)), "it has a card of its own");
    let detail = api.get(&format!("/api/v1/jobs/{}", id(&first))).await.ok();
    let sources: Vec<&Value> = detail["listings"].as_array().unwrap().iter().map(|item| &item["source"]).collect();
    assert_eq!(sources, [&json!("provider"); 2], "who has posted it is not told: {detail}");
    let path = format!("{POSTED}/{}", id(&second));
    let seen = paula.get(&path).await.headers[ETAG].clone();
    let mut night = at_one_address("Night porter");
    night["description"] = "You look after the hotel from ten to six.".into();
    night["apply_url"] = "https://rivet.example.org/apply/8".into();
    paula.send(paula.request(Method::PUT, &path).header(IF_MATCH, seen).json(&night)).await.ok();
    cards(2, [&first, &second]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_coach_contract_posts_promotes_and_rejects() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let paula = api.register_verified(&installation, "paula@example.org", "provider").await;
    let mira = api.register("mira@example.org", "seeker").await;
    // As the client sends it, with fields that mean nothing here.
    let new = json!({
        "title": "Night porter", "description_raw": "You look after the hotel from ten to six.", "skills_required": ["Falconry"],
        "company_name": "", "external_apply_url": "", "work_mode": "On-site", "location": "Lyon", "experience": "2-4 years",
        "screening_threshold": 70, "is_featured": false, "mock_interview_config": {"input_mode": "text", "question_count": 5},
    });
    let request = || paula.request(Method::POST, "/jobs").header("idempotency-key", "once").json(&new);
    let posted = paula.send(request()).await;
    assert_eq!(posted.status, 202, "{posted:?}");
    let posted = posted.json();
    assert_eq!(paula.send(request()).await.json()["id"], posted["id"], "the same request is one job");
    for lacking in [json!({"title": "Porter"}), json!({"title": "P", "description_raw": "You look after the hotel."})] {
        paula.post("/jobs", lacking).await.problem(422, "validation_error");
    }
    let minimal = json!({"title": "Baker", "description_raw": "You bake bread from two to ten."});
    assert_eq!(paula.post("/jobs", minimal).await.status, 202);
    mira.post("/jobs", new).await.problem(403, "forbidden");
    is_shown(&api, &posted).await;
    let details = api.get(&format!("/jobs/{}/details", id(&posted))).await.ok();
    assert_eq!((&details["work_mode"], &details["location"]), (&json!("on_site"), &json!("Lyon")));
    assert!(
        !details["company_name"].as_str().unwrap().is_empty()
            && details["description_raw"].as_str().unwrap().contains("2-4 years")
    );

    let applied = mira.post(&format!("/jobs/{}/apply", id(&posted)), json!({})).await.ok();
    let applicants = paula.get(&format!("/jobs/{}/applications", id(&posted))).await.ok();
    assert_eq!((&applicants[0]["id"], &applicants[0]["seeker_email"]), (&applied["id"], &json!("mira@example.org")));
    let act = async |what: &str| paula.post(&format!("/jobs/applications/{}/{what}", id(&applied)), json!({})).await;
    assert_eq!(act("promote").await.ok()["status"], "human_interview_pending");
    assert_eq!(act("promote").await.ok()["status"], "human_interview_scheduled");
    for _ in 0..2 {
        assert_eq!(act("reject").await.ok()["status"], "rejected");
    }
    act("promote").await.problem(409, "conflict");
    assert_eq!(mira.get("/jobs/applications/my").await.ok()[0]["status"], "rejected");

    assert_eq!(paula.get("/jobs/provider").await.ok().as_array().unwrap().len(), 2);
    assert_eq!(paula.send(paula.request(Method::DELETE, &format!("/jobs/{}", id(&posted)))).await.status, 204);
    assert_eq!(paula.get("/jobs/provider").await.ok().as_array().unwrap().len(), 1);
    assert_eq!(
        mira.get("/jobs/applications/my").await.ok().as_array().unwrap().len(),
        1,
        "nobody loses an application"
    );
}
