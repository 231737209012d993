//! HTTP methods: GET changes nothing, undocumented methods are refused, and URLs, which end up in logs and histories,
//! carry no secret that is good for longer than one use or a minute.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::support::Installation;
use crate::support::boards::Boards;
use crate::support::described::{Values, request};
use crate::support::documents::nurse;

/// What changes something when it is looked at, because contracts or browsers leave no other way. It takes a secret that
/// works once, or it is the way to an account elsewhere and back.
const BY_NECESSITY: [(&str, &str); 6] = [
    ("/auth/v1/verify", "clients of Supabase Auth are sent back with tokens, where the link names one of their pages"),
    ("/api/v1/auth/verify-email", "the contract has it as GET, too; browsers are sent to a page that asks first"),
    ("/auth/v1/authorize", "notes who sets out"),
    ("/auth/google/login", "notes who sets out"),
    ("/api/v1/auth/oauth/{provider}", "notes who sets out"),
    ("/auth/v1/callback", "a browser that was sent back from elsewhere comes by GET"),
];

/// Parameters in addresses that say what is meant, and open nothing.
const NO_SECRETS: [&str; 52] = [
    "job_keywords",
    "job_text",
    "filename",
    "output_filename",
    "draft",
    "format",
    "template",
    "paper",
    "language",
    "version",
    "width",
    "class",
    "code_challenge",
    "code_challenge_method",
    "cursor",
    "error",
    "grant_type",
    "id",
    "job_id",
    "limit",
    "page",
    "per_page",
    "provider",
    "redirect_to",
    "role",
    "scope",
    "scraper_name",
    "select",
    "session_id",
    "show",
    "skip",
    "source_name",
    "state",
    "status",
    "type",
    "q",
    "keyword",
    "location",
    "radius_km",
    "residence",
    "unknown_residence",
    "level",
    "workplace",
    "remote",
    "company",
    "min_salary",
    "max_salary",
    "currency",
    "unknown_salary",
    "posted_since",
    "sort",
    "facets",
];

/// Secrets in addresses: where they are taken, and why they do no harm in a log or a history.
const GOOD_ONCE_OR_FOR_A_MINUTE: [(&str, &str, &str); 7] = [
    ("/auth/v1/verify", "token", "a link in a mail, good once"),
    ("/auth/v1/verify", "token_hash", "a link in a mail, good once"),
    ("/api/v1/auth/verify-email", "token", "a link in a mail, good once"),
    ("/auth/from-mail", "token", "a link in a mail, good once"),
    ("/auth/v1/callback", "code", "from an account elsewhere, good once, for the browser that set out"),
    ("/ws/chat/{session_id}", "ticket", "good once, for half a minute"),
    ("/files/{token}", "token", "one file, for minutes"),
];

fn document() -> Value {
    serde_json::from_slice(&Installation::new("").run(&["openapi"]).stdout).unwrap()
}

