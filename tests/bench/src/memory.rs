//! `resident_mb_empty` and `resident_mb_full`: resident memory of the server when empty, and with the local model and
//! an index of 100,000 vectors.

use std::time::Duration;

use anyhow::ensure;
use serde_json::Value;
use tokio::time::sleep;

use crate::api::{self, Api};
use crate::catalogue::Catalogue;
use crate::http::{self, Connection};
use crate::progress;
use crate::report::Figure;
use crate::server::{Installation, Server};
use crate::usage::megabytes;

const RESUME: (&str, &[u8]) =
    ("mira-okonjo-software-engineer.pdf", include_bytes!("../../../samples/resumes/mira-okonjo-software-engineer.pdf"));
/// Until what was needed only for a moment is given back.
const SETTLED: Duration = Duration::from_secs(3);

pub(crate) async fn measure_empty() -> anyhow::Result<Vec<Figure>> {
    let _bar = progress::bar("starting a server with nothing in it", 1);
    let installation = Installation::new("")?;
    let server = installation.start().await?;
    Connection::open(server.address).await?.ask(&http::get("/jobs/feed")).await?;
    Ok(vec![resident("resident_mb_empty", &server).await?])
}

pub(crate) async fn measure_full(catalogue: &Catalogue) -> anyhow::Result<Vec<Figure>> {
    let _bar = progress::bar("matching a resume with 100,000 jobs", 1);
    let server = catalogue.installation.start().await?;
    eprintln!("  resident {:.1} MB with the index alone", megabytes(server.pid(), "VmRSS")?);
    let seeker = Api::register(&server, &api::client()?, "mira").await?;
    let (name, bytes) = RESUME;
    seeker.upload("/users/resume", name, bytes).await?;
    let matches = seeker.post("/jobs/match", &Value::Null).await?;
    ensure!(matches.as_array().is_some_and(|jobs| jobs.len() == 20), "the resume has no matches: {matches}");
    ensure!(catalogue.installation.log()?.contains("loaded the local embedding model"), "the model was not used");
    let figure = resident("resident_mb_full", &server).await?;
    server.stop().await?;
    Ok(vec![figure])
}

async fn resident(name: &'static str, server: &Server) -> anyhow::Result<Figure> {
    sleep(SETTLED).await;
    let line = |line| megabytes(server.pid(), line);
    let (value, own, file, peak) = (line("VmRSS")?, line("RssAnon")?, line("RssFile")?, line("VmHWM")?);
    eprintln!(
        "  resident {value:.1} MB: {own:.1} of its own, {file:.1} of files such as the program; at most {peak:.1}"
    );
    Ok(Figure { name, value, unit: "MB" })
}
