//! The lifecycle of accounts: mail, passwords, second factors, sessions, API keys, roles.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::chat::Chat;
use crate::support::identity::PASSWORD;
use crate::support::{Api, Installation, eventually};

#[tokio::test]
async fn au_21_au_23_au_24_a_forgotten_password_is_replaced_by_the_link_in_a_mail_once() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let ada = api.register("ada@example.org", "seeker").await;
    let elsewhere = api.signed_in("ada@example.org").await;
    let forgotten = api.post("/api/v1/auth/forgot-password", json!({"email": "Ada@Example.org"})).await;
    assert_eq!(forgotten.status, 202);
    let first = installation.mail("ada@example.org", "Set a new password").await;
    api.post("/api/v1/auth/forgot-password", json!({"email": "ada@example.org"})).await;
    let second = eventually("the second mail", async || {
        let mails = installation.mails();
        let about = mails.into_iter().rfind(|mail| mail.subject.starts_with("Set a new password"));
        about.filter(|mail| mail.secret() != first.secret())
    })
    .await;
    assert!(first.link().starts_with(&format!("{}/auth/from-mail?token=", server.address)), "{}", first.link());

    // AU-21: no step without what the one before gave.
    let new = "battery staple";
    for guess in [
        json!({"password": new}),
        json!({"password": new, "email": "ada@example.org"}),
        json!({"password": new, "token": "0".repeat(64)}),
        json!({"password": new, "email": "ada@example.org", "code": ""}),
        json!({"password": new, "email": "eve@example.org", "code": first.code()}),
    ] {
        let refused = api.post("/api/v1/auth/reset-password", guess.clone()).await;
        assert!(matches!(refused.status.as_u16(), 401 | 422), "{guess}: {refused:?}");
    }
    let weak = json!({"token": second.secret(), "password": "short"});
    api.post("/api/v1/auth/reset-password", weak).await.problem(422, "validation_error");

    // AU-24: of many at once one succeeds; a password that was refused has not used it up.
    let reset = json!({"token": second.secret(), "password": new});
    let all = join_all((0..20).map(|_| api.post("/api/v1/auth/reset-password", reset.clone()))).await;
    assert_eq!(all.iter().filter(|answer| answer.status == 200).count(), 1, "{all:?}");
    // AU-23: everything from before is over.
    ada.is_shut_out().await;
    elsewhere.is_shut_out().await;
    for old in [
        json!({"token": first.secret(), "password": "another one"}),
        json!({"email": "ada@example.org", "code": second.code(), "password": "another one"}),
    ] {
        api.post("/api/v1/auth/reset-password", old).await.problem(401, "unauthorized");
    }
    api.post("/auth/login", json!({"email": "ada@example.org", "password": PASSWORD}))
        .await
        .problem(401, "unauthorized");
    api.post("/auth/login", json!({"email": "ada@example.org", "password": new})).await.ok();
    installation.mail("ada@example.org", "Your password was changed").await;
}

