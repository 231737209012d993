//! `search_…` and `suggest_…`: what people type, with all counts, one search at a time. Without the vector of a query,
//! which costs the same however many jobs there are, and without reading the page from the database.

use std::sync::Arc;
use std::time::{Duration, Instant};

use adapter_search::TantivyIndex;
use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta};
use domain_model::catalogue::job::Workplace;
use domain_model::search::document::SearchDocument;
use domain_model::search::filter::{Circle, JobFilter, PayFilter, ResidenceFilter};
use domain_model::search::query::{SearchOrder, SearchRequest};
use domain_search::interpret;
use ports::{IndexPosition, SearchChange, SearchIndex};

use crate::postings::Postings;
use crate::progress;
use crate::report::{Figure, number, percentile};

/// So many times an index is written, whatever its size.
const BATCHES: usize = 20;
const ROUNDS: usize = 40;
const LIMIT: usize = 20;
/// Titles, skills, short words, typing errors, another language, a phrase, an exclusion, a sentence, no words at all, and
/// what nothing fits.
const TYPED: [&str; 14] = [
    "store manager",
    "data analyst sql",
    "forklift driver",
    "hr",
    "recepcionista de hotel",
    "barrista",
    "custmer suport agent",
    "Koch",
    "\"night security\"",
    "driver -truck",
    "shift lead coffee bar",
    "I would like to work with guests in a hotel, in the evening",
    "",
    "marine biologist",
];
const BEGUN: [&str; 8] = ["s", "st", "store m", "dat", "hous", "night secu", "gent", "fork"];

/// The names of the figures of a size.
pub(crate) struct Names {
    pub(crate) p50: &'static str,
    pub(crate) p99: &'static str,
    pub(crate) suggest: &'static str,
    pub(crate) written: &'static str,
}

pub(crate) const LARGE: Names = Names {
    p50: "search_p50_ms",
    p99: "search_p99_ms",
    suggest: "suggest_p99_ms",
    written: "search_indexed_per_second",
};
pub(crate) const MILLION: Names = Names {
    p50: "search_million_p50_ms",
    p99: "search_million_p99_ms",
    suggest: "suggest_million_p99_ms",
    written: "search_million_indexed_per_second",
};

pub(crate) async fn measure(names: &Names, jobs: usize) -> anyhow::Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let index: Arc<dyn SearchIndex> = Arc::new(TantivyIndex::open(folder.path())?);
    let began = Instant::now();
    write(index.as_ref(), jobs).await?;
    let written = number(jobs) / began.elapsed().as_secs_f64();
    let (mut searched, mut completed) = (search_all(index.as_ref()).await?, suggest_all(index.as_ref())?);
    Ok(vec![
        Figure { name: names.p50, value: percentile(&mut searched, 50), unit: "ms" },
        Figure { name: names.p99, value: percentile(&mut searched, 99), unit: "ms" },
        Figure { name: names.suggest, value: percentile(&mut completed, 99), unit: "ms" },
        Figure { name: names.written, value: written, unit: "1/s" },
    ])
}

async fn write(index: &dyn SearchIndex, jobs: usize) -> anyhow::Result<()> {
    ensure!(index.lead().await?, "the index is written by somebody else");
    let postings = Postings::read()?;
    let bar = progress::bar("indexing jobs", jobs);
    let batch = jobs.div_ceil(BATCHES);
    for first in (0..jobs).step_by(batch) {
        let numbers = first..jobs.min(first + batch);
        let changes = numbers.map(|number| {
            let seen = DateTime::UNIX_EPOCH + TimeDelta::minutes(i64::try_from(number)?);
            let job = postings.job(number, seen)?;
            let position = IndexPosition { updated_at: seen, job_id: job.id };
            Ok(SearchChange { position, document: Some(SearchDocument::of(&job)) })
        });
        index.apply(&changes.collect::<anyhow::Result<Vec<SearchChange>>>()?).await?;
        bar.inc(batch as u64);
    }
    // What is left to learn is learnt when nothing more comes.
    index.lead().await?;
    index.lead().await?;
    Ok(())
}

/// Every text with every filter, in turns.
async fn search_all(index: &dyn SearchIndex) -> anyhow::Result<Vec<Duration>> {
    let filters = filters()?;
    let mut times = Vec::with_capacity(ROUNDS * TYPED.len());
    for round in 0..=ROUNDS {
        for (number, text) in TYPED.iter().enumerate() {
            let began = Instant::now();
            let request = SearchRequest {
                query: interpret(text, &index.vocabulary()).query,
                filter: filters[(round + number) % filters.len()].clone(),
                order: if text.is_empty() { SearchOrder::Date } else { SearchOrder::Relevance },
                best: Vec::new(),
                after: None,
                limit: LIMIT,
                with_facets: true,
            };
            let found = index.search(&request).await?;
            let took = began.elapsed();
            let is_everywhere = request.filter == JobFilter::default() && number == 0;
            ensure!(!is_everywhere || found.hits.len() == LIMIT, "`{text}` finds {} jobs", found.total);
            // The first round pays for pages that were never touched.
            if round > 0 {
                times.push(took);
            }
        }
    }
    Ok(times)
}

fn filters() -> anyhow::Result<Vec<JobFilter>> {
    let none = JobFilter::default;
    let circle = Circle::around("Brussels, Belgium", 80).context("Brussels is not in the gazetteer")?;
    let pay = PayFilter { min: Some(4_000_000), with_unknown: true, ..PayFilter::default() };
    let residence = ResidenceFilter { country: "IN".to_owned(), with_unknown: false };
    Ok(vec![
        none(),
        JobFilter { circle: Some(circle), ..none() },
        JobFilter { workplaces: vec![Workplace::Hybrid], pay: Some(pay), ..none() },
        JobFilter { residence: Some(residence), ..none() },
        JobFilter { companies: vec!["Employer 7".to_owned()], ..none() },
    ])
}

fn suggest_all(index: &dyn SearchIndex) -> anyhow::Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(ROUNDS * BEGUN.len());
    for _ in 0..ROUNDS {
        for text in BEGUN {
            let began = Instant::now();
            let suggested = index.suggestions().complete(text, 5);
            times.push(began.elapsed());
            ensure!(text.len() < 3 || !suggested.is_empty(), "nothing is suggested for `{text}`");
        }
    }
    Ok(times)
}
