//! Search quality on judged queries: our index with and without embeddings, compared with plain BM25 and plain cosine, by kind
//! of query.

mod bm25;
mod judged_queries;
mod scores;
mod vectors;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use adapter_search::TantivyIndex;
use anyhow::Context;
use chrono::{DateTime, Utc};
use domain_model::catalogue::job::{Job, Posting, Workplace};
use domain_model::kernel::id::JobId;
use domain_model::matching::skill;
use domain_model::search::document::SearchDocument;
use domain_model::search::filter::JobFilter;
use domain_model::search::query::{SearchOrder, SearchQuery, SearchRequest};
use domain_search::{interpret, near};
use ports::{IndexPosition, SearchChange, SearchIndex};
use serde_json::Value;
use uuid::Uuid;

use bm25::Bm25;
use scores::{Scores, mean};
use vectors::VectorSearch;

use crate::models::Models;

/// The number of results that are evaluated.
const DEPTH: usize = 20;

/// Prints nDCG@10 and recall@20 by kind of query, and the share of unanswerable queries without results.
pub(crate) async fn measure(fixtures: &Path, models: &Models) -> anyhow::Result<()> {
    let path = fixtures.join("postings/postings_390.json");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let postings: Vec<Value> = serde_json::from_str(&text)?;
    let jobs: Vec<Job> = (1..).zip(&postings).map(|(n, posting)| job(n, posting)).collect();
    let names: HashMap<JobId, &str> = jobs.iter().map(|job| (job.id, job.posting.external_id.as_str())).collect();

    let folder = tempfile::tempdir()?;
    let index = TantivyIndex::open(folder.path())?;
    index.lead().await?;
    let changes: Vec<SearchChange> = jobs.iter().map(change).collect();
    index.apply(&changes).await?;
    let plain = Bm25::new(&jobs);
    let vectors = match &models.multilingual {
        Some(model) => Some(VectorSearch::of(model, &jobs).await?),
        None => None,
    };

    let mut by_kind: BTreeMap<&'static str, BTreeMap<String, Vec<Scores>>> = BTreeMap::new();
    for judged_query in judged_queries::all()? {
        let named = |ids: Vec<JobId>| ids.iter().map(|id| names[id]).collect::<Vec<&str>>();
        let words = interpret(&judged_query.query, &index.vocabulary());
        let mut all = vec![("bm25", plain.search(&judged_query.query, DEPTH))];
        if let Some(vectors) = &vectors {
            let neighbours = vectors.neighbours(&words.positive_text).await?;
            let query = SearchQuery { near: near(vectors.model(), &words, &neighbours), ..words.query.clone() };
            all.push(("hybrid", named(ours(&index, query).await?)));
            all.push(("cosine", named(neighbours.iter().take(DEPTH).map(|neighbour| neighbour.job_id).collect())));
        }
        all.push(("words", named(ours(&index, words.query).await?)));
        for (who, found) in all {
            let scores = Scores::of(&judged_query, &found);
            if std::env::args().any(|argument| argument == "--each") {
                println!(
                    "search_each {who} {} `{}` {:.3} {:.3}",
                    judged_query.kind, judged_query.query, scores.ndcg, scores.recall
                );
            }
            by_kind.entry(who).or_default().entry(judged_query.kind.clone()).or_default().push(scores);
        }
    }
    print(&by_kind);
    Ok(())
}

fn print(by_kind: &BTreeMap<&'static str, BTreeMap<String, Vec<Scores>>>) {
    println!(
        "\nsearch: nDCG@10 and recall@20 of grades 2 and 3 (of at most 20), by kind of query; `nothing`: the share left empty"
    );
    for (who, kinds) in by_kind {
        for (kind, scores) in kinds {
            let (ndcg, recall) = mean(scores);
            println!("search_{who}_{kind} {ndcg:.3} {recall:.3} ({} queries)", scores.len());
        }
        let answered: Vec<Scores> = kinds
            .iter()
            .filter(|(kind, _)| *kind != judged_queries::NOTHING)
            .flat_map(|(_, scores)| scores.clone())
            .collect();
        let (ndcg, recall) = mean(&answered);
        println!("search_{who} {ndcg:.3} {recall:.3} ({} queries that something fits)", answered.len());
    }
}

async fn ours(index: &TantivyIndex, query: SearchQuery) -> anyhow::Result<Vec<JobId>> {
    let request = SearchRequest {
        query,
        filter: JobFilter::default(),
        order: SearchOrder::Relevance,
        best: Vec::new(),
        after: None,
        limit: DEPTH,
        with_facets: false,
    };
    Ok(index.search(&request).await?.hits.into_iter().map(|hit| hit.id).collect())
}

fn change(job: &Job) -> SearchChange {
    let position = IndexPosition { updated_at: job.updated_at, job_id: job.id };
    SearchChange { position, document: Some(SearchDocument::of(job)) }
}

/// The posting as a job, with the skills that the rules recognise.
fn job(n: u128, posting: &Value) -> Job {
    let text = |name: &str| posting[name].as_str().unwrap_or_default().to_owned();
    let is_remote = posting["remote"] == true;
    let description = text("description");
    let skills = skill::recognise(&description).into_iter().map(|skill| skill.name.clone()).collect();
    let posting = Posting {
        external_id: text("job_key"),
        requisition_id: None,
        title: text("title"),
        company: text("company"),
        locations: text("location").split([';', '|']).map(|place| place.trim().to_owned()).collect(),
        workplace: is_remote.then_some(Workplace::Remote),
        employment_type: None,
        salary: None,
        department: None,
        description,
        url: None,
        apply_url: None,
        posted_at: None,
        valid_through: None,
    };
    let source = "greenhouse:judged".parse().expect("a source's key");
    let now: DateTime<Utc> = DateTime::UNIX_EPOCH;
    Job { skills, ..Job::first_seen(JobId(Uuid::from_u128(n << 64 | n)), source, posting, now) }
}
