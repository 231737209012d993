//! `feed_requests_per_second…`: the first page of the feed over 32 connections. `authenticated_read_per_second…`: a
//! read by a signed-in caller.
//!
//! Server and load generator share the processors, so the generator's cost is missing from the figure. The generator is
//! one thread that barely parses responses, and its CPU share is reported.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use serde_json::Value;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::sleep;

use crate::api::{self, Api};
use crate::http::{self, Connection};
use crate::progress;
use crate::report::{Figure, median, number};
use crate::server::{Installation, Server};
use crate::usage::Meter;

const CONNECTIONS: usize = 32;
const LIMIT: usize = 20;
const WARM_UP: Duration = Duration::from_secs(3);
const WINDOW: Duration = Duration::from_secs(3);
const WINDOWS: usize = 5;
/// What is compared is measured in turns: what else this machine does then falls on both.
const TURNS: usize = 3;
/// Every so many answers one is read and checked.
const CHECKED: usize = 1_000;

pub(crate) async fn measure(name: &'static str, installation: &Installation) -> anyhow::Result<Vec<Figure>> {
    let server = installation.start().await?;
    let rates = rates(&server, "asking for the feed", None, WINDOWS).await?;
    server.stop().await?;
    Ok(vec![Figure { name, value: median(rates), unit: "1/s" }])
}

/// The same request by a seeker who is signed in, and what is left of the rate of those who are not.
pub(crate) async fn measure_authenticated(
    [name, ratio]: [&'static str; 2],
    installation: &Installation,
) -> anyhow::Result<Vec<Figure>> {
    let server = installation.start().await?;
    let seeker = Api::register(&server, &api::client()?, name).await?;
    let (mut anonymous, mut authenticated) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        anonymous.extend(rates(&server, "asking for the feed", None, 2).await?);
        authenticated.extend(rates(&server, "asking for the feed, signed in", Some(&seeker.token), 2).await?);
    }
    server.stop().await?;
    let (anonymous, authenticated) = (median(anonymous), median(authenticated));
    eprintln!("  {authenticated:.0} requests/s signed in, {anonymous:.0} requests/s by anybody");
    Ok(vec![
        Figure { name, value: authenticated, unit: "1/s" },
        Figure { name: ratio, value: authenticated / anonymous, unit: "ratio" },
    ])
}

/// Requests per second in each window, with this token.
async fn rates(server: &Server, what: &'static str, token: Option<&str>, windows: usize) -> anyhow::Result<Vec<f64>> {
    let path = format!("/jobs/feed?limit={LIMIT}");
    let request = token.map_or_else(|| http::get(&path), |token| http::get_as(token, &path));
    let (address, pid) = (server.address, server.pid());
    spawn_blocking(move || load(address, pid, what, &request.into(), windows)).await?
}

fn load(
    address: SocketAddr,
    server: u32,
    what: &'static str,
    request: &Arc<[u8]>,
    windows: usize,
) -> anyhow::Result<Vec<f64>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let bar = progress::bar(what, windows);
        let answered = Arc::new(AtomicUsize::new(0));
        let mut connections = JoinSet::new();
        for _ in 0..CONNECTIONS {
            connections.spawn(ask_for_ever(address, Arc::clone(request), Arc::clone(&answered)));
        }
        sleep(WARM_UP).await;
        let mut rates = Vec::with_capacity(windows);
        for _ in 0..windows {
            let (meter, began, before) = (Meter::start(server)?, Instant::now(), answered.load(Ordering::Relaxed));
            tokio::select! {
                () = sleep(WINDOW) => {}
                Some(ended) = connections.join_next() => match ended? {
                    Err(error) => bail!(error),
                    Ok(never) => match never {},
                },
            }
            let rate = number(answered.load(Ordering::Relaxed) - before) / began.elapsed().as_secs_f64();
            let shares = meter.shares()?;
            bar.suspend(|| eprintln!("  {rate:.0} requests/s; {shares}"));
            bar.inc(1);
            rates.push(rate);
        }
        Ok(rates)
    })
}

async fn ask_for_ever(
    address: SocketAddr,
    request: Arc<[u8]>,
    answered: Arc<AtomicUsize>,
) -> anyhow::Result<Infallible> {
    let mut connection = Connection::open(address).await?;
    loop {
        let body = connection.ask(&request).await?;
        if answered.fetch_add(1, Ordering::Relaxed).is_multiple_of(CHECKED) {
            let jobs: Vec<Value> = serde_json::from_slice(body)?;
            ensure!(jobs.len() == LIMIT, "the page has {} jobs", jobs.len());
        }
    }
}
