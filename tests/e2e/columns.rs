//! Mass assignment: every request body, extended by every column of the database, changes no column that is not the
//! caller's to change.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::{Method, StatusCode};
use serde_json::{Map, Value, json};

use crate::support::described::{Values, json_body, request};
use crate::support::documents::nurse;
use crate::support::identity::PASSWORD;
use crate::support::{Api, Installation};

/// Members that clients may fill as they like: what they keep for display.
const ROOMS: [&str; 4] = ["metadata", "data", "user_metadata", "app_metadata"];

/// The rows of every table, by its name.
struct Rows(BTreeMap<String, Vec<Map<String, Value>>>);

impl Rows {
    async fn of(installation: &Installation) -> Self {
        let mut parts = installation.at_rest().await;
        parts.retain(|name, _| name.starts_with("tables/"));
        let rows = |lines: String| lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Self(parts.into_iter().map(|(name, lines)| (name, rows(lines))).collect())
    }

    fn columns(&self) -> BTreeSet<String> {
        self.0.values().flatten().flat_map(|row| row.keys().cloned()).collect()
    }

    /// All rows in which this is named, but for the log of what was done.
    fn about(&self, id: &str) -> Vec<String> {
        let tables = self.0.iter().filter(|(name, _)| !name.contains("audit_log"));
        let rows = tables.flat_map(|(name, rows)| rows.iter().map(move |row| format!("{name} {}", json!(row))));
        rows.filter(|row| row.contains(id)).collect()
    }

    fn table(&self, name: &str) -> &[Map<String, Value>] {
        &self.0[&format!("tables/{name}.jsonl")]
    }
}

/// What somebody would write there who wants more than they have.
fn desired(column: &str, victim: &str) -> Value {
    match column {
        "role" => json!("super_admin"),
        _ if column == "id" || column.ends_with("_id") || column == "owner" => json!(victim),
        _ if column.ends_with("_at") || column.ends_with("_until") => json!("2020-01-01T00:00:00Z"),
        _ if column.starts_with("is_") || column.ends_with("verified") => json!(true),
        _ => json!("desired"),
    }
}

/// With the column in it, wherever there is room.
fn with(body: &Value, columns: &[&String], victim: &str) -> Value {
    let mut body = body.clone();
    let members = body.as_object_mut().unwrap();
    for column in columns {
        members.entry(column.as_str()).or_insert_with(|| desired(column, victim));
    }
    for room in ROOMS {
        if let Some(Value::Object(room)) = members.get_mut(room) {
            room.extend(columns.iter().map(|column| ((*column).clone(), desired(column, victim))));
        }
    }
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn az_02_no_body_writes_a_column_that_is_not_for_its_sender() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let victim = api.register("eve@example.org", "seeker").await;
    let person = api.register("ada@example.org", "seeker").await;
    for seeker in [&victim, &person] {
        seeker.upload("/users/resume", "cv.docx", nurse()).await.ok();
        seeker.post("/chat/sessions", json!({})).await.ok();
        seeker.post("/api/v1/auth/api-keys", json!({"name": "x", "scopes": ["read"]})).await.ok();
    }
    let id = |me: Value| me["id"].as_str().unwrap().to_owned();
    let (of_eve, of_ada) = (id(victim.get("/users/me").await.ok()), id(person.get("/users/me").await.ok()));
    let before = Rows::of(&installation).await;
    let columns = before.columns();
    assert!(columns.len() > 60, "{columns:?}");
    let columns: Vec<&String> = columns.iter().collect();

    let document: Value = serde_json::from_slice(&installation.run(&["openapi"]).stdout).unwrap();
    let values = Values(vec![
        ("/", "id", of_ada.clone()),
        ("/", "session_id", of_ada.clone()),
        ("/", "email", "ada@example.org".to_owned()),
        ("/", "password", PASSWORD.to_owned()),
        ("/", "old_password", PASSWORD.to_owned()),
        ("/", "new_password", PASSWORD.to_owned()),
        ("/", "provider", "nobody".to_owned()),
        ("/", "source_name", "nowhere".to_owned()),
        ("/", "token", "e30.e30.e30".to_owned()),
        ("/", "grant_type", "password".to_owned()),
    ]);
    let (mut taken, mut bodies) = (Vec::new(), 0);
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(body) = json_body(path, operation, &document, &values) else { continue };
            // Somebody may have signed out by the one before.
            let ada = api.signed_in("ada@example.org").await;
            let send = async |api: &Api, body: Value| {
                let builder =
                    request(api, method, path, operation, &document, &values).query(&[("grant_type", "password")]);
                api.send(builder.json(&body)).await
            };
            let all = send(&ada, with(&body, &columns, &of_eve)).await;
            bodies += 1;
            if all.status.is_success() {
                taken.push(format!("{method} {path}"));
            } else if all.status == StatusCode::UNPROCESSABLE_ENTITY || all.status == StatusCode::BAD_REQUEST {
                // The first of them hides the others.
                for column in &columns {
                    send(&ada, with(&body, &[column], &of_eve)).await;
                    bodies += 1;
                }
            }
        }
    }
    // What somebody may say about themselves, filled with everything.
    for (method, path) in [(Method::PUT, "/auth/v1/user"), (Method::POST, "/auth/v1/signup")] {
        let ada = api.signed_in("ada@example.org").await;
        let room = with(&json!({"data": {}}), &columns, &of_eve)["data"].clone();
        let room = json!({"data": room, "email": "new@example.org", "password": PASSWORD});
        ada.send(ada.request(method, path).json(&room)).await;
    }
    println!("{} columns, {bodies} bodies, taken with all of them: {taken:?}", columns.len());
    assert!(bodies > 1_000, "{bodies}");

    let after = Rows::of(&installation).await;
    assert_eq!(after.about(&of_eve), before.about(&of_eve), "somebody wrote in Eve's name, or about her");
    for account in after.table("accounts") {
        let shown = json!(account);
        assert!(account["verified_at"].is_null() && account["banned_until"].is_null(), "{shown}");
        assert!(account["created_at"].as_str().unwrap() > "2026", "{shown}");
    }
    for role in after.table("account_roles") {
        assert!(matches!(role["role"].as_str(), Some("seeker" | "provider")), "{role:?}");
    }
    let of =
        |rows: &Rows, id: &str| rows.table("accounts").iter().find(|row| row["id"] == id).unwrap()["email"].clone();
    assert_eq!(of(&after, &of_ada), "ada@example.org");
}
