//! Authentication proofs: second factors, codes, API keys, and limits on attempts.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::support::Installation;
use crate::support::identity::PASSWORD;

#[tokio::test]
async fn au_22_a_new_password_does_not_replace_the_second_factor() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let ada = api.register_verified(&installation, "ada@example.org", "seeker").await;
    ada.with_second_factor().await;
    api.post("/api/v1/auth/forgot-password", json!({"email": "ada@example.org"})).await;
    let secret = installation.mail("ada@example.org", "Set a new password").await.secret();
    let reset = json!({"token": secret, "password": "battery staple"});
    api.post("/api/v1/auth/reset-password", reset).await.ok();
    let tokens = api.post("/auth/login", json!({"email": "ada@example.org", "password": "battery staple"})).await.ok();
    assert_eq!(tokens["mfa_required"], true);
    let pending = api.with_token(&tokens["access_token"]);
    pending.get("/users/me").await.problem(403, "mfa_required");
    pending.get("/api/v1/auth/sessions").await.problem(403, "mfa_required");
    // Nor does going on with it, and the next tokens say so.
    for path in ["/auth/refresh", "/api/v1/auth/refresh"] {
        let next = api.post(path, json!({"refresh_token": tokens["refresh_token"]})).await.ok();
        assert_eq!(next["mfa_required"], true, "{path}: {next}");
    }
    // A link that signs in leads no further.
    api.post("/auth/v1/otp", json!({"email": "ada@example.org"})).await.ok();
    let secret = installation.mail("ada@example.org", "Sign in").await.secret();
    let signed_in = api.post("/auth/v1/verify", json!({"type": "magiclink", "token_hash": secret})).await.ok();
    let by_mail = api.with_token(&signed_in["access_token"]);
    by_mail.get("/users/me").await.problem(403, "mfa_required");
    let update = by_mail.request(Method::PUT, "/auth/v1/user").json(&json!({"password": "yet another one"}));
    assert_eq!(by_mail.send(update).await.status, 403);
}

#[tokio::test]
async fn au_25_a_code_works_once_and_few_are_tried() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let ada = api.register("ada@example.org", "seeker").await;
    let (authenticator, surer, proved) = ada.with_second_factor().await;
    assert_eq!(proved["recovery_codes"].as_array().unwrap().len(), 10);
    surer.get("/users/me").await.ok();
    // AU-11: what it was before the proof is worthless.
    ada.is_shut_out().await;

    let pending = api.signed_in("ada@example.org").await;
    let code = authenticator.code(30);
    let all = join_all((0..20).map(|_| pending.post("/api/v1/auth/mfa/verify", json!({"code": code})))).await;
    let count = |status: u16| all.iter().filter(|answer| answer.status == status).count();
    assert_eq!(count(200), 1, "{all:?}");
    assert!(count(429) > 0, "five are looked at, not twenty: {all:?}");

    // Another one, whose guesses come one after the other.
    let (_, _, proved) = api.register("bob@example.org", "seeker").await.with_second_factor().await;
    let pending = api.signed_in("bob@example.org").await;
    let mut statuses = Vec::new();
    for n in 0..10 {
        let wrong = json!({"code": format!("{n:06}")});
        statuses.push(pending.post("/api/v1/auth/mfa/verify", wrong).await.status.as_u16());
    }
    assert!(
        statuses[..4].iter().all(|status| *status == 422) && statuses[6..].iter().all(|status| *status == 429),
        "{statuses:?}"
    );
    let recovery = json!({"code": proved["recovery_codes"][0]});
    let refused = pending.post("/api/v1/auth/mfa/recover", recovery).await;
    refused.problem(429, "rate_limit_exceeded");
    assert!(refused.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn a_recovery_code_stands_in_for_a_lost_factor_once() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let ada = api.register("ada@example.org", "seeker").await;
    let (_, _, proved) = ada.with_second_factor().await;
    let code = json!({"code": proved["recovery_codes"][3].as_str().unwrap().to_uppercase().replace('-', " ")});
    let pending = api.signed_in("ada@example.org").await;
    let tokens = pending.post("/api/v1/auth/mfa/recover", code.clone()).await.ok();
    let ada = api.with_token(&tokens["access_token"]);
    ada.get("/users/me").await.ok();
    let factor = ada.get("/api/v1/auth/mfa").await.ok()["items"][0]["id"].as_str().unwrap().to_owned();
    let again = api.signed_in("ada@example.org").await;
    again.post("/api/v1/auth/mfa/recover", code).await.problem(422, "wrong_code");
    // Whoever is in takes the lost one away.
    let removed = ada.send(ada.request(Method::DELETE, &format!("/api/v1/auth/mfa/{factor}"))).await;
    assert_eq!(removed.status, 204, "{removed:?}");
    assert!(api.login("ada@example.org").await.get("mfa_required").is_none());
    installation.mail("ada@example.org", "A recovery code was used").await;
    installation.mail("ada@example.org", "Your second factor was changed").await;
}

