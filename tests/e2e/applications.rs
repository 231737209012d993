//! Applications: sent once, changed in steps that stay, read by nobody else.

use futures_util::future::join_all;
use reqwest::Method;
use reqwest::header::{ETAG, IF_MATCH};
use serde_json::{Value, json};

use crate::support::boards::{Boards, PLATFORM, Posted};
use crate::support::documents::{nurse, software_engineer};
use crate::support::{Answer, Api, Installation};

const ALL: &str = "/api/v1/applications";

fn path(application: &Value) -> String {
    format!("{ALL}/{}", application["id"].as_str().unwrap())
}

async fn apply(seeker: &Api, job: &str) -> Answer {
    seeker.post(ALL, json!({"job_id": job})).await
}

async fn update(who: &Api, application: &Value, change: Value) -> Answer {
    who.send(who.request(Method::PATCH, &path(application)).json(&change)).await
}

/// The statuses an application has had, oldest first.
fn steps(application: &Value) -> Vec<&str> {
    application["history"].as_array().unwrap().iter().map(|change| change["status"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_keeps_what_was_sent_and_every_step() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let mira = api.register("mira@example.org", "seeker").await;
    mira.upload("/users/resume", "mira.docx", software_engineer()).await.ok();

    let sent = apply(&mira, &job).await.ok();
    assert_eq!((&sent["status"], steps(&sent)), (&json!("applied"), vec!["applied"]));
    let packet = &sent["sent"];
    assert_eq!((&packet["email"], &packet["resume_version"]), (&json!("mira@example.org"), &json!(1)), "{packet}");
    let resume = packet["resume_text"].as_str().unwrap().to_owned();
    let points = |part: &Value| part["points"].as_f64();
    let parts = sent["screening"]["parts"].as_array().unwrap();
    assert!(parts.iter().filter_map(points).sum::<f64>() > 0.0 && parts.len() == 5, "{sent}");
    assert!(parts.iter().all(|part| !part["sentence"].as_str().unwrap().is_empty()), "{parts:?}");

    // Another resume and another text of the posting change nothing of what was sent.
    mira.upload("/users/resume", "later.docx", nurse()).await.ok();
    boards.greenhouse_lists("acme", &[Posted::new(1, "Platform Engineer", &format!("{PLATFORM}<p>Later.</p>"))]).await;
    admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    let kept = mira.get(&path(&sent)).await.ok();
    assert_eq!((&kept["sent"], &kept["sent"]["resume_text"]), (packet, &json!(resume)));

    let noted = json!({"status": "interview_scheduled", "note": "Thursday at ten."});
    let noted = update(&mira, &sent, noted).await.ok();
    assert_eq!(noted["history"][1]["note"], "Thursday at ten.");
    let mistaken = update(&mira, &sent, json!({"status": "rejected"})).await.ok();
    assert_eq!(steps(&mistaken), ["applied", "interview_scheduled", "rejected"]);
    let mended = update(&mira, &sent, json!({"status": "interview_scheduled"})).await.ok();
    let withdrawn = mira.post(&format!("{}/withdraw", path(&sent)), json!({"note": "I moved."})).await.ok();
    assert_eq!((steps(&mended).len(), &withdrawn["status"]), (4, &json!("withdrawn")));
    let again = mira.post(&format!("{}/withdraw", path(&sent)), json!({})).await.ok();
    assert_eq!(steps(&again).len(), 5, "withdrawing twice is withdrawing");

    // Sent anew, with what is current.
    let anew = apply(&mira, &job).await.ok();
    assert_eq!((&anew["id"], steps(&anew).len(), &anew["sent"]["resume_version"]), (&sent["id"], 6, &json!(2)));
    assert_ne!(anew["sent"]["posting_digest"], packet["posting_digest"]);

    for (wrong, status) in [
        (json!({}), 422),
        (json!({"note": " "}), 422),
        (json!({"note": "n".repeat(2_001)}), 422),
        (json!({"status": "promised"}), 422),
        (json!({"status": "hired", "account_id": "x"}), 422),
    ] {
        assert_eq!(update(&mira, &sent, wrong.clone()).await.status, status, "{wrong}");
    }
    let export = mira.get("/api/v1/users/me/export").await.ok();
    let exported = &export["applications"][0];
    assert_eq!(exported["history"].as_array().unwrap().len(), 6, "{exported}");
    assert!(exported["sent"]["resume_text"].is_string() && exported["screening"]["score"].is_number(), "{exported}");

    assert_eq!(mira.send(mira.request(Method::DELETE, "/api/v1/users/me")).await.status, 204);
    admin.get(&path(&sent)).await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn az_01_applications_are_read_and_changed_by_their_seeker_alone() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let mira = api.register("mira@example.org", "seeker").await;
    let eve = api.register("eve@example.org", "seeker").await;
    let paula = api.register("paula@example.org", "provider").await;
    let sent = apply(&mira, &job).await.ok();
    assert_eq!((&sent["screening"], &sent["sent"]["resume_version"]), (&Value::Null, &Value::Null), "without a resume");

    assert_eq!(admin.get(&path(&sent)).await.ok()["id"], sent["id"], "an administrator may look");
    let take_back = format!("{}/withdraw", path(&sent));
    for other in [&eve, &paula] {
        other.get(&path(&sent)).await.problem(404, "not_found");
        assert_eq!(other.get(ALL).await.ok()["items"], json!([]));
    }
    update(&eve, &sent, json!({"status": "hired"})).await.problem(404, "not_found");
    eve.post(&take_back, json!({})).await.problem(404, "not_found");
    for other in [&paula, &admin] {
        update(other, &sent, json!({"status": "hired"})).await.problem(403, "forbidden");
        other.post(&take_back, json!({})).await.problem(403, "forbidden");
        apply(other, &job).await.problem(403, "forbidden");
    }
    assert_eq!(steps(&mira.get(&path(&sent)).await.ok()), ["applied"]);
    apply(&mira, "00000000-0000-4000-8000-000000000000").await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_applies_many_times_at_once_has_applied_once() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let mira = api.register("mira@example.org", "seeker").await;
    let answers = join_all((0..8).map(|_| apply(&mira, &job))).await;
    for answer in &answers {
        assert_eq!(answer.ok()["id"], answers[0].ok()["id"]);
    }
    let sent = mira.get(&path(&answers[0].ok())).await;
    let seen = sent.headers[ETAG].clone();
    let sent = sent.ok();
    assert_eq!(steps(&sent), ["applied"]);

    // Of changes to the version that all have seen, one is made.
    let changes = (0..6).map(|n| {
        let change = json!({"status": "interview_pending", "note": format!("Call {n}")});
        mira.send(mira.request(Method::PATCH, &path(&sent)).header(IF_MATCH, &seen).json(&change))
    });
    let mut statuses: Vec<u16> = join_all(changes).await.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!(statuses[1..].iter().all(|status| matches!(status, 409 | 412)), "{statuses:?}");
    assert_eq!(steps(&mira.get(&path(&sent)).await.ok()), ["applied", "interview_pending"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn applications_outlive_their_jobs_and_are_listed_by_status_and_job() {
    let boards = Boards::start().await;
    let posted =
        |count: u64| (1..=count).map(|n| Posted::new(n, &format!("Engineer {n}"), PLATFORM)).collect::<Vec<_>>();
    boards.greenhouse_lists("acme", &posted(4)).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    let feed = admin.feed_of(4).await;
    let job = |title: &str| feed.iter().find(|job| job["title"] == title).unwrap()["id"].as_str().unwrap();
    let mira = api.register("mira@example.org", "seeker").await;
    for n in [2, 4, 1] {
        apply(&mira, job(&format!("Engineer {n}"))).await.ok();
    }
    boards.greenhouse_lists("acme", &posted(3)).await;
    for _ in 0..3 {
        admin.post("/api/v1/admin/ingest/acme", json!({})).await.ok();
    }
    let mine = mira.walk(ALL, async || ()).await;
    let titles: Vec<_> = mine.iter().map(|item| item["job"]["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Engineer 1", "Engineer 4", "Engineer 2"], "last sent first");
    assert_eq!(mine[1]["job"]["status"], "closed", "it is gone from its board, and stays in the list");
    mira.refuses_wrong_pages(ALL).await;
    update(&mira, &mine[1], json!({"status": "hired"})).await.ok();
    let eve = api.register("eve@example.org", "seeker").await;
    apply(&eve, job("Engineer 4")).await.problem(409, "conflict");

    let found = async |query: &str| mira.get(&format!("{ALL}?{query}")).await.ok()["items"].as_array().unwrap().len();
    assert_eq!((found("status=hired").await, found("status=applied").await), (1, 2));
    assert_eq!(found(&format!("job_id={}", job("Engineer 2"))).await, 1);
    mira.get(&format!("{ALL}?status=promised")).await.problem(422, "validation_error");

    // As the coach contract has it: under its own names, without what was withdrawn.
    update(&mira, &mine[0], json!({"status": "interview_pending"})).await.ok();
    mira.post(&format!("{}/withdraw", path(&mine[2])), json!({})).await.ok();
    let listed = mira.get("/jobs/applications/my").await.ok();
    let listed: Vec<_> =
        listed.as_array().unwrap().iter().map(|item| (item["job_title"].clone(), item["status"].clone())).collect();
    let expected = [("Engineer 1", "human_interview_pending"), ("Engineer 4", "hired")];
    assert_eq!(listed, expected.map(|(title, status)| (json!(title), json!(status))));
    let applied = mira.post(&format!("/jobs/{}/apply", job("Engineer 3")), json!({})).await.ok();
    assert_eq!((&applied["status"], &applied["seeker_email"]), (&json!("applied"), &json!("mira@example.org")));
}
