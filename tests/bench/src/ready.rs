//! `ready_ms`: from process start to the first 200 of `/readyz`, with 100,000 jobs and a saved index.

use crate::catalogue::Catalogue;
use crate::progress;
use crate::report::{Figure, percentile};

const STARTS: usize = 5;

pub(crate) async fn measure(catalogue: &Catalogue) -> anyhow::Result<Vec<Figure>> {
    let bar = progress::bar("starting the server again and again", STARTS + 1);
    let mut times = Vec::with_capacity(STARTS + 1);
    for _ in 0..=STARTS {
        let server = catalogue.installation.start().await?;
        times.push(server.ready_after);
        server.stop().await?;
        bar.inc(1);
    }
    drop(bar);
    // The first start may find what writing the catalogue left behind.
    let mut times = times.split_off(1);
    let value = percentile(&mut times, 50);
    eprintln!("  ready after {times:?}");
    Ok(vec![Figure { name: "ready_ms", value, unit: "ms" }])
}
