//! The page behind links in mails: opening it changes nothing, its button does.

use reqwest::Method;
use serde_json::json;
use url::Url;
use url::form_urlencoded::Serializer;

use crate::protection::is_protected;
use crate::support::identity::{Mail, PASSWORD};
use crate::support::{Answer, Api, Installation, Server, eventually};

const ADA: &str = "ada@example.org";

/// A person with a browser.
struct Browser<'s> {
    server: &'s Server,
    api: Api,
}

impl<'s> Browser<'s> {
    fn new(server: &'s Server) -> Self {
        Self { server, api: server.client().without_redirects() }
    }

    /// Opens a link, as many times as scanners of mail do.
    async fn open(&self, link: &str) -> Answer {
        let path = link.strip_prefix(&self.server.address).unwrap();
        self.api.get(path).await;
        self.api.send(self.api.request(Method::HEAD, path)).await;
        self.api.get(path).await
    }

    /// Presses the button of a page on which this was typed.
    async fn press(&self, page: &Answer, password: Option<&str>) -> Answer {
        self.press_on(page, password, &self.server.address).await
    }

    /// The same, as if the page were one of this origin.
    async fn press_on(&self, page: &Answer, password: Option<&str>, origin: &str) -> Answer {
        assert!(page.text.contains("<form method=\"post\" action=\"from-mail\">"), "{}", page.text);
        let mut form = Serializer::new(String::new());
        for field in page.text.split("<input type=\"hidden\" name=\"").skip(1) {
            let (name, rest) = field.split_once("\" value=\"").unwrap();
            form.append_pair(name, rest.split_once('"').unwrap().0);
        }
        if let Some(password) = password {
            form.append_pair("password", password);
        }
        let request = self.api.request(Method::POST, "/auth/from-mail").header("origin", origin);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.api.send(request.body(form.finish())).await
    }
}

/// It is a page with this heading, and harmless.
#[track_caller]
fn says(page: &Answer, status: u16, heading: &str) {
    assert_eq!(page.status, status, "{page:?}");
    assert!(page.text.contains(&format!("<h1>{heading}</h1>")), "{}", page.text);
    is_protected(page);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("form-action 'self'") && !policy.contains("script") && !policy.contains("unsafe"));
    for markup in ["<script", " onclick=", " onload=", " onerror=", " style=", "javascript:"] {
        assert!(!page.text.contains(markup), "{markup}: {}", page.text);
    }
}

#[tokio::test]
async fn a_link_confirms_an_address_when_a_person_says_so_and_once() {
    let installation = Installation::new("[accounts]\nrequire_verified_email = true\n");
    let server = installation.start();
    let browser = Browser::new(&server);
    browser.api.post("/auth/register", json!({"email": ADA, "password": PASSWORD})).await;
    let link = installation.mail(ADA, "Confirm your e-mail address").await.link();
    let page = browser.open(&link).await;
    says(&page, 200, "Confirm your e-mail address");
    assert!(page.text.contains(ADA), "it says which address: {}", page.text);
    let login = json!({"email": ADA, "password": PASSWORD});
    browser.api.post("/auth/login", login.clone()).await.problem(403, "email_not_verified");

    let done = browser.press(&page, None).await;
    says(&done, 200, "Your e-mail address is confirmed");
    assert!(!done.headers.contains_key("set-cookie"), "whoever confirms is not signed in to what others opened");
    browser.api.post("/auth/login", login).await.ok();
    says(&browser.press(&page, None).await, 410, "This link does not work");
    says(&browser.open(&link).await, 410, "This link does not work");
}

