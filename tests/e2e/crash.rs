//! `kill -9` at any moment: nothing acknowledged is lost, nothing is duplicated, and interrupted work resumes.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::boards::{Boards, PLATFORM, Posted, lever};
use crate::support::chat::Chat;
use crate::support::{Installation, eventually};

const POSTINGS: u64 = 900;

#[tokio::test]
async fn a_kill_during_ingestion_loses_nothing_and_doubles_nothing() {
    let boards = Boards::start().await;
    let all: Vec<Posted> = (1..=POSTINGS)
        .map(|id| Posted::new(id, &format!("Engineer {id}"), &format!("{PLATFORM}<p>Team {id}</p>")))
        .collect();
    // Each page takes a while, so that a kill falls into the middle.
    for (number, page) in all.chunks(100).chain([[].as_slice()]).enumerate() {
        let answer = ResponseTemplate::new(200).set_body_json(lever("acme", page)).set_delay(Duration::from_millis(60));
        let mock = wiremock::Mock::given(wiremock::matchers::query_param("skip", (number * 100).to_string()));
        mock.respond_with(answer).mount(&boards.server).await;
    }
    let installation = Installation::new(&boards.lever_source("acme"));
    let mut server = installation.start();
    let mut admin = server.client().admin(&installation).await;
    let mut earlier = Value::Null;
    for round in 1..=4 {
        // The killed run's source stays reserved until its lease has run out: asked again, it starts.
        earlier = eventually("part of a new run", async || {
            let log = admin.get("/admin/scraping-logs?limit=1").await.ok()[0].clone();
            if log["id"] == earlier["id"] {
                admin.post("/admin/ingest/trigger?scraper_name=acme", json!({})).await.ok();
            }
            let is_under_way = log["id"] != earlier["id"] && log["jobs_found"].as_u64().unwrap() >= round * 150;
            is_under_way.then_some(log)
        })
        .await;
        server.kill();
        server = installation.start();
        let tokens = json!({"email": "root@example.org", "password": "battery staple"});
        let tokens = server.client().post("/auth/login", tokens).await.ok();
        admin = server.client().with_token(&tokens["access_token"]);
    }
    let run = eventually("a whole run", async || {
        let answer = admin.post("/admin/ingest/acme", json!({})).await;
        answer.status.is_success().then(|| answer.json())
    })
    .await;
    let counts = &run["result"];
    assert_eq!(counts["fetched"], POSTINGS);
    assert_eq!(counts["new"].as_u64().unwrap() + counts["skipped"].as_u64().unwrap(), POSTINGS, "{counts}");

    // Unfinished enrichment goes on by itself, and every posting is there once.
    let api = server.client();
    let titles = async || {
        let mut titles = Vec::new();
        for skip in (0..POSTINGS + 100).step_by(100) {
            let page = api.get(&format!("/jobs/feed?skip={skip}&limit=100")).await.ok();
            titles.extend(page.as_array().unwrap().iter().map(|job| job["title"].as_str().unwrap().to_owned()));
        }
        titles
    };
    // Read while jobs still appear, pages overlap: only when all are there can they be counted.
    eventually("every job in the feed", async || {
        let distinct: HashSet<String> = titles().await.into_iter().collect();
        (distinct.len() as u64 == POSTINGS).then_some(())
    })
    .await;
    eventually("pages of one moment", async || (titles().await.len() as u64 == POSTINGS).then_some(())).await;
    let logs = admin.get("/admin/scraping-logs").await.ok();
    let cut_off = logs.as_array().unwrap().iter().filter(|log| log["error_message"] == "the run was cut off");
    assert!(cut_off.count() >= 1, "{logs}");
}

#[tokio::test]
async fn ws_09_a_kill_during_a_chat_loses_no_acknowledged_message() {
    let installation = Installation::new("");
    let mut server = installation.start();
    let credentials = json!({"email": "mira@example.org", "password": "correct horse"});
    server.client().post("/auth/register", credentials.clone()).await.ok();
    let mut acknowledged = Vec::new();
    let mut session = Value::Null;
    let mut sent = 0;
    for round in 0..6 {
        let tokens = server.client().post("/auth/login", credentials.clone()).await.ok();
        let seeker = server.client().with_token(&tokens["access_token"]);
        if session.is_null() {
            session = seeker.post("/chat/sessions", json!({})).await.ok()["id"].clone();
        }
        let mut chat = Chat::begin(&seeker, &session).await;
        // Killed with messages under way: some are stored by then, some are not, and each time at another moment.
        for _ in 0..12 {
            sent += 1;
            chat.send_message(&format!("00000000-0000-4000-8000-{sent:012}"), &format!("message {sent}")).await;
        }
        for _ in 0..=round {
            acknowledged.push(next_ack(&mut chat).await.expect("the server is there"));
        }
        server.kill();
        while let Some(ack) = next_ack(&mut chat).await {
            acknowledged.push(ack);
        }
        server = installation.start();
    }

    let tokens = server.client().post("/auth/login", credentials).await.ok();
    let seeker = server.client().with_token(&tokens["access_token"]);
    let mut chat = Chat::begin(&seeker, &session).await;
    // The last message is answered even though the server died with it.
    let record = eventually("the owed answer", async || {
        chat.send(json!({"type": "resume", "from_seq": 0})).await;
        let newest =
            seeker.get(&format!("/chat/sessions/{}", session.as_str().unwrap())).await.ok()["last_seq"].clone();
        let mut record: Vec<Value> = Vec::new();
        while record.last().map(|message| &message["seq"]) != Some(&newest) {
            let frame = chat.next().await;
            if frame["type"] == "history_replay" {
                record.extend(frame["messages"].as_array().unwrap().iter().cloned());
            }
        }
        (record.last().unwrap()["role"] == "assistant").then_some(record)
    })
    .await;
    assert!(
        record.iter().map(|message| message["seq"].as_u64().unwrap()).eq(1..=record.len() as u64),
        "dense and in order"
    );
    for ack in &acknowledged {
        let stored = &record[usize::try_from(ack["seq"].as_u64().unwrap()).unwrap() - 1];
        let (_, number) = ack["client_msg_id"].as_str().unwrap().rsplit_once('-').unwrap();
        let content = format!("message {}", number.trim_start_matches('0'));
        assert_eq!((&stored["role"], &stored["content"]), (&json!("user"), &json!(content)), "{ack} is lost");
    }
    let messages: Vec<&Value> =
        record.iter().filter(|message| message["role"] == "user").map(|m| &m["content"]).collect();
    let distinct: HashSet<String> = messages.iter().map(std::string::ToString::to_string).collect();
    assert_eq!(messages.len(), distinct.len(), "no message twice");
}

/// The acknowledgement of the last message, or `None` when the server is gone.
async fn next_ack(chat: &mut Chat) -> Option<Value> {
    loop {
        let frame: Value = serde_json::from_str(&chat.next_text().await?).unwrap();
        if frame["type"] == "ack" {
            return Some(frame);
        }
    }
}
