//! Lever: a bare array, paginated, the text in several parts. Responds by `Accept`: without JSON it returns HTML.

use std::fmt::Write as _;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::DateTime;
use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::salary::Salary;
use domain_model::catalogue::{pay, places};
use domain_model::ingestion::{SourceKey, Validators};
use ports::{
    AcceptedMedia, FetchedPage, JobSource, ListingPage, PageFetcher, PageToken, PortError, PortResult,
    UnreadablePosting,
};
use serde::Deserialize;
use serde_json::Value;
use tokio::task::spawn_blocking;
use url::Url;

use super::board::Board;
use super::json;
use super::position::{ListPosition, SAME_PAGE};
use super::vendor::{Access, Address, Answers, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;
use crate::{dates, html};

const PAGE: usize = 100;
/// A limit on pages: beyond it a server is inventing them.
const MAX_PAGES: usize = 1_000;

/// Lever.
pub(super) static LEVER: Vendor = Vendor {
    kind: "lever",
    title: "Lever",
    example: "https://jobs.lever.co/acme",
    setting: "site",
    is_case_sensitive: true,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://api.lever.co" }, Region { name: "eu", api: "https://api.eu.lever.co" }],
    name_in,
    open: |board, access| Ok(Arc::new(LeverSite::new(board, access)?)),
    answers: Answers {
        list: jobs,
        board: board_of,
        posting: |job, context| Some(posting(job.clone(), &context.board.name, context.company)),
    },
};

/// Recognises API URLs and site pages with or without a posting.
fn name_in(address: &Address<'_>) -> Option<String> {
    match (address.host, address.path.as_slice()) {
        ("api.lever.co" | "api.eu.lever.co", ["v0", "postings", name, ..])
        | ("jobs.lever.co" | "jobs.eu.lever.co", [name, ..]) => Some((*name).to_owned()),
        _ => None,
    }
}

/// A list is a bare array; it is recognised by the fields of its postings.
fn jobs(document: &Document) -> Option<Listing> {
    let list = document.rows("", &["hostedUrl", "categories"]);
    list.or_else(|| document.single("", &["hostedUrl", "text"])).map(Listing::from)
}

/// `https://jobs.lever.co/<site>/<id>`, or another host with such paths.
fn board_of(job: &Value) -> Option<Board> {
    let url = job.get("hostedUrl").and_then(Value::as_str).and_then(|url| Url::parse(url).ok())?;
    let board = Board::at(&url).filter(|board| board.vendor.kind == LEVER.kind);
    board.or_else(|| Some(Board::new(&LEVER, url.path_segments()?.next()?, None)))
}

/// A site at Lever.
struct LeverSite {
    key: SourceKey,
    site: String,
    fetcher: Arc<dyn PageFetcher>,
    postings: Url,
    company: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Job {
    id: String,
    text: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    lists: Vec<List>,
    #[serde(default)]
    additional: String,
    #[serde(default)]
    categories: Categories,
    workplace_type: Option<String>,
    salary_range: Option<SalaryRange>,
    created_at: Option<i64>,
    hosted_url: Option<Url>,
    apply_url: Option<Url>,
}

#[derive(Deserialize)]
struct List {
    #[serde(default)]
    text: String,
    #[serde(default)]
    content: String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Categories {
    commitment: Option<String>,
    department: Option<String>,
    team: Option<String>,
    location: Option<String>,
    all_locations: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct SalaryRange {
    currency: Option<String>,
    interval: Option<String>,
    min: Option<f64>,
    max: Option<f64>,
}

impl LeverSite {
    fn new(board: Board, Access { fetcher, company }: Access) -> PortResult<Self> {
        let postings = board.address("/v0/postings/", "")?;
        Ok(Self { key: board.key()?, site: board.name, fetcher, postings, company })
    }
}

#[async_trait]
impl JobSource for LeverSite {
    fn key(&self) -> &SourceKey {
        &self.key
    }

    fn is_authoritative(&self) -> bool {
        true
    }

    async fn page(&self, after: Option<PageToken>) -> PortResult<ListingPage> {
        let position = after.as_ref().and_then(ListPosition::of).unwrap_or_default();
        self.list(self.fetcher.get(&self.page_at(&position), AcceptedMedia::Json).await?, &position).await
    }

    async fn page_if_changed(&self, known: &Validators) -> PortResult<Option<ListingPage>> {
        let first = ListPosition::default();
        match self.fetcher.get_if_changed(&self.page_at(&first), AcceptedMedia::Json, known).await? {
            Some(page) => self.list(page, &first).await.map(Some),
            None => Ok(None),
        }
    }
}

impl LeverSite {
    /// The address of the page at this position.
    fn page_at(&self, position: &ListPosition) -> Url {
        let mut url = self.postings.clone();
        url.set_query(Some(&format!("mode=json&skip={}&limit={PAGE}", position.postings)));
        url
    }

    /// The page of the list at this position.
    async fn list(&self, page: FetchedPage, position: &ListPosition) -> PortResult<ListingPage> {
        let jobs: Vec<Value> = json(&page)?;
        let first = jobs.first().and_then(|job| job.get("id")?.as_str()).unwrap_or_default().to_owned();
        // A server that ignores `skip` returns the same page again.
        if !first.is_empty() && first == position.first {
            return Ok(ListingPage { cut_short: Some(SAME_PAGE.to_owned()), ..ListingPage::default() });
        }
        // There is no total: a short page is the last one.
        let is_last = jobs.len() < PAGE;
        let is_endless = !is_last && position.pages + 1 >= MAX_PAGES;
        let cut_short = is_endless.then(|| format!("the list does not end after {MAX_PAGES} pages"));
        let (pages, postings) = (position.pages + 1, position.postings + jobs.len());
        let here = ListPosition { pages, postings, first, ..ListPosition::default() };
        let next = (!is_last && !is_endless).then(|| here.token());
        let validators = page.validators.filter(|_| is_last && position.pages == 0);
        let (site, company) = (self.site.clone(), self.company.clone());
        let read = move || jobs.into_iter().map(|job| posting(job, &site, company.as_deref())).collect();
        let postings = spawn_blocking(read).await.map_err(PortError::internal)?;
        Ok(ListingPage { postings, next, cut_short, validators, is_of_part: false })
    }
}

/// One posting of the list.
fn posting(job: Value, site: &str, company: Option<&str>) -> Result<Posting, UnreadablePosting> {
    let id = job.get("id").and_then(Value::as_str).map(str::to_owned);
    let job: Job = serde_json::from_value(job).map_err(|error| UnreadablePosting {
        which: id.clone().unwrap_or_else(|| "without id".to_owned()),
        external_id: id,
        reason: error.to_string(),
    })?;
    Ok(convert(job, site, company))
}

fn convert(job: Job, site: &str, company: Option<&str>) -> Posting {
    let description = full_text(&job);
    let categories = job.categories;
    let all = categories.all_locations.filter(|all| !all.is_empty());
    let by_location = categories.location.as_deref().and_then(places::workplace);
    Posting {
        external_id: job.id,
        requisition_id: None,
        title: html::line(&job.text),
        company: company.unwrap_or(site).to_owned(),
        locations: all
            .unwrap_or_else(|| categories.location.into_iter().collect())
            .iter()
            .flat_map(|place| places::split(place))
            .collect(),
        workplace: job.workplace_type.as_deref().and_then(workplace).or(by_location),
        employment_type: categories.commitment.as_deref().and_then(employment_type),
        salary: job.salary_range.and_then(|range| {
            let unit = range.interval.as_deref().and_then(pay::unit);
            let period = unit.filter(|unit| *unit != pay::Unit::Unknown).and_then(pay::Unit::period);
            Salary::new(range.currency.as_deref(), range.min, range.max, period)
        }),
        department: categories.department.or(categories.team),
        description,
        apply_url: job.apply_url.or_else(|| job.hosted_url.clone()),
        url: job.hosted_url,
        posted_at: job.created_at.and_then(DateTime::from_timestamp_millis).filter(dates::is_plausible),
        valid_through: None,
    }
}

/// `description`, then each list under its heading, then `additional`.
fn full_text(job: &Job) -> String {
    let mut page = job.description.clone();
    for list in &job.lists {
        // Headings are plain text; the items come without their list.
        let heading = list.text.replace('&', "&amp;").replace('<', "&lt;");
        write!(page, "<h3>{heading}</h3><ul>{}</ul>", list.content).expect("writing to a string succeeds");
    }
    write!(page, "<div>{}</div>", job.additional).expect("writing to a string succeeds");
    html::to_text(&page)
}

fn workplace(kind: &str) -> Option<Workplace> {
    match kind {
        "remote" => Some(Workplace::Remote),
        "hybrid" => Some(Workplace::Hybrid),
        "on-site" | "onsite" => Some(Workplace::OnSite),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use domain_model::catalogue::job::EmploymentType;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_text_is_put_together_from_its_parts() {
        let posting = posting(
            json!({
                "id": "a1", "text": "Barista", "description": "<div>We brew.</div>",
                "lists": [{"text": "What you'll do & more", "content": "<li>Brew</li><li>Smile</li>"}],
                "additional": "<div>Meals on shift</div>", "workplaceType": "unspecified",
                "categories": {"commitment": "Contract", "location": "Lyon", "allLocations": ["Lyon", "Nice"], "team": "Bar"},
                "salaryRange": {"currency": "EUR", "interval": "per-hour-wage", "min": 14.5, "max": 13},
                "createdAt": 1_764_205_361_939_i64, "hostedUrl": "https://jobs.lever.co/acme/a1",
            }),
            "acme",
            Some("Acme Coffee"),
        )
        .unwrap();
        assert_eq!(
            posting.description.trim(),
            "We brew.\n\nWhat you'll do & more\n\n- Brew\n- Smile\n\nMeals on shift"
        );
        assert_eq!((posting.company.as_str(), posting.locations.len()), ("Acme Coffee", 2));
        assert_eq!((posting.workplace, posting.employment_type), (None, Some(EmploymentType::Contractor)));
        assert_eq!(posting.salary.unwrap().to_string(), "EUR 13–14.50 per hour");
        assert_eq!(posting.apply_url.unwrap().as_str(), "https://jobs.lever.co/acme/a1");
    }

    #[test]
    fn a_posting_without_a_title_is_unreadable() {
        assert_eq!(posting(json!({"id": "a1"}), "acme", None).unwrap_err().which, "a1");
    }

    /// A site whose pages are these, by what is skipped. Answers how many postings a reader gets, and why it stops before
    /// the end.
    async fn read_all(page: fn(usize) -> Vec<Value>) -> (usize, Option<String>) {
        let mut fetcher = ports::MockPageFetcher::new();
        fetcher.expect_get().returning(move |url, _| {
            assert_eq!(url.path(), "/v0/postings/Acme");
            let skip = url.query_pairs().find(|(name, _)| name == "skip").unwrap().1.parse().unwrap();
            let body = Value::Array(page(skip)).to_string();
            Ok(ports::FetchedPage { url: url.clone(), body: body.into(), validators: None })
        });
        let access = Access { fetcher: Arc::new(fetcher), company: None };
        let site = LeverSite::new(Board::new(&LEVER, "Acme", None), access).unwrap();
        let (mut read, mut after) = (0, None);
        loop {
            let page = site.page(after).await.unwrap();
            read += page.postings.len();
            after = page.next;
            if after.is_none() {
                return (read, page.cut_short);
            }
        }
    }

    fn some(ids: std::ops::Range<usize>) -> Vec<Value> {
        ids.map(|id| json!({"id": format!("id {id}")})).collect()
    }

    #[tokio::test]
    async fn a_list_ends_with_a_short_page() {
        assert_eq!(read_all(|skip| some(skip..250.min(skip + PAGE))).await, (250, None));
        assert_eq!(read_all(|skip| some(skip..200.min(skip + PAGE))).await, (200, None));
    }

    #[tokio::test]
    async fn a_server_that_skips_nothing_is_read_once_and_not_whole() {
        let again = Some(SAME_PAGE.to_owned());
        assert_eq!(read_all(|_| some(0..PAGE)).await, (PAGE, again.clone()));
        assert_eq!(read_all(|_| some(0..3 * PAGE)).await, (3 * PAGE, again.clone()));
        assert_eq!(read_all(|skip| some(skip.min(100)..skip.min(100) + PAGE)).await, (2 * PAGE, again));
    }

    #[tokio::test]
    async fn a_list_without_end_is_not_read_whole() {
        for page in [|skip| some(skip..skip + PAGE), |_| vec![json!({}); PAGE]] {
            let reason = "the list does not end after 1000 pages".to_owned();
            assert_eq!(read_all(page).await, (MAX_PAGES * PAGE, Some(reason)));
        }
    }
}
