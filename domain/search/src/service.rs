//! The search service: a query becomes a page of jobs with counts, and what is typed becomes suggestions.

use std::collections::HashMap;
use std::sync::Arc;

use domain_model::catalogue::job::{Job, JobStatus};
use domain_model::catalogue::sameness;
use domain_model::kernel::error::ErrorKind;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageCursor;
use domain_model::search::filter::{Facets, FilterName, JobFilter};
use domain_model::search::query::{SearchKey, SearchOrder, SearchRequest};
use domain_model::search::suggestions::Suggestion;
use ports::{Actor, ContextError, Database, PortError, PortResult, SearchIndex};

use crate::highlight::{Highlight, Highlighter};
use crate::interpret::interpret;
use crate::lexicon::LEXICON;
use crate::semantic::SemanticSearch;
use crate::units::units;

/// What can go wrong with a search.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index does not hold every job yet.
    #[error("the search index is being built; try again in a moment")]
    NotReady,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ContextError for SearchError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::NotReady => ErrorKind::Unavailable,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

/// The answer of the search service.
pub type SearchResult<T> = Result<T, SearchError>;

/// A place as somebody types it: of each of its names, the words.
pub type Location = Vec<Vec<String>>;

/// A search for jobs.
#[derive(Debug, Clone, Default)]
pub struct JobSearch {
    /// What is looked for, as typed. Without any text, every job is.
    pub text: Option<String>,
    /// What results must be.
    pub filter: JobFilter,
    /// Their order.
    pub order: SearchOrder,
    /// With [`SearchOrder::Match`], what comes first, best first.
    pub best: Vec<JobId>,
    /// The cursor of the previous page.
    pub after: Option<PageCursor<SearchKey>>,
    /// The maximum number of results.
    pub limit: usize,
    /// Whether values are counted.
    pub with_facets: bool,
}

/// A misspelt word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// As typed.
    pub typed: String,
    /// What it was taken for.
    pub meant: String,
}

/// A job that was found.
#[derive(Debug)]
pub struct FoundJob {
    /// The job.
    pub job: Job,
    /// Its title, with what was looked for.
    pub title: Option<Highlight>,
    /// The part of its text that shows most of what was looked for.
    pub description: Option<Highlight>,
}

/// A page of results.
#[derive(Debug, Default)]
pub struct SearchPage {
    /// In order.
    pub jobs: Vec<FoundJob>,
    /// The cursor of the next page; `None` on the last page.
    pub next: Option<PageCursor<SearchKey>>,
    /// How many jobs match in all.
    pub total: u32,
    /// Counts by value, when asked for.
    pub facets: Option<Facets>,
    /// For each filter in use, how many jobs match without it.
    pub without: Vec<(FilterName, u32)>,
    /// Misspelt words.
    pub corrections: Vec<Correction>,
}

/// Search over the catalogue.
pub struct SearchService {
    database: Arc<dyn Database>,
    index: Arc<dyn SearchIndex>,
    semantic: SemanticSearch,
}

impl SearchService {
    /// The service on these ports.
    pub fn new(database: Arc<dyn Database>, index: Arc<dyn SearchIndex>, semantic: SemanticSearch) -> Self {
        Self { database, index, semantic }
    }

    /// Finds active jobs. `NotReady` while the index is built: a part of the results would look like all of them.
    pub async fn search(&self, search: JobSearch) -> SearchResult<SearchPage> {
        self.require_index()?;
        let mut meaning = interpret(search.text.as_deref().unwrap_or_default(), &self.index.vocabulary());
        meaning.query.near = self.semantic.near(&meaning).await;
        let has_text = search.text.as_deref().is_some_and(|text| !text.trim().is_empty());
        let query = &meaning.query;
        let excludes_nothing = query.not_in_heading.is_empty() && query.not_anywhere.is_empty();
        let says_nothing = has_text && query.concepts.is_empty() && query.near.is_empty() && excludes_nothing;
        let request = SearchRequest {
            query: meaning.query,
            filter: search.filter,
            // Without words every job is as good as the other.
            order: if !has_text && search.order == SearchOrder::Relevance { SearchOrder::Date } else { search.order },
            best: search.best,
            after: search.after,
            limit: search.limit + 1,
            with_facets: search.with_facets,
        };
        if says_nothing {
            return Ok(SearchPage::default());
        }
        let mut found = self.index.search(&request).await?;
        let is_last = found.hits.len() <= search.limit;
        found.hits.truncate(search.limit);
        let next = found.hits.last().filter(|_| !is_last).map(|last| PageCursor(*last));
        let highlighter = Highlighter::new(&request.query);
        let jobs = self.active(&found.hits).await?;
        let corrections = meaning.corrections.into_iter().map(|(typed, meant)| Correction { typed, meant });
        Ok(SearchPage {
            jobs: jobs.into_iter().map(|job| FoundJob::new(job, &highlighter)).collect(),
            next,
            total: found.total,
            facets: search.with_facets.then_some(found.facets),
            without: found.without,
            corrections: corrections.collect(),
        })
    }

    /// What people may mean who have typed so much.
    pub fn suggest(&self, text: &str, most_of_each: usize) -> SearchResult<Vec<Suggestion>> {
        self.require_index()?;
        Ok(self.index.suggestions().complete(text, most_of_each))
    }

    fn require_index(&self) -> SearchResult<()> {
        if self.index.is_complete() { Ok(()) } else { Err(SearchError::NotReady) }
    }

    /// The jobs that are still active, each with the places of its cluster: the index may lag behind.
    async fn active(&self, hits: &[SearchKey]) -> PortResult<Vec<Job>> {
        let ids: Vec<JobId> = hits.iter().map(|hit| hit.id).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut read = self.database.read(Actor::Public);
        let jobs = read.jobs().list_by_ids(&ids).await?;
        let listings = read.clusters().listings(&ids).await?;
        let active = jobs.into_iter().filter(|job| job.status == JobStatus::Active);
        let mut active: HashMap<JobId, Job> = active.map(|job| (job.id, job)).collect();
        for listing in &listings {
            if let Some(job) = active.get_mut(&listing.job) {
                job.posting.locations = sameness::places(listing.cluster, &listings);
            }
        }
        Ok(ids.iter().filter_map(|id| active.remove(id)).collect())
    }
}

impl FoundJob {
    fn new(job: Job, highlighter: &Highlighter) -> Self {
        let title = highlighter.whole(&job.posting.title);
        let description = highlighter.excerpt(&job.posting.description);
        Self { job, title, description }
    }
}

/// The names of each place in a text such as `Munich, Germany`: all of them must be found, each by one of its names.
pub fn place_names(text: &str) -> Vec<Location> {
    let mut places = Vec::new();
    for part in text.split([',', ';']) {
        let words: Vec<String> = units(part).into_iter().flat_map(|unit| unit.parts).collect();
        if words.is_empty() {
            continue;
        }
        let mut names = vec![words.clone()];
        for entry in LEXICON.find(&words) {
            names.extend(entry.names.iter().filter(|name| **name != words).cloned());
        }
        places.push(names);
    }
    places
}
