//! Reads boards whose platform declares how: the request for a page of the list, the end of the list, and where the details of
//! a job are when the list lacks them.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain_model::catalogue::job::Posting;
use domain_model::ingestion::{SourceKey, Validators};
use futures_util::{StreamExt, stream};
use ports::{
    AcceptedMedia, FetchedPage, JobSource, ListingPage, PageFetcher, PageToken, PortError, PortErrorKind, PortResult,
    UnreadablePosting,
};
use serde_json::Value;
use tokio::task::spawn_blocking;
use url::Url;

use super::board::Board;
use super::fields::Reading;
use super::position::{ListPosition, SAME_PAGE};
use super::vendor::{Access, Context};
use crate::document::Document;
use crate::json_ld;

/// A list with more pages is cut off: the server repeats or invents them.
const MAX_PAGES: usize = 1_000;
/// Concurrent requests for details.
const AT_ONCE: usize = 4;

/// How the list of a platform is read.
pub(super) struct PagedList {
    /// Whether the list is complete; feeds over many employers only have the newest postings.
    pub(super) is_whole: bool,
    /// The request for the page at this position.
    pub(super) page: fn(&Board, &ListPosition) -> PortResult<ListRequest>,
    /// How the end of the list is recognised.
    pub(super) end: EndOfList,
    /// Where the rest of a job is.
    pub(super) detail: Detail,
}

/// The request for a page of the list.
pub(super) enum ListRequest {
    Get(Url, AcceptedMedia),
    /// A query in JSON.
    Query(Url, Value),
}

/// How the end of a list is recognised. A list also ends after the number of postings it announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndOfList {
    /// The list is one page, unless it names a next one.
    SinglePage,
    /// The last page has fewer postings than this.
    PageShorterThan(usize),
    /// A page without postings follows the last one.
    EmptyPage,
}

/// Where the rest of a job is.
pub(super) enum Detail {
    /// The list has everything.
    None,
    /// In an answer of the API at this address.
    Answer(fn(&Board, &Value) -> PortResult<Url>),
    /// On the page of the posting: linked data, microdata, or the text of the page.
    Page,
}

/// The source that reads a board.
pub(super) fn open(
    listed: &'static PagedList,
    board: Board,
    Access { fetcher, company }: Access,
) -> PortResult<Arc<dyn JobSource>> {
    let key = board.key()?;
    Ok(Arc::new(ListedBoard { listed, key, board, fetcher, company }))
}

#[derive(Clone)]
struct ListedBoard {
    listed: &'static PagedList,
    key: SourceKey,
    board: Board,
    fetcher: Arc<dyn PageFetcher>,
    company: Option<String>,
}

#[async_trait]
impl JobSource for ListedBoard {
    fn key(&self) -> &SourceKey {
        &self.key
    }

    fn is_authoritative(&self) -> bool {
        self.listed.is_whole
    }

    async fn page(&self, after: Option<PageToken>) -> PortResult<ListingPage> {
        let position = after.as_ref().and_then(ListPosition::of).unwrap_or_default();
        let request = match &position.next {
            Some(next) => ListRequest::Get(self.next_page(next)?, AcceptedMedia::Json),
            None => (self.listed.page)(&self.board, &position)?,
        };
        self.list(self.fetch(&request).await?, &position).await
    }

    async fn page_if_changed(&self, known: &Validators) -> PortResult<Option<ListingPage>> {
        let first = ListPosition::default();
        match (self.listed.page)(&self.board, &first)? {
            ListRequest::Get(url, accept) => match self.fetcher.get_if_changed(&url, accept, known).await? {
                Some(page) => self.list(page, &first).await.map(Some),
                None => Ok(None),
            },
            ListRequest::Query(..) => self.page(None).await.map(Some),
        }
    }
}

impl ListedBoard {
    /// The page of the list at this position.
    async fn list(&self, page: FetchedPage, position: &ListPosition) -> PortResult<ListingPage> {
        let validators = page.validators.clone();
        let document = spawn_blocking(move || Document::of(&page.body)).await.map_err(PortError::internal)?;
        // After the last page some platforms say nothing at all.
        if self.listed.end == EndOfList::EmptyPage && position.pages > 0 && document.text.trim().is_empty() {
            return Ok(ListingPage::default());
        }
        let Some(listing) = (self.board.vendor.answers.list)(&document) else { return Err(document.no_list()) };
        let first = listing.jobs.first().map(fingerprint).unwrap_or_default();
        if !first.is_empty() && first == position.first {
            return Ok(ListingPage { cut_short: Some(SAME_PAGE.to_owned()), ..ListingPage::default() });
        }
        let here = ListPosition {
            pages: position.pages + 1,
            postings: position.postings + listing.jobs.len(),
            total: position.total.or(listing.total),
            next: listing.next.clone(),
            parts: position.parts.clone(),
            first,
        };
        let is_split = position.pages == 0 && !listing.parts.is_empty();
        let (next, cut_short) = if is_split {
            // What this page has stands in the parts as well.
            (Some(ListPosition { pages: here.pages, parts: listing.parts, ..ListPosition::default() }.token()), None)
        } else {
            self.next(&here, listing.jobs.len())
        };
        let postings = self.read(listing.jobs, listing.company).await?;
        // An answer that is not the whole list says nothing about the rest of it.
        let is_whole = position.pages == 0 && next.is_none() && matches!(self.listed.detail, Detail::None);
        Ok(ListingPage {
            postings,
            next,
            cut_short,
            is_of_part: !position.parts.is_empty(),
            validators: validators.filter(|_| is_whole),
        })
    }

