//! The access matrix: every operation, asked by everybody, about everybody's things.
//!
//! The operations and who may use them come from the document that the program prints; a snapshot of it is read by people
//! when it changes.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::support::boards::{Boards, PLATFORM, Posted};
use crate::support::chat::Chat;
use crate::support::described::{Values, request};
use crate::support::documents::nurse;
use crate::support::{Answer, Api, Installation};

/// Stands in everything of Mira's that nobody else may read.
const CANARY: &str = "kanarienvogel";

struct Asker {
    name: &'static str,
    api: Api,
    /// `None` when nobody is behind the token.
    role: Option<&'static str>,
}

/// A way to ask: the values that stand in the operation's places, and what else is tried.
struct Way {
    name: &'static str,
    values: Values,
    dress: fn(RequestBuilder, mira: &str) -> RequestBuilder,
}

fn plain(request: RequestBuilder, _: &str) -> RequestBuilder {
    request
}

/// As if the client could say who it is, or what it wants instead.
fn pretending(request: RequestBuilder, mira: &str) -> RequestBuilder {
    request
        .query(&[("user_id", mira), ("account_id", mira), ("role", "admin")])
        .header("x-user-id", mira)
        .header("x-forwarded-user", "root@example.org")
        .header("x-original-url", "/admin/sessions")
        .header("x-http-method-override", "GET")
        .header("cookie", format!("user_id={mira}; role=admin"))
}

fn values(session: &str, job: &str, task: &str) -> Values {
    Values(vec![
        ("/admin/tasks/", "id", task.to_owned()),
        ("/admin/jobs/", "id", job.to_owned()),
        ("/jobs/", "id", job.to_owned()),
        ("/", "id", session.to_owned()),
        ("/", "session_id", session.to_owned()),
        ("/chat/", "job_id", job.to_owned()),
        ("/", "source_name", "nowhere".to_owned()),
        ("/files/", "token", "e30.e30.e30".to_owned()),
        ("/auth/login", "email", format!("{CANARY}@example.org")),
    ])
}

/// May this one use the operation?
fn is_allowed(who: &Value, asker: &Asker) -> bool {
    match who {
        Value::String(who) if who == "anyone" => true,
        Value::String(who) if who == "signed in" => asker.role.is_some(),
        Value::Array(roles) => asker.role.is_some_and(|role| roles.contains(&json!(role))),
        other => panic!("nobody knows who is meant by {other}"),
    }
}

