//! `/api/v1`: conversations and the control tower.

use serde_json::{Value, json};

use crate::support::Installation;
use crate::support::boards::Boards;
use crate::support::chat::Chat;

fn ids(items: &[Value]) -> Vec<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_opened_found_again_and_read() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let mira = api.register("mira@example.org", "seeker").await;
    let eve = api.register("eve@example.org", "seeker").await;

    let general = mira.post("/api/v1/chat/sessions", json!({})).await.ok();
    let about_job = mira.post("/api/v1/chat/sessions", json!({"job_id": job})).await.ok();
    assert_eq!(mira.post("/api/v1/chat/sessions", json!({"job_id": job})).await.ok()["id"], about_job["id"]);
    let nowhere = json!({"job_id": "00000000-0000-4000-8000-000000000000"});
    mira.post("/api/v1/chat/sessions", nowhere).await.problem(404, "not_found");
    assert_eq!(about_job["job"], json!({"id": job, "title": "Platform Engineer"}));
    assert_eq!((&general["job"], &general["messages"]), (&Value::Null, &json!([])));

    let path = format!("/api/v1/chat/sessions/{}", general["id"].as_str().unwrap());
    let before = mira.knows(&path).await;
    let ticket = mira.post(&format!("{path}/ticket"), json!({})).await.ok();
    assert_eq!(ticket["expires_in"], 30);
    let mut chat = Chat::open(&mira, &general["id"]).await;
    chat.expect("history_replay").await;
    for n in 1..=3 {
        chat.say(&format!("00000000-0000-4000-8000-00000000000{n}"), &format!("Question {n}")).await;
        chat.expect("ack").await;
        chat.expect("ai_reply").await;
    }
    assert_ne!(mira.knows(&path).await, before);
    let said = mira.get(&path).await.ok();
    let messages = said["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 6, "{said}");
    assert_eq!((&messages[0]["sender"], &messages[1]["sender"]), (&json!("user"), &json!("assistant")));
    assert_eq!(mira.walk(&format!("{path}/messages"), async || ()).await, *messages);
    mira.refuses_wrong_pages(&format!("{path}/messages")).await;

    let mine = mira.walk("/api/v1/chat/sessions", async || ()).await;
    assert_eq!(ids(&mine), ids(&[general.clone(), about_job]), "last used first");
    assert!(mira.get("/api/v1/chat/sessions?status=closed").await.ok()["items"].as_array().unwrap().is_empty());
    mira.get("/api/v1/chat/sessions?status=asleep").await.problem(422, "validation_error");
    mira.refuses_wrong_pages("/api/v1/chat/sessions").await;

    assert!(eve.get("/api/v1/chat/sessions").await.ok()["items"].as_array().unwrap().is_empty());
    for path in [path.clone(), format!("{path}/messages")] {
        eve.get(&path).await.problem(404, "not_found");
        api.get(&path).await.problem(401, "unauthorized");
    }
    eve.post(&format!("{path}/ticket"), json!({})).await.problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_control_tower_takes_over_answers_and_gives_back() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let mut sessions = Vec::new();
    let mut seeker = api.clone();
    for n in 1..=5 {
        seeker = api.register(&format!("seeker{n}@example.org"), "seeker").await;
        sessions.push(seeker.post("/api/v1/chat/sessions", json!({})).await.ok());
    }
    let newest_first: Vec<&str> = ids(&sessions).into_iter().rev().collect();
    let all = admin
        .walk("/api/v1/admin/sessions", async || {
            let newcomer = format!("late{}@example.org", admin.get("/api/v1/admin/users/stats").await.ok()["total"]);
            let late = api.register(&newcomer, "seeker").await;
            late.post("/api/v1/chat/sessions", json!({})).await.ok();
        })
        .await;
    let of_before: Vec<&str> = ids(&all).into_iter().filter(|id| newest_first.contains(id)).collect();
    let mut expected = newest_first.clone();
    expected.sort_unstable();
    let mut found = of_before.clone();
    found.sort_unstable();
    assert_eq!(found, expected, "each of them once");
    assert_eq!(all.len(), 5, "and none that came later: {all:?}");
    admin.refuses_wrong_pages("/api/v1/admin/sessions").await;
    let told = admin.get("/api/v1/admin/sessions?status=asleep").await.problem(422, "validation_error");
    assert!(told.contains("`active_ai`, `active_human`, `closed`"), "{told}");
    admin.get("/admin/sessions?status=asleep").await.problem(422, "validation_error");

    let path = format!("/api/v1/admin/sessions/{}", sessions[4]["id"].as_str().unwrap());
    let before = admin.knows(&path).await;
    assert_eq!(admin.get(&path).await.ok()["user"]["email"], "seeker5@example.org");
    let act = async |action: &str| admin.post(&format!("{path}/{action}"), json!({})).await;
    assert_eq!(act("intercept").await.ok()["status"], "active_human");
    let message = admin.post(&format!("{path}/message"), json!({"content": "Good morning."})).await.ok();
    assert_eq!((&message["sender"], &message["content"]), (&json!("admin"), &json!("Good morning.")));
    assert_ne!(admin.knows(&path).await, before);
    let human = admin.get("/api/v1/admin/sessions?status=active_human").await.ok();
    assert_eq!(ids(human["items"].as_array().unwrap()), [sessions[4]["id"].as_str().unwrap()]);
    let said = admin.walk(&format!("{path}/messages"), async || ()).await;
    assert_eq!(said, *admin.get(&path).await.ok()["messages"].as_array().unwrap());
    seeker.get(&format!("{path}/messages")).await.problem(403, "forbidden");
    assert_eq!(act("release").await.ok()["status"], "active_ai");
    act("release").await.problem(409, "conflict");
    assert_eq!(act("close").await.ok()["status"], "closed");
    act("intercept").await.problem(409, "conflict");
    seeker.get(&path).await.problem(403, "forbidden");
    api.get("/api/v1/admin/sessions").await.problem(401, "unauthorized");
    seeker.get("/api/v1/admin/sessions").await.problem(403, "forbidden");
    admin.get("/api/v1/admin/sessions/00000000-0000-4000-8000-000000000000").await.problem(404, "not_found");
}
