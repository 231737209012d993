//! Social sign-in: which account it opens, which browser may complete the callback, and where it redirects.

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use serde_json::{Value, json};

use crate::support::issuer::{ISSUER, Issuer};
use crate::support::{Api, Installation, Server, eventually};

const ADDRESS: &str = "ada@example.org";

/// A server, and an issuer beside it.
struct World {
    issuer: Issuer,
    installation: Installation,
    server: Server,
}

impl World {
    async fn new() -> Self {
        let issuer = Issuer::start().await;
        let installation = Installation::new(&issuer.config());
        let server = installation.start();
        Self { issuer, installation, server }
    }

    /// Somebody who has registered with a password, here.
    async fn local(&self, is_verified: bool) -> Api {
        let api = self.server.client().register(ADDRESS, "seeker").await;
        if is_verified {
            let code = eventually("the mail with the code", async || self.code()).await;
            let body = json!({"type": "signup", "email": ADDRESS, "token": code});
            api.post("/auth/v1/verify", body).await.ok();
        }
        api
    }

    fn code(&self) -> Option<String> {
        let kept = std::fs::read_dir(self.installation.folder.path().join("data/mail")).unwrap();
        let mails = kept.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap_or_default());
        let mut to_ada = mails.filter(|mail| mail.contains(&format!("To: {ADDRESS}\r\n")));
        let code = |mail: String| Some(mail.split_once("asked for it: ")?.1.get(..6)?.to_owned());
        to_ada.find_map(code)
    }

    /// Somebody the issuer vouches for comes in: where they land.
    async fn comes(&self, subject: &str, email: &str, is_verified: bool) -> FinalUrl {
        self.issuer.vouch_for(subject, email, is_verified);
        let mut browser = Browser::new();
        let back = browser.away(&self.server, "").await;
        FinalUrl(browser.sent(back.as_str()).await)
    }

    fn home(&self) -> String {
        format!("{}/app/", self.server.address)
    }
}

/// Where somebody was sent in the end.
#[derive(Debug)]
struct FinalUrl(Url);

impl FinalUrl {
    fn member(&self, name: &str) -> Option<String> {
        let returned = Url::parse(&format!("fragment:?{}", self.0.fragment().unwrap_or_default())).unwrap();
        returned.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// Whoever is signed in now.
    async fn user(&self, server: &Server) -> Value {
        let token = self.member("access_token").unwrap_or_else(|| panic!("nobody is signed in: {self:?}"));
        server.client().with_token(&json!(token)).get("/auth/v1/user").await.ok()
    }

    /// Nobody is signed in, and this is why.
    #[track_caller]
    fn is_refused(&self, code: &str) {
        assert_eq!(self.member("error_code").as_deref(), Some(code), "{self:?}");
        let query: Vec<_> = self.0.query_pairs().collect();
        assert!(self.member("access_token").is_none() && query.is_empty(), "{self:?}");
    }
}

/// A browser that shows where it is sent instead of going on.
struct Browser {
    client: Client,
    cookie: Option<String>,
}

impl Browser {
    fn new() -> Self {
        Self { client: Client::builder().redirect(Policy::none()).build().unwrap(), cookie: None }
    }

    /// Opens a page: where that sends it.
    async fn sent(&mut self, url: &str) -> Url {
        let mut request = self.client.get(url);
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        let response = request.send().await.unwrap();
        assert!(response.status().is_redirection(), "{url}: {response:?}");
        if let Some(cookie) = response.headers().get(SET_COOKIE) {
            let (cookie, attributes) = cookie.to_str().unwrap().split_once("; ").unwrap();
            for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
                assert!(attributes.contains(attribute), "{attributes}");
            }
            self.cookie = Some(cookie.to_owned());
        }
        response.url().join(response.headers()[LOCATION].to_str().unwrap()).unwrap()
    }

    /// Goes to the issuer, and is sent back: the address that is to be opened next.
    async fn away(&mut self, server: &Server, wishes: &str) -> Url {
        let url = self.sent(&format!("{}/auth/v1/authorize?provider={ISSUER}{wishes}", server.address)).await;
        self.sent(url.as_str()).await
    }
}

