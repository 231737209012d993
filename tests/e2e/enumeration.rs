//! Account enumeration: neither a response nor the work behind it reveals whether an address has an account.
//!
//! Every operation that takes an address is called with a confirmed, an unconfirmed and an unknown one. SQL statements,
//! password hashes, tasks and bytes are counted, which do not depend on the load of the machine. `make bench
//! ONLY=timing` measures response times.

use chrono::DateTime;
use reqwest::Method;
use reqwest::header::HeaderName;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::cost::Cost;
use crate::support::identity::PASSWORD;
use crate::support::{Answer, Api, Installation, Server};

/// Of the same length, so that answers that repeat an address are as long.
const KINDS: [&str; 3] = ["settled", "waiting", "unknown"];

/// Something that takes an address.
struct Question {
    path: &'static str,
    query: &'static str,
    body: fn(&str) -> Value,
    status: u16,
    hashes: u64,
    mails: usize,
}

impl Question {
    const fn new(path: &'static str, status: u16, hashes: u64, mails: usize, body: fn(&str) -> Value) -> Self {
        Self { path, query: "", body, status, hashes, mails }
    }
}

fn guess(email: &str) -> Value {
    json!({"email": email, "password": "wrong horse"})
}

fn account(email: &str) -> Value {
    json!({"email": email, "password": PASSWORD})
}

fn address(email: &str) -> Value {
    json!({"email": email})
}

/// No code is mailed that looks like this.
fn code(email: &str) -> Value {
    json!({"email": email, "code": "wrong!"})
}

const QUESTIONS: [Question; 15] = [
    Question::new("/auth/login", 401, 1, 0, guess),
    Question::new("/api/v1/auth/login", 401, 1, 0, guess),
    Question::new("/api/v1/auth/signin", 401, 1, 0, guess),
    Question { query: "?grant_type=password", ..Question::new("/auth/v1/token", 400, 1, 0, guess) },
    Question::new("/auth/register", 202, 1, 1, account),
    Question::new("/api/v1/auth/register", 202, 1, 1, account),
    Question::new("/api/v1/auth/signup", 202, 1, 1, account),
    Question::new(
        "/auth/v1/signup",
        200,
        1,
        1,
        |email| json!({"email": email, "password": PASSWORD, "data": {"role": "provider", "shoes": 42}}),
    ),
    Question::new("/api/v1/auth/forgot-password", 202, 0, 1, address),
    Question::new("/auth/v1/recover", 200, 0, 1, address),
    Question::new("/auth/v1/otp", 200, 0, 1, address),
    Question::new("/auth/v1/resend", 200, 0, 1, |email| json!({"email": email, "type": "signup"})),
    Question::new("/api/v1/auth/verify-email", 401, 0, 0, code),
    Question::new(
        "/api/v1/auth/reset-password",
        401,
        1,
        0,
        |email| json!({"email": email, "code": "wrong!", "password": "battery staple"}),
    ),
    Question::new("/auth/v1/verify", 403, 0, 0, |email| json!({"type": "email", "email": email, "token": "wrong!"})),
];

/// What somebody outside can read, or could measure.
#[derive(Debug, PartialEq)]
struct Observed {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    cost: Cost,
    mails: usize,
}

#[tokio::test(flavor = "multi_thread")]
async fn au_33_known_and_unknown_addresses_are_answered_alike_and_cost_the_same() {
    let installation = Installation::new("[accounts]\nrequire_verified_email = true\n");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    for n in 0..QUESTIONS.len() {
        register(&installation, &server, n).await;
    }
    for (n, question) in QUESTIONS.iter().enumerate() {
        let mut seen: Vec<(&str, Observed)> = Vec::new();
        // None of them is always the first.
        for kind in (0..KINDS.len()).map(|place| KINDS[(place + n) % KINDS.len()]) {
            seen.push((kind, observe(&api, &admin, question, &email(kind, n)).await));
        }
        let (_, first) = &seen[0];
        let expected = (question.status, question.hashes, question.mails);
        assert_eq!((first.status, first.cost.hashes, first.mails), expected, "{}: {first:?}", question.path);
        for (kind, observed) in &seen[1..] {
            assert_eq!(observed, first, "{}: {kind} and {}", question.path, seen[0].0);
        }
    }
}

fn email(kind: &str, n: usize) -> String {
    format!("{kind}{n}@example.org")
}

/// Opens two of the three accounts, and confirms one.
async fn register(installation: &Installation, server: &Server, n: usize) {
    let api = server.client();
    for kind in ["settled", "waiting"] {
        assert_eq!(api.post("/auth/register", account(&email(kind, n))).await.status, 202);
    }
    let secret = installation.mail(&email("settled", n), "Confirm your e-mail address").await.secret();
    api.post("/api/v1/auth/verify-email", json!({"token": secret})).await.ok();
}

async fn observe(api: &Api, admin: &Api, question: &Question, email: &str) -> Observed {
    let builder = api.request(Method::POST, &format!("{}{}", question.path, question.query));
    let before = mails(admin).await;
    let (cost, answer) = api.costing(question.path, api.send(builder.json(&(question.body)(email)))).await;
    Observed {
        status: answer.status.as_u16(),
        headers: headers(&answer),
        body: without_what_names_the_request(answer.json(), email).to_string(),
        cost,
        mails: mails(admin).await - before,
    }
}

/// Tasks that send a mail, whatever became of them.
async fn mails(admin: &Api) -> usize {
    let tasks = admin.get("/admin/tasks?class=mail&limit=500").await.ok();
    let count = tasks.as_array().unwrap().len();
    assert!(count < 500, "the list is complete");
    count
}

fn headers(answer: &Answer) -> Vec<(String, String)> {
    let varies =
        |name: &str| matches!(name, "date" | "x-request-id" | "content-length") || name.starts_with("ratelimit");
    let names = answer.headers.keys().map(HeaderName::as_str).filter(|name| !varies(name));
    let mut headers: Vec<_> =
        names.map(|name| (name.to_owned(), answer.headers[name].to_str().unwrap().to_owned())).collect();
    headers.sort();
    headers
}

/// Ids and times are new each time; their text takes the place of what they are.
fn without_what_names_the_request(body: Value, email: &str) -> Value {
    match body {
        Value::String(text) if text.parse::<Uuid>().is_ok() => json!("an id"),
        Value::String(text) if DateTime::parse_from_rfc3339(&text).is_ok() => json!("a time"),
        Value::String(text) => json!(text.replace(email, "the address")),
        Value::Array(items) => items.into_iter().map(|item| without_what_names_the_request(item, email)).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, without_what_names_the_request(value, email)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other,
    }
}
