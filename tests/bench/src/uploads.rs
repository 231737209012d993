//! `upload_to_fields_p50_ms`: from sending a resume to its fields, stored and answered. `hostile_uploads_grown_mb`: what the
//! server keeps of 10,000 uploads of damaged and hostile documents, each refused or read.
//!
//! Documents of the samples are damaged in ways that are counted, not drawn by lot: cut off, with bytes turned, with a piece
//! repeated, or empty inside. The first uploads are a warm-up: what they allocate is kept for the next ones on purpose.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::api::{self, Api};
use crate::documents::{DOCX, PDF};
use crate::progress;
use crate::report::{Figure, percentile};
use crate::server::Installation;
use crate::usage::megabytes;

/// Uploads that are timed.
const TIMES: usize = 50;
const HOSTILE: usize = 10_000;
const WARM_UP: usize = 500;
/// After so many the seeker signs in again.
const BATCH: usize = 500;
const SEEKER: &str = "mira";
/// As many as the server reads at the same time, and as many that wait.
const AT_ONCE: usize = 4;

pub(crate) async fn measure() -> anyhow::Result<Vec<Figure>> {
    let installation = Installation::new("[schedule]\nenabled = false\n")?;
    let server = installation.start().await?;
    let mut seeker = Api::register(&server, &api::client()?, SEEKER).await?;
    let mut times: Vec<Duration> = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let started = Instant::now();
        let resume = seeker.upload("/api/v1/resumes", "mira.pdf", PDF).await?;
        times.push(started.elapsed());
        ensure!(resume["content"]["basics"]["name"].is_string(), "the resume has no name: {resume}");
    }
    let upload = Figure { name: "upload_to_fields_p50_ms", value: percentile(&mut times, 50), unit: "ms" };
    upload_hostile(&mut seeker, 0..WARM_UP).await?;
    let before = megabytes(server.pid(), "VmRSS")?;
    upload_hostile(&mut seeker, WARM_UP..WARM_UP + HOSTILE).await?;
    let (after, peak) = (megabytes(server.pid(), "VmRSS")?, megabytes(server.pid(), "VmHWM")?);
    eprintln!("  resident {before:.1} MB before, {after:.1} MB afterwards, at most {peak:.1} MB");
    server.stop().await?;
    Ok(vec![upload, Figure { name: "hostile_uploads_grown_mb", value: (after - before).max(0.0), unit: "MB" }])
}

async fn upload_hostile(seeker: &mut Api, numbers: std::ops::Range<usize>) -> anyhow::Result<()> {
    let bar = progress::bar("uploading hostile documents", numbers.len());
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut uploads = JoinSet::new();
    for number in numbers {
        if number.is_multiple_of(BATCH) {
            seeker.sign_in(SEEKER).await?;
        }
        let place = Arc::clone(&places).acquire_owned().await?;
        while let Some(done) = uploads.try_join_next() {
            done??;
            bar.inc(1);
        }
        let seeker = seeker.clone();
        uploads.spawn(async move {
            let _place = place;
            // Refused or read; a server that fails has lost its way.
            let status = seeker.upload_any("/api/v1/resumes/parse", hostile(number)).await?;
            ensure!(matches!(status, 200 | 400 | 413 | 422), "upload {number} is answered {status}");
            Ok::<_, anyhow::Error>(())
        });
    }
    while let Some(done) = uploads.join_next().await {
        done??;
    }
    Ok(())
}

/// The hostile document of this number.
fn hostile(number: usize) -> Vec<u8> {
    let whole = if number.is_multiple_of(2) { PDF } else { DOCX };
    let place = (number * 7_919) % whole.len();
    let mut bytes = whole.to_vec();
    match number / 2 % 4 {
        0 => bytes.truncate(place.max(8)),
        1 => {
            for byte in bytes.iter_mut().skip(place.max(8)).take(64) {
                *byte ^= 0x55;
            }
        }
        2 => {
            let piece = bytes[place..(place + 4_096).min(whole.len())].to_vec();
            bytes.splice(place..place, piece);
        }
        _ => {
            let from = place.max(8);
            let inside = from..(from + 1_024).min(whole.len());
            bytes[inside].fill(0);
        }
    }
    bytes
}
