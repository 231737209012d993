//! Contention on Postgres: too few connections, and transactions that lose a conflict. Requests neither wait for ever
//! nor fail as internal errors, and no connection is held during a model call.

use futures_util::future::join_all;
use serde_json::json;
use sqlx::{Connection, Executor, Row};
use tests_servers::TestPostgres;

use crate::support::boards::Boards;
use crate::support::chat::Chat;
use crate::support::described::{Values, request};
use crate::support::documents::nurse;
use crate::support::model::{Model, completion_of};
use crate::support::{Answer, Installation, eventually};

/// Requests at once.
const MANY: usize = 64;

fn on(postgres: &TestPostgres, connections: u32) -> String {
    format!("[database]\nprovider = \"postgres\"\nurl = \"{}\"\nconnections = {connections}\n", postgres.url)
}

#[track_caller]
fn assert_told_to_come_back(answer: &Answer) {
    let busy = "the server is busy or part of it is away; try again in a moment";
    if answer.headers["content-type"] == "application/json" {
        // In the words of Supabase Auth.
        assert_eq!((answer.status.as_u16(), &answer.json()["msg"]), (503, &json!(busy)), "{answer:?}");
    } else {
        assert_eq!(answer.problem(503, "unavailable"), busy);
    }
    assert!(answer.headers.contains_key("retry-after"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn mn_04_every_endpoint_answers_everybody_with_two_connections() {
    let (boards, postgres) = (Boards::with_one_job().await, TestPostgres::new().await);
    let installation = Installation::new(&format!("{}{}", boards.greenhouse_source("acme"), on(&postgres, 2)));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let job = admin.ingest_one().await;
    let seeker = api.register("mira@example.org", "seeker").await;
    seeker.upload("/users/resume", "a.docx", nurse()).await.ok();
    let session = seeker.post("/chat/sessions", json!({"job_id": job})).await.ok()["id"].as_str().unwrap().to_owned();
    let link = seeker.get("/users/me/resume").await.ok()["download_url"].as_str().unwrap().to_owned();
    let task = admin.get("/admin/tasks").await.ok()[0]["id"].as_str().unwrap().to_owned();
    let values = Values(vec![
        ("/admin/tasks/", "id", task),
        ("/admin/jobs/", "id", job.clone()),
        ("/jobs/", "id", job),
        ("/", "id", session.clone()),
        ("/", "session_id", session),
        ("/", "source_name", "acme".to_owned()),
        ("/", "provider", "nobody".to_owned()),
        ("/files/", "token", link.rsplit('/').next().unwrap().to_owned()),
        ("/auth/login", "email", "mira@example.org".to_owned()),
        ("/auth/login", "password", "correct horse".to_owned()),
    ]);

    let document = installation.described();
    let (mut answered, mut refused) = (0, 0);
    // What ends the sign-ins that ask is asked by nobody here; see `access`.
    let ends =
        |path: &str| ["logout", "signout", "reauthenticate", "change-password"].iter().any(|end| path.ends_with(end));
    for (path, methods) in document["paths"].as_object().unwrap().iter().filter(|(path, _)| !ends(path)) {
        for (method, operation) in methods.as_object().unwrap() {
            let callers = [&seeker, &admin].into_iter().cycle().take(MANY);
            let requests = callers.map(|api| api.send(request(api, method, path, operation, &document, &values)));
            for answer in join_all(requests).await {
                answered += 1;
                match answer.status.as_u16() {
                    503 if path != "/readyz" => {
                        refused += 1;
                        assert_told_to_come_back(&answer);
                    }
                    status => assert!(status != 500, "{method} {path}: {answer:?}"),
                }
            }
        }
    }
    assert!(answered >= 35 * MANY && refused < answered, "{refused} of {answered} were sent away");
    seeker.get("/users/me").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn mn_04_who_gets_no_connection_within_three_seconds_is_told_to_come_back() {
    let postgres = TestPostgres::new().await;
    let installation = Installation::new(&on(&postgres, 2));
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let mut superuser = postgres.superuser().await;
    let mut locked = superuser.begin().await.unwrap();
    locked.execute("LOCK TABLE jobwright.accounts IN ACCESS EXCLUSIVE MODE").await.unwrap();
    for answer in join_all((0..MANY).map(|_| seeker.get("/users/me"))).await {
        assert_told_to_come_back(&answer);
    }
    // All of them are answered while the lock is held: two gave up waiting for it, the others for a connection.
    locked.rollback().await.unwrap();
    eventually("the server to go on", async || seeker.get("/users/me").await.status.is_success().then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mn_05_no_transaction_is_open_while_a_model_thinks() {
    let (boards, model, postgres) = (Boards::with_one_job().await, Model::start().await, TestPostgres::new().await);
    model.answers(completion_of("I would learn it.")).await;
    let (proxy, model_config) = model.behind_a_proxy().await;
    proxy.stall_responses();
    let config = format!("{}{model_config}{}", boards.greenhouse_source("acme"), on(&postgres, 4));
    let installation = Installation::new(&config);
    let server = installation.start();
    // One who asks for tips while a worker does, and one who talks.
    server.client().admin(&installation).await.post("/admin/ingest/acme", json!({})).await.ok();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let session = seeker.post("/chat/sessions", json!({})).await.ok()["id"].clone();
    let mut chat = Chat::begin(&seeker, &session).await;
    chat.send_text("What should I learn?").await;
    let mut superuser = postgres.superuser().await;
    eventually("both to wait for the model", async || (model.requests().await.len() >= 2).then_some(())).await;
    // A transaction that waited for the model would be there until the gate opens; others begin and end all the time.
    for _ in 0..3 {
        eventually("no transaction to be open", async || {
            let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                        AND backend_type = 'client backend' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()";
            let open: i64 = sqlx::query(open).fetch_one(&mut superuser).await.unwrap().get(0);
            (open == 0).then_some(())
        })
        .await;
    }
    proxy.resume();
    chat.expect("ai_reply").await;
}

/// Requests are not repeated by the server: only who asked knows whether the question still stands.
#[tokio::test(flavor = "multi_thread")]
async fn mn_06_a_request_that_lost_against_another_is_told_to_come_back_and_left_nothing() {
    let postgres = TestPostgres::new().await;
    let installation = Installation::new(&on(&postgres, 4));
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    seeker.upload("/users/resume", "first.docx", nurse()).await.ok();

    // The server locks its object, then waits for the resume; we have the resume, and ask for the object. Only the server
    // looks for deadlocks, so it is the server that is given up.
    let mut superuser = postgres.superuser().await;
    superuser.execute("SET deadlock_timeout = '1h'").await.unwrap();
    let mut ours = superuser.begin().await.unwrap();
    ours.execute("SELECT FROM jobwright.resumes FOR UPDATE").await.unwrap();
    let upload = {
        let seeker = seeker.clone();
        tokio::spawn(async move { seeker.upload("/users/resume", "second.docx", nurse()).await })
    };
    eventually("the server to wait for us", async || {
        let waiting = "SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid) \
                       WHERE NOT granted AND a.datname = current_database()";
        let waiting = sqlx::query(waiting).fetch_optional(&mut *ours).await.unwrap();
        waiting.map(|_| ())
    })
    .await;
    ours.execute("SELECT FROM jobwright.objects FOR UPDATE").await.unwrap();
    assert_told_to_come_back(&upload.await.unwrap());
    ours.rollback().await.unwrap();
    assert_eq!(seeker.get("/users/me").await.ok()["resume_file_name"], "first.docx");
    seeker.upload("/users/resume", "third.docx", nurse()).await.ok();
}
