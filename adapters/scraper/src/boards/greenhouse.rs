//! Greenhouse: one response with all jobs. Its `content` is HTML that is escaped twice.

use std::sync::Arc;

use async_trait::async_trait;
use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use domain_model::catalogue::salary::Salary;
use domain_model::ingestion::{SourceKey, Validators};
use futures_util::{StreamExt, stream};
use ports::{
    AcceptedMedia, FetchedPage, JobSource, ListingPage, PageFetcher, PageToken, PortError, PortErrorKind, PortResult,
    UnreadablePosting,
};
use serde::Deserialize;
use serde_json::Value;
use tokio::task::spawn_blocking;
use url::Url;

use super::board::Board;
use super::json;
use super::vendor::{Access, Address, Answers, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;
use crate::fetcher::is_too_large;
use crate::saved::slug;
use crate::{dates, html};

/// The number of jobs per page, and of concurrent requests, when a board is too large for one response.
const STEP: usize = 50;
const AT_ONCE: usize = 4;

/// Greenhouse.
pub(super) static GREENHOUSE: Vendor = Vendor {
    kind: "greenhouse",
    title: "Greenhouse",
    example: "https://boards.greenhouse.io/acme",
    setting: "board",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[
        Region { name: "", api: "https://boards-api.greenhouse.io" },
        Region { name: "eu", api: "https://boards-api.eu.greenhouse.io" },
    ],
    name_in,
    open: |board, access| Ok(Arc::new(GreenhouseBoard::new(board, access)?)),
    answers: Answers {
        list: jobs,
        board: board_of,
        posting: |job, context| posting(job.clone(), &context.board.name, context.company),
    },
};

/// Recognises API URLs, board pages with or without a job, and embedded boards.
fn name_in(address: &Address<'_>) -> Option<String> {
    let host = address.host.strip_suffix(".greenhouse.io")?;
    let host = host.strip_suffix(".eu").unwrap_or(host);
    match (host, address.path.as_slice()) {
        (_, ["embed", ..]) => address.parameter("for"),
        ("boards-api", ["v1", "boards", name, ..]) | ("boards" | "job-boards", [name, ..]) => Some((*name).to_owned()),
        _ => None,
    }
}

/// The jobs of a list, or the one of a single answer.
fn jobs(document: &Document) -> Option<Listing> {
    let list = document.rows("jobs", &["absolute_url", "internal_job_id"]);
    list.or_else(|| document.single("", &["id", "title", "absolute_url"])).map(Listing::from)
}

/// `https://job-boards.greenhouse.io/<board>/jobs/<id>`; else the employer's name.
fn board_of(job: &Value) -> Option<Board> {
    let url = job.get("absolute_url").and_then(Value::as_str).and_then(|url| Url::parse(url).ok());
    let board = url.and_then(|url| Board::at(&url)).filter(|board| board.vendor.kind == GREENHOUSE.kind);
    board.or_else(|| {
        let employer = job.get("company_name").and_then(Value::as_str).map(slug);
        employer.map(|name| Board::new(&GREENHOUSE, &name, None))
    })
}

/// A board at Greenhouse.
struct GreenhouseBoard {
    key: SourceKey,
    token: String,
    fetcher: Arc<dyn PageFetcher>,
    jobs: Url,
    company: Option<String>,
}

/// A job as listed.
type Listed = Result<Value, UnreadablePosting>;

#[derive(Deserialize)]
struct ListedJobs {
    jobs: Vec<Value>,
}

#[derive(Deserialize)]
struct Job {
    id: u64,
    title: String,
    absolute_url: Option<Url>,
    company_name: Option<String>,
    requisition_id: Option<String>,
    location: Option<Place>,
    #[serde(default)]
    offices: Vec<Office>,
    #[serde(default)]
    departments: Vec<Department>,
    metadata: Option<Vec<Metadata>>,
    first_published: Option<String>,
    application_deadline: Option<String>,
    #[serde(default)]
    content: String,
    #[serde(default)]
    pay_input_ranges: Vec<PayRange>,
}

#[derive(Deserialize)]
struct Place {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Office {
    name: Option<String>,
    location: Option<String>,
}

#[derive(Deserialize)]
struct Department {
    name: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    name: Option<String>,
    value: Value,
}

/// In cents; the API does not state the period.
#[derive(Deserialize)]
struct PayRange {
    min_cents: Option<f64>,
    max_cents: Option<f64>,
    currency_type: Option<String>,
}

impl GreenhouseBoard {
    fn new(board: Board, Access { fetcher, company }: Access) -> PortResult<Self> {
        let jobs = board.address("/v1/boards/", "/jobs")?;
        Ok(Self { key: board.key()?, token: board.name, fetcher, jobs, company })
    }

    /// The address of the whole list.
    fn whole(&self) -> Url {
        let mut url = self.jobs.clone();
        url.set_query(Some("content=true"));
        url
    }

    async fn everything(&self) -> PortResult<ListingPage> {
        match self.fetcher.get(&self.whole(), AcceptedMedia::Json).await {
            Ok(page) => self.list(page).await,
            Err(error) if is_too_large(&error) => self.step(self.ids().await?).await,
            Err(error) => Err(error),
        }
    }

    async fn list(&self, page: FetchedPage) -> PortResult<ListingPage> {
        let listing: ListedJobs = json(&page)?;
        let jobs = listing.jobs.into_iter().map(Ok).collect();
        let postings = self.read(jobs).await?;
        Ok(ListingPage { postings, validators: page.validators, ..ListingPage::default() })
    }

    /// The ids of all jobs, from the list without texts.
    async fn ids(&self) -> PortResult<Vec<u64>> {
        #[derive(Deserialize)]
        struct Ids {
            jobs: Vec<Id>,
        }
        #[derive(Deserialize)]
        struct Id {
            id: u64,
        }
        let page = self.fetcher.get(&self.jobs, AcceptedMedia::Json).await?;
        Ok(json::<Ids>(&page)?.jobs.into_iter().map(|job| job.id).collect())
    }

    /// Reads the first of these jobs one by one; the others are the next page.
    async fn step(&self, ids: Vec<u64>) -> PortResult<ListingPage> {
        let (now, later) = ids.split_at(ids.len().min(STEP));
        let jobs = stream::iter(now.to_vec()).map(|id| self.one(id)).buffered(AT_ONCE);
        let jobs: Vec<PortResult<Option<Listed>>> = jobs.collect().await;
        let jobs: Vec<Option<Listed>> = jobs.into_iter().collect::<PortResult<_>>()?;
        let postings = self.read(jobs.into_iter().flatten().collect()).await?;
        let next =
            (!later.is_empty()).then(|| PageToken(later.iter().map(u64::to_string).collect::<Vec<_>>().join(",")));
        Ok(ListingPage { postings, next, ..ListingPage::default() })
    }

    /// `None` when the job was closed after it was listed. Pay is returned for single jobs only, and only on request.
    async fn one(&self, id: u64) -> PortResult<Option<Listed>> {
        let mut url = self.jobs.clone();
        url.path_segments_mut().map_err(|()| PortError::invalid("not a web address"))?.push(&id.to_string());
        url.set_query(Some("pay_transparency=true"));
        match self.fetcher.get(&url, AcceptedMedia::Json).await.and_then(|page| json(&page)) {
            Ok(job) => Ok(Some(Ok(job))),
            Err(PortError { kind: PortErrorKind::NotFound, .. }) => Ok(None),
            Err(PortError { kind: PortErrorKind::Invalid(reason), .. }) => {
                Ok(Some(Err(UnreadablePosting { which: id.to_string(), external_id: Some(id.to_string()), reason })))
            }
            Err(error) => Err(error),
        }
    }

    /// Parses jobs in a blocking thread, because unescaping texts takes long.
    async fn read(&self, jobs: Vec<Listed>) -> PortResult<Vec<Result<Posting, UnreadablePosting>>> {
        let (token, company) = (self.token.clone(), self.company.clone());
        let read = move || {
            let read = |job: Listed| match job {
                Ok(job) => posting(job, &token, company.as_deref()),
                Err(unreadable) => Some(Err(unreadable)),
            };
            jobs.into_iter().filter_map(read).collect()
        };
        spawn_blocking(read).await.map_err(PortError::internal)
    }
}

#[async_trait]
impl JobSource for GreenhouseBoard {
    fn key(&self) -> &SourceKey {
        &self.key
    }

    fn is_authoritative(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<PageToken>) -> PortResult<ListingPage> {
        match after {
            None => self.everything().await,
            Some(token) => self.step(token.0.split(',').filter_map(|id| id.parse().ok()).collect()).await,
        }
    }

    async fn page_if_changed(&self, known: &Validators) -> PortResult<Option<ListingPage>> {
        match self.fetcher.get_if_changed(&self.whole(), AcceptedMedia::Json, known).await? {
            Some(page) => self.list(page).await.map(Some),
            None => Ok(None),
        }
    }
}

/// One job of the list; `None` for prospect posts.
fn posting(job: Value, board: &str, company: Option<&str>) -> Option<Result<Posting, UnreadablePosting>> {
    let id = job.get("id").map(ToString::to_string);
    // `null` marks a prospect post: a form without an opening.
    let is_prospect = job.get("internal_job_id").is_some_and(Value::is_null);
    if is_prospect {
        return None;
    }
    let read = serde_json::from_value::<Job>(job).map(|job| convert(job, board, company));
    Some(read.map_err(|error| UnreadablePosting {
        which: id.clone().unwrap_or_else(|| "without id".to_owned()),
        external_id: id,
        reason: error.to_string(),
    }))
}

fn convert(job: Job, board: &str, company: Option<&str>) -> Posting {
    let place = job.location.and_then(|place| place.name).unwrap_or_default();
    let named = job.company_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let kind = job.metadata.unwrap_or_default().into_iter().find_map(|item| {
        let is_kind = item.name.is_some_and(|name| name.to_lowercase().contains("employment type"));
        is_kind.then(|| item.value.as_str().and_then(employment_type)).flatten()
    });
    let pay = job.pay_input_ranges.first().and_then(|range| {
        let amount = |cents: Option<f64>| cents.map(|cents| cents / 100.0);
        Salary::new(range.currency_type.as_deref(), amount(range.min_cents), amount(range.max_cents), None)
    });
    Posting {
        external_id: job.id.to_string(),
        requisition_id: job.requisition_id.filter(|id| !id.trim().is_empty()),
        title: html::line(&job.title),
        company: company.or(named).unwrap_or(board).to_owned(),
        workplace: places::workplace(&place),
        locations: locations(&place, &job.offices),
        employment_type: kind,
        salary: pay,
        department: job.departments.into_iter().find_map(|department| department.name),
        description: html::to_text(&html::decode_entities(&job.content)),
        apply_url: job.absolute_url.clone(),
        url: job.absolute_url,
        posted_at: job.first_published.as_deref().and_then(dates::instant),
        valid_through: job.application_deadline.as_deref().and_then(dates::end),
    }
}

/// The named locations, or the offices' where only "Hybrid" or the like is named.
fn locations(place: &str, offices: &[Office]) -> Vec<String> {
    let named = places::split(place);
    if !named.is_empty() {
        return named;
    }
    let offices = offices.iter().filter_map(|office| office.location.as_deref().or(office.name.as_deref()));
    offices.flat_map(places::split).collect()
}

#[cfg(test)]
mod tests {
    use domain_model::catalogue::job::{EmploymentType, Workplace};
    use domain_model::kernel::fetch::FetchFailure;
    use serde_json::json;

    use super::*;

    fn job() -> Value {
        json!({
            "id": 4_120_077, "internal_job_id": 31, "title": "Night nurse", "company_name": "Acme ",
            "absolute_url": "https://job-boards.greenhouse.io/acme/jobs/4120077?gh_src=x",
            "requisition_id": "R-9", "location": {"name": "Leeds, UK"},
            "offices": [{"name": "Hull", "location": "Hull, UK"}], "departments": [{"name": "Wards"}],
            "metadata": [{"name": "Employment Type", "value": "Part-time"}],
            "first_published": "2026-09-01T08:00:00-04:00", "application_deadline": null,
            "content": "&lt;p&gt;R&amp;amp;D ward&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Watch&amp;nbsp;over&lt;/li&gt;&lt;/ul&gt;",
        })
    }

    fn read(job: Value) -> Posting {
        posting(job, "acme", None).unwrap().unwrap()
    }

    #[test]
    fn a_job_is_read_as_a_careful_reader_would() {
        let posting = read(job());
        assert_eq!(posting.external_id, "4120077");
        assert_eq!(posting.company, "Acme");
        assert_eq!(posting.locations, ["Leeds, UK"]);
        assert_eq!(posting.employment_type, Some(EmploymentType::PartTime));
        assert_eq!(posting.description.trim(), "R&D ward\n\n- Watch over");
        assert_eq!(posting.posted_at, dates::instant("2026-09-01T12:00:00Z"));
        assert_eq!(posting.workplace, None, "what is not said is not known");
    }

    #[test]
    fn a_place_that_only_says_how_gives_way_to_the_offices() {
        let mut hybrid = job();
        hybrid["location"]["name"] = json!("Hybrid");
        let posting = read(hybrid);
        assert_eq!((posting.locations, posting.workplace), (vec!["Hull, UK".to_owned()], Some(Workplace::Hybrid)));
        let mut several = job();
        several["location"]["name"] = json!("Remote-Friendly | Leeds, UK; York");
        assert_eq!(read(several).locations, ["Leeds, UK", "York"]);
    }

    #[test]
    fn a_prospect_post_is_no_opening() {
        let mut prospect = job();
        prospect["internal_job_id"] = Value::Null;
        assert!(posting(prospect, "acme", None).is_none());
    }

    #[test]
    fn a_job_without_a_title_is_unreadable_and_says_which() {
        let mut broken = job();
        broken.as_object_mut().unwrap().remove("title");
        let error = posting(broken, "acme", None).unwrap().unwrap_err();
        assert_eq!(error.which, "4120077");
        assert!(error.reason.contains("title"), "{}", error.reason);
    }

    #[test]
    fn pay_is_in_cents() {
        let mut paid = job();
        paid["pay_input_ranges"] = json!([{"min_cents": 5_000_000, "max_cents": 6_000_000, "currency_type": "GBP"}]);
        assert_eq!(read(paid).salary.unwrap().to_string(), "GBP 50,000–60,000");
    }

    /// A board whose list is too large for one answer, and whose details are these.
    fn large(ids: &[u64], detail: fn(u64) -> PortResult<&'static str>) -> GreenhouseBoard {
        let list = json!({"jobs": ids.iter().map(|id| json!({"id": id})).collect::<Vec<_>>()}).to_string();
        let mut fetcher = ports::MockPageFetcher::new();
        fetcher.expect_get().returning(move |url, _| {
            let id = url.path_segments().and_then(|mut path| path.next_back()).and_then(|last| last.parse().ok());
            let body = match (id, url.query()) {
                (Some(id), Some("pay_transparency=true")) => detail(id)?.to_owned(),
                (None, None) => list.clone(),
                (None, Some("content=true")) => {
                    return Err(crate::fetcher::port_error(FetchFailure::TooLarge { limit: 8 << 20 }.into()));
                }
                _ => panic!("nobody asks for {url}"),
            };
            Ok(ports::FetchedPage { url: url.clone(), body: body.into(), validators: None })
        });
        let access = Access { fetcher: Arc::new(fetcher), company: None };
        GreenhouseBoard::new(Board::new(&GREENHOUSE, "Acme", None), access).unwrap()
    }

    #[tokio::test]
    async fn a_large_board_is_read_job_by_job_without_those_that_are_gone_or_broken() {
        let board = large(&[1, 2, 3, 4], |id| match id {
            1 => Ok(r#"{"id": 1, "title": "Night nurse", "content": "x"}"#),
            2 => Err(PortError::new(PortErrorKind::NotFound)),
            3 => Ok("<html>"),
            _ => Err(PortError::invalid("the answer is larger than 8 MiB")),
        });
        let page = board.page(None).await.unwrap();
        let [Ok(read), Err(broken), Err(large)] = &page.postings[..] else { panic!("{:?}", page.postings) };
        assert_eq!((read.title.as_str(), page.next), ("Night nurse", None));
        assert_eq!((broken.which.as_str(), large.which.as_str()), ("3", "4"));
        assert!(broken.reason.contains("web page"), "{}", broken.reason);
    }

    #[tokio::test]
    async fn a_large_board_that_goes_away_in_the_middle_is_an_error() {
        let board = large(&[1, 2], |id| match id {
            1 => Ok(r#"{"id": 1, "title": "Night nurse"}"#),
            _ => Err(PortError::new(PortErrorKind::Unavailable)),
        });
        assert_eq!(board.page(None).await.unwrap_err().kind, PortErrorKind::Unavailable);
    }
}
