//! No secret that a client sends appears in a log line or a metric, at any log level.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::support::chat::{Chat, handshake};
use crate::support::described::{Values, request};
use crate::support::documents::nurse;
use crate::support::{Api, Installation};

/// Every secret of its own, so that one that leaks is named.
#[derive(Default)]
struct Canaries(Vec<String>);

impl Canaries {
    fn hatch(&mut self, place: &str) -> String {
        let canary = format!("canary{}in{place}", self.0.len());
        self.0.push(canary.clone());
        canary
    }

    /// A secret that the server has made itself.
    fn real(&mut self, secret: &Value) -> String {
        self.0.push(secret.as_str().unwrap().to_owned());
        secret.as_str().unwrap().to_owned()
    }
}

/// Asks every operation with secrets wherever a client can put something.
async fn ask_everywhere(api: &Api, document: &Value, canaries: &mut Canaries) {
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let values = [
                "id",
                "session_id",
                "token",
                "source_name",
                "provider",
                "email",
                "password",
                "refresh_token",
                "content",
            ];
            let values = values.into_iter().map(|name| ("/", name, canaries.hatch(name))).collect();
            let builder = request(api, method, path, operation, document, &Values(values));
            let builder = builder
                .query(&[("token", canaries.hatch("query")), ("limit", canaries.hatch("limit"))])
                .header("cookie", format!("session={}", canaries.hatch("cookie")))
                .header("apikey", canaries.hatch("apikey"))
                .header("user-agent", canaries.hatch("agent"))
                .header("referer", format!("https://example.org/{}", canaries.hatch("referer")))
                .header("x-forwarded-for", canaries.hatch("forwarded"))
                .header("idempotency-key", canaries.hatch("key"));
            api.send(builder).await;
        }
    }
    for (path, body) in [
        ("/auth/login", format!("{{\"email\": {{\"{}\": 1}}}}", canaries.hatch("wrongtype"))),
        ("/auth/login", format!("{{\"{}\": 1}}", canaries.hatch("unknownfield"))),
        ("/auth/register", format!("{{\"password\": \"{}", canaries.hatch("halfabody"))),
        ("/nowhere", canaries.hatch("body")),
    ] {
        let builder = api.request(Method::POST, path).header("content-type", "application/json");
        api.send(builder.body(body)).await;
    }
    for header in ["Bearer", "Basic", "Token"] {
        let builder = api.clone().with_token(&json!("x")).request(Method::GET, "/users/me");
        api.send(builder.header("authorization", format!("{header} {}", canaries.hatch(header)))).await;
    }
    api.get(&format!("/{}", canaries.hatch("path"))).await;
}

#[tokio::test]
async fn pi_01_no_secret_stands_in_the_log_or_in_a_series() {
    let installation = Installation::new("[log]\nformat = \"json\"\nfilter = \"debug\"\n");
    let server = installation.start();
    let (api, mut canaries) = (server.client(), Canaries::default());
    let invitation = installation.run_json(&["admin", "create", "root@example.org"]);
    let accepted = json!({"token": canaries.real(&invitation["token"]), "password": canaries.hatch("password")});
    let admin = api.post("/auth/accept-invitation", accepted).await.ok();
    let (email, password) = (canaries.hatch("email") + "@example.org", canaries.hatch("password"));
    let registration = json!({
        "email": email, "password": password, "metadata": {"role": "seeker", "full_name": canaries.hatch("name")}
    });
    let seeker = api.post("/auth/register", registration).await.ok();
    for tokens in [&admin, &seeker] {
        canaries.real(&tokens["access_token"]);
        let next =
            api.post("/auth/refresh", json!({"refresh_token": canaries.real(&tokens["refresh_token"])})).await.ok();
        canaries.real(&next["refresh_token"]);
        canaries.real(&next["access_token"]);
    }
    api.post("/auth/login", json!({"email": email, "password": password})).await.ok();
    api.post("/auth/login", json!({"email": email, "password": canaries.hatch("wrongpassword")}))
        .await
        .problem(401, "unauthorized");

    let (admin, seeker) = (api.with_token(&admin["access_token"]), api.with_token(&seeker["access_token"]));
    let name = canaries.hatch("filename");
    seeker.upload("/users/resume", &format!("{name}.docx"), nurse()).await.ok();
    let broken = Part::bytes(canaries.hatch("document").into_bytes()).file_name(canaries.hatch("brokenname"));
    let form = Form::new().text(canaries.hatch("part"), canaries.hatch("value")).part("file", broken);
    seeker.send(seeker.request(Method::POST, "/users/resume").multipart(form)).await;
    let link = seeker.get("/users/me/resume").await.ok()["download_url"].as_str().unwrap().to_owned();
    let token = canaries.real(&json!(link.rsplit('/').next().unwrap()));
    assert!(seeker.get(&format!("/files/{token}")).await.status.is_success());

    let session = seeker.post("/chat/sessions", json!({})).await.ok()["id"].clone();
    let path = format!("/chat/sessions/{}/ticket", session.as_str().unwrap());
    let ticket = canaries.real(&seeker.post(&path, json!({})).await.ok()["ticket"]);
    let mut chat = Chat::connect(handshake(&api, &session, &format!("?ticket={ticket}"))).await.unwrap();
    chat.expect("history_replay").await;
    chat.expect("ai_reply").await;
    chat.send_text(&canaries.hatch("chat")).await;
    chat.expect("ai_reply").await;
    chat.send(json!({"type": canaries.hatch("frame")})).await;
    chat.expect("error").await;
    let path = format!("/admin/sessions/{}/message", session.as_str().unwrap());
    admin.post(&path, json!({"content": canaries.hatch("message")})).await.ok();

    let document = installation.described();
    for asker in [&api, &seeker, &admin] {
        ask_everywhere(asker, &document, &mut canaries).await;
    }
    let metrics = api.get("/metrics").await.text;
    let log = server.log();
    assert!(log.contains("answered POST"), "the log is as talkative as can be");
    println!("{} secrets, {} lines", canaries.0.len(), log.lines().count());
    assert!(canaries.0.len() >= 30);
    let leaked: Vec<&String> =
        canaries.0.iter().filter(|canary| log.contains(*canary) || metrics.contains(*canary)).collect();
    let lines = log.lines().filter(|line| leaked.iter().any(|canary| line.contains(*canary)));
    assert!(leaked.is_empty(), "{leaked:?}\n{}", lines.take(20).collect::<Vec<_>>().join("\n"));
}
