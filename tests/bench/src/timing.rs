//! `timing_…`: whether response times reveal who has an account, and how much a flood of sign-ins slows other requests.
//!
//! `tests/e2e/enumeration.rs` counts the work for known and unknown addresses. This benchmark looks for differences
//! that counting cannot see, with Welch's t-test over thousands of pairs, so it needs a quiet machine.

use std::time::{Duration, Instant};

use anyhow::ensure;
use futures_util::future::join_all;
use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tests_servers::random::Random;

use crate::api::{self, Api, credentials};
use crate::progress;
use crate::report::{Figure, number, percentile};
use crate::server::{Installation, Server};

const CONFIG: &str = "[embeddings]\nprovider = \"lexical\"\n[schedule]\nenabled = false\n\
                      [server]\ntrusted_proxies = [\"127.0.0.0/8\"]\n";
/// Few enough pairs for each account that its own limits stay out of it.
const ACCOUNTS: usize = 400;
const PAIRS: usize = 2_000;
const FLOOD: usize = 1_000;
/// As many as are hashed without anybody being sent away.
const REGISTERING: usize = 4;

pub(crate) async fn measure() -> anyhow::Result<Vec<Figure>> {
    let installation = Installation::new(CONFIG)?;
    let server = installation.start().await?;
    let client = api::client()?;
    register_all(&server, &client).await?;
    let login = t_of_pairs("logins", async |n, is_known| {
        let body = json!({"email": email(n, is_known), "password": "wrong horse"});
        post(&server, &client, n, "/auth/login", &body).await
    })
    .await?;
    let forgotten = t_of_pairs("forgotten passwords", async |n, is_known| {
        let body = json!({"email": email(n, is_known)});
        post(&server, &client, n, "/api/v1/auth/forgot-password", &body).await
    })
    .await?;
    let mut waits = waits_in_flood(&server, &client).await?;
    Ok(vec![
        Figure { name: "timing_login_t", value: login.abs(), unit: "t" },
        Figure { name: "timing_forgotten_password_t", value: forgotten.abs(), unit: "t" },
        Figure { name: "timing_healthz_p99_ms_in_flood", value: percentile(&mut waits, 99), unit: "ms" },
    ])
}

fn email(n: usize, is_known: bool) -> String {
    format!("{}{}@example.org", if is_known { "known" } else { "other" }, n % ACCOUNTS)
}

async fn register_all(server: &Server, client: &Client) -> anyhow::Result<()> {
    let _bar = progress::bar("registering 400 people", 1);
    let registering = (0..ACCOUNTS).map(|n| async move {
        Api::register(server, client, &format!("known{n}")).await?;
        anyhow::Ok(())
    });
    stream::iter(registering).buffer_unordered(REGISTERING).try_collect().await
}

/// Asks from an address of its own.
async fn post(
    server: &Server,
    client: &Client,
    n: usize,
    path: &str,
    body: &Value,
) -> anyhow::Result<(StatusCode, Value)> {
    let url = format!("http://{}{path}", server.address);
    let from = format!("203.0.{}.{}", n / 250, n % 250);
    let answer = client.post(url).header("x-forwarded-for", from).json(body).send().await?;
    let status = answer.status();
    let mut body: Value = answer.json().await?;
    if let Some(body) = body.as_object_mut() {
        body.remove("request_id");
    }
    Ok((status, body))
}

/// Asks about an address that has an account and one that has none, again and again, one first or the other by chance. They
/// are told the same. Answers how sure it is that one takes longer than the other: Welch's t.
async fn t_of_pairs(
    what: &str,
    mut ask: impl AsyncFnMut(usize, bool) -> anyhow::Result<(StatusCode, Value)>,
) -> anyhow::Result<f64> {
    let bar = progress::bar(format!("pairs of {what}"), PAIRS);
    let mut chance = Random::seeded(33);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for n in 0..PAIRS {
        let first_is_known = chance.below(2) == 0;
        let mut outcomes = Vec::new();
        for is_known in [first_is_known, !first_is_known] {
            let began = Instant::now();
            outcomes.push(ask(n, is_known).await?);
            let times = if is_known { &mut known } else { &mut unknown };
            times.push(began.elapsed().as_secs_f64());
        }
        ensure!(outcomes[0] == outcomes[1], "the answers to pair {n} differ: {outcomes:?}");
        bar.inc(1);
    }
    // What took longer than nine of ten was kept waiting by something else on this machine.
    let mut all = [known.clone(), unknown.clone()].concat();
    all.sort_by(f64::total_cmp);
    let longest = all[all.len() * 9 / 10];
    for times in [&mut known, &mut unknown] {
        times.retain(|time| *time <= longest);
    }
    let (of_known, of_unknown) = (Sample::of(&known), Sample::of(&unknown));
    let (known, unknown) = (of_known.mean * 1e3, of_unknown.mean * 1e3);
    eprintln!("  {PAIRS} pairs of {what}: known {known:.3} ms, unknown {unknown:.3} ms");
    Ok(of_known.t(&of_unknown))
}

/// How long `/healthz` took, again and again, while a thousand signed in at once.
async fn waits_in_flood(server: &Server, client: &Client) -> anyhow::Result<Vec<Duration>> {
    let _bar = progress::bar("a flood of logins", 1);
    let flood = join_all((0..FLOOD).map(|n| async move {
        post(server, client, n, "/auth/login", &credentials(&format!("known{}", n % ACCOUNTS))).await
    }));
    let mut flood = Box::pin(flood);
    let other = Api::anonymous(server, &api::client()?);
    let mut waits = Vec::new();
    loop {
        let began = Instant::now();
        tokio::select! {
            answers = &mut flood => {
                answers.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
                return Ok(waits);
            }
            answer = other.get("/healthz") => {
                answer?;
                waits.push(began.elapsed());
            }
        }
    }
}

#[derive(Debug)]
struct Sample {
    mean: f64,
    /// The variance of the mean.
    uncertainty: f64,
}

impl Sample {
    fn of(values: &[f64]) -> Self {
        let count = number(values.len());
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
        Self { mean, uncertainty: variance / count }
    }

    /// Welch's t.
    fn t(&self, other: &Self) -> f64 {
        (self.mean - other.mean) / (self.uncertainty + other.uncertainty).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_means_is_seen_through_noise() {
        let mut chance = Random::seeded(1);
        let mut noisy = |mean: f64| -> Vec<f64> { (0..300).map(|_| mean + f64::from(chance.byte())).collect() };
        let (one, same, more) = (Sample::of(&noisy(0.0)), Sample::of(&noisy(0.0)), Sample::of(&noisy(50.0)));
        assert!(one.t(&same).abs() < 4.5 && more.t(&one) > 4.5, "{one:?} {same:?} {more:?}");
        let (a, b) = (Sample::of(&[1.0, 2.0, 3.0]), Sample::of(&[2.0, 4.0, 6.0, 8.0]));
        assert!((a.t(&b) + 2.121).abs() < 0.001, "as the textbook has it: {}", a.t(&b));
    }
}