    async fn fetch(&self, request: &ListRequest) -> PortResult<FetchedPage> {
        match request {
            ListRequest::Get(url, accept) => self.fetcher.get(url, *accept).await,
            ListRequest::Query(url, query) => self.fetcher.query(url, &query.to_string()).await,
        }
    }

    /// A next page is on the board's own server.
    fn next_page(&self, next: &str) -> PortResult<Url> {
        let base = self.board.url("/")?;
        let url = base.join(next).map_err(|_| PortError::invalid("the next page has no address"))?;
        if url.host_str() == base.host_str() {
            Ok(url)
        } else {
            Err(PortError::invalid("the next page is on another server"))
        }
    }

    /// The token of the next page, or why the list ends though there is more.
    fn next(&self, here: &ListPosition, read: usize) -> (Option<PageToken>, Option<String>) {
        let is_last = match (self.listed.end, here.total) {
            (EndOfList::SinglePage, _) => here.next.is_none(),
            (_, Some(total)) if read == 0 && here.postings < total => {
                return (None, Some(format!("the list ends after {} of {total} postings", here.postings)));
            }
            (_, Some(total)) => here.postings >= total,
            (EndOfList::PageShorterThan(size), None) => read < size,
            (EndOfList::EmptyPage, None) => read == 0,
        };
        if !is_last && here.pages >= MAX_PAGES {
            return (None, Some(format!("the list does not end after {MAX_PAGES} pages")));
        }
        let next = match here.parts.split_first() {
            _ if !is_last => Some(here.token()),
            Some((_, rest)) if !rest.is_empty() => {
                Some(ListPosition { pages: here.pages, parts: rest.to_vec(), ..ListPosition::default() }.token())
            }
            _ => None,
        };
        (next, None)
    }

    async fn read(&self, jobs: Vec<Value>, company: Option<String>) -> PortResult<Vec<Reading>> {
        let jobs = match self.listed.detail {
            Detail::Answer(address) => self.with_details(jobs, address).await?,
            Detail::None | Detail::Page => jobs.into_iter().map(Ok).collect(),
        };
        let (board, configured) = (self.board.clone(), self.company.clone());
        let read = move || {
            let context = Context { board: &board, company: configured.as_deref(), listed: company.as_deref() };
            let readings = jobs.into_iter().filter_map(|job| match job {
                Ok(job) => (board.vendor.answers.posting)(&job, &context),
                Err(unreadable) => Some(Err(unreadable)),
            });
            merged(readings.collect())
        };
        let readings = spawn_blocking(read).await.map_err(PortError::internal)?;
        if !matches!(self.listed.detail, Detail::Page) {
            return Ok(readings);
        }
        let completed = stream::iter(readings).map(|reading| self.with_page(reading)).buffered(AT_ONCE);
        let completed: Vec<PortResult<Option<Reading>>> = completed.collect().await;
        Ok(completed.into_iter().collect::<PortResult<Vec<_>>>()?.into_iter().flatten().collect())
    }

