//! `/api/v1`: conversations and the control tower.

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::boards::Boards;
use crate::support::chat::Chat;
use crate::support::{Api, Installation};

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
    let mut chat = Chat::begin(&mira, &general["id"]).await;
    for n in 1..=3 {
        chat.send_message(&format!("00000000-0000-4000-8000-00000000000{n}"), &format!("Question {n}")).await;
        chat.expect("ack").await;
        chat.expect("ai_reply").await;
    }
    assert_ne!(mira.knows(&path).await, before);
    let replayed = mira.get(&path).await.ok();
    let messages = replayed["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 7, "the greeting and six: {replayed}");
    assert_eq!((&messages[1]["sender"], &messages[2]["sender"]), (&json!("user"), &json!("assistant")));
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
    let detail = admin.get("/api/v1/admin/sessions?status=asleep").await.problem(422, "validation_error");
    assert!(detail.contains("`active_ai`, `waiting`, `active_human`, `closed`"), "{detail}");
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
    let replayed = admin.walk(&format!("{path}/messages"), async || ()).await;
    assert_eq!(replayed, *admin.get(&path).await.ok()["messages"].as_array().unwrap());
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

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_a_person_waits_in_the_tower_until_one_takes_over() {
    let installation = Installation::new("[coaching]\nanswer_within_minutes = 7\n");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let mira = api.register("mira@example.org", "seeker").await;
    let eve = api.register("eve@example.org", "seeker").await;
    let session = mira.post("/api/v1/chat/sessions", json!({})).await.ok();
    let path = format!("/api/v1/chat/sessions/{}", session["id"].as_str().unwrap());
    let tower = format!("/api/v1/admin/sessions/{}", session["id"].as_str().unwrap());
    let waiting = async || admin.get("/api/v1/admin/sessions?status=waiting").await.ok()["items"].clone();
    assert_eq!(
        (&session["status"], &session["waiting"], waiting().await),
        (&json!("active_ai"), &Value::Null, json!([]))
    );

    let mut chat = Chat::begin(&mira, &session["id"]).await;
    chat.send_text("Ich möchte bitte mit einem Menschen sprechen").await;
    let notice = chat.expect("system_notification").await;
    assert!(notice["content"].as_str().unwrap().starts_with("Ich habe dem Coaching-Team gesagt"), "{notice}");
    assert_eq!(chat.expect("queued").await["content"], notice["content"], "who speaks plain text waits no longer");
    let shown = mira.get(&path).await.ok();
    assert_eq!((&shown["status"], &shown["waiting"]["reason"]), (&json!("waiting"), &json!("asked")), "{shown}");
    let listed = waiting().await;
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["id"]), (1, &session["id"]), "{listed}");
    let time = |member: &str| listed[0]["waiting"][member].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    assert_eq!((time("answer_due_at") - time("since")).num_minutes(), 7);
    assert!(admin.get("/admin/sessions?status=waiting").await.ok()[0]["waiting_since"].is_string());

    chat.send_text("Und was mache ich als Nächstes?").await;
    chat.expect("ai_reply").await;
    assert_eq!(admin.get(&tower).await.ok()["status"], "waiting", "the assistant answers, and the seeker still waits");
    assert_eq!(admin.post(&format!("{tower}/intercept"), json!({})).await.ok()["status"], "active_human");
    chat.expect("admin_takeover").await;
    assert_eq!((admin.get(&tower).await.ok()["waiting"].clone(), waiting().await), (Value::Null, json!([])));
    chat.send_text("Danke").await;
    chat.expect("queued").await;
    assert_eq!(admin.post(&format!("{tower}/release"), json!({})).await.ok()["status"], "active_ai");
    chat.expect("system_notification").await;

    let person = format!("{path}/person");
    assert_eq!(mira.post(&person, json!({})).await.ok()["status"], "waiting");
    assert_eq!(chat.expect("system_notification").await["seq"], mira.post(&person, json!({})).await.ok()["last_seq"]);
    chat.expect("queued").await;
    let delete = async |who: &Api| who.send(who.request(Method::DELETE, &person)).await;
    assert_eq!(delete(&mira).await.ok()["status"], "active_ai");
    let stopped = delete(&mira).await.ok();
    assert_eq!(
        (&stopped["status"], chat.expect("system_notification").await["seq"].clone()),
        (&json!("active_ai"), stopped["last_seq"].clone())
    );
    for other in [&eve, &admin] {
        other.post(&person, json!({})).await.problem(404, "not_found");
        delete(other).await.problem(404, "not_found");
    }
    admin.post(&format!("{tower}/close"), json!({})).await.ok();
    mira.post(&person, json!({})).await.problem(409, "conflict");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_the_same_again_or_is_not_helped_gets_a_person_too() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    for (n, questions, reason) in [
        (1, &["What does it pay?", "And what does it pay??"][..], "repeated"),
        (2, &["That is not what I asked!"][..], "unhappy"),
        (3, &["Do penguins have knees?", "Sing a song of sixpence"][..], "unsure"),
    ] {
        let seeker = api.register(&format!("seeker{n}@example.org"), "seeker").await;
        let session = seeker.post("/api/v1/chat/sessions", json!({"job_id": job})).await.ok();
        let mut chat = Chat::begin(&seeker, &session["id"]).await;
        for question in questions {
            chat.send_text(question).await;
            chat.expect("ai_reply").await;
        }
        chat.expect("system_notification").await;
        let tower = admin.get(&format!("/api/v1/admin/sessions/{}", session["id"].as_str().unwrap())).await.ok();
        assert_eq!((&tower["status"], &tower["waiting"]["reason"]), (&json!("waiting"), &json!(reason)), "{tower}");
    }
}
