//! Rate limits: by address and by account, before any work is done, and across all nodes.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use futures_util::future::join_all;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use sqlx::{Connection, Executor};
use tests_servers::TestPostgres;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::protection::is_protected;
use crate::support::chat::Chat;
use crate::support::{Answer, Api, Installation, Server};

/// These limits, and nobody is kept from anything else.
fn limits(ours: &[(&str, u32)]) -> String {
    let mut config = "[limits]\n".to_owned();
    for class in ["reading", "writing", "uploading", "credentials", "models"] {
        let limit = ours.iter().find(|(name, _)| *name == class).map_or(1_000_000_000, |(_, limit)| *limit);
        config.push_str(&format!("{class} = {limit}\n"));
    }
    config
}

/// How many may have been let through since then: this many at once, and as many again in every minute.
fn most(limit: usize, began: Instant) -> usize {
    limit + 1 + limit * usize::try_from(began.elapsed().as_secs()).unwrap() / 60
}

/// For another account each time: how often one account is tried is limited further in.
fn wrong_login(api: &Api) -> RequestBuilder {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let email = format!("p{}@example.org", NEXT.fetch_add(1, Ordering::Relaxed));
    api.request(Method::POST, "/auth/login").json(&json!({"email": email, "password": "guessed wrong"}))
}

/// How many were not refused. Whoever was is told when to come back.
fn let_through(answers: &[Answer]) -> usize {
    let is_refused = |answer: &&Answer| answer.status.as_u16() == 429;
    for refused in answers.iter().filter(is_refused) {
        refused.problem(429, "rate_limit_exceeded");
        is_protected(refused);
        let number = |name: &str| refused.headers[name].to_str().unwrap().parse::<u64>().unwrap();
        assert!((1..=60).contains(&number("retry-after")), "{refused:?}");
        assert_eq!(number("ratelimit-remaining"), 0, "{refused:?}");
        assert!(number("ratelimit-limit") > 0 && number("ratelimit-reset") <= 60, "{refused:?}");
    }
    answers.iter().filter(|answer| !is_refused(answer)).count()
}

#[tokio::test]
async fn rl_01_no_header_makes_somebody_else_of_a_client() {
    let installation = Installation::new(&limits(&[("credentials", 10)]));
    let server = installation.start();
    let api = server.client();
    let (mut answers, began) = (Vec::new(), Instant::now());
    for n in 0..200 {
        let other = format!("198.51.100.{n}");
        let request = wrong_login(&api)
            .header("x-forwarded-for", &other)
            .header("x-real-ip", &other)
            .header("forwarded", format!("for={other}"))
            .header("cf-connecting-ip", &other);
        answers.push(api.send(request).await);
    }
    let through = let_through(&answers);
    assert!((10..=most(10, began)).contains(&through), "{through} of 200 were let through");
    let log = server.log();
    assert_eq!(log.matches("trusted_proxies").count(), 1, "whoever has forgotten a proxy is told so once: {log}");
}

#[tokio::test]
async fn rl_01_behind_a_trusted_proxy_the_client_is_limited_and_not_the_proxy() {
    let config = format!("[server]\ntrusted_proxies = [\"127.0.0.0/8\"]\n{}", limits(&[("credentials", 10)]));
    let installation = Installation::new(&config);
    let server = installation.start();
    let api = server.client();
    let asks = async |made_up: u8, client: &str| {
        let hops = format!("198.51.100.{made_up}, {client}");
        api.send(wrong_login(&api).header("x-forwarded-for", hops)).await
    };
    let (mut answers, began) = (Vec::new(), Instant::now());
    for n in 0..40 {
        answers.push(asks(n, "203.0.113.7").await);
    }
    let through = let_through(&answers);
    assert!((10..=most(10, began)).contains(&through), "{through} of 40 were let through");
    assert_eq!(asks(0, "203.0.113.8").await.status.as_u16(), 401, "another client is counted apart");
}

#[tokio::test]
async fn answers_say_how_often_one_may_still_ask() {
    let installation = Installation::new(&limits(&[("reading", 4)]));
    let server = installation.start();
    let api = server.client();
    for remaining in ["3", "2", "1", "0"] {
        let answer = api.get("/jobs/feed").await;
        assert_eq!((answer.status.as_u16(), &answer.headers["ratelimit-limit"]), (200, &"4".parse().unwrap()));
        assert_eq!(answer.headers["ratelimit-remaining"], remaining);
        assert!(answer.headers.contains_key("ratelimit-reset"));
    }
    api.get("/jobs/feed").await.problem(429, "rate_limit_exceeded");
    api.get("/nowhere").await.problem(429, "rate_limit_exceeded");
    for probe in ["/healthz", "/readyz", "/metrics"] {
        let answer = api.get(probe).await;
        assert!(answer.status.is_success() && !answer.headers.contains_key("ratelimit-limit"), "{answer:?}");
    }
}

