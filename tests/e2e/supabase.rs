//! Accounts in an external Supabase project.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::doctor::run_doctor;
use crate::support::Installation;
use crate::support::chat::Chat;
use crate::support::documents::software_engineer;
use crate::support::identity::PASSWORD;
use crate::support::project::World;

#[tokio::test]
async fn az_03_whoever_signs_in_at_supabase_has_the_role_that_our_table_says() {
    let world = World::new("").await;
    for (email, data, role) in [
        ("ada@example.org", json!({"full_name": "Ada Lovelace"}), "seeker"),
        ("acme@example.org", json!({"role": "provider"}), "provider"),
    ] {
        let session = world.signs_up(email, data.clone()).await;
        let person = world.here(&session);
        let me = person.get("/users/me").await.ok();
        assert_eq!((&me["id"], &me["email"], &me["role"]), (&session["user"]["id"], &json!(email), &json!(role)));
        assert_eq!(me["full_name"], data["full_name"]);
        // What somebody writes about themselves there later gives them nothing here.
        let there = world.there(&session);
        let claim = json!({"data": {"role": "admin", "app_metadata": {"role": "admin"}}});
        there.send(there.request(Method::PUT, "/auth/v1/user").json(&claim)).await;
        let credentials = json!({"email": email, "password": PASSWORD});
        let again = world.project.client().post("/auth/v1/token?grant_type=password", credentials).await.ok();
        assert_eq!(world.here(&again).get("/users/me").await.ok()["role"], role);
    }
    let session = world.signs_up("eve@example.org", json!({"role": "seeker"})).await;
    let eve = world.here(&session);
    eve.get("/admin/users").await.problem(403, "forbidden");
    // The project's own keys are tokens, too, but nobody's; nor is what somebody else signed.
    for token in ["anon", "eyJhbGciOiJub25lIn0.e30."] {
        eve.with_token(&json!(token)).get("/users/me").await.problem(401, "unauthorized");
    }
    let other = Installation::new("");
    let other = other.start();
    let foreign = other.client().register("eve@example.org", "seeker").await.token;
    eve.with_token(&json!(foreign)).get("/users/me").await.problem(401, "unauthorized");
}

#[tokio::test]
async fn clients_that_know_nothing_of_supabase_register_and_sign_in_as_ever() {
    let world = World::new("").await;
    let api = world.server.client();
    let ada = api.register("ada@example.org", "provider").await;
    let me = ada.get("/users/me").await.ok();
    assert_eq!(me["role"], "provider");
    let taken = json!({"email": "ada@example.org", "password": PASSWORD});
    api.post("/auth/register", taken).await.problem(409, "duplicate_resource");
    let weak = json!({"email": "bob@example.org", "password": "short"});
    api.post("/auth/register", weak).await.problem(422, "validation_error");
    for (email, password) in [("ada@example.org", "wrong horse"), ("nobody@example.org", PASSWORD)] {
        let wrong = api.post("/auth/login", json!({"email": email, "password": password})).await;
        assert_eq!(wrong.problem(401, "unauthorized"), "wrong e-mail address or password");
    }
    let tokens = api.login("ada@example.org").await;
    let next = api.post("/api/v1/auth/refresh", json!({"refresh_token": tokens["refresh_token"]})).await.ok();
    assert_eq!((&next["user_id"], &next["role"]), (&me["id"], &json!("provider")));
    let stray = json!({"refresh_token": "stray"});
    api.post("/api/v1/auth/refresh", stray).await.problem(401, "unauthorized");
    let before = world.here(&next);
    assert_eq!(before.get("/api/v1/auth/sessions").await.ok()["items"].as_array().unwrap().len(), 2);
    // The password once more: another sign-in takes the place of this one.
    let wrong = before.post("/api/v1/auth/reauthenticate", json!({"password": "wrong horse"})).await;
    wrong.problem(401, "unauthorized");
    let next = before.post("/api/v1/auth/reauthenticate", json!({"password": PASSWORD})).await.ok();
    before.get("/users/me").await.problem(401, "unauthorized");
    let here = world.here(&next);
    assert_eq!(here.get("/api/v1/auth/sessions").await.ok()["items"].as_array().unwrap().len(), 2);
    // A sign-in that ended here is over here, whatever tokens the project makes of it.
    here.post("/api/v1/auth/logout", json!({})).await.ok();
    here.get("/users/me").await.problem(401, "unauthorized");
    let revived = json!({"grant_type": "refresh_token", "refresh_token": next["refresh_token"]});
    let revived = world.project.client().post("/auth/v1/token?grant_type=refresh_token", revived).await.ok();
    world.here(&revived).get("/users/me").await.problem(401, "unauthorized");
    ada.get("/users/me").await.ok();
    // What is done at the project is said to be done there.
    for (path, body) in [
        ("/api/v1/auth/change-password", json!({"old_password": PASSWORD, "new_password": "battery staple"})),
        ("/api/v1/auth/mfa/enroll", json!({})),
        ("/api/v1/auth/change-email", json!({"email": "ada@example.net"})),
    ] {
        let message = ada.post(path, body).await.problem(409, "accounts_elsewhere");
        assert_eq!(message, "accounts are managed by Supabase (127.0.0.1); do this there");
    }
    assert_eq!(api.post("/api/v1/auth/forgot-password", json!({"email": "ada@example.org"})).await.status, 202);
}