fn check(what: &str, answer: &Answer, asker: &Asker, who: &Value, path: &str) {
    let status = answer.status.as_u16();
    assert!(status < 500 || status == 503, "{what}: {answer:?}");
    let is_about_credentials = path.starts_with("/auth/");
    match (is_allowed(who, asker), asker.role) {
        (true, _) => assert!((status != 401 || is_about_credentials) && status != 403, "{what}: {answer:?}"),
        (false, None) => drop(answer.problem(401, "unauthorized")),
        (false, Some(_)) => drop(answer.problem(403, "forbidden")),
    }
    if !matches!(asker.name, "mira" | "admin") {
        assert!(!answer.text.contains(CANARY), "{what} leaks: {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn az_01_nobody_reaches_what_is_not_theirs_by_any_operation() {
    let boards = Boards::start().await;
    boards.greenhouse_lists("acme", &[Posted::new(1, "Platform Engineer", PLATFORM)]).await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    admin.post("/admin/ingest/acme", json!({})).await.ok();
    let job = api.feed_of(1).await[0]["id"].as_str().unwrap().to_owned();
    let task = admin.get("/admin/tasks").await.ok()[0]["id"].as_str().unwrap().to_owned();

    let mira = api.register(&format!("{CANARY}@example.org"), "seeker").await;
    let eve = api.register("eve@example.org", "seeker").await;
    for (seeker, file) in [(&mira, format!("{CANARY}.docx")), (&eve, "eve.docx".to_owned())] {
        seeker.upload("/users/resume", &file, nurse()).await.ok();
    }
    let session = mira.post("/chat/sessions", json!({"job_id": job})).await.ok();
    let mut chat = Chat::open(&mira, &session["id"]).await;
    chat.say("00000000-0000-4000-8000-000000000001", &format!("My {CANARY} sings.")).await;
    while chat.next_text().await.is_some_and(|frame| !frame.contains("\"ack\"")) {}
    let of_eve = eve.post("/chat/sessions", json!({"job_id": job})).await.ok();
    let id = |value: &Value| value.as_str().unwrap().to_owned();
    let (of_mira, of_eve, account) = (id(&session["id"]), id(&of_eve["id"]), id(&session["user_id"]));

    let left = json!({"email": "left@example.org", "password": "correct horse"});
    let left = api.post("/auth/register", left).await.ok();
    api.post("/auth/logout", json!({"refresh_token": left["refresh_token"]})).await;
    let token = eve.token.clone().unwrap();
    let forged = format!("{}.{}", token.rsplit_once('.').unwrap().0, "A".repeat(86));
    let provider = api.register("provider@example.org", "provider").await;
    let askers = [
        Asker { name: "nobody", api: api.clone(), role: None },
        Asker { name: "signed out", api: api.with_token(&left["access_token"]), role: None },
        Asker { name: "with a refresh token", api: api.with_token(&left["refresh_token"]), role: None },
        Asker { name: "with a forged token", api: api.with_token(&json!(forged)), role: None },
        Asker { name: "eve", api: eve.clone(), role: Some("seeker") },
        Asker { name: "provider", api: provider, role: Some("provider") },
        Asker { name: "mira", api: mira.clone(), role: Some("seeker") },
        Asker { name: "admin", api: admin.clone(), role: Some("admin") },
    ];
    let nil = "00000000-0000-4000-8000-000000000000";
    let ways = [
        Way { name: "mira's", values: values(&of_mira, &job, &task), dress: plain },
        Way { name: "eve's", values: values(&of_eve, &job, &task), dress: plain },
        Way { name: "nobody's", values: values(nil, nil, nil), dress: plain },
        Way { name: "no", values: values("x", "x", "x"), dress: plain },
        Way { name: "a foreign", values: values(&account, &of_mira, &of_mira), dress: plain },
        Way { name: "mira's, pretending,", values: values(&of_mira, &job, &task), dress: pretending },
        Way {
            name: "another way to mira's",
            values: values(&format!("..%2Fsessions%2F{of_mira}"), &job, &task),
            dress: pretending,
        },
    ];

    let document: Value = serde_json::from_slice(&installation.run(&["openapi"]).stdout).unwrap();
    let (mut probes, mut refused) = (0, 0);
    for (path, methods) in document["paths"].as_object().unwrap() {
        // A socket says who may enter by how it is closed; see `bad_input` and `chat`.
        for (method, operation) in methods.as_object().unwrap().iter().filter(|_| !path.starts_with("/ws/")) {
            for asker in &askers {
                for way in &ways {
                    let asked = request(&asker.api, method, path, operation, &document, &way.values);
                    let answer = asker.api.send((way.dress)(asked, &account)).await;
                    let what = format!("{method} {path} for {} thing, asked by {}", way.name, asker.name);
                    check(&what, &answer, asker, &operation["x-who"], path);
                    probes += 1;
                    refused += u32::from(matches!(answer.status.as_u16(), 401 | 403 | 404));
                }
            }
        }
    }
    assert!(probes >= 2_000 && refused >= 1_000, "{refused} of {probes} were refused");

    let said = admin.get(&format!("/admin/sessions/{of_mira}")).await.ok();
    let by_users = |message: &&Value| message["role"] == "user";
    let said: Vec<&Value> = said["messages"].as_array().unwrap().iter().filter(by_users).collect();
    assert_eq!(said.len(), 1, "somebody spoke in Mira's name: {said:?}");
    assert!(mira.get("/users/me/resume").await.ok()["download_url"].is_string(), "her resume is still there");
}
