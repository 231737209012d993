//! The SSRF lab: the production fetcher in a network namespace where every address answers.
//!
//! Every IPv4 and IPv6 address is routed to this process, which records any connection that the guard should have prevented.
//! The system resolver queries a malicious name server. Prints one line of counts, and succeeds when no
//! forbidden address and every allowed one was reached.

mod addresses;
mod hosts;
mod names;
mod namespaces;
mod probes;
mod report;

use std::sync::Arc;
use std::time::Instant;

use adapter_scraper::{FetchConfig, GuardedFetcher};
use anyhow::ensure;

use crate::hosts::Hosts;
use crate::names::Names;
use crate::probes::Lab;

/// The maximum number of printed violations.
const MAX_PRINTED: usize = 20;

fn main() -> anyhow::Result<()> {
    let files = tempfile::tempdir()?;
    namespaces::enter(files.path())?;
    tokio::runtime::Runtime::new()?.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let started = Instant::now();
    let (hosts, names) = (Hosts::start().await?, Names::start().await?);
    let fetcher = Arc::new(GuardedFetcher::new(&FetchConfig::default())?);
    let lab = Lab::new(fetcher, hosts, names)?;

    let reachable = lab.verify_canaries().await?;
    let report = lab.probe().await;
    let hits = lab.hosts.canary_hits().await?;
    println!(
        "addresses={} reachable={reachable} disguises={} probes={} refused={} pages={} look_ups={} canary_hits={} \
         seconds={:.1}",
        lab.addresses.len(),
        addresses::obfuscated_urls().len(),
        report.probes,
        report.refused,
        report.pages,
        lab.names.query_count(),
        hits.len(),
        started.elapsed().as_secs_f32(),
    );
    for violation in report.violations.iter().take(MAX_PRINTED) {
        eprintln!("{violation}");
    }
    ensure!(
        hits.is_empty(),
        "{} connections to canaries, such as {:?}",
        hits.len(),
        &hits[..hits.len().min(MAX_PRINTED)]
    );
    ensure!(report.violations.is_empty(), "{} probes have an unexpected outcome", report.violations.len());
    Ok(())
}
