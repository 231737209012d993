//! The stored profile and the credits of the CV contract.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::identity::PASSWORD;
use crate::support::{Api, Installation};

fn profile(summary: &str) -> Value {
    json!({
        "personal_info": { "name": "Mira Okonjo", "email": "mira@example.org", "phone": "+31 30 555 0142", "pronouns": "she" },
        "summary": summary, "education": [], "projects": [], "skills": ["Rust"], "hobbies": ["looms"],
        "experience": [{ "title": "Engineer", "company": "Acme", "location": "Utrecht", "years": "2019 - Present",
            "descrition_list": ["Built services"] }],
    })
}

async fn signed_up(api: &Api, email: &str) -> Api {
    let session = api.post("/api/v1/auth/signup", json!({ "email": email, "password": PASSWORD })).await.ok();
    api.with_token(&session["access_token"])
}

async fn add(admin: &Api, to: &Value, amount: u32) -> Value {
    admin.post("/api/v1/tokens/add", json!({ "amount": amount, "user_id": to })).await.ok()
}

#[tokio::test]
async fn signing_in_says_how_many_credits_there_are() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let credentials = json!({ "email": "mira@example.org", "password": PASSWORD });
    let session = api.post("/api/v1/auth/signup", credentials.clone()).await.ok();
    assert_eq!((&session["token"], &session["user"]["email"]), (&json!(0), &json!("mira@example.org")));
    assert!(session["refresh_token"].is_string() && session["user"]["created_at"].is_string(), "{session}");
    let admin = api.admin(&installation).await;
    add(&admin, &session["user"]["id"], 12).await;
    let session = api.post("/api/v1/auth/signin", credentials).await.ok();
    assert_eq!(session["token"], 12);
    let mira = api.with_token(&session["access_token"]);
    let answer = mira.post("/api/v1/auth/signout", json!({})).await.ok();
    assert_eq!(answer, json!({ "message": "Successfully signed out" }));
    mira.get("/api/v1/tokens").await.problem(401, "unauthorized");
    assert_eq!(api.get("/health").await.ok(), json!({ "status": "healthy", "service": "jobwright" }));
}

#[tokio::test]
async fn a_profile_is_stored_replaced_and_deleted_with_everything_in_it() {
    let installation = Installation::new("");
    let server = installation.start();
    let mira = signed_up(&server.client(), "mira@example.org").await;
    for (method, body) in [(Method::GET, None), (Method::PUT, Some(profile("x"))), (Method::DELETE, None)] {
        let mut request = mira.request(method, "/api/v1/profile");
        if let Some(body) = &body {
            request = request.json(body);
        }
        let detail = mira.send(request).await.problem(404, "not_found");
        assert!(detail.starts_with("Profile not found"), "{detail}");
    }
    let stored = mira.post("/api/v1/profile", profile("First.")).await.ok();
    let data = &stored["profile_data"];
    assert_eq!(
        (&data["summary"], &data["hobbies"], &data["personal_info"]["pronouns"]),
        (&json!("First."), &json!(["looms"]), &json!("she"))
    );
    assert_eq!(data["experience"][0]["description_list"], data["experience"][0]["descrition_list"]);
    assert_eq!(mira.get("/api/v1/profile").await.ok(), stored);
    let replace = mira.request(Method::PUT, "/api/v1/profile").json(&profile("Second."));
    let replaced = mira.send(replace).await.ok();
    assert_eq!((&replaced["id"], &replaced["created_at"]), (&stored["id"], &stored["created_at"]));
    assert_eq!(replaced["profile_data"]["summary"], "Second.");
    let detail = mira.post("/api/v1/profile", json!({ "summary": "x" })).await.problem(422, "validation_error");
    assert!(detail.contains("personal_info"), "{detail}");
    let export = mira.get("/api/v1/users/me/export").await.ok();
    assert_eq!(export["cv_profile"]["content"]["summary"], "Second.", "{export}");
    let deleted = mira.send(mira.request(Method::DELETE, "/api/v1/profile")).await.ok();
    assert_eq!(deleted, json!({ "message": "Profile deleted successfully" }));
    mira.get("/api/v1/profile").await.problem(404, "not_found");
}

