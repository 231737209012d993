//! Many at once, and many in a row: refreshes that race, logins that flood, and clocks held against answers that must not
//! say who has an account.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use futures_util::{StreamExt, stream};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use reqwest::Method;
use serde_json::{Value, json};
use tests_servers::random::Random;

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
    let began = Instant::now();
    for round in 0..ROUNDS {
        let asked = (0..AT_ONCE).map(|n| refreshes(&nodes[n % nodes.len()], &tokens["refresh_token"]));
        let answers: Vec<Value> = join_all(asked).await.iter().map(Answer::ok).collect();
        let next = &answers[0]["refresh_token"];
        assert!(answers.iter().all(|answer| answer["refresh_token"] == *next), "round {round}: one step");
        assert_ne!(*next, tokens["refresh_token"]);
        old.push(tokens["refresh_token"].clone());
        tokens = answers.into_iter().next().unwrap();
    }
    println!("{AT_ONCE} x {ROUNDS} refreshes on {} nodes took {:?}", nodes.len(), began.elapsed());
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
    let told = mails.iter().filter(|mail| mail.subject.starts_with("You were signed out")).count();
    assert_eq!(told, robbed.len(), "each is told once");
    let log = admin.get("/api/v1/admin/audit-log?limit=100").await.ok();
    let noted = log.as_array().unwrap().iter().filter(|entry| entry["action"] == "token_reused");
    assert_eq!(noted.filter(|entry| entry["outcome"] == "refused").count(), robbed.len(), "{log}");
}

/// What an answer says, but for what names the request and what counts requests.
fn said(answer: &Answer) -> (u16, Vec<(String, String)>, Value) {
    let mut body = answer.json();
    if let Some(body) = body.as_object_mut() {
        body.remove("request_id");
    }
    let varies = |name: &&str| !matches!(*name, "date" | "x-request-id") && !name.starts_with("ratelimit");
    let names = answer.headers.keys().map(reqwest::header::HeaderName::as_str).filter(varies);
    let headers = names.map(|name| (name.to_owned(), answer.headers[name].to_str().unwrap().to_owned()));
    let mut headers: Vec<_> = headers.collect();
    headers.sort();
    (answer.status.as_u16(), headers, body)
}

/// Asks about an address that has an account and one that has none, again and again, one first or the other by chance. They
/// are told the same. Answers how sure it is that one takes longer than the other: Welch's t.
async fn t_of_pairs(pairs: usize, mut ask: impl AsyncFnMut(usize, bool) -> Answer) -> f64 {
    let mut chance = Random::of(33);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for n in 0..pairs {
        let first_is_known = chance.below(2) == 0;
        let mut told = Vec::new();
        for is_known in [first_is_known, !first_is_known] {
            let began = Instant::now();
            told.push(said(&ask(n, is_known).await));
            let times = if is_known { &mut known } else { &mut unknown };
            times.push(began.elapsed().as_secs_f64());
        }
        assert_eq!(told[0], told[1], "pair {n}");
    }
    // What took longer than nine of ten was kept waiting by something else on this machine.
    let mut all = [known.clone(), unknown.clone()].concat();
    all.sort_by(f64::total_cmp);
    let longest = all[all.len() * 9 / 10];
    for times in [&mut known, &mut unknown] {
        times.retain(|time| *time <= longest);
    }
    let (of_known, of_unknown) = (Sample::of(&known), Sample::of(&unknown));
    println!("known {:.3} ms, unknown {:.3} ms", of_known.mean * 1e3, of_unknown.mean * 1e3);
    of_known.t(&of_unknown)
}

#[derive(Debug)]
struct Sample {
    mean: f64,
    /// The variance of the mean.
    uncertainty: f64,
}

impl Sample {
    fn of(values: &[f64]) -> Self {
        let count = f64::from(u32::try_from(values.len()).unwrap());
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
        Self { mean, uncertainty: variance / count }
    }

    /// Welch's t.
    fn t(&self, other: &Self) -> f64 {
        (self.mean - other.mean) / (self.uncertainty + other.uncertainty).sqrt()
    }
}

#[test]
fn a_difference_of_means_is_seen_through_noise() {
    let mut chance = Random::of(1);
    let mut noisy = |mean: f64| -> Vec<f64> { (0..300).map(|_| mean + f64::from(chance.byte())).collect() };
    let (one, same, more) = (Sample::of(&noisy(0.0)), Sample::of(&noisy(0.0)), Sample::of(&noisy(50.0)));
    assert!(one.t(&same).abs() < 4.5 && more.t(&one) > 4.5, "{one:?} {same:?} {more:?}");
    let (a, b) = (Sample::of(&[1.0, 2.0, 3.0]), Sample::of(&[2.0, 4.0, 6.0, 8.0]));
    assert!((a.t(&b) + 2.121).abs() < 0.001, "as the textbook has it: {}", a.t(&b));
}

