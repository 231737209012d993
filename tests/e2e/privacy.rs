//! Privacy: what is not disclosed, and what remains after an account is deleted.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::chat::Chat;
use crate::support::documents::nurse;
use crate::support::identity::PASSWORD;
use crate::support::{Installation, eventually};

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
    // Everything that is in the database, and nothing else: the keys are beside it.
    let tables = installation.backed_up().into_iter().filter(|(name, _)| name.starts_with("tables/"));
    let dump: String = tables.map(|(_, rows)| rows).collect();
    assert!(dump.contains("ada@example.org"), "the dump is a dump");
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
async fn pi_05_an_erased_account_leaves_nothing_behind() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let canary = "kanarienvogel";
    let email = format!("{canary}@example.org");
    let ada = api.register(&email, "seeker").await;
    ada.upload("/users/resume", &format!("{canary}.docx"), nurse()).await.ok();
    let session = ada.post("/chat/sessions", json!({})).await.ok();
    let mut chat = Chat::begin(&ada, &session["id"]).await;
    chat.send_message("00000000-0000-4000-8000-000000000001", &format!("My {canary} sings.")).await;
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
    ada.is_shut_out().await;
    api.post("/auth/login", json!({"email": email, "password": PASSWORD})).await.problem(401, "unauthorized");
    eventually("the file to go", async || files().is_empty().then_some(())).await;
    let dump: String = installation.backed_up().into_values().collect();
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
    let builder = api.request(Method::POST, "/auth/login").header("origin", &own).json(&login);
    let answer = api.send(builder).await;
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
    register("bob@example.org").await;
    for path in ["/api/v1/auth/forgot-password", "/auth/v1/recover", "/auth/v1/otp", "/auth/v1/resend"] {
        let ask = async |email: &str| match path {
            "/auth/v1/resend" => api.post(path, json!({"email": email, "type": "signup"})).await,
            _ => api.post(path, json!({"email": email})).await,
        };
        let (known, unknown) = (ask("bob@example.org").await, ask("nobody@example.org").await);
        assert_eq!((known.status, known.text), (unknown.status, unknown.text), "{path}");
        assert!(known.status.is_success(), "{path}: {}", known.status);
    }
}