#[tokio::test]
async fn au_20_links_in_mails_lead_to_the_configured_address_only() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    api.register("ada@example.org", "seeker").await;
    for (name, value) in [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "http"),
        ("x-forwarded-for", "203.0.113.9"),
        ("forwarded", "host=evil.example;proto=http"),
        ("x-host", "evil.example"),
        ("x-original-url", "https://evil.example/"),
        ("x-rewrite-url", "https://evil.example/"),
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/"),
    ] {
        let request = api.request(Method::POST, "/auth/v1/recover?redirect_to=https%3A%2F%2Fevil.example%2F");
        let builder = request.header(name, value).json(&json!({"email": format!("{name}@example.org")}));
        api.send(builder).await;
    }
    let builder = api.request(Method::POST, "/api/v1/auth/forgot-password").header("x-forwarded-host", "evil.example");
    api.send(builder.json(&json!({"email": "ada@example.org"}))).await;
    let mail = installation.mail("ada@example.org", "Set a new password").await;
    assert!(mail.link().starts_with(&format!("{}/auth/from-mail?token=", server.address)), "{}", mail.link());
    for mail in installation.mails() {
        assert!(!format!("{mail:?}").contains("evil."), "{mail:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn au_06_what_ends_a_sign_in_ends_its_sockets_within_five_seconds() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let admin = api.admin(&installation).await;
    for (n, end) in ["logout", "password", "ban", "role", "erase"].into_iter().enumerate() {
        let email = format!("p{n}@example.org");
        let person = api.register(&email, "seeker").await;
        let other = api.login(&email).await;
        let of_other = api.with_token(&other["access_token"]);
        let session = of_other.post("/chat/sessions", json!({})).await.ok();
        let id = session["user_id"].as_str().unwrap().to_owned();
        let mut chat = Chat::begin(&of_other, &session["id"]).await;
        of_other.get("/users/me").await.ok();
        match end {
            "logout" => {
                person.post("/auth/v1/logout?scope=others", json!({})).await;
            }
            "password" => {
                let guess = json!({"old_password": "wrong horse", "new_password": "battery staple"});
                person.post("/api/v1/auth/change-password", guess).await.problem(401, "unauthorized");
                let change = json!({"old_password": PASSWORD, "new_password": "battery staple"});
                person.post("/api/v1/auth/change-password", change).await.ok();
                person.get("/users/me").await.ok();
            }
            "ban" => {
                let until = json!({"until": "2099-01-01T00:00:00Z"});
                let ban = admin.request(Method::PUT, &format!("/api/v1/admin/users/{id}/ban")).json(&until);
                admin.send(ban).await.ok();
                api.post("/auth/login", json!({"email": email, "password": PASSWORD})).await.problem(403, "suspended");
                api.post("/auth/refresh", json!({"refresh_token": other["refresh_token"]}))
                    .await
                    .problem(401, "unauthorized");
            }
            "role" => {
                let invited = installation.run_json(&["admin", "create", "--super", "top@example.org"]);
                let body = json!({"token": invited["token"], "password": "battery staple"});
                let top = api.with_token(&api.post("/auth/accept-invitation", body).await.ok()["access_token"]);
                let role = json!({"role": "provider"});
                let change = top.request(Method::PUT, &format!("/api/v1/admin/users/{id}/role")).json(&role);
                assert_eq!(top.send(change).await.ok()["role"], "provider");
            }
            _ => {
                let erased = person.send(person.request(Method::DELETE, "/api/v1/users/me")).await;
                assert_eq!(erased.status, 204, "{erased:?}");
            }
        }
        let code = chat.close_code().await;
        assert_eq!(code, 4001, "{end}");
        of_other.is_shut_out().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn au_01_au_05_parallel_refreshes_are_one_step_and_an_older_token_ends_the_session() {
    let installation = Installation::new("");
    // Two nodes on Postgres; SQLite has one.
    let servers = if crate::support::is_on_postgres() {
        vec![installation.start(), installation.start()]
    } else {
        vec![installation.start()]
    };
    let nodes: Vec<Api> = servers.iter().map(crate::support::Server::client).collect();
    let api = &nodes[0];
    api.register("ada@example.org", "seeker").await;
    let mut tokens = api.login("ada@example.org").await;
    let mut old = Vec::new();
    for round in 0..20 {
        let body = json!({"refresh_token": tokens["refresh_token"]});
        let refreshes = (0..20).map(|n| nodes[n % nodes.len()].post("/auth/refresh", body.clone()));
        let answers: Vec<Value> = join_all(refreshes).await.iter().map(crate::support::Answer::ok).collect();
        let next = &answers[0]["refresh_token"];
        assert!(answers.iter().all(|answer| answer["refresh_token"] == *next), "round {round}: one step");
        assert_ne!(*next, tokens["refresh_token"]);
        old.push(tokens["refresh_token"].clone());
        tokens = answers.into_iter().next().unwrap();
    }
    // AU-02: the parent again, as when an answer was lost, is answered with the current one.
    let parent = json!({"refresh_token": old.last().unwrap()});
    assert_eq!(api.post("/auth/refresh", parent).await.ok()["refresh_token"], tokens["refresh_token"]);
}

#[tokio::test]
async fn az_10_somebody_is_always_left_who_appoints_administrators() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let mut tops = Vec::new();
    for email in ["one@example.org", "two@example.org"] {
        let invited = installation.run_json(&["admin", "create", "--super", email]);
        let body = json!({"token": invited["token"], "password": "battery staple"});
        let tokens = api.post("/auth/accept-invitation", body).await.ok();
        assert_eq!(tokens["role"], "super_admin");
        tops.push((api.with_token(&tokens["access_token"]), tokens["user_id"].as_str().unwrap().to_owned()));
    }
    let depose = |by: usize, target: usize| {
        let path = format!("/api/v1/admin/users/{}/role", tops[target].1);
        tops[by].0.send(tops[by].0.request(Method::PUT, &path).json(&json!({"role": "admin"})))
    };
    // Each deposes the other at the same moment.
    let (one, two) = futures_util::join!(depose(0, 1), depose(1, 0));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && matches!(statuses[1], 401 | 403 | 409), "{statuses:?}");
    let left = usize::from(two.status == 200);
    let stays = depose(left, left).await;
    assert_eq!(
        stays.problem(409, "last_super_admin"),
        "this is the last super administrator; appoint another one first"
    );
    let path = format!("/api/v1/users/{}", tops[left].1);
    tops[left].0.send(tops[left].0.request(Method::DELETE, &path)).await.problem(409, "last_super_admin");
    let log = tops[left].0.get("/api/v1/admin/audit-log").await.ok();
    let refused = |entry: &&Value| entry["action"] == "role_changed" && entry["outcome"] == "refused";
    assert!(log["items"].as_array().unwrap().iter().any(|entry| refused(&entry)), "{log}");
}

#[tokio::test]
async fn az_10_whoever_cannot_sign_in_is_not_left() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let mut ids = Vec::new();
    let mut top = api.clone();
    for email in ["two@example.org", "one@example.org"] {
        let invited = installation.run_json(&["admin", "create", "--super", email]);
        let body = json!({"token": invited["token"], "password": "battery staple"});
        let tokens = api.post("/auth/accept-invitation", body).await.ok();
        ids.push(tokens["user_id"].as_str().unwrap().to_owned());
        top = api.with_token(&tokens["access_token"]);
    }
    installation.run_json(&["admin", "create", "--super", "never@example.org"]);
    let put = |path: String, body: Value| top.send(top.request(Method::PUT, &path).json(&body));
    let until = json!({"until": "2099-01-01T00:00:00Z"});
    put(format!("/api/v1/admin/users/{}/ban", ids[0]), until.clone()).await.ok();
    // One is shut out, the other never came.
    put(format!("/api/v1/admin/users/{}/role", ids[1]), json!({"role": "admin"}))
        .await
        .problem(409, "last_super_admin");
    put(format!("/api/v1/admin/users/{}/ban", ids[1]), until).await.problem(409, "last_super_admin");
    let erase = || top.send(top.request(Method::DELETE, "/api/v1/users/me"));
    erase().await.problem(409, "last_super_admin");
    put(format!("/api/v1/admin/users/{}/ban", ids[0]), json!({"until": null})).await.ok();
    assert_eq!(erase().await.status, 204);
}