#[tokio::test]
async fn an_administrator_exports_the_profiles_of_all_and_the_audit_log_says_so() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    assert_eq!(admin.get("/api/v1/profiles/export").await.ok(), json!([]));
    for n in 0..3 {
        let person = signed_up(&api, &format!("p{n}@example.org")).await;
        person.post("/api/v1/profile", profile(&format!("Person {n}."))).await.ok();
        person.get("/api/v1/profiles/export").await.problem(403, "forbidden");
    }
    let all = admin.get("/api/v1/profiles/export").await.ok();
    let mut summaries: Vec<&str> =
        all.as_array().unwrap().iter().map(|stored| stored["profile_data"]["summary"].as_str().unwrap()).collect();
    summaries.sort_unstable();
    assert_eq!(summaries, ["Person 0.", "Person 1.", "Person 2."]);
    let log = admin.get("/api/v1/admin/audit-log").await.ok();
    let exports = log["items"].as_array().unwrap().iter().filter(|entry| entry["action"] == "profiles_exported");
    assert_eq!(exports.count(), 2, "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_deductions_at_once_take_what_is_there_and_no_more() {
    let installation = Installation::new("[limits]\nwriting = 1000");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let mira = signed_up(&api, "mira@example.org").await;
    assert_eq!(mira.get("/api/v1/tokens").await.ok(), json!({ "token": 0, "updated_at": null }));
    let me = mira.get("/users/me").await.ok()["id"].clone();
    assert_eq!(add(&admin, &me, 70).await["token"], 70);
    let deductions = (0..50).map(|_| mira.post("/api/v1/tokens/deduct", json!({ "amount": 3 })));
    let (mut done, mut refused) = (0, 0);
    for answer in join_all(deductions).await {
        if answer.status.is_success() {
            done += 1;
        } else {
            assert_eq!(answer.problem(400, "insufficient_balance"), "Insufficient token balance");
            refused += 1;
        }
    }
    assert_eq!((done, refused), (23, 27));
    assert_eq!(mira.get("/api/v1/tokens").await.ok()["token"], 1);
    let ledger = mira.get("/api/v1/users/me/export").await.ok()["credits"].clone();
    let balances: Vec<u64> =
        ledger.as_array().unwrap().iter().map(|entry| entry["balance"].as_u64().unwrap()).collect();
    assert_eq!(balances, (0..24).map(|n| 1 + 3 * n).collect::<Vec<_>>(), "newest first: {ledger}");
}

#[tokio::test]
async fn credits_are_added_by_administrators_once_for_each_request() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    let mira = signed_up(&api, "mira@example.org").await;
    mira.post("/api/v1/tokens/add", json!({ "amount": 5 })).await.problem(403, "forbidden");
    let me = mira.get("/users/me").await.ok()["id"].clone();
    for _ in 0..3 {
        let request = admin.request(Method::POST, "/api/v1/tokens/add").header("idempotency-key", "grant-1");
        let added = admin.send(request.json(&json!({ "amount": 5, "user_id": me }))).await.ok();
        assert_eq!(added["token"], 5);
    }
    for amount in [json!(0), json!(-1), json!(1.5), json!("5"), json!(4_294_967_296_u64)] {
        let detail =
            mira.post("/api/v1/tokens/deduct", json!({ "amount": amount })).await.problem(422, "validation_error");
        assert!(detail.contains("amount") || detail.contains("invalid"), "{detail}");
    }
    let nobody = json!({ "amount": 5, "user_id": "00000000-0000-0000-0000-000000000000" });
    admin.post("/api/v1/tokens/add", nobody).await.problem(404, "not_found");
    assert_eq!(mira.get("/api/v1/tokens").await.ok()["token"], 5);
    let log = admin.get("/api/v1/admin/audit-log").await.ok();
    let entry = log["items"].as_array().unwrap().iter().find(|entry| entry["action"] == "credits_added").unwrap();
    assert_eq!((&entry["subject"], &entry["note"]), (&me, &json!("5")), "{entry}");
}