#[tokio::test]
async fn az_12_what_is_sensitive_wants_the_second_factor_where_there_is_one() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let ada = api.register("ada@example.org", "seeker").await;
    ada.get("/api/v1/users/me/export").await.ok();
    let key = ada.post("/api/v1/auth/api-keys", json!({"name": "sheet", "scopes": ["read"]})).await;
    assert_eq!(key.status, 201, "{key:?}");
    let program = api.with_token(&key.json()["secret"]);
    assert_eq!(program.get("/users/me").await.ok()["email"], "ada@example.org");
    program.get("/api/v1/users/me/export").await.problem(403, "forbidden");
    program.get("/api/v1/auth/sessions").await.problem(403, "forbidden");
    let refused = program.post("/chat/sessions", json!({})).await;
    assert_eq!(refused.problem(403, "forbidden"), "this API key is for reading only");
    let id = ada.get("/api/v1/auth/api-keys").await.ok()["items"][0]["id"].as_str().unwrap().to_owned();
    ada.send(ada.request(Method::DELETE, &format!("/api/v1/auth/api-keys/{id}"))).await;
    program.is_shut_out().await;
}

#[tokio::test]
async fn au_26_a_mailed_code_is_guessed_at_five_times_whatever_else_is_varied() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    api.register("ada@example.org", "seeker").await;
    api.post("/auth/v1/recover", json!({"email": "ada@example.org"})).await.ok();
    let code = installation.mail("ada@example.org", "Set a new password").await.code();
    let mut evaluated = 0;
    for n in 0..40_u32 {
        let guess = format!("{n:06}");
        assert_ne!(guess, code, "one in a million");
        let email = if n % 2 == 0 { "ada@example.org" } else { "ADA@Example.ORG." };
        let request = api.request(Method::POST, "/auth/v1/verify").header("x-forwarded-for", format!("203.0.113.{n}"));
        let body = json!({"type": "recovery", "email": email, "token": guess});
        let answer = api.send(request.header("user-agent", format!("agent {n}")).json(&body)).await;
        evaluated += u32::from(answer.status != 429);
    }
    assert_eq!(evaluated, 5);
    let right = json!({"type": "recovery", "email": "ada@example.org", "token": code});
    assert_eq!(api.post("/auth/v1/verify", right).await.status, 429);
}

#[tokio::test]
async fn au_27_guessing_a_password_is_stopped_and_its_owner_still_gets_in() {
    let installation = Installation::new("[server]\ntrusted_proxies = [\"127.0.0.0/8\"]\n");
    let server = installation.start();
    let api = server.client();
    let login = async |password: &str, from: &str| {
        let request = api.request(Method::POST, "/auth/login").header("x-forwarded-for", from);
        api.send(request.json(&json!({"email": "ada@example.org", "password": password}))).await
    };
    api.register("ada@example.org", "seeker").await;
    login(PASSWORD, "198.51.100.7").await.ok();
    let mut evaluated = 0;
    for n in 0..60 {
        let answer = login("wrong horse", &format!("203.0.113.{}", n % 20)).await;
        evaluated += u32::from(answer.status == 401);
    }
    assert!(evaluated <= 30, "{evaluated} guesses were evaluated");
    login(PASSWORD, "203.0.113.200").await.problem(429, "rate_limit_exceeded");
    login(PASSWORD, "198.51.100.7").await.ok();
}

#[tokio::test]
async fn keys_are_replaced_while_everybody_goes_on() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let ada = api.register("ada@example.org", "seeker").await;
    let (authenticator, surer, _) = ada.with_second_factor().await;
    let tokens = api.login("ada@example.org").await;
    let published = api.get("/auth/v1/.well-known/jwks.json").await.ok()["keys"].as_array().unwrap().len();
    let rotated = installation.run_json(&["keys", "rotate"]);
    assert_eq!((published, rotated["sealed_anew"].as_u64()), (1, Some(1)));
    surer.get("/users/me").await.ok();
    let next = api.post("/auth/refresh", json!({"refresh_token": tokens["refresh_token"]})).await.ok();
    let pending = api.with_token(&next["access_token"]);
    let proved = pending.post("/api/v1/auth/mfa/verify", json!({"code": authenticator.code(30)})).await.ok();
    api.with_token(&proved["access_token"]).get("/users/me").await.ok();
    assert_eq!(api.get("/auth/v1/.well-known/jwks.json").await.ok()["keys"].as_array().unwrap().len(), 2);
}