fn providers(user: &Value) -> Vec<&str> {
    user["identities"].as_array().unwrap().iter().map(|identity| identity["provider"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn au_28_no_account_is_joined_to_another_by_its_address() {
    for local in [false, true] {
        for elsewhere in [false, true] {
            for is_known in [false, true] {
                let case = format!("here {local}, elsewhere {elsewhere}, known {is_known}");
                let world = World::new().await;
                let ada = world.local(local).await;
                let stranger = if is_known {
                    let first = world.comes("subject-7", "before@example.org", true).await;
                    first.user(&world.server).await["id"].clone()
                } else {
                    Value::Null
                };
                let landed = world.comes("subject-7", ADDRESS, elsewhere).await;
                if is_known {
                    // Who comes is told by the subject; what mail the issuer knows now changes nothing here.
                    let user = landed.user(&world.server).await;
                    assert_eq!((&user["id"], &user["email"]), (&stranger, &json!("before@example.org")), "{case}");
                } else if elsewhere {
                    landed.is_refused("identity_already_exists");
                } else {
                    landed.is_refused("provider_email_needs_verification");
                }
                let user = ada.get("/auth/v1/user").await.ok();
                assert_eq!(providers(&user), ["email"], "{case}");
                assert_eq!(user["email_confirmed_at"].is_null(), !local, "{case}");
                assert_ne!(user["id"], stranger, "{case}");
            }
        }
    }
}

#[tokio::test]
async fn somebody_new_gets_an_account_when_the_issuer_has_seen_their_mail_arrive() {
    let world = World::new().await;
    world.comes("subject-7", ADDRESS, false).await.is_refused("provider_email_needs_verification");
    let landed = world.comes("subject-7", ADDRESS, true).await;
    assert!(landed.0.as_str().starts_with(&world.home()), "{landed:?}");
    let user = landed.user(&world.server).await;
    assert_eq!((&user["email"], user["email_confirmed_at"].is_null()), (&json!(ADDRESS), false));
    assert_eq!(user["user_metadata"]["full_name"], "Ada Lovelace");
    let again = world.comes("subject-7", "moved@example.org", false).await.user(&world.server).await;
    assert_eq!(again["id"], user["id"], "the subject is who it was");
}

#[tokio::test]
async fn an_account_is_linked_by_whoever_is_signed_in_to_it_and_opens_no_other() {
    let world = World::new().await;
    let ada = world.local(true).await;
    let id = ada.get("/auth/v1/user").await.ok()["id"].clone();
    let link = format!("/api/v1/auth/oauth/{ISSUER}/link");
    world.server.client().post(&link, json!({})).await.problem(401, "unauthorized");

    let links = async |api: &Api, subject: &str| {
        world.issuer.vouch_for(subject, "other@example.org", false);
        let started = api.post(&link, json!({})).await;
        let mut browser = Browser::new();
        let cookie = started.headers[SET_COOKIE].to_str().unwrap();
        browser.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        let back = browser.sent(started.ok()["url"].as_str().unwrap()).await;
        FinalUrl(browser.sent(back.as_str()).await)
    };
    let user = links(&ada, "subject-7").await.user(&world.server).await;
    assert_eq!((&user["id"], &user["email"]), (&id, &json!(ADDRESS)));
    assert_eq!(providers(&user), ["email", ISSUER]);
    let user = world.comes("subject-7", "other@example.org", false).await.user(&world.server).await;
    assert_eq!(user["id"], id, "from then on it opens this account");

    let bob = world.server.client().register("bob@example.org", "seeker").await;
    links(&bob, "subject-7").await.is_refused("identity_already_exists");
    assert_eq!(providers(&bob.get("/auth/v1/user").await.ok()), ["email"]);
}

#[tokio::test]
async fn au_29_only_the_browser_that_left_comes_back_and_once() {
    let world = World::new().await;
    world.issuer.vouch_for("subject-7", ADDRESS, true);
    let mut browser = Browser::new();
    let back = browser.away(&world.server, "").await;
    let cookie = browser.cookie.clone();
    let mut other = Browser::new();
    let others = other.away(&world.server, "").await;
    let with = |name: &str, value: Option<&str>| {
        let mut changed = back.clone();
        let kept = back.query_pairs().filter(|(key, _)| key != name);
        changed.query_pairs_mut().clear().extend_pairs(kept);
        changed.query_pairs_mut().extend_pairs(value.map(|value| (name, value)));
        changed
    };
    let state = back.query_pairs().find(|(key, _)| key == "state").unwrap().1.into_owned();
    let others_state = others.query_pairs().find(|(key, _)| key == "state").unwrap().1.into_owned();
    let (first, rest) = state.split_at(1);
    let tampered = format!("{}{rest}", if first == "A" { "B" } else { "A" });
    let shortened = &state[..state.len() - 4];
    for (url, cookie, why) in [
        (with("state", None), &cookie, "no state"),
        (with("state", Some("")), &cookie, "an empty one"),
        (with("state", Some("nonsense")), &cookie, "one that is none of ours"),
        (with("state", Some(&tampered)), &cookie, "one that was changed"),
        (with("state", Some(shortened)), &cookie, "one that was cut"),
        (with("state", Some(&others_state)), &cookie, "another browser's"),
        (back.clone(), &other.cookie, "another browser's cookie"),
        (back.clone(), &None, "no cookie"),
    ] {
        browser.cookie.clone_from(cookie);
        let landed = FinalUrl(browser.sent(url.as_str()).await);
        assert!(landed.0.as_str().starts_with(&world.home()), "{why}: {landed:?}");
        assert_eq!(landed.member("error_code").as_deref(), Some("bad_oauth_state"), "{why}: {landed:?}");
    }
    // None of it was in the way of the one who left.
    browser.cookie.clone_from(&cookie);
    FinalUrl(browser.sent(back.as_str()).await).user(&world.server).await;
    browser.cookie.clone_from(&cookie);
    FinalUrl(browser.sent(back.as_str()).await).is_refused("bad_oauth_state");
}

#[tokio::test]
async fn whoever_gave_up_at_the_issuer_is_told_so_where_they_wanted_to_be() {
    let world = World::new().await;
    let mut browser = Browser::new();
    let wanted = format!("{}/elsewhere", world.server.address);
    let mut back = browser.away(&world.server, &format!("&redirect_to={wanted}")).await;
    back.query_pairs_mut().append_pair("error", "access_denied");
    let landed = FinalUrl(browser.sent(back.as_str()).await);
    landed.is_refused("bad_oauth_callback");
    assert!(landed.0.as_str().starts_with(&format!("{wanted}#")), "{landed:?}");
}

#[tokio::test]
async fn au_29_nobody_is_sent_to_a_page_of_strangers() {
    let world = World::new().await;
    world.issuer.vouch_for("subject-7", ADDRESS, true);
    let own = world.server.address.strip_prefix("http://").unwrap();
    for wanted in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https:/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://127.0.0.1.evil.example/",
        "http://127.0.0.1:1/",
        "http://localhost/",
        &format!("http://{own}@evil.example/"),
        &format!("http://{own}.evil.example/"),
        &format!("https://{own}/"),
        &format!("http://{own}\t.evil.example/"),
    ] {
        let wish = [("redirect_to", wanted)];
        let query = Url::parse_with_params("wish:", wish).unwrap().query().unwrap().to_owned();
        let mut browser = Browser::new();
        let back = browser.away(&world.server, &format!("&{query}")).await;
        let landed = FinalUrl(browser.sent(back.as_str()).await);
        assert!(landed.0.as_str().starts_with(&format!("{}#access_token=", world.home())), "{wanted:?}: {landed:?}");
        let link = format!("{}/auth/v1/verify?type=magiclink&token=nonsense&{query}", world.server.address);
        let landed = browser.sent(&link).await;
        let ours = format!("{}/auth/from-mail?token=nonsense&type=magiclink", world.server.address);
        assert_eq!(landed.as_str(), ours, "{wanted:?}");
    }
}
