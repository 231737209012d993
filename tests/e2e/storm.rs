//! Concurrency: racing token refreshes, and floods of logins.

use futures_util::future::join_all;
use futures_util::{StreamExt, stream};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::identity::PASSWORD;
use crate::support::{Answer, Api, Installation, Server, eventually, is_on_postgres};

const BEHIND_A_PROXY: &str = "[server]\ntrusted_proxies = [\"127.0.0.0/8\"]\n";
/// More than the server hashes at once, and not so many that some are sent away.
const REGISTERING: usize = 4;

/// Who asks from an address of their own.
async fn posts_from(api: &Api, n: usize, path: &str, body: &Value) -> Answer {
    let address = format!("203.0.{}.{}", n / 250, n % 250);
    api.send(api.request(Method::POST, path).header("x-forwarded-for", address).json(body)).await
}

/// Accounts of so many people: their tokens.
async fn register_all(api: &Api, emails: &[String]) -> Vec<Value> {
    let registering = emails.iter().map(|email| {
        let body = json!({"email": email, "password": PASSWORD});
        async move { api.post("/auth/register", body).await.ok() }
    });
    stream::iter(registering).buffered(REGISTERING).collect().await
}

async fn refreshes(api: &Api, token: &Value) -> Answer {
    api.post("/auth/refresh", json!({"refresh_token": token})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn au_01_au_05_a_storm_of_refreshes_is_one_step_at_a_time_and_a_copied_token_always_ends_it() {
    const AT_ONCE: usize = 20;
    const ROUNDS: usize = 200;
    const ROBBED: usize = 20;
    let installation = Installation::new("");
    // Two nodes on Postgres; SQLite has one.
    let servers =
        if is_on_postgres() { vec![installation.start(), installation.start()] } else { vec![installation.start()] };
    let nodes: Vec<Api> = servers.iter().map(Server::client).collect();
    let api = &nodes[0];
    let admin = api.admin(&installation).await;

    // The oldest token of each of these, somebody has copied.
    let emails: Vec<String> = (0..ROBBED).map(|n| format!("p{n}@example.org")).collect();
    let mut robbed = Vec::new();
    for (email, first) in emails.iter().zip(register_all(api, &emails).await) {
        let second = refreshes(api, &first["refresh_token"]).await.ok();
        let third = refreshes(api, &second["refresh_token"]).await.ok();
        robbed.push((email.as_str(), first["refresh_token"].clone(), third));
    }

    let elsewhere = api.register("ada@example.org", "seeker").await;
    let mut tokens = api.login("ada@example.org").await;
    let mut old = Vec::new();
    for round in 0..ROUNDS {
        let refreshing = (0..AT_ONCE).map(|n| refreshes(&nodes[n % nodes.len()], &tokens["refresh_token"]));
        let answers: Vec<Value> = join_all(refreshing).await.iter().map(Answer::ok).collect();
        let next = &answers[0]["refresh_token"];
        assert!(answers.iter().all(|answer| answer["refresh_token"] == *next), "round {round}: one step");
        assert_ne!(*next, tokens["refresh_token"]);
        old.push(tokens["refresh_token"].clone());
        tokens = answers.into_iter().next().unwrap();
    }
    api.with_token(&tokens["access_token"]).get("/users/me").await.ok();

    // For ten seconds it may be a tab that was slow; then it is somebody else.
    let copied = old[ROUNDS - 2].clone();
    assert_eq!(refreshes(api, &copied).await.ok()["refresh_token"], tokens["refresh_token"]);
    let refused = eventually("the copied token to be noticed", async || {
        let answer = refreshes(api, &copied).await;
        (!answer.status.is_success()).then_some(answer)
    })
    .await;
    refused.problem(401, "unauthorized");
    for (n, (_, copied, _)) in robbed.iter().enumerate() {
        refreshes(&nodes[n % nodes.len()], copied).await.problem(401, "unauthorized");
    }
    robbed.push(("ada@example.org", copied, tokens));
    for (email, _, tokens) in &robbed {
        refreshes(api, &tokens["refresh_token"]).await.problem(401, "unauthorized");
        let owner = api.with_token(&tokens["access_token"]);
        eventually("the session to be over everywhere", async || {
            (owner.get("/users/me").await.status == 401).then_some(())
        })
        .await;
        installation.mail(email, "You were signed out").await;
    }
    elsewhere.get("/users/me").await.ok();
    let mails = installation.mails();
    let notices = mails.iter().filter(|mail| mail.subject.starts_with("You were signed out")).count();
    assert_eq!(notices, robbed.len(), "each is told once");
    let log = admin.get("/api/v1/admin/audit-log?limit=100").await.ok();
    let noted = log["items"].as_array().unwrap().iter().filter(|entry| entry["action"] == "token_reused");
    assert_eq!(noted.filter(|entry| entry["outcome"] == "refused").count(), robbed.len(), "{log}");
}

/// The most memory a process ever had, in bytes.
fn peak(server: &Server) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
}

#[tokio::test(flavor = "multi_thread")]
async fn au_32_a_flood_of_logins_takes_little_memory_and_nobody_elses_time() {
    const LOGINS: usize = 1_000;
    const ACCOUNTS: usize = 100;
    /// Hashes that wait for their turn.
    const QUEUE: u64 = 64;
    // One connection for each on either side; the server inherits this.
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    setrlimit(Resource::RLIMIT_NOFILE, most.min(10_000), most).unwrap();
    let installation = Installation::new(BEHIND_A_PROXY);
    let server = installation.start();
    let emails: Vec<String> = (0..LOGINS).map(|n| format!("p{n}@example.org")).collect();
    register_all(&server.client(), &emails[..ACCOUNTS]).await;
    server.stop();
    // One that has not hashed anything yet.
    let server = installation.start();
    let (api, other) = (server.client(), server.client());
    other.get("/healthz").await.ok();
    let before = server.resident();

    let mut flood = tokio::spawn(async move {
        let api = &api;
        let answers = join_all(emails.iter().enumerate().map(|(n, email)| async move {
            let body = json!({"email": email, "password": PASSWORD});
            posts_from(api, n, "/auth/login", &body).await
        }));
        answers.await
    });
    // How many passwords were hashed while somebody else waited for an answer, each time.
    let (mut meanwhile, mut hashed) = (Vec::new(), 0);
    let answers = loop {
        tokio::select! {
            answers = &mut flood => break answers.unwrap(),
            cost = other.cost("/auth/login") => {
                meanwhile.push(cost.hashes - hashed);
                hashed = cost.hashes;
            }
        }
    };
    meanwhile.sort_unstable();
    let usual = meanwhile[meanwhile.len() / 2];
    let grown = peak(&server).saturating_sub(before);
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    let (right, wrong, busy) = (count(200), count(401), count(503));
    println!(
        "{LOGINS} logins: {right} got in, {wrong} did not, {busy} were told to come back; {:.1} MiB more than {:.1}; \
         somebody else was answered {} times, usually within {usual} hashes",
        mebibytes(grown),
        mebibytes(before),
        meanwhile.len(),
    );
    assert_eq!(
        right + wrong + busy,
        LOGINS,
        "{:?}",
        answers.iter().find(|a| ![200, 401, 503].contains(&a.status.as_u16()))
    );
    assert!(right + wrong > 0 && busy > 0, "it was a flood, and some were served");
    for answer in answers.iter().filter(|answer| answer.status == 503) {
        answer.problem(503, "unavailable");
        assert!(answer.headers.contains_key("retry-after"), "{answer:?}");
    }
    assert!(grown <= 120 * 1024 * 1024, "{:.1} MiB more", mebibytes(grown));
    assert!(usual < QUEUE / 2, "others wait behind {usual} hashes");
}

/// To be printed.
fn mebibytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap()) / 1024.0
}

#[tokio::test]
async fn rl_05_a_password_nobody_can_have_is_refused_before_it_is_hashed() {
    let installation = Installation::new("");
    let server = installation.start();
    let api = server.client();
    let ada = api.register("ada@example.org", "seeker").await;
    let long = "x".repeat(1025);
    for (who, path, status, body) in [
        (&api, "/auth/login", 401, json!({"email": "ada@example.org", "password": long})),
        (&api, "/auth/login", 401, json!({"email": "not an address", "password": long})),
        (&api, "/auth/register", 422, json!({"email": "bob@example.org", "password": long})),
        (&api, "/api/v1/auth/reset-password", 422, json!({"token": "0".repeat(64), "password": long})),
        (&ada, "/api/v1/auth/reauthenticate", 401, json!({"password": long})),
    ] {
        let (cost, answer) = api.costing(path, who.post(path, body)).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {answer:?}");
        assert_eq!(cost.hashes, 0, "{path}");
    }
    let wrong = json!({"email": "ada@example.org", "password": "wrong horse"});
    let (cost, answer) = api.costing("/auth/login", api.post("/auth/login", wrong)).await;
    answer.problem(401, "unauthorized");
    assert_eq!(cost.hashes, 1, "what somebody may have is hashed");
}
