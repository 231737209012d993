//! `login_per_second…` and `refresh_…`: password sign-in and token refresh.
//!
//! A login costs a deliberately slow hash, so the hash rate of this machine is reported as the upper bound. Refreshes
//! run in many parallel chains; each uses the token from the previous response of its chain.

use std::time::{Duration, Instant};

use adapter_system::Argon2Hasher;
use anyhow::{Context, ensure};
use futures_util::{StreamExt, TryStreamExt, stream};
use ports::PasswordHasher;
use serde_json::{Value, json};
use tests_servers::TestPostgres;

use crate::api::{self, Api, credentials};
use crate::progress;
use crate::report::{Figure, number, percentile};
use crate::server::{Installation, Server};
use crate::usage::Meter;

const CONFIG: &str = "[embeddings]\nprovider = \"lexical\"\n[schedule]\nenabled = false\n";
const ACCOUNTS: usize = 100;
/// An account can be signed in to thirty times an hour without being looked at twice.
const LOGINS: usize = 10 * ACCOUNTS;
/// More than are hashed at once, so that none of them has to wait for the next to be asked for.
const HASHING: usize = 4;
/// The same with what is around a hash; not so many that some are sent away.
const SIGNING_IN: usize = 16;
const CHAINS: usize = 32;
const REFRESHES: usize = 200;
const HASHES: usize = 400;

pub(crate) async fn measure() -> anyhow::Result<Vec<Figure>> {
    let names = ["login_per_second", "refresh_per_second", "refresh_p99_ms"];
    let (hashes, mut figures) = measure_in(names, &Installation::new(CONFIG)?).await?;
    figures.insert(0, Figure { name: "password_hashes_per_second", value: hashes, unit: "1/s" });
    Ok(figures)
}

pub(crate) async fn measure_on_postgres() -> anyhow::Result<Vec<Figure>> {
    let postgres = TestPostgres::new().await;
    let database = format!("[database]\nprovider = \"postgres\"\nurl = \"{}\"\n", postgres.url);
    let names = ["login_per_second_postgres", "refresh_per_second_postgres", "refresh_p99_ms_postgres"];
    Ok(measure_in(names, &Installation::new(&format!("{CONFIG}{database}"))?).await?.1)
}

/// Hashes a second, and the figures of these names.
async fn measure_in(
    [logins, refreshes, p99]: [&'static str; 3],
    installation: &Installation,
) -> anyhow::Result<(f64, Vec<Figure>)> {
    let hashes = hashes_per_second().await?;
    let server = installation.start().await?;
    let api = Api::anonymous(&server, &api::client()?);
    register_all(&server).await?;
    // The first ones pay for what was never touched.
    sign_in(&api, ACCOUNTS).await?;
    let meter = Meter::start(server.pid())?;
    let (tokens, rate) = sign_in(&api, LOGINS).await?;
    eprintln!("  {rate:.1} logins/s of {hashes:.1} hashes/s; {}", meter.shares()?);
    let meter = Meter::start(server.pid())?;
    let (mut times, per_second) = refresh(&api, &tokens[..CHAINS]).await?;
    eprintln!("  {per_second:.0} refreshes/s; p50 {:.2} ms; {}", percentile(&mut times, 50), meter.shares()?);
    server.stop().await?;
    Ok((
        hashes,
        vec![
            Figure { name: logins, value: rate, unit: "1/s" },
            Figure { name: refreshes, value: per_second, unit: "1/s" },
            Figure { name: p99, value: percentile(&mut times, 99), unit: "ms" },
        ],
    ))
}

/// As the server hashes, with nothing else to do.
async fn hashes_per_second() -> anyhow::Result<f64> {
    let _bar = progress::bar("hashing passwords, for comparison", 1);
    let hasher = Argon2Hasher::default();
    let hash = hasher.hash("correct horse").await?;
    let began = Instant::now();
    let hashing = (0..HASHES).map(|_| async {
        ensure!(hasher.verify("correct horse", Some(&hash)).await?, "a password is not recognised");
        Ok(())
    });
    stream::iter(hashing).buffer_unordered(HASHING).try_collect::<()>().await?;
    Ok(number(HASHES) / began.elapsed().as_secs_f64())
}

fn name(number: usize) -> String {
    format!("seeker-{}", number % ACCOUNTS)
}

async fn register_all(server: &Server) -> anyhow::Result<()> {
    let _bar = progress::bar("registering 100 seekers", 1);
    let client = &api::client()?;
    let registering = (0..ACCOUNTS).map(|number| async move {
        Api::register(server, client, &name(number)).await?;
        anyhow::Ok(())
    });
    stream::iter(registering).buffer_unordered(HASHING).try_collect().await
}

/// The tokens, and logins a second.
async fn sign_in(api: &Api, logins: usize) -> anyhow::Result<(Vec<Value>, f64)> {
    let bar = progress::bar("signing in", logins);
    let (bar, began) = (&bar, Instant::now());
    let signing_in = (0..logins).map(|number| async move {
        let mut tokens = api.post("/auth/login", &credentials(&name(number))).await?;
        bar.inc(1);
        anyhow::Ok(tokens["refresh_token"].take())
    });
    let tokens = stream::iter(signing_in).buffered(SIGNING_IN).try_collect().await?;
    Ok((tokens, number(logins) / began.elapsed().as_secs_f64()))
}

/// How long each took, and refreshes a second.
async fn refresh(api: &Api, tokens: &[Value]) -> anyhow::Result<(Vec<Duration>, f64)> {
    let bar = progress::bar("refreshing", tokens.len() * REFRESHES);
    let (bar, began) = (&bar, Instant::now());
    let chains = tokens.iter().map(|first| async move {
        let mut token = first.clone();
        let mut times = Vec::with_capacity(REFRESHES);
        for _ in 0..REFRESHES {
            let began = Instant::now();
            let mut next = api.post("/auth/refresh", &json!({"refresh_token": token})).await?;
            times.push(began.elapsed());
            let next = next.get_mut("refresh_token").context("no token")?.take();
            ensure!(next != token, "the token is the one it was");
            token = next;
            bar.inc(1);
        }
        anyhow::Ok(times)
    });
    let times: Vec<Vec<Duration>> = stream::iter(chains).buffer_unordered(CHAINS).try_collect().await?;
    let times = times.concat();
    let rate = number(times.len()) / began.elapsed().as_secs_f64();
    Ok((times, rate))
}
