//! Security headers.

use reqwest::Method;
use serde_json::{Value, json};

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
    // A page with a form has to say that the form is its own.
    let has_form = header("content-security-policy").contains("form-action 'self'");
    assert_eq!(header("referrer-policy"), if has_form { "same-origin" } else { "no-referrer" });
    assert_eq!(header("cache-control"), "no-store");
    assert!(header("content-security-policy").contains("default-src 'none'"), "{answer:?}");
    assert!(!answer.headers.contains_key("server"), "{answer:?}");
    let kind = answer.headers.get("content-type").map(|kind| kind.to_str().unwrap());
    assert!(answer.text.is_empty() || kind.is_some_and(says_its_letters), "what is this? {answer:?}");
}

/// Is it said which letters a text is written in? JSON and documents have no choice (RFC 8259).
fn says_its_letters(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    let is_xml = kind.contains("/xml") || kind.contains("+xml");
    let is_text = kind.starts_with("text/") || is_xml || kind.contains("javascript");
    !is_text || kind.ends_with("; charset=utf-8")
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

#[tokio::test]
async fn https_answers_carry_strict_transport_security() {
    let installation = Installation::new("[server]\npublic_url = \"https://jobs.example.org\"\n");
    let server = installation.start();
    let api = server.client();
    for path in ["/healthz", "/jobs/feed", "/nowhere", "/users/me", "/docs/", "/auth/v1/verify?type=signup&token=x"] {
        let answer = api.without_redirects().get(path).await;
        let policy = answer.headers["strict-transport-security"].to_str().unwrap();
        let seconds: u64 = policy.strip_prefix("max-age=").unwrap().split(';').next().unwrap().parse().unwrap();
        assert!(seconds >= 365 * 24 * 60 * 60, "{path}: {policy} is less than a year");
    }
}

#[tokio::test]
async fn what_a_browser_kept_goes_with_the_sign_in() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    api.register("mira@example.org", "seeker").await;
    for (method, path, goes) in [
        (Method::POST, "/auth/logout", true),
        (Method::POST, "/api/v1/auth/logout", true),
        (Method::POST, "/api/v1/auth/signout", true),
        (Method::POST, "/auth/v1/logout", true),
        (Method::POST, "/auth/v1/logout?scope=local", true),
        (Method::POST, "/auth/v1/logout?scope=others", false),
        (Method::DELETE, "/api/v1/auth/sessions/{own}", true),
        (Method::DELETE, "/api/v1/auth/sessions/{other}", false),
        (Method::DELETE, "/api/v1/users/me", true),
    ] {
        // There is another sign-in, always.
        api.login("mira@example.org").await;
        let tokens = api.login("mira@example.org").await;
        let mira = api.with_token(&tokens["access_token"]);
        let sessions = mira.get("/api/v1/auth/sessions").await.ok();
        let session = |current: bool| {
            let is_it = |session: &&Value| session["is_current"] == current;
            sessions["items"].as_array().unwrap().iter().find(is_it).unwrap()["id"].as_str().unwrap().to_owned()
        };
        let target = path.replace("{own}", &session(true)).replace("{other}", &session(false));
        let builder = mira.request(method, &target).json(&json!({"refresh_token": tokens["refresh_token"]}));
        let answer = mira.send(builder).await;
        assert!(answer.status.is_success(), "{path}: {answer:?}");
        let cleared = answer.headers.get("clear-site-data").map(|value| value.to_str().unwrap());
        assert_eq!(cleared, goes.then_some("\"storage\""), "{path}");
        assert_eq!(answer.headers.get_all("set-cookie").iter().count(), if goes { 2 } else { 0 }, "{path}");
    }
}