#[tokio::test]
async fn what_people_do_is_the_same_wherever_their_account_is_kept() {
    let world = World::new("").await;
    let ada = world.here(&world.signs_up("ada@example.org", json!({})).await);
    let bob = world.here(&world.signs_up("bob@example.org", json!({})).await);
    ada.upload("/users/resume", "cv.pdf", software_engineer()).await.ok();
    ada.get("/users/me/resume").await.ok();
    bob.get("/users/me/resume").await.problem(404, "not_found");
    let session = ada.post("/chat/sessions", json!({})).await.ok();
    bob.get(&format!("/chat/sessions/{}", session["id"].as_str().unwrap())).await.problem(404, "not_found");
    Chat::begin(&ada, &session["id"]).await;
    let key = json!({"name": "script", "scopes": ["read"]});
    let key = ada.post("/api/v1/auth/api-keys", key).await.ok();
    assert_eq!(ada.with_token(&key["secret"]).get("/users/me").await.ok()["email"], "ada@example.org");
}

#[tokio::test(flavor = "multi_thread")]
async fn au_06_bans_roles_and_erasure_end_sockets_and_count_at_supabase_too() {
    let world = World::new("").await;
    let admin = world.admin(true).await;
    let api = world.server.client();
    for end in ["ban", "role", "erase"] {
        let email = format!("{end}@example.org");
        let session = world.signs_up(&email, json!({})).await;
        let person = world.here(&session);
        let id = session["user"]["id"].as_str().unwrap().to_owned();
        let opened = person.post("/chat/sessions", json!({})).await.ok();
        let mut chat = Chat::begin(&person, &opened["id"]).await;
        let put = |path: String, body: Value| admin.send(admin.request(Method::PUT, &path).json(&body));
        match end {
            "ban" => {
                let until = json!({"until": "2099-01-01T00:00:00Z"});
                put(format!("/api/v1/admin/users/{id}/ban"), until).await.ok();
            }
            "role" => {
                put(format!("/api/v1/admin/users/{id}/role"), json!({"role": "provider"})).await.ok();
            }
            _ => {
                let erased = person.send(person.request(Method::DELETE, "/api/v1/users/me")).await;
                assert_eq!(erased.status, 204, "{erased:?}");
            }
        }
        assert_eq!(chat.close_code().await, 4001, "{end}");
        person.get("/users/me").await.problem(401, "unauthorized");
        let credentials = json!({"email": email, "password": PASSWORD});
        let there = world.project.client().post("/auth/v1/token?grant_type=password", credentials.clone()).await;
        let here = api.post("/auth/login", credentials).await;
        match end {
            "ban" => {
                assert_eq!(there.json()["error_code"], "user_banned");
                here.problem(403, "suspended");
                put(format!("/api/v1/admin/users/{id}/ban"), json!({"until": null})).await.ok();
                api.login(&email).await;
            }
            "role" => assert_eq!(here.ok()["role"], "provider"),
            _ => {
                assert_eq!(there.json()["error_code"], "invalid_credentials");
                here.problem(401, "unauthorized");
                // The token is good for minutes still. Whoever is gone is not opened anew by it.
                person.get("/users/me").await.problem(401, "unauthorized");
                let accounts = admin.get("/admin/users").await.text;
                assert!(!accounts.contains(&email), "{accounts}");
            }
        }
    }
}

