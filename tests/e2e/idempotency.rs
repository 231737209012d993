//! `Idempotency-Key`: a repeated request has no second effect.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::interval;
use wiremock::ResponseTemplate;

use crate::support::boards::{Boards, PLATFORM, Posted, greenhouse};
use crate::support::{Answer, Api, Installation, eventually};

async fn post(api: &Api, key: &str, path: &str, body: &Value) -> Answer {
    api.send(api.request(Method::POST, path).header("idempotency-key", key).json(body)).await
}

fn is_replayed(answer: &Answer) -> bool {
    answer.headers.get("idempotent-replayed").is_some_and(|value| value == "true")
}

/// Asks until the answer is there that another attempt was asked for.
async fn until_answered(api: &Api, key: &str, path: &str, body: &Value) -> Answer {
    eventually("the other attempt to be answered", async || {
        let answer = post(api, key, path, body).await;
        if answer.status.as_u16() != 409 {
            return Some(answer);
        }
        answer.problem(409, "request_under_way");
        assert_eq!(answer.headers["retry-after"], "1");
        None
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn rl_06_fifty_at_once_have_one_effect_and_all_learn_of_it() {
    let installation = Installation::new("");
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let session = seeker.post("/chat/sessions", json!({})).await.ok()["id"].as_str().unwrap().to_owned();
    let (path, body) = (format!("/admin/sessions/{session}/message"), json!({"content": "Hello from a person."}));

    let answers = join_all((0..50).map(|_| until_answered(&admin, "one key", &path, &body))).await;
    let first = answers[0].ok();
    for answer in &answers {
        assert_eq!(answer.ok(), first, "all are told the same");
    }
    assert_eq!(answers.iter().filter(|answer| !is_replayed(answer)).count(), 1, "one was done, the others are told");
    let record = admin.get(&format!("/admin/sessions/{session}")).await.ok();
    let sent_count = record["messages"].as_array().unwrap().iter().filter(|message| message["role"] == "admin").count();
    assert_eq!(sent_count, 1, "{record}");
}

#[tokio::test]
async fn rl_06_a_key_is_one_request_of_one_client() {
    let installation = Installation::new("");
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let session = seeker.post("/chat/sessions", json!({})).await.ok()["id"].as_str().unwrap().to_owned();
    let (path, body) = (format!("/admin/sessions/{session}/message"), json!({"content": "Hello."}));
    let first = post(&admin, "a", &path, &body).await;
    let again = post(&admin, "a", &path, &body).await;
    assert_eq!((first.status, &first.text), (again.status, &again.text));
    assert_eq!((is_replayed(&first), is_replayed(&again)), (false, true));
    assert_eq!(first.headers["content-type"], again.headers["content-type"]);
    assert_ne!(first.headers["x-request-id"], again.headers["x-request-id"]);

    let other = json!({"content": "Good bye."});
    let detail = post(&admin, "a", &path, &other).await.problem(422, "validation_error");
    assert!(detail.contains("another request"), "{detail}");
    let nowhere = "/admin/sessions/00000000-0000-4000-8000-000000000000/message";
    post(&admin, "a", nowhere, &body).await.problem(422, "validation_error");
    // Another route, another client or another key: another request.
    assert!(!is_replayed(&post(&admin, "a", "/admin/reenrich", &json!({})).await));
    assert!(!is_replayed(&post(&seeker, "a", "/chat/sessions", &json!({})).await));
    assert!(!is_replayed(&post(&admin, "b", &path, &other).await));
    // What is wrong stays wrong, and is told again.
    post(&admin, "c", nowhere, &body).await.problem(404, "not_found");
    let again = post(&admin, "c", nowhere, &body).await;
    assert!(again.status.as_u16() == 404 && is_replayed(&again), "{again:?}");
    for wrong in ["", " ", &"k".repeat(256), "sch\u{f6}n"] {
        post(&admin, wrong, &path, &body).await.problem(400, "bad_request");
    }
    let twice = admin.request(Method::POST, &path).header("idempotency-key", "x").header("idempotency-key", "y");
    admin.send(twice.json(&body)).await.problem(400, "bad_request");
    // Without a key, or with one on what is not changed, everything is as ever.
    for _ in 0..2 {
        let get = admin.request(Method::GET, "/admin/sessions").header("idempotency-key", "a");
        assert!(!is_replayed(&admin.send(get).await));
        assert!(!is_replayed(&admin.post(&path, body.clone()).await));
    }
}

#[tokio::test]
async fn rl_06_no_token_is_ever_kept() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let body = json!({"email": "mira@example.org", "password": "correct horse", "metadata": {"role": "seeker"}});
    let tokens = post(&api, "a", "/auth/register", &body).await.ok();
    post(&api, "a", "/auth/register", &body).await.problem(409, "duplicate_resource");
    let seeker = api.with_token(&tokens["access_token"]);
    let session = seeker.post("/chat/sessions", json!({})).await.ok();
    let path = format!("/chat/sessions/{}/ticket", session["id"].as_str().unwrap());
    let tickets = [post(&seeker, "a", &path, &json!({})).await.ok(), post(&seeker, "a", &path, &json!({})).await.ok()];
    assert_ne!(tickets[0]["ticket"], tickets[1]["ticket"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rl_06_what_a_killed_server_has_begun_can_be_tried_again_after_its_lease() {
    let boards = Boards::start().await;
    let listing = greenhouse("acme", "Acme", &[Posted::new(1, "Platform Engineer", PLATFORM)]);
    let slow = ResponseTemplate::new(200).set_body_json(&listing).set_delay(Duration::from_mins(5));
    boards.at("/v1/boards/acme/jobs", slow).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let admin = server.client().admin(&installation).await;
    let pending = {
        let admin = admin.clone();
        let request = admin.request(Method::POST, "/admin/ingest/acme").header("idempotency-key", "a").json(&json!({}));
        tokio::spawn(request.send())
    };
    eventually("the board to be asked", async || (boards.list_requests().await > 0).then_some(())).await;
    // For twice as long as a lease that nobody renews.
    let mut between = interval(Duration::from_millis(500));
    for _ in 0..8 {
        between.tick().await;
        post(&admin, "a", "/admin/ingest/acme", &json!({})).await.problem(409, "request_under_way");
    }
    server.kill();
    assert!(pending.await.unwrap().is_err(), "nobody was answered");

    boards.server.reset().await;
    boards.at("/v1/boards/acme/jobs", ResponseTemplate::new(200).set_body_json(&listing)).await;
    let server = installation.start();
    let admin = server.client().with_token(&json!(admin.token));
    let done = eventually("the key to be free", async || {
        let answer = post(&admin, "a", "/admin/ingest/acme", &json!({})).await;
        answer.status.is_success().then_some(answer)
    });
    assert_eq!(done.await.ok()["result"]["new"], 1);
    let again = post(&admin, "a", "/admin/ingest/acme", &json!({})).await;
    assert!(is_replayed(&again) && again.ok()["result"]["new"] == 1, "{again:?}");
}
