//! Himalayas: a paged feed of remote jobs of many employers. Times are in seconds; restrictions say where applicants may live.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::pay;
use domain_model::catalogue::pay::Unit;
use domain_model::catalogue::salary::{Salary, SalaryPeriod};
use ports::AcceptedMedia;
use serde_json::Value;

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;

const PAGE: usize = 20;

/// Himalayas.
pub(super) static HIMALAYAS: Vendor = Vendor {
    kind: "himalayas",
    title: "Himalayas",
    example: "https://himalayas.app/jobs/api",
    setting: "feed",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://himalayas.app" }],
    name_in: |address: &Address<'_>| (address.host == "himalayas.app").then(|| "api".to_owned()),
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |_| Some(Board::new(&HIMALAYAS, "api", None)),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: false,
    page: |board, position| {
        let after = format!("?limit={PAGE}&offset={}", position.postings);
        Ok(ListRequest::Get(board.address("/jobs/", &after)?, AcceptedMedia::Json))
    },
    end: EndOfList::PageShorterThan(PAGE),
    detail: Detail::None,
};

fn list(document: &Document) -> Option<Listing> {
    let jobs = document.rows("jobs", &["companySlug", "locationRestrictions", "applicationLink"])?;
    let total = document.json.as_ref().ok()?.get("totalCount").and_then(Value::as_u64);
    Some(Listing { jobs, total: total.and_then(|total| usize::try_from(total).ok()), ..Listing::default() })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.first(&["guid", "id", "applicationLink"]);
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let unit = job.first(&["salaryPeriod", "salaryTimeframe"]).as_deref().and_then(pay::unit);
    let period = unit.map_or(Some(SalaryPeriod::Year), Unit::period);
    let currency = job.first(&["currency", "salaryCurrency"]);
    let restrictions = job.each("locationRestrictions").into_iter().filter_map(|place| place.first(&["name", ""]));
    let restrictions: Vec<String> = restrictions.collect();
    let mut description = job.body(&["description"]);
    if !restrictions.is_empty() {
        description.push_str(&format!("\n\nApplicants may live in: {}", restrictions.join(", ")));
    }
    let url = job.url("guid").or_else(|| job.url("applicationLink"));
    Ok(Posting {
        locations: restrictions,
        workplace: Some(Workplace::Remote),
        employment_type: job.text("employmentType").as_deref().and_then(employment_type),
        salary: Salary::new(currency.as_deref(), job.number("minSalary"), job.number("maxSalary"), period),
        department: job.first(&["parentCategories.0", "categories.0"]),
        description,
        apply_url: job.url("applicationLink").or_else(|| url.clone()),
        url,
        posted_at: job.instant("pubDate"),
        valid_through: job.end("expiryDate"),
        ..blank(&id, &title, &context.company(job.text("companyName")))
    })
}