#[tokio::test]
async fn a_new_password_is_set_on_a_page_that_says_what_is_wrong_with_it() {
    let installation = Installation::new("");
    let server = installation.start();
    let browser = Browser::new(&server);
    let ada = server.client().register(ADA, "seeker").await;
    browser.api.post("/api/v1/auth/forgot-password", json!({"email": ADA})).await;
    let link = installation.mail(ADA, "Set a new password").await.link();
    let page = browser.open(&link).await;
    says(&page, 200, "Set a new password");
    assert!(page.text.contains("name=\"password\" type=\"password\" autocomplete=\"new-password\""), "{}", page.text);
    assert!(!page.text.contains("role=\"alert\""), "nothing is wrong yet");
    let seen = browser.open(&format!("{link}&show=yes")).await;
    assert!(seen.text.contains("name=\"password\" type=\"text\"") && seen.text.contains("Hide what I type"));

    for (password, why) in [
        ("short", "must have at least 8 characters"),
        ("password123", "one of the first that anybody would try"),
        (ADA, "one of the first that anybody would try"),
        (&"x".repeat(1_025), "must have at most 1024 bytes"),
    ] {
        let refused = browser.press(&seen, Some(password)).await;
        says(&refused, 422, "Set a new password");
        let complaint = refused.text.split("role=\"alert\">").nth(1).unwrap().split('<').next().unwrap();
        assert!(complaint.contains(why), "{complaint}");
        assert!(refused.text.contains("aria-describedby=\"wrong hint\" aria-invalid=\"true\""), "{}", refused.text);
        assert!(refused.text.contains("type=\"text\"") && !refused.text.contains(&format!("value=\"{password}\"")));
    }
    says(&browser.press(&page, None).await, 422, "Set a new password");
    ada.get("/users/me").await.ok();

    let done = browser.press(&page, Some("battery staple")).await;
    says(&done, 200, "Your new password is set");
    assert!(done.text.contains("All other sessions of <strong>ada@example.org</strong> have ended"), "{}", done.text);
    assert!(!done.headers.contains_key("set-cookie"), "a second factor is asked for as ever");
    eventually("her sign-in to end", async || (ada.get("/users/me").await.status == 401).then_some(())).await;
    browser.api.post("/auth/login", json!({"email": ADA, "password": "battery staple"})).await.ok();
    says(&browser.press(&page, Some("another one")).await, 410, "This link does not work");
    installation.mail(ADA, "Your password was changed").await;
}

#[tokio::test]
async fn au_29_a_link_signs_in_the_browser_in_which_a_person_says_so() {
    let installation = Installation::new("");
    let server = installation.start();
    let browser = Browser::new(&server);
    server.client().register_verified(&installation, ADA, "seeker").await;
    browser.api.post("/auth/v1/otp", json!({"email": ADA})).await.ok();
    let link = installation.mail(ADA, "Sign in").await.link();
    let page = browser.open(&link).await;
    says(&page, 200, "Sign in");
    for origin in ["https://evil.example", "null"] {
        says(&browser.press_on(&page, None, origin).await, 403, "Nothing has happened");
    }
    let done = browser.press(&page, None).await;
    says(&done, 200, "You are signed in");
    let cookies: Vec<&str> = done.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert!(cookies.len() == 2 && cookies.iter().all(|cookie| cookie.contains("HttpOnly")), "{cookies:?}");
    let kept: Vec<&str> = cookies.iter().map(|cookie| cookie.split(';').next().unwrap()).collect();
    let me = browser.api.request(Method::GET, "/users/me").header("cookie", kept.join("; "));
    assert_eq!(browser.api.send(me).await.ok()["email"], ADA);
    says(&browser.press(&page, None).await, 410, "This link does not work");
}