    async fn with_details(
        &self,
        jobs: Vec<Value>,
        address: fn(&Board, &Value) -> PortResult<Url>,
    ) -> PortResult<Vec<Result<Value, UnreadablePosting>>> {
        let detailed = stream::iter(jobs).map(|job| self.with_detail(job, address)).buffered(AT_ONCE);
        let detailed: Vec<PortResult<Option<Result<Value, UnreadablePosting>>>> = detailed.collect().await;
        Ok(detailed.into_iter().collect::<PortResult<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// `None` when the job was closed after it was listed.
    async fn with_detail(
        &self,
        job: Value,
        address: fn(&Board, &Value) -> PortResult<Url>,
    ) -> PortResult<Option<Result<Value, UnreadablePosting>>> {
        let unreadable = |reason: String| {
            let context = Context { board: &self.board, company: None, listed: None };
            let listed = (self.board.vendor.answers.posting)(&job, &context).and_then(Result::ok);
            let external_id = listed.map(|posting| posting.external_id);
            Ok(Some(Err(UnreadablePosting { which: fingerprint(&job), external_id, reason })))
        };
        let url = match address(&self.board, &job) {
            Ok(url) => url,
            Err(error) => return unreadable(error.to_string()),
        };
        match self.fetcher.get(&url, AcceptedMedia::Json).await {
            Ok(page) => {
                let list = self.board.vendor.answers.list;
                let first = move || list(&Document::of(&page.body)).and_then(|listing| listing.jobs.into_iter().next());
                match spawn_blocking(first).await.map_err(PortError::internal)? {
                    Some(detail) => Ok(Some(Ok(overlay(job, detail)))),
                    None => unreadable("its detail is no posting".to_owned()),
                }
            }
            Err(PortError { kind: PortErrorKind::NotFound, .. }) => Ok(None),
            Err(PortError { kind: PortErrorKind::Invalid(reason), .. }) => unreadable(reason),
            Err(error) => Err(error),
        }
    }

    async fn with_page(&self, reading: Reading) -> PortResult<Option<Reading>> {
        let posting = match reading {
            Ok(posting) => posting,
            Err(unreadable) => return Ok(Some(Err(unreadable))),
        };
        let Some(url) = posting.url.clone() else { return Ok(Some(Ok(posting))) };
        match self.fetcher.get(&self.board.mirrored(&url), AcceptedMedia::Html).await {
            Ok(page) => {
                let complete = move || json_ld::complete(posting, &Document::of(&page.body).text, &url);
                Ok(Some(Ok(spawn_blocking(complete).await.map_err(PortError::internal)?)))
            }
            Err(PortError { kind: PortErrorKind::NotFound, .. }) => Ok(None),
            Err(PortError { kind: PortErrorKind::Invalid(reason), .. }) => {
                let external_id = Some(posting.external_id.clone());
                Ok(Some(Err(UnreadablePosting { which: posting.external_id, external_id, reason })))
            }
            Err(error) => Err(error),
        }
    }
}

/// The identity of a listed job: its id, or else its whole content.
fn fingerprint(job: &Value) -> String {
    let id = ["id", "Id", "uuid", "shortcode", "externalPath", "reqId", "JobId", "jobId", "uid", "guid", "url"];
    let id = id.iter().find_map(|key| job.get(key)).filter(|id| id.is_string() || id.is_number());
    id.unwrap_or(job).to_string().chars().filter(|c| !c.is_whitespace()).take(200).collect()
}

/// Merges the detail into the listed job. Members that only the list has are kept.
fn overlay(listed: Value, detail: Value) -> Value {
    match (listed, detail) {
        (Value::Object(mut listed), Value::Object(detail)) => {
            for (key, value) in detail {
                let known = listed.remove(&key).unwrap_or(Value::Null);
                listed.insert(key, overlay(known, value));
            }
            Value::Object(listed)
        }
        (listed, Value::Null) => listed,
        (_, detail) => detail,
    }
}

/// Postings with one id as one posting with all their places: some platforms list a job once per place.
pub(crate) fn merged(readings: Vec<Reading>) -> Vec<Reading> {
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Reading> = Vec::with_capacity(readings.len());
    for reading in readings {
        let known = reading.as_ref().ok().and_then(|posting| by_id.get(&posting.external_id).copied());
        match (known.and_then(|known| kept.get_mut(known)), reading) {
            (Some(Ok(first)), Ok(again)) => merge(first, again),
            (_, reading) => {
                if let Ok(posting) = &reading {
                    by_id.insert(posting.external_id.clone(), kept.len());
                }
                kept.push(reading);
            }
        }
    }
    kept
}

fn merge(first: &mut Posting, again: Posting) {
    // Remote here and not there is neither.
    if first.workplace != again.workplace {
        first.workplace = None;
    }
    for place in again.locations {
        if !first.locations.contains(&place) {
            first.locations.push(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_detail_adds_to_what_the_list_says() {
        let listed = json!({"id": 7, "location": {"city": "Hull"}, "remote": true});
        let detail = json!({"id": 7, "location": {"country": "GB"}, "remote": null, "text": "x"});
        let whole = json!({"id": 7, "location": {"city": "Hull", "country": "GB"}, "remote": true, "text": "x"});
        assert_eq!(overlay(listed, detail), whole);
    }

    #[test]
    fn a_job_that_is_listed_once_per_place_is_one_posting() {
        let at = |id: &str, place: &str| {
            Ok(Posting { locations: vec![place.to_owned()], ..super::super::fields::blank(id, "Welder", "Acme") })
        };
        let merged = merged(vec![at("1", "Hull"), at("2", "Hull"), at("1", "Leeds"), at("1", "Hull")]);
        let places: Vec<_> = merged.iter().flatten().map(|posting| posting.locations.join("+")).collect();
        assert_eq!(places, ["Hull+Leeds", "Hull"]);
    }
}