/// Behind one address are many people; one person has many addresses.
#[tokio::test]
async fn an_account_is_limited_wherever_it_asks_from() {
    let config = format!("[server]\ntrusted_proxies = [\"127.0.0.0/8\"]\n{}", limits(&[("reading", 5)]));
    let installation = Installation::new(&config);
    let server = installation.start();
    let api = server.client();
    let (mira, eve) =
        (api.register("mira@example.org", "seeker").await, api.register("eve@example.org", "seeker").await);
    let from = async |api: &Api, n: u8| {
        api.send(api.request(Method::GET, "/users/me").header("x-forwarded-for", format!("203.0.113.{n}"))).await
    };
    let (mut answers, began) = (Vec::new(), Instant::now());
    for n in 0..20 {
        answers.push(from(&mira, n).await);
    }
    let through = let_through(&answers);
    assert!((5..=most(5, began)).contains(&through), "{through} of 20 were let through");
    assert_eq!(from(&eve, 100).await.status.as_u16(), 200);
}

#[tokio::test]
async fn an_account_says_only_so_much_at_once() {
    let installation = Installation::new(&limits(&[("writing", 3)]));
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    // The session itself was something written, by the account and by its address.
    let session = seeker.post("/chat/sessions", json!({})).await.ok();
    let mut chat = Chat::begin(&seeker, &session["id"]).await;
    for n in 0..2 {
        chat.send_message(&format!("00000000-0000-4000-8000-00000000000{n}"), "Am I a fit?").await;
    }
    chat.send_message("00000000-0000-4000-8000-000000000009", "And now?").await;
    let (mut acknowledged, mut frame) = (0, chat.next().await);
    while frame["type"] != "error" {
        acknowledged += u32::from(frame["type"] == "ack");
        frame = chat.next().await;
    }
    assert_eq!((acknowledged, &frame["code"]), (2, &json!("rate_limit_exceeded")), "{frame}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rl_03_three_nodes_count_as_one() {
    let postgres = TestPostgres::new().await;
    let config =
        format!("{}[database]\nprovider = \"postgres\"\nurl = \"{}\"\n", limits(&[("credentials", 20)]), postgres.url);
    let installation = Installation::new(&config);
    let nodes = [installation.start(), installation.start(), installation.start()];
    let clients: Vec<Api> = nodes.iter().map(Server::client).collect();
    let answers = join_all((0..60).map(|n| clients[n % 3].send(wrong_login(&clients[n % 3])))).await;
    // Hashing may be too busy for some; they were let through all the same.
    assert_eq!(let_through(&answers), 20);
    let mut superuser = postgres.superuser().await;
    let keys: Vec<(String,)> =
        sqlx::query_as("SELECT key FROM jobwright.rate_limits").fetch_all(&mut superuser).await.unwrap();
    let by_address = keys.iter().filter(|(key,)| key.starts_with("credentials:")).count();
    assert_eq!(by_address, 1, "{keys:?}");
    assert!(keys.iter().all(|(key,)| !key.contains("127.0.0.1")), "no address is kept in clear: {keys:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rl_04_without_the_count_nobody_signs_in_and_everybody_reads() {
    let postgres = TestPostgres::new().await;
    let installation = Installation::new(&format!("[database]\nprovider = \"postgres\"\nurl = \"{}\"\n", postgres.url));
    let server = installation.start();
    let api = server.client();
    api.register("mira@example.org", "seeker").await;
    let mut superuser = postgres.superuser().await;
    let mut locked = superuser.begin().await.unwrap();
    locked.execute("LOCK TABLE jobwright.rate_limits IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let right = json!({"email": "mira@example.org", "password": "correct horse"});
    let (signing_in, reading) = tokio::join!(api.post("/auth/login", right.clone()), api.get("/jobs/feed"));
    signing_in.problem(503, "unavailable");
    assert!(signing_in.headers.contains_key("retry-after"), "{signing_in:?}");
    is_protected(&signing_in);
    reading.ok();
    locked.rollback().await.unwrap();
    api.post("/auth/login", right).await.ok();
}

#[tokio::test]
async fn rl_05_a_refused_login_hashes_nothing() {
    let installation = Installation::new(&limits(&[("credentials", 3)]));
    let server = installation.start();
    let api = server.client();
    let login = async || {
        let (cost, answer) = api.costing("/auth/login", api.send(wrong_login(&api))).await;
        (answer.status.as_u16(), cost)
    };
    for _ in 0..3 {
        let (status, cost) = login().await;
        assert_eq!((status, cost.hashes), (401, 1));
    }
    for _ in 0..15 {
        let (status, cost) = login().await;
        assert_eq!((status, cost.hashes), (429, 0));
    }
}

#[tokio::test]
async fn rl_05_of_a_refused_upload_nothing_is_read() {
    let installation = Installation::new(&limits(&[("uploading", 1)]));
    let server = installation.start();
    let seeker = server.client().register("mira@example.org", "seeker").await;
    let read = seeker.upload("/users/extract-skills", "a.pdf", b"%PDF-1.7 and then nothing".to_vec()).await;
    read.problem(422, "unparseable_document");
    let mut socket = TcpStream::connect(server.address.trim_start_matches("http://")).await.unwrap();
    let head = format!(
        "POST /users/extract-skills HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\
         Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 10000000\r\n\r\n",
        seeker.token.as_ref().unwrap()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    // Of the body not a byte is sent: the answer comes without it, and the connection ends.
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 429") && answer.contains("rate_limit_exceeded"), "{answer}");
    let problem: Value = serde_json::from_str(answer.rsplit("\r\n\r\n").next().unwrap()).unwrap();
    assert_eq!(problem["status"], 429);
}