#[tokio::test]
async fn whoever_wants_to_show_that_it_is_they_gets_a_code_and_nobody_else_tokens() {
    let installation = Installation::new("");
    let server = installation.start();
    let browser = Browser::new(&server);
    server.client().register_verified(&installation, ADA, "seeker").await;
    let challenge = json!({"email": ADA, "code_challenge_method": "s256",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"});
    browser.api.post("/auth/v1/otp", challenge).await.ok();
    let page = browser.open(&installation.mail(ADA, "Sign in").await.link()).await;
    let sent = browser.press(&page, None).await;
    assert_eq!(sent.status, 303, "{sent:?}");
    let to = Url::parse(sent.headers["location"].to_str().unwrap()).unwrap();
    let (name, code) = to.query_pairs().next().unwrap();
    assert!(to.as_str().starts_with(&server.address) && name == "code" && to.fragment().is_none(), "{to}");
    let exchange = json!({"auth_code": code, "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"});
    browser.api.post("/auth/v1/token?grant_type=pkce", exchange).await.ok();
}

#[tokio::test]
async fn an_address_is_changed_when_its_owner_says_so() {
    let installation = Installation::new("");
    let server = installation.start();
    let browser = Browser::new(&server);
    let ada = server.client().register_verified(&installation, ADA, "seeker").await;
    let new = "lovelace@example.org";
    let mut older: Option<String> = None;
    for rival in [true, false] {
        ada.post("/api/v1/auth/change-email", json!({"email": new})).await;
        let link = eventually("another mail", async || {
            let about = |mail: &Mail| mail.to == new && mail.subject.starts_with("Confirm your new e-mail address");
            let newest = installation.mails().into_iter().rfind(about)?.link();
            Some(newest).filter(|link| older.as_ref() != Some(link))
        })
        .await;
        if let Some(older) = &older {
            says(&browser.open(older).await, 410, "This link does not work");
        }
        let page = browser.open(&link).await;
        older = Some(link);
        says(&page, 200, "Change your e-mail address");
        assert!(page.text.contains(new), "{}", page.text);
        if rival {
            let other = server.client().register(new, "seeker").await;
            says(&browser.press(&page, None).await, 409, "This address belongs to another account");
            other.send(other.request(Method::DELETE, "/api/v1/users/me")).await;
            continue;
        }
        let done = browser.press(&page, None).await;
        says(&done, 200, "Your e-mail address is changed");
        assert!(!done.headers.contains_key("set-cookie"), "a link to a new address opens no sign-in");
    }
    browser.api.login(new).await;
    installation.mail(ADA, "Your e-mail address was changed").await;
}

#[tokio::test]
async fn wb_01_a_link_that_is_none_gets_a_page_that_repeats_nothing_of_it() {
    let installation = Installation::new("");
    let server = installation.start();
    let browser = Browser::new(&server);
    let hostile = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
    for query in [
        String::new(),
        "?token=x".to_owned(),
        "?type=recovery".to_owned(),
        format!("?token={hostile}&type=recovery"),
        format!("?token={hostile}&type={hostile}"),
        format!("?token={hostile}&type=magiclink&show={hostile}"),
    ] {
        let page = browser.api.get(&format!("/auth/from-mail{query}")).await;
        says(&page, 410, "This link does not work");
        assert!(!page.text.contains("alert(1)"), "{}", page.text);
    }
    // Links of clients of Supabase Auth that name no page of theirs, and of browsers that follow the older contract.
    let to = format!("{}/auth/from-mail?token=x&type=signup", server.address);
    for path in ["/auth/v1/verify?token=x&type=signup", "/api/v1/auth/verify-email?token=x"] {
        let sent = browser.api.send(browser.api.request(Method::GET, path).header("accept", "text/html")).await;
        assert_eq!((sent.status.as_u16(), sent.headers["location"].to_str().unwrap()), (303, to.as_str()), "{path}");
    }
    browser.api.get("/api/v1/auth/verify-email?token=x").await.problem(401, "unauthorized");
}

#[tokio::test]
async fn whoever_confirms_an_address_that_a_stranger_signed_up_with_sets_the_password() {
    let installation = Installation::new("[accounts]\nrequire_verified_email = true\n");
    let server = installation.start();
    let browser = Browser::new(&server);
    for password in ["a stranger's password", PASSWORD] {
        let signed_up = browser.api.post("/auth/register", json!({"email": ADA, "password": password})).await;
        assert_eq!(signed_up.status, 202, "{signed_up:?}");
    }
    let page = browser.open(&installation.mail(ADA, "Confirm your e-mail address").await.link()).await;
    let done = browser.press(&page, None).await;
    says(&done, 200, "Your e-mail address is confirmed");
    assert!(done.text.contains("no password from before works"), "{}", done.text);
    for password in ["a stranger's password", PASSWORD] {
        let login = json!({"email": ADA, "password": password});
        browser.api.post("/auth/login", login).await.problem(401, "unauthorized");
    }
    let page = browser.open(&installation.mail(ADA, "Set a new password").await.link()).await;
    says(&browser.press(&page, Some(PASSWORD)).await, 200, "Your new password is set");
    browser.api.login(ADA).await;
}
