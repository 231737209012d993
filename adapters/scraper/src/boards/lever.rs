//! Lever: a bare array in pages, the text in several parts. Answers by `Accept`: a browser gets HTML.

use std::fmt::Write as _;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::DateTime;
use domain_model::ingestion::SourceKey;
use domain_model::job::{Posting, Workplace};
use domain_model::salary::{Salary, SalaryPeriod};
use ports::{AcceptedMedia, JobSource, ListingPage, PageFetcher, PageToken, PortError, PortResult, UnreadablePosting};
use serde::Deserialize;
use serde_json::Value;
use tokio::task::spawn_blocking;
use url::Url;

use super::{employment_type, json};
use crate::html;

const BASE: &str = "https://api.lever.co";
const PAGE: usize = 100;

/// A site at Lever.
pub(crate) struct LeverSite {
    key: SourceKey,
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
    pub(crate) fn new(
        key: SourceKey,
        fetcher: Arc<dyn PageFetcher>,
        base: Option<&Url>,
        company: Option<String>,
    ) -> PortResult<Self> {
        let base = base.map_or(BASE, |base| base.as_str()).trim_end_matches('/');
        let postings = format!("{base}/v0/postings/{}", key.board());
        let postings = Url::parse(&postings).map_err(|_| PortError::invalid("the site's name makes no address"))?;
        Ok(Self { key, fetcher, postings, company })
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
        let skip: usize = after.and_then(|token| token.0.parse().ok()).unwrap_or(0);
        let mut url = self.postings.clone();
        url.set_query(Some(&format!("mode=json&skip={skip}&limit={PAGE}")));
        let jobs: Vec<Value> = json(&self.fetcher.get(&url, AcceptedMedia::Json).await?)?;
        // There is no total: a short page is the last one.
        let next = (jobs.len() >= PAGE).then(|| PageToken((skip + jobs.len()).to_string()));
        let (site, company) = (self.key.board().to_owned(), self.company.clone());
        let read = move || jobs.into_iter().map(|job| posting(job, &site, company.as_deref())).collect();
        let postings = spawn_blocking(read).await.map_err(PortError::internal)?;
        Ok(ListingPage { postings, next })
    }
}

/// One posting of the list.
pub(crate) fn posting(job: Value, site: &str, company: Option<&str>) -> Result<Posting, UnreadablePosting> {
    let which = job.get("id").and_then(Value::as_str).unwrap_or("without id").to_owned();
    let job: Job =
        serde_json::from_value(job).map_err(|error| UnreadablePosting { which, reason: error.to_string() })?;
    Ok(convert(job, site, company))
}

fn convert(job: Job, site: &str, company: Option<&str>) -> Posting {
    let description = full_text(&job);
    let categories = job.categories;
    let all = categories.all_locations.filter(|all| !all.is_empty());
    Posting {
        external_id: job.id,
        requisition_id: None,
        title: job.text,
        company: company.unwrap_or(site).to_owned(),
        locations: all.unwrap_or_else(|| categories.location.into_iter().collect()),
        workplace: job.workplace_type.as_deref().and_then(workplace),
        employment_type: categories.commitment.as_deref().and_then(employment_type),
        salary: job.salary_range.and_then(|range| {
            let period = range.interval.as_deref().and_then(period);
            Salary::new(range.currency.as_deref(), range.min, range.max, period)
        }),
        department: categories.department.or(categories.team),
        description,
        apply_url: job.apply_url.or_else(|| job.hosted_url.clone()),
        url: job.hosted_url,
        posted_at: job.created_at.and_then(DateTime::from_timestamp_millis),
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

/// `per-year-salary`, `per-hour-wage` and the like.
fn period(interval: &str) -> Option<SalaryPeriod> {
    let has = |mark: &str| interval.contains(mark);
    if has("hour") {
        Some(SalaryPeriod::Hour)
    } else if has("day") || has("daily") {
        Some(SalaryPeriod::Day)
    } else if has("bi-week") || has("biweek") {
        Some(SalaryPeriod::TwoWeeks)
    } else if has("week") {
        Some(SalaryPeriod::Week)
    } else if has("month") && !has("bi-month") && !has("semi") {
        Some(SalaryPeriod::Month)
    } else if has("year") || has("annual") {
        Some(SalaryPeriod::Year)
    } else if has("one-time") {
        Some(SalaryPeriod::Once)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use domain_model::job::EmploymentType;
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
    fn two_weeks_are_not_one() {
        assert_eq!(period("bi-week-salary"), Some(SalaryPeriod::TwoWeeks));
        assert_eq!(period("per-week-wage"), Some(SalaryPeriod::Week));
        assert_eq!(period("bi-month-salary"), None);
    }

    #[test]
    fn a_posting_without_a_title_is_unreadable() {
        assert_eq!(posting(json!({"id": "a1"}), "acme", None).unwrap_err().which, "a1");
    }
}