#[tokio::test]
async fn au_22_a_second_factor_at_supabase_is_asked_for_here() {
    let world = World::new("").await;
    let session = world.signs_up("ada@example.org", json!({})).await;
    let (authenticator, _, proved) = world.there(&session).with_second_factor().await;
    world.here(&proved).get("/users/me/resume").await.problem(404, "not_found");
    let half = world.server.client().login("ada@example.org").await;
    assert_eq!(half["mfa_required"], true);
    world.here(&half).get("/users/me/resume").await.problem(403, "mfa_required");
    // The code of the half minute before is used up.
    let whole = world.there(&half).post("/api/v1/auth/mfa/verify", json!({"code": authenticator.code(30)})).await.ok();
    world.here(&whole).get("/users/me/resume").await.problem(404, "not_found");
}

#[tokio::test]
async fn whose_address_is_not_confirmed_at_supabase_stays_out_where_that_is_asked_for() {
    let world = World::new("[accounts]\nrequire_verified_email = true\n").await;
    let session = world.signs_up("ada@example.org", json!({})).await;
    world.here(&session).get("/users/me").await.problem(403, "email_not_verified");
    let secret = world.elsewhere.mail("ada@example.org", "Confirm your e-mail address").await.secret();
    world.project.client().post("/api/v1/auth/verify-email", json!({"token": secret})).await.ok();
    world.here(&session).get("/users/me").await.ok();
}

#[tokio::test]
async fn whoever_is_known_goes_on_while_supabase_is_away() {
    let world = World::new("").await;
    let known = world.signs_up("ada@example.org", json!({})).await;
    let unknown = world.signs_up("bob@example.org", json!({})).await;
    let ada = world.here(&known);
    ada.get("/users/me").await.ok();
    let World { project, server, .. } = world;
    project.kill();
    ada.get("/users/me").await.ok();
    // Longer than who is behind a token is remembered.
    let began = Instant::now();
    let mut between = tokio::time::interval(Duration::from_millis(200));
    while began.elapsed() < Duration::from_secs(3) {
        between.tick().await;
        ada.post("/chat/sessions", json!({})).await.ok();
    }
    server.client().with_token(&unknown["access_token"]).get("/users/me").await.problem(503, "unavailable");
    let credentials = json!({"email": "ada@example.org", "password": PASSWORD});
    server.client().post("/auth/login", credentials).await.problem(503, "unavailable");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_whether_supabase_answers_and_takes_our_keys() {
    let world = World::new("").await;
    run_doctor(&world.installation).reports("accounts", "ok", "identity provider: Supabase (127.0.0.1)");
    let file = world.installation.folder.path().join("jobwright.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    let wrong = config.lines().map(|line| if line.starts_with("service_key") { "service_key = \"x\"" } else { line });
    std::fs::write(&file, wrong.collect::<Vec<_>>().join("\n")).unwrap();
    run_doctor(&world.installation).reports(
        "accounts",
        "failed",
        "unauthorized: Supabase Auth does not accept our keys",
    );
    world.project.kill();
    run_doctor(&world.installation).reports("accounts", "warning", "unavailable");
}

#[tokio::test]
async fn an_administrator_is_somebody_who_was_seen() {
    let world = World::new("").await;
    let output = world.installation.run(&["admin", "create", "nobody@example.org"]);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && message.contains("sign in once with this address, then run this again"),
        "{message}"
    );
    let admin = world.admin(false).await;
    assert_eq!(admin.get("/users/me").await.ok()["role"], "admin");
    admin.get("/admin/users").await.ok();
}

#[tokio::test]
async fn pages_are_told_where_to_sign_in_and_how() {
    let social = "[[social]]\nname = \"google\"\nkind = \"google\"\nclient_id = \"id\"\nclient_secret = \"hidden\"\n";
    let world = World::of_project(social, "").await;
    let here = world.server.client();
    let settings = here.get("/auth/v1/settings").await.ok();
    let expected = json!({"name": "supabase", "url": world.project.address, "anon_key": "anon"});
    assert_eq!((&settings["identity_provider"], &settings["external"]["google"]), (&expected, &json!(true)));
    assert_eq!(settings["external"]["github"], false);

    let there = world.project.client().get("/auth/v1/settings").await.ok();
    assert_eq!((&there["identity_provider"], &there["external"]["google"]), (&Value::Null, &json!(true)));
    // What the project offers is known for some minutes, also while it is away.
    let World { project, .. } = world;
    project.kill();
    assert_eq!(here.get("/auth/v1/settings").await.ok(), settings);
}
