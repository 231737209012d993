//! Accounts from their beginning to their end: mail, passwords, second factors, sign-ins, keys, roles.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::chat::Chat;
use crate::support::documents::nurse;
use crate::support::identity::PASSWORD;
use crate::support::{Api, Installation, eventually};

/// Within this, what changes about an account has to count everywhere.
const AT_ONCE: Duration = Duration::from_secs(5);

async fn is_shut_out(api: &Api) {
    api.get("/users/me").await.problem(401, "unauthorized");
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_the_link_in_a_mail_once() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let ada = api.register("ada@example.org", "seeker").await;
    let elsewhere = api.with_token(&api.login("ada@example.org").await["access_token"]);
    let forgotten = api.post("/api/v1/auth/forgot-password", json!({"email": "Ada@Example.org"})).await;
    assert_eq!(forgotten.status, 202);
    let first = installation.mail("ada@example.org", "Set a new password").await;
    api.post("/api/v1/auth/forgot-password", json!({"email": "ada@example.org"})).await;
    let second = eventually("the second mail", async || {
        let mails = installation.mails();
        let about = mails.iter().filter(|mail| mail.subject.starts_with("Set a new password"));
        about.last().filter(|mail| mail.secret() != first.secret()).cloned()
    })
    .await;
    assert!(first.link().starts_with(&format!("{}/auth/v1/verify?token=", server.address)), "{}", first.link());

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
    is_shut_out(&ada).await;
    is_shut_out(&elsewhere).await;
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
    let installation = Installation::new("[server]\npublic_url = \"https://jobs.example.org/\"\n");
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
        let asked = request.header(name, value).json(&json!({"email": format!("{name}@example.org")}));
        api.send(asked).await;
    }
    let asked = api.request(Method::POST, "/api/v1/auth/forgot-password").header("x-forwarded-host", "evil.example");
    api.send(asked.json(&json!({"email": "ada@example.org"}))).await;
    let mail = installation.mail("ada@example.org", "Set a new password").await;
    assert!(mail.link().starts_with("https://jobs.example.org/auth/v1/verify?token="), "{}", mail.link());
    for mail in installation.mails() {
        assert!(!format!("{mail:?}").contains("evil"), "{mail:?}");
    }
}

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
    let halfway = api.with_token(&tokens["access_token"]);
    halfway.get("/users/me").await.problem(403, "mfa_required");
    halfway.get("/api/v1/auth/sessions").await.problem(403, "mfa_required");
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
    let codes: Vec<&str> = proved["recovery_codes"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
    assert_eq!(codes.len(), 10);
    surer.get("/users/me").await.ok();
    // AU-11: what it was before the proof is worthless.
    is_shut_out(&ada).await;

    let halfway = api.with_token(&api.login("ada@example.org").await["access_token"]);
    let code = authenticator.code(0);
    let all = join_all((0..20).map(|_| halfway.post("/api/v1/auth/mfa/verify", json!({"code": code})))).await;
    let count = |status: u16| all.iter().filter(|answer| answer.status == status).count();
    assert_eq!(count(200), 1, "{all:?}");
    assert!(count(429) > 0, "five are looked at, not twenty: {all:?}");

    // The right one begins the count anew; then wrong ones are counted, whatever else is said.
    let halfway = api.with_token(&api.login("ada@example.org").await["access_token"]);
    let mut told = Vec::new();
    for n in 0..10 {
        let wrong = json!({"code": format!("{n:06}")});
        told.push(halfway.post("/api/v1/auth/mfa/verify", wrong).await.status.as_u16());
    }
    assert!(told[..4].iter().all(|status| *status == 422) && told[6..].iter().all(|status| *status == 429), "{told:?}");
    let recovery = json!({"code": codes[0]});
    let refused = halfway.post("/api/v1/auth/mfa/recover", recovery).await;
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
    let halfway = api.with_token(&api.login("ada@example.org").await["access_token"]);
    let tokens = halfway.post("/api/v1/auth/mfa/recover", code.clone()).await.ok();
    let ada = api.with_token(&tokens["access_token"]);
    ada.get("/users/me").await.ok();
    let factor = ada.get("/api/v1/auth/mfa").await.ok()[0]["id"].as_str().unwrap().to_owned();
    let again = api.with_token(&api.login("ada@example.org").await["access_token"]);
    again.post("/api/v1/auth/mfa/recover", code).await.problem(422, "wrong_code");
    // Whoever is in takes the lost one away.
    let removed = ada.send(ada.request(Method::DELETE, &format!("/api/v1/auth/mfa/{factor}"))).await;
    assert_eq!(removed.status, 204, "{removed:?}");
    assert!(api.login("ada@example.org").await.get("mfa_required").is_none());
    installation.mail("ada@example.org", "Your second factor was changed").await;
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
        let mut chat = Chat::open(&of_other, &session["id"]).await;
        chat.expect("history_replay").await;
        of_other.get("/users/me").await.ok();
        let began = Instant::now();
        match end {
            "logout" => {
                person.post("/auth/v1/logout?scope=others", json!({})).await;
            }
            "password" => {
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
        assert!(began.elapsed() < AT_ONCE, "{end} took {:?}", began.elapsed());
        assert_eq!(code, 4001, "{end}");
        is_shut_out(&of_other).await;
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
        let asked = (0..20).map(|n| nodes[n % nodes.len()].post("/auth/refresh", body.clone()));
        let answers: Vec<Value> = join_all(asked).await.iter().map(crate::support::Answer::ok).collect();
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
async fn au_12_nothing_in_the_database_signs_anybody_in() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    api.register("ada@example.org", "seeker").await;
    let tokens = api.login("ada@example.org").await;
    let ada = api.with_token(&tokens["access_token"]);
    let key = ada.post("/api/v1/auth/api-keys", json!({"name": "x", "scopes": ["read"]})).await.json();
    let enrolled = ada.post("/api/v1/auth/mfa/enroll", json!({})).await.ok();
    api.post("/api/v1/auth/forgot-password", json!({"email": "ada@example.org"})).await;
    let mail = installation.mail("ada@example.org", "Set a new password").await;
    let archive = installation.folder.path().join("copy.zip");
    installation.run_json(&["backup", archive.to_str().unwrap()]);
    // Everything that is in the database, and nothing else: the keys are beside it.
    let listing = std::process::Command::new("python3")
        .args([
            "-c",
            "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); [sys.stdout.buffer.write(z.read(n)) \
                      for n in z.namelist() if n.startswith('tables/')]",
        ])
        .arg(&archive)
        .output()
        .unwrap();
    let dump = String::from_utf8_lossy(&listing.stdout).into_owned();
    assert!(dump.contains("ada@example.org"), "the dump is a dump: {}", String::from_utf8_lossy(&listing.stderr));
    for (what, secret) in [
        ("password", PASSWORD),
        ("access token", tokens["access_token"].as_str().unwrap()),
        ("refresh token", tokens["refresh_token"].as_str().unwrap()),
        ("API key", key["secret"].as_str().unwrap()),
        ("second factor", enrolled["secret"].as_str().unwrap()),
        ("link", &mail.secret()),
        ("code", &format!("\"{}\"", mail.code())),
    ] {
        assert!(!dump.contains(secret), "{what} is in the database");
    }
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
    let depose = |by: usize, whom: usize| {
        let path = format!("/api/v1/admin/users/{}/role", tops[whom].1);
        tops[by].0.send(tops[by].0.request(Method::PUT, &path).json(&json!({"role": "admin"})))
    };
    // Each deposes the other at the same moment.
    let (one, two) = futures_util::join!(depose(0, 1), depose(1, 0));
    let mut told = [one.status.as_u16(), two.status.as_u16()];
    told.sort_unstable();
    assert!(told[0] == 200 && matches!(told[1], 401 | 403 | 409), "{told:?}");
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
    assert!(log.as_array().unwrap().iter().any(|entry| refused(&entry)), "{log}");
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
    let id = ada.get("/api/v1/auth/api-keys").await.ok()[0]["id"].as_str().unwrap().to_owned();
    ada.send(ada.request(Method::DELETE, &format!("/api/v1/auth/api-keys/{id}"))).await;
    is_shut_out(&program).await;
}

#[tokio::test]
async fn pi_05_an_erased_account_leaves_nothing_behind() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let canary = "kanarienvogel";
    let email = format!("{canary}@example.org");
    let ada = api.register(&email, "seeker").await;
    ada.upload("/users/resume", &format!("{canary}.docx"), nurse()).await.ok();
    let session = ada.post("/chat/sessions", json!({})).await.ok();
    let mut chat = Chat::open(&ada, &session["id"]).await;
    chat.expect("history_replay").await;
    chat.say("00000000-0000-4000-8000-000000000001", &format!("My {canary} sings.")).await;
    while chat.next_text().await.is_some_and(|frame| !frame.contains("\"ai_reply\"")) {}
    let everything = ada.get("/api/v1/users/me/export").await;
    assert!(everything.text.matches(canary).count() >= 3, "{everything:?}");
    assert!(!everything.text.contains("argon2"), "{everything:?}");

    let objects = installation.folder.path().join("data/objects");
    let files = || {
        let mut found = Vec::new();
        let mut folders = vec![objects.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found
    };
    assert_eq!(files().len(), 1);
    let erased = ada.send(ada.request(Method::DELETE, "/api/v1/users/me")).await;
    assert_eq!(erased.status, 204, "{erased:?}");
    is_shut_out(&ada).await;
    api.post("/auth/login", json!({"email": email, "password": PASSWORD})).await.problem(401, "unauthorized");
    eventually("the file to go", async || files().is_empty().then_some(())).await;
    let archive = installation.folder.path().join("copy.zip");
    installation.run_json(&["backup", archive.to_str().unwrap()]);
    let listing = std::process::Command::new("python3")
        .args([
            "-c",
            "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); [sys.stdout.buffer.write(z.read(n)) \
                      for n in z.namelist()]",
        ])
        .arg(&archive)
        .output()
        .unwrap();
    let dump = String::from_utf8_lossy(&listing.stdout);
    assert!(dump.contains("\"erased\"") && !dump.contains(canary), "{dump}");
}

#[tokio::test]
async fn wb_02_cookies_are_taken_from_our_own_pages_only() {
    let installation = Installation::new("[server]\nallowed_origins = [\"https://app.example.org\"]\n");
    let server = installation.start();
    let api = server.client();
    api.register("ada@example.org", "seeker").await;
    let login = json!({"email": "ada@example.org", "password": PASSWORD});
    let by_program = api.post("/auth/login", login.clone()).await;
    assert!(!by_program.headers.contains_key("set-cookie"), "programs get no cookies");
    let own = server.address.clone();
    let asked = api.request(Method::POST, "/auth/login").header("origin", &own).json(&login);
    let answer = api.send(asked).await;
    let cookies: Vec<String> =
        answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for cookie in &cookies {
        assert!(cookie.starts_with("__Host-jobwright"), "{cookie}");
        for attribute in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(attribute) && !cookie.contains("Domain"), "{cookie}");
        }
    }
    let jar: Vec<&str> = cookies.iter().map(|cookie| cookie.split(';').next().unwrap()).collect();
    let jar = jar.join("; ");
    let ask = async |method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>| {
        let mut request = api.request(method, path).header("cookie", &jar);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        api.send(request).await
    };
    ask(Method::GET, "/users/me", &[], None).await.ok();
    let rename = || Some(json!({"full_name": "Eve"}));
    for headers in [
        vec![("origin", own.as_str())],
        vec![("origin", "https://app.example.org")],
        vec![("sec-fetch-site", "same-origin")],
    ] {
        ask(Method::PATCH, "/users/me", &headers, rename()).await.ok();
        ask(Method::POST, "/auth/refresh", &headers, Some(json!({}))).await.ok();
    }
    for headers in [
        vec![],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("origin", "")],
        vec![("origin", "https://app.example.org.evil.example")],
        vec![("origin", "https://app.example.org:8443")],
        vec![("origin", "http://app.example.org")],
        vec![("origin", "https://APP.example.org/")],
        vec![("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "none")],
        vec![("referer", "https://app.example.org/")],
    ] {
        for path in ["/chat/sessions", "/auth/refresh", "/auth/logout"] {
            let refused = ask(Method::POST, path, &headers, Some(json!({}))).await;
            assert!(matches!(refused.status.as_u16(), 401 | 403), "{headers:?} {path}: {refused:?}");
        }
        let refused = ask(Method::PATCH, "/users/me", &headers, rename()).await;
        assert!(matches!(refused.status.as_u16(), 401 | 403), "{headers:?}: {refused:?}");
    }
    // A form of another page can send text without being asked about it.
    let form = api.request(Method::POST, "/auth/refresh").header("cookie", &jar).header("origin", &own);
    let refused = api.send(form.header("content-type", "text/plain").body("{}")).await;
    refused.problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn where_mail_has_to_arrive_first_nobody_learns_who_has_an_account() {
    let installation = Installation::new("[accounts]\nrequire_verified_email = true\n");
    let server = installation.start();
    let api = server.client();
    let register = async |email: &str| {
        let body = json!({"email": email, "password": PASSWORD});
        api.post("/auth/register", body).await
    };
    let unknown = register("ada@example.org").await;
    assert_eq!(unknown.status, 202, "{unknown:?}");
    let login = json!({"email": "ada@example.org", "password": PASSWORD});
    api.post("/auth/login", login.clone()).await.problem(403, "email_not_verified");
    let known = register("ada@example.org").await;
    assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
    installation.mail("ada@example.org", "You have an account already").await;
    let signed_up = api.post("/auth/v1/signup", login.clone()).await.ok();
    assert!(signed_up.get("access_token").is_none() && signed_up["email"] == "ada@example.org", "{signed_up}");

    let mail = installation.mail("ada@example.org", "Confirm your e-mail address").await;
    let code = json!({"email": "ada@example.org", "code": mail.code()});
    let tokens = api.post("/api/v1/auth/verify-email", code.clone()).await.ok();
    api.with_token(&tokens["access_token"]).get("/users/me").await.ok();
    api.post("/api/v1/auth/verify-email", code).await.problem(401, "unauthorized");
    api.post("/auth/login", login).await.ok();
    for path in ["/api/v1/auth/forgot-password", "/auth/v1/recover", "/auth/v1/otp", "/auth/v1/resend"] {
        let ask = async |email: &str| api.post(path, json!({"email": email, "type": "signup"})).await;
        let ask = async |email: &str| match path {
            "/api/v1/auth/forgot-password" => api.post(path, json!({"email": email})).await,
            _ => ask(email).await,
        };
        let (known, unknown) = (ask("ada@example.org").await, ask("nobody@example.org").await);
        assert_eq!((known.status, known.text), (unknown.status, unknown.text), "{path}");
    }
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
    let halfway = api.with_token(&next["access_token"]);
    let proved = halfway.post("/api/v1/auth/mfa/verify", json!({"code": authenticator.code(0)})).await.ok();
    api.with_token(&proved["access_token"]).get("/users/me").await.ok();
    assert_eq!(api.get("/auth/v1/.well-known/jwks.json").await.ok()["keys"].as_array().unwrap().len(), 2);
}
