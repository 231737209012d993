//! What every answer tells the browser.

use reqwest::Method;
use serde_json::json;

use crate::support::documents::nurse;
use crate::support::{Answer, Installation};

pub(crate) fn is_protected(answer: &Answer) {
    let header = |name: &str| {
        let mut values = answer.headers.get_all(name).iter().map(|value| value.to_str().unwrap());
        let value = values.next().unwrap_or_else(|| panic!("{name} is missing: {answer:?}"));
        assert_eq!(values.next(), None, "{name} is there twice: {answer:?}");
        value
    };
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("x-frame-options"), "DENY");
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("cache-control"), "no-store");
    assert!(header("content-security-policy").contains("default-src 'none'"), "{answer:?}");
    assert!(!answer.headers.contains_key("server"), "{answer:?}");
}

#[tokio::test]
async fn wb_03_wb_08_every_answer_is_protected_whatever_it_says() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let seeker = api.register("mira@example.org", "seeker").await;
    seeker.upload("/users/resume", "mira.docx", nurse()).await.ok();
    let link = seeker.get("/users/me/resume").await.ok()["download_url"].as_str().unwrap().to_owned();
    let file = link.strip_prefix(&api.address).unwrap_or_else(|| link.split_at(link.find("/files").unwrap()).1);
    let large = api.request(Method::POST, "/auth/login").header("content-type", "application/json");
    let encoded = api.request(Method::POST, "/auth/login").header("content-encoding", "gzip").body("x");
    let broken = api.request(Method::POST, "/auth/login").header("content-type", "application/json").body("{");
    let preflight = api.request(Method::OPTIONS, "/users/me").header("origin", "https://evil.example");
    let preflight = preflight.header("access-control-request-method", "GET");
    for (status, answer) in [
        (200, api.get("/healthz").await),
        (200, api.get("/jobs/feed").await),
        (200, seeker.get("/users/me").await),
        (200, seeker.get(file).await),
        (200, api.get("/docs/").await),
        (200, api.get("/api-docs/openapi.json").await),
        (404, api.get("/nowhere").await),
        (404, api.get("/jobs/00000000-0000-4000-8000-000000000000/details").await),
        (404, api.get("/files/e30").await),
        (401, api.get("/users/me").await),
        (403, seeker.get("/admin/sessions").await),
        (422, api.post("/auth/register", json!({"email": "x", "password": "y"})).await),
        (400, api.send(broken).await),
        (413, api.send(large.body(vec![b' '; 2 * 1024 * 1024])).await),
        (415, api.send(encoded).await),
        (400, api.send(preflight).await),
    ] {
        assert_eq!(answer.status.as_u16(), status, "{answer:?}");
        is_protected(&answer);
    }
}
