//! What an answer to a fuzzed request, the log and the metrics may say.

use serde_json::Value;

use super::CANARY;
use crate::support::{Answer, Api, Server};

/// The most series of metrics that an operation has: a histogram has ten, each status and each cost one. More come from
/// labels that clients choose.
const SERIES_PER_OPERATION: usize = 20;

/// What must never stand in an answer: it would come from behind the interface.
const INTERNALS: &[&str] = &[
    "sqlx",
    "sea_orm",
    "sea-orm",
    "SQLITE",
    "SELECT ",
    "INSERT ",
    "panicked",
    "unwrap",
    ".rs:",
    "src/",
    "/root",
    "/home",
    "/tmp/",
    "/data/",
    "RUST_",
    "jobwright.sqlite",
    "postgres",
    "tokio",
    "actix",
    "stack backtrace",
    "expected struct",
    "expected u32",
    "expected u64",
    " enum ",
    "argon2",
];

/// What is wrong with an answer.
pub(super) fn complaints(path: &str, operation: &Value, answer: &Answer) -> Vec<String> {
    let (status, mut found) = (answer.status.as_u16(), Vec::new());
    if operation["responses"].get(status.to_string()).is_none() {
        found.push(format!("{status} is not listed"));
    }
    // A board that does not answer is not our fault.
    if status >= 500 && status != 502 {
        found.push(format!("{status}"));
    }
    if status < 400 {
        return found;
    }
    if path.starts_with("/auth/v1/") {
        let body = answer.json();
        let is_complete = body["code"] == status && body["error_code"].is_string() && body["msg"].is_string();
        if !is_complete {
            found.push(format!("{status} is not in the words of Supabase Auth"));
        }
        return found;
    }
    let listed = &operation["responses"][status.to_string()]["content"];
    let is_page = answer.headers.get("content-type").is_some_and(|kind| kind == "text/html; charset=utf-8");
    if is_page && listed.get("text/html").is_some() {
        let found_words = INTERNALS.iter().chain([&"<script"]).filter(|word| answer.text.contains(**word));
        found.extend(found_words.map(|word| format!("{status} tells of `{word}`")));
        return found;
    }
    if answer.headers.get("content-type").is_none_or(|kind| kind != "application/problem+json") {
        found.push(format!("{status} is no problem"));
        return found;
    }
    let problem = answer.json();
    let members: Vec<&str> = problem.as_object().unwrap().keys().map(String::as_str).collect();
    if members != ["code", "detail", "request_id", "status", "title", "type"] {
        found.push(format!("{status} has the members {members:?}"));
    }
    if problem["request_id"].as_str() != answer.headers["x-request-id"].to_str().ok() {
        found.push("the request has two ids".to_owned());
    }
    if answer.text.len() > 1_000 {
        found.push(format!("{status} says again what was sent"));
    }
    let found_words = INTERNALS.iter().filter(|word| answer.text.contains(**word));
    found.extend(found_words.map(|word| format!("{status} tells of `{word}`")));
    found
}

/// What was sent stands neither in the log nor in a series.
pub(super) async fn nothing_is_left(server: &Server, api: &Api) {
    let metrics = api.get("/metrics").await.text;
    let series = metrics.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
    let document = api.get("/api-docs/openapi.json").await.ok();
    let operations: usize =
        document["paths"].as_object().unwrap().values().map(|path| path.as_object().unwrap().len()).sum();
    println!("{series} series of {operations} operations");
    assert!(series <= SERIES_PER_OPERATION * operations, "{series} series of {operations} operations");
    // A client may name its own request.
    let log = server.log().replace(&format!("request_id=\"{CANARY}\""), "");
    for (place, text) in [("the log", log), ("a series", metrics)] {
        for word in [CANARY, "DROP TABLE", "jndi", "correct horse", "battery staple", "\u{1b}[2J"] {
            let line = text.lines().find(|line| line.contains(word));
            assert!(line.is_none(), "`{word}` stands in {place}: {line:?}");
        }
    }
}
