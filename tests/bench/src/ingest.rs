//! `ingest_postings_per_second` and `enrich_postings_per_second`: a board of 10,000 postings, without a model.
//!
//! The first times `jobwright ingest board --no-enrich` as a process: start, schema, fetching, parsing, normalising,
//! matching against the catalogue, durable storage. The second times a server with these jobs in its backlog, from
//! ready until all of them are in the feed.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::Value;
use tokio::process::Command;
use tokio::time::sleep;

use crate::board::Board;
use crate::http::{self, Connection};
use crate::progress;
use crate::report::{Figure, number};
use crate::server::{Installation, Server};
use crate::usage::Meter;

const POSTINGS: usize = 10_000;
const WAIT_LIMIT: Duration = Duration::from_mins(4);

pub(crate) async fn measure() -> anyhow::Result<Vec<Figure>> {
    let board = Board::start(POSTINGS).await?;
    let installation = Installation::new(&board.config())?;
    let ingested = {
        let _bar = progress::bar("reading a board of 10,000 postings", 1);
        let began = Instant::now();
        let report = ingest(&installation, &["--no-enrich"]).await?;
        let took = began.elapsed();
        ensure!(report["runs"][0]["new"] == POSTINGS, "the run did not read everything: {report}");
        took
    };
    let server = installation.start().await?;
    let meter = Meter::start(server.pid())?;
    let enriched = {
        let _bar = progress::bar("enriching 10,000 jobs", 1);
        until_all_are_active(&server).await?
    };
    eprintln!("  enriching: {}", meter.shares()?);
    let rate = |took: Duration| number(POSTINGS) / took.as_secs_f64();
    Ok(vec![
        Figure { name: "ingest_postings_per_second", value: rate(ingested), unit: "1/s" },
        Figure { name: "enrich_postings_per_second", value: rate(enriched), unit: "1/s" },
    ])
}

/// Runs over the board on the command line. Answers the program's report.
pub(crate) async fn ingest(installation: &Installation, options: &[&str]) -> anyhow::Result<Value> {
    let command = installation.command(&[&["--json", "ingest", "board"], options].concat())?;
    let output = Command::from(command).kill_on_drop(true).output().await?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).context("the report is no JSON")
}

async fn until_all_are_active(server: &Server) -> anyhow::Result<Duration> {
    let began = Instant::now();
    let mut connection = Connection::open(server.address).await?;
    let last = http::get(&format!("/jobs/feed?skip={}&limit=1", POSTINGS - 1));
    while connection.ask(&last).await? == b"[]" {
        ensure!(began.elapsed() < WAIT_LIMIT, "not all jobs are active after {WAIT_LIMIT:?}");
        sleep(Duration::from_millis(100)).await;
    }
    Ok(began.elapsed())
}