/// Every row the installation keeps, and the names of its files, but for the log of who looked at what, which is there to
/// grow.
async fn state(installation: &Installation) -> BTreeMap<String, String> {
    let mut parts = installation.at_rest().await;
    parts.retain(|name, _| !matches!(name.as_str(), "tables/audit_log.jsonl" | "manifest.json"));
    parts
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_only_looks_changes_nothing() {
    let boards = Boards::with_one_job().await;
    let installation = Installation::new(&boards.greenhouse_source("acme"));
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let job = admin.ingest_one().await;
    let task = text(&admin.get("/admin/tasks").await.ok()[0]["id"]);
    let mira = api.register("mira@example.org", "seeker").await;
    mira.upload("/users/resume", "mira.docx", nurse()).await.ok();
    mira.post(&format!("/jobs/{job}/match"), json!({})).await.ok();
    let session = text(&mira.post("/chat/sessions", json!({"job_id": job})).await.ok()["id"]);
    let file = text(&mira.get("/users/me/resume").await.ok()["download_url"]);
    let mailed = installation.mail("mira@example.org", "Confirm your e-mail address").await.link();
    let values = Values(vec![
        ("/admin/tasks/", "id", task),
        ("/jobs/", "id", job),
        ("/api/v1/users/", "id", "me".to_owned()),
        ("/", "id", session),
        ("/files/", "token", text(&json!(file.rsplit('/').next()))),
    ]);

    let before = state(&installation).await;
    let document = document();
    let (mut seen, mut looked) = (0, BTreeSet::new());
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(operation) = methods.get("get") else { continue };
        if path.starts_with("/ws/") || BY_NECESSITY.iter().any(|(necessary, _)| necessary == path) {
            continue;
        }
        for asker in [&api, &mira, &admin] {
            let answer = asker.send(request(asker, "get", path, operation, &document, &values)).await;
            assert!(!answer.status.is_server_error(), "{path}: {answer:?}");
            seen += u32::from(answer.status.is_success());
            looked.insert(path);
        }
    }
    // So that a scanner of mail confirms nothing.
    assert_eq!(reqwest::get(mailed).await.unwrap().status(), 200);
    assert!(looked.len() >= 30 && seen >= 50, "{seen} answers of {}", looked.len());
    assert_eq!(state(&installation).await, before, "somebody looked, and something is different");
    for (path, _) in BY_NECESSITY {
        assert!(document["paths"][path]["get"].is_object(), "{path} is not there any more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_method_on_a_known_path_is_refused_with_those_that_are_taken() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let (document, mut refused) = (document(), 0);
    let paths = document["paths"].as_object().unwrap();
    let is_parameter = |segment: &str| segment.starts_with('{');
    for path in paths.keys() {
        let segment = |segment| if is_parameter(segment) { "x" } else { segment };
        let address = path.split('/').map(segment).collect::<Vec<_>>().join("/");
        // Of every pattern that takes this address.
        let takes = |pattern: &str| {
            let mut segments = pattern.split('/').zip(address.split('/'));
            pattern.matches('/').count() == address.matches('/').count()
                && segments.all(|(wanted, given)| is_parameter(wanted) || wanted == given)
        };
        let methods = paths.iter().filter(|(pattern, _)| takes(pattern)).filter_map(|(_, methods)| methods.as_object());
        let taken: BTreeSet<String> = methods.flat_map(Map::keys).map(|name| name.to_uppercase()).collect();
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            if taken.contains(method) {
                continue;
            }
            let answer = api.send(api.request(method.parse().unwrap(), &address)).await;
            assert_eq!(answer.status.as_u16(), 405, "{method} {path}: {answer:?}");
            let allowed = answer.headers["allow"].to_str().unwrap().split(", ").map(str::to_owned);
            assert_eq!(allowed.collect::<BTreeSet<_>>(), taken, "{method} {path}");
            if !path.starts_with("/auth/v1/") && method != "HEAD" {
                answer.problem(405, "method_not_allowed");
            }
            refused += 1;
        }
    }
    assert!(refused > 300, "{refused}");
    api.send(api.request(reqwest::Method::PUT, "/nowhere")).await.problem(404, "not_found");
}

#[test]
fn no_address_has_a_secret_in_it_that_is_good_for_long() {
    let document = document();
    let mut secrets = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            for parameter in parameters.filter(|parameter| parameter["in"] == "query" || parameter["in"] == "path") {
                let name = parameter["name"].as_str().unwrap();
                if NO_SECRETS.contains(&name) {
                    continue;
                }
                let known = GOOD_ONCE_OR_FOR_A_MINUTE.iter().find(|known| (known.0, known.1) == (path, name));
                let known = known.unwrap_or_else(|| panic!("{method} {path}: is `{name}` a secret?"));
                secrets.insert(known);
            }
        }
    }
    assert_eq!(secrets.len(), GOOD_ONCE_OR_FOR_A_MINUTE.len(), "there is less by now: {secrets:?}");
}
