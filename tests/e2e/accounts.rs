//! Registration and sign-in, and the rights they do not give.

use serde_json::json;

use crate::support::Installation;

#[tokio::test]
async fn az_02_nobody_becomes_an_admin_by_registering() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let body = json!({"email": "eve@example.org", "password": "correct horse", "metadata": {"role": "admin"}});
    let refused = api.post("/auth/register", body).await;
    assert_eq!(refused.problem(422, "validation_error"), "the role can be `seeker` or `provider`");
    for extra in ["role", "is_admin", "id", "created_at"] {
        let mut body = json!({"email": "eve@example.org", "password": "correct horse"});
        body[extra] = json!("admin");
        let refused = api.post("/auth/register", body).await.problem(422, "validation_error");
        assert!(refused.contains(extra), "{refused}");
    }
    let login = api.post("/auth/login", json!({"email": "eve@example.org", "password": "correct horse"})).await;
    login.problem(401, "unauthorized");
}

#[tokio::test]
async fn au_34_an_invitation_works_once() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let lost = installation.run_json(&["admin", "create", "root@example.org"]);
    let invitation = installation.run_json(&["admin", "create", "root@example.org"]);
    let accept = json!({"token": lost["token"], "password": "battery staple"});
    api.post("/auth/accept-invitation", accept).await.problem(401, "unauthorized");
    let accept = json!({"token": invitation["token"], "password": "battery staple"});
    let tokens = api.post("/auth/accept-invitation", accept.clone()).await.ok();
    assert_eq!(tokens["role"], "admin");
    api.post("/auth/accept-invitation", accept).await.problem(401, "unauthorized");
    let guessed = json!({"token": "0".repeat(64), "password": "battery staple"});
    api.post("/auth/accept-invitation", guessed).await.problem(401, "unauthorized");
    let again = installation.run(&["admin", "create", "ROOT@example.org"]);
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("is already registered"));
}

#[tokio::test]
async fn enumeration_an_unknown_address_is_told_what_a_wrong_password_is_told() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    api.register("ada@example.org", "seeker").await;
    let wrong = api.post("/auth/login", json!({"email": "ada@example.org", "password": "wrong horse"})).await;
    let unknown = api.post("/auth/login", json!({"email": "bob@example.org", "password": "wrong horse"})).await;
    let nonsense = api.post("/auth/login", json!({"email": "not an address", "password": "wrong horse"})).await;
    let detail = wrong.problem(401, "unauthorized");
    assert_eq!(detail, "wrong e-mail address or password");
    assert_eq!((unknown.problem(401, "unauthorized"), nonsense.problem(401, "unauthorized")), (detail.clone(), detail));
    let right = api.post("/auth/login", json!({"email": "ADA@example.org", "password": "correct horse"})).await.ok();
    assert_eq!(right["role"], "seeker");
}

#[tokio::test]
async fn a_sign_in_is_refreshed_repeated_and_ended() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let body = json!({"email": "ada@example.org", "password": "correct horse"});
    let first = api.post("/auth/register", body).await.ok();
    let refresh = |token: &serde_json::Value| json!({"refresh_token": token});
    let second = api.post("/auth/refresh", refresh(&first["refresh_token"])).await.ok();
    // AU-02: the answer was lost; the parent gets the current token again.
    let repeated = api.post("/auth/refresh", refresh(&first["refresh_token"])).await.ok();
    assert_eq!(api.with_token(&repeated["access_token"]).get("/users/me").await.ok()["email"], "ada@example.org");
    let third = api.post("/auth/refresh", refresh(&second["refresh_token"])).await.ok();
    // AU-09: a refresh token is no access token, nor the other way round.
    api.with_token(&third["refresh_token"]).get("/users/me").await.problem(401, "unauthorized");
    api.post("/auth/refresh", refresh(&third["access_token"])).await.problem(401, "unauthorized");
    // AU-06: signed out is signed out, for the access token too.
    api.post("/auth/logout", refresh(&third["refresh_token"])).await.ok();
    api.with_token(&third["access_token"]).get("/users/me").await.problem(401, "unauthorized");
    api.post("/auth/refresh", refresh(&third["refresh_token"])).await.problem(401, "unauthorized");
}

#[tokio::test]
async fn everybody_does_only_what_their_role_may() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let seeker = api.register("seeker@example.org", "seeker").await;
    let provider = api.register("provider@example.org", "provider").await;
    let admin = api.admin(&installation).await;
    let id = "00000000-0000-4000-8000-000000000000";
    let for_admins = [
        "/admin/takeover".to_owned(),
        "/admin/ingest/all".to_owned(),
        "/admin/ingest/acme".to_owned(),
        "/admin/reenrich".to_owned(),
        format!("/admin/tasks/{id}/retry"),
        format!("/admin/sessions/{id}/intercept"),
        format!("/admin/sessions/{id}/message"),
        format!("/admin/sessions/{id}/release"),
        format!("/admin/sessions/{id}/close"),
    ];
    for path in &for_admins {
        api.post(path, json!({})).await.problem(401, "unauthorized");
        for nobody in [&seeker, &provider] {
            nobody.post(path, json!({})).await.problem(403, "forbidden");
        }
    }
    for path in ["/admin/sessions", &format!("/admin/sessions/{id}"), "/admin/scraping-logs", "/admin/tasks"] {
        api.get(path).await.problem(401, "unauthorized");
        seeker.get(path).await.problem(403, "forbidden");
        provider.get(path).await.problem(403, "forbidden");
    }
    // A seeker may ask for a job that is being looked at.
    api.post(&format!("/admin/jobs/{id}/enrich"), json!({})).await.problem(401, "unauthorized");
    api.post("/admin/ingest/trigger", json!({})).await.problem(401, "unauthorized");
    seeker.post("/admin/ingest/trigger", json!({})).await.problem(403, "forbidden");
    assert_eq!(provider.post("/admin/ingest/trigger", json!({})).await.status.as_u16(), 202);
    admin.get("/admin/sessions").await.ok();
    let counts = admin.get("/admin/users/stats").await.ok();
    for (kind, count) in [("total", 3), ("seekers", 1), ("providers", 1), ("admins", 1)] {
        assert_eq!(counts[kind], count, "{kind}: {counts}");
    }
    let providers = admin.get("/admin/users?role=provider").await.ok();
    assert_eq!(providers[0]["email"], "provider@example.org");
    admin.get("/admin/users?role=king").await.problem(422, "validation_error");
    // What is a seeker's is not a provider's.
    provider.post("/jobs/match", json!({})).await.problem(403, "forbidden");
    provider
        .upload("/users/resume", "cv.pdf", crate::support::documents::software_engineer())
        .await
        .problem(403, "forbidden");
    for path in ["/users/me", "/users/me/resume", "/chat/my-sessions"] {
        api.get(path).await.problem(401, "unauthorized");
    }
}