/// Few enough of each account for its own limits to stay out of it.
#[tokio::test(flavor = "multi_thread")]
async fn enumeration_neither_what_is_said_nor_how_long_it_takes_tells_who_has_an_account() {
    const ACCOUNTS: usize = 400;
    const LOGINS: usize = 2_000;
    const FORGOTTEN: usize = 2_000;
    let installation = Installation::new(BEHIND_A_PROXY);
    let server = installation.start();
    let api = server.client();
    let people: Vec<String> = (0..ACCOUNTS).map(|n| format!("known{n}@example.org")).collect();
    register_all(&api, &people).await;
    let email = |n: usize, is_known: bool| {
        if is_known { people[n % ACCOUNTS].clone() } else { format!("other{}@example.org", n % ACCOUNTS) }
    };
    let login = t_of_pairs(LOGINS, async |n, is_known| {
        let body = json!({"email": email(n, is_known), "password": "wrong horse"});
        let answer = posts_from(&api, n, "/auth/login", &body).await;
        answer.problem(401, "unauthorized");
        answer
    })
    .await;
    let forgotten = t_of_pairs(FORGOTTEN, async |n, is_known| {
        let body = json!({"email": email(n, is_known)});
        let answer = posts_from(&api, n, "/api/v1/auth/forgot-password", &body).await;
        assert_eq!(answer.status, 202, "{answer:?}");
        answer
    })
    .await;
    println!("t of {LOGINS} pairs of logins: {login:.2}; of {FORGOTTEN} pairs of forgotten passwords: {forgotten:.2}");
    assert!(login.abs() < 4.5 && forgotten.abs() < 4.5, "t is {login} and {forgotten}");
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
        let (api, began) = (&api, Instant::now());
        let answers = join_all(emails.iter().enumerate().map(|(n, email)| async move {
            let body = json!({"email": email, "password": PASSWORD});
            posts_from(api, n, "/auth/login", &body).await
        }));
        (answers.await, began.elapsed())
    });
    let mut waits = Vec::new();
    let (answers, took) = loop {
        let began = Instant::now();
        tokio::select! {
            flooded = &mut flood => break flooded.unwrap(),
            answer = other.get("/healthz") => {
                answer.ok();
                waits.push(began.elapsed());
            }
        }
    };
    waits.sort_unstable();
    let p99 = waits[waits.len() * 99 / 100];
    let grown = peak(&server).saturating_sub(before);
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    let (right, wrong, busy) = (count(200), count(401), count(503));
    println!(
        "{LOGINS} logins in {took:?}: {right} got in, {wrong} did not, {busy} were told to come back; {:.1} MiB more than \
         {:.1}; /healthz {} times, p99 {p99:?}",
        mebibytes(grown),
        mebibytes(before),
        waits.len(),
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
    assert!(p99 < Duration::from_secs(1), "{p99:?}");
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
    // The shortest of several is the work alone.
    let timed = async |api: &Api, path: &str, status: u16, body: Value| {
        let mut times = Vec::new();
        for _ in 0..5 {
            let began = Instant::now();
            let answer = api.post(path, body.clone()).await;
            times.push(began.elapsed());
            assert_eq!(answer.status.as_u16(), status, "{path}: {answer:?}");
        }
        times.into_iter().min().unwrap()
    };
    let wrong = json!({"email": "ada@example.org", "password": "wrong horse"});
    let hashed = timed(&api, "/auth/login", 401, wrong).await;
    for (who, path, status, body) in [
        (&api, "/auth/login", 401, json!({"email": "ada@example.org", "password": long})),
        (&api, "/auth/login", 401, json!({"email": "not an address", "password": long})),
        (&api, "/auth/register", 422, json!({"email": "bob@example.org", "password": long})),
        (&api, "/api/v1/auth/reset-password", 422, json!({"token": "0".repeat(64), "password": long})),
        (&ada, "/api/v1/auth/reauthenticate", 401, json!({"password": long})),
    ] {
        let refused = timed(who, path, status, body).await;
        println!("{path}: a hash takes {hashed:?}, a refusal {refused:?}");
        assert!(refused * 3 < hashed, "{path}: {refused:?} is too near to {hashed:?}");
    }
}
