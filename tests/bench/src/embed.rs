//! `postings_embedded_per_second`: title and first words of postings, each another one, by the local model on all cores.

use std::time::Instant;

use adapter_system::SystemClock;
use domain_matching::job_passage;
use ports::{Clock, EmbeddingModel};

use crate::catalogue::local_model;
use crate::postings::Postings;
use crate::progress;
use crate::report::{Figure, number};

const POSTINGS: usize = 400;

pub(crate) async fn measure() -> anyhow::Result<Vec<Figure>> {
    let model = local_model()?;
    let postings = Postings::read()?;
    let jobs = (0..POSTINGS).map(|n| postings.job(n, SystemClock.now()));
    let passages = jobs.map(|job| anyhow::Ok(job_passage(&job?, model.passage_words())));
    let passages = passages.collect::<anyhow::Result<Vec<String>>>()?;
    let _bar = progress::bar("embedding postings", POSTINGS);
    // The first one reads the weights.
    model.embed(&passages[..1]).await?;
    let started = Instant::now();
    model.embed(&passages).await?;
    let value = number(POSTINGS) / started.elapsed().as_secs_f64();
    Ok(vec![Figure { name: "postings_embedded_per_second", value, unit: "1/s" }])
}
