//! `match_…`: the ten nearest of 100,000 clustered vectors, one search at a time, compared with an exact scan.

use std::time::{Duration, Instant};

use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::VectorIndex;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::catalogue::Catalogue;
use crate::progress;
use crate::report::{Figure, number, percentile};
use crate::vectors::clustered;

const QUERIES: usize = 1_000;
pub(crate) const NEAREST: usize = 10;
/// So many the matching service asks for when ten are wanted, to spare those that are closed by now.
const WITH_SPARE: usize = 25;
const SEED: u64 = 2;

/// How an index does.
pub(crate) struct SearchFigures {
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    pub(crate) recall: f64,
}

pub(crate) async fn measure(catalogue: &Catalogue) -> anyhow::Result<Vec<Figure>> {
    let SearchFigures { p50, p99, recall } = search_all(catalogue.index()?.as_ref()).await?;
    Ok(vec![
        Figure { name: "match_p50_ms", value: p50, unit: "ms" },
        Figure { name: "match_p99_ms", value: p99, unit: "ms" },
        Figure { name: "match_recall_at_10", value: recall, unit: "ratio" },
    ])
}

/// What is looked for.
pub(crate) fn queries(model: &ModelId) -> anyhow::Result<Vec<Embedding>> {
    let queries = clustered(QUERIES, SEED).map(|vector| Embedding::new(model.clone(), vector));
    Ok(queries.collect::<Result<_, _>>()?)
}

/// Searches an index of the large catalogue.
pub(crate) async fn search_all(index: &dyn VectorIndex) -> anyhow::Result<SearchFigures> {
    let queries = queries(index.model())?;
    let truth = {
        let _bar = progress::bar("looking at every vector, for comparison", 1);
        let queries = queries.clone();
        spawn_blocking(move || exact(&queries)).await?
    };
    // The first searches pay for pages that were never touched.
    search(index, &queries, NEAREST).await?;
    let (mut spared, mut times) = (Vec::new(), Vec::new());
    let mut hits = 0;
    for (limit, times) in [(WITH_SPARE, &mut spared), (NEAREST, &mut times)] {
        let found = search(index, &queries, limit).await?;
        hits = found.iter().zip(&truth).map(|((ids, _), truth)| common(&ids[..NEAREST], truth)).sum();
        times.extend(found.iter().map(|(_, time)| *time));
        eprintln!("  asked for {limit}: recall of the first {NEAREST} is {:.4}", recall(hits));
    }
    eprintln!("  asked for {WITH_SPARE}: p50 {:.3} ms", percentile(&mut spared, 50));
    Ok(SearchFigures { p50: percentile(&mut times, 50), p99: percentile(&mut times, 99), recall: recall(hits) })
}

fn recall(hits: usize) -> f64 {
    number(hits) / number(QUERIES * NEAREST)
}

fn common(found: &[JobId], truth: &[JobId]) -> usize {
    found.iter().filter(|id| truth.contains(id)).count()
}

async fn search(
    index: &dyn VectorIndex,
    queries: &[Embedding],
    limit: usize,
) -> anyhow::Result<Vec<(Vec<JobId>, Duration)>> {
    let mut found = Vec::with_capacity(queries.len());
    for query in queries {
        let began = Instant::now();
        let neighbours = index.search(query, limit).await?;
        let took = began.elapsed();
        found.push((neighbours.iter().map(|neighbour| neighbour.job_id).collect(), took));
    }
    Ok(found)
}

/// The nearest of each query, by looking at everything; on all processors.
fn exact(queries: &[Embedding]) -> Vec<Vec<JobId>> {
    let vectors: Vec<Vec<f32>> = Catalogue::vectors().collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let parts = queries.chunks(QUERIES.div_ceil(threads));
        let parts: Vec<_> = parts.map(|part| scope.spawn(|| exact_part(part, &vectors))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("a scan does not panic")).collect()
    })
}

fn exact_part(queries: &[Embedding], vectors: &[Vec<f32>]) -> Vec<Vec<JobId>> {
    let mut nearest = vec![Vec::<(f32, usize)>::with_capacity(NEAREST + 1); queries.len()];
    // All queries fit into the cache, all vectors do not.
    for (number, vector) in vectors.iter().enumerate() {
        for (query, nearest) in queries.iter().zip(&mut nearest) {
            let cosine = dot(query.vector(), vector);
            if nearest.len() < NEAREST || cosine > nearest[NEAREST - 1].0 {
                let place = nearest.partition_point(|(better, _)| *better >= cosine);
                nearest.insert(place, (cosine, number));
                nearest.truncate(NEAREST);
            }
        }
    }
    let id = |number: usize| JobId(Uuid::from_u128(number as u128 + 1));
    nearest.into_iter().map(|nearest| nearest.into_iter().map(|(_, number)| id(number)).collect()).collect()
}

/// In lanes, so that the compiler may use wide registers.
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 16];
    for (a, b) in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}
