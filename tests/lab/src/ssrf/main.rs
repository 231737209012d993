//! The SSRF lab: the production fetcher in a network namespace where every address answers.
//!
//! Every IPv4 and IPv6 address leads to this process, so any connection that the guard should have prevented is
//! recorded. The system resolver asks a malicious name server. Prints one line of counts, and succeeds when no
//! forbidden address and every allowed one was reached.

mod addresses;
mod hosts;
mod names;
mod probes;
mod tally;
mod world;

use std::sync::Arc;
use std::time::Instant;

use adapter_scraper::{FetchConfig, GuardedFetcher};
use anyhow::ensure;

use crate::hosts::Hosts;
use crate::names::Names;
use crate::probes::Lab;

/// Of what went wrong; the counts say the rest.
const MOST_TOLD: usize = 20;

fn main() -> anyhow::Result<()> {
    let files = tempfile::tempdir()?;
    world::enter(files.path())?;
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let started = Instant::now();
    let (hosts, names) = (Hosts::start().await?, Names::start().await?);
    let fetcher = Arc::new(GuardedFetcher::new(&FetchConfig::default())?);
    let lab = Lab::new(fetcher, hosts, names)?;

    let reachable = lab.canaries_sing().await?;
    let tally = lab.probe().await;
    let hits = lab.hosts.canary_hits().await?;
    println!(
        "addresses={} reachable={reachable} disguises={} probes={} refused={} pages={} look_ups={} canary_hits={} \
         seconds={:.1}",
        lab.addresses.len(),
        addresses::disguises().len(),
        tally.probes,
        tally.refused,
        tally.pages,
        lab.names.look_ups(),
        hits.len(),
        started.elapsed().as_secs_f32(),
    );
    for wrong in tally.wrong.iter().take(MOST_TOLD) {
        eprintln!("{wrong}");
    }
    ensure!(
        hits.is_empty(),
        "{} connections to canaries, such as {:?}",
        hits.len(),
        &hits[..hits.len().min(MOST_TOLD)]
    );
    ensure!(tally.wrong.is_empty(), "{} probes ended otherwise than they have to", tally.wrong.len());
    Ok(())
}
