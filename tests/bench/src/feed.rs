//! `feed_requests_per_second…`: the first page of the feed, asked for over 32 connections at once.
//!
//! Server and load generator share the processors, so what the generator costs is missing from the figure: it is one
//! thread that hardly looks at what it receives, and its share is reported.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use serde_json::Value;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::sleep;

use crate::http::{self, Connection};
use crate::progress;
use crate::report::{Figure, median, number};
use crate::server::Installation;
use crate::usage::Meter;

const CONNECTIONS: usize = 32;
const LIMIT: usize = 20;
const WARM_UP: Duration = Duration::from_secs(3);
const WINDOW: Duration = Duration::from_secs(3);
const WINDOWS: usize = 5;
/// Every so many answers one is read and checked.
const CHECKED: usize = 1_000;

pub(crate) async fn measure(name: &'static str, installation: &Installation) -> anyhow::Result<Vec<Figure>> {
    let server = installation.start().await?;
    let (address, pid) = (server.address, server.pid());
    let rates = spawn_blocking(move || load(address, pid)).await??;
    server.stop().await?;
    Ok(vec![Figure { name, value: median(rates), unit: "1/s" }])
}

/// Requests per second in each window.
fn load(address: SocketAddr, server: u32) -> anyhow::Result<Vec<f64>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let bar = progress::bar("asking for the feed", WINDOWS);
        let answered = Arc::new(AtomicUsize::new(0));
        let mut connections = JoinSet::new();
        for _ in 0..CONNECTIONS {
            connections.spawn(ask_for_ever(address, Arc::clone(&answered)));
        }
        sleep(WARM_UP).await;
        let mut rates = Vec::with_capacity(WINDOWS);
        for _ in 0..WINDOWS {
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

async fn ask_for_ever(address: SocketAddr, answered: Arc<AtomicUsize>) -> anyhow::Result<Infallible> {
    let request = http::get(&format!("/jobs/feed?limit={LIMIT}"));
    let mut connection = Connection::open(address).await?;
    loop {
        let body = connection.ask(&request).await?;
        if answered.fetch_add(1, Ordering::Relaxed).is_multiple_of(CHECKED) {
            let jobs: Vec<Value> = serde_json::from_slice(body)?;
            ensure!(jobs.len() == LIMIT, "the page has {} jobs", jobs.len());
        }
    }
}
