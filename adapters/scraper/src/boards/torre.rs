//! Torre: a search over the opportunities of many employers, asked by POST.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::salary::Salary;
use domain_model::catalogue::{pay, places};
use serde_json::{Value, json};
use url::Url;

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;

const PAGE: usize = 20;

/// Torre.
pub(super) static TORRE: Vendor = Vendor {
    kind: "torre",
    title: "Torre",
    example: "https://search.torre.co/opportunities/_search",
    setting: "feed",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://search.torre.co" }],
    name_in: |address: &Address<'_>| {
        matches!(address.host, "search.torre.co" | "torre.ai" | "torre.co").then(|| "opportunities".to_owned())
    },
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |_| Some(Board::new(&TORRE, "opportunities", None)),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: false,
    page: |board, position| {
        let after = format!("/_search?offset={}&size={PAGE}", position.postings);
        Ok(ListRequest::Query(board.address("/", &after)?, json!({"status": {"code": "open"}})))
    },
    end: EndOfList::PageShorterThan(PAGE),
    detail: Detail::None,
};

fn list(document: &Document) -> Option<Listing> {
    let jobs = document.rows("results", &["objective"])?;
    let total = document.json.as_ref().ok()?.get("total").and_then(Value::as_u64);
    Some(Listing { jobs, total: total.and_then(|total| usize::try_from(total).ok()), ..Listing::default() })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("id");
    let title = job.text("objective").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let places = job.each("locations").into_iter().filter_map(|place| place.first(&["id", "name", ""]));
    let pay_of = |name: &str| format!("compensation.data.{name}");
    let unit = job.text(&pay_of("periodicity")).as_deref().and_then(pay::unit);
    let salary = Salary::new(
        job.text(&pay_of("currency")).as_deref(),
        job.number(&pay_of("minAmount")),
        job.number(&pay_of("maxAmount")),
        unit.and_then(pay::Unit::period),
    );
    let is_shown = job.flag("compensation.visible") != Some(false);
    let url = Url::parse(&format!("https://torre.ai/post/{id}")).ok();
    Ok(Posting {
        locations: places.flat_map(|place| places::split(&place)).collect(),
        workplace: job.is("remote").then_some(Workplace::Remote),
        employment_type: job.first(&["commitment.code", "commitment", "type"]).as_deref().and_then(employment_type),
        salary: salary.filter(|_| is_shown && unit != Some(pay::Unit::Unknown)),
        description: job.body(&["details", "tagline"]),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("created"),
        valid_through: job.end("deadline"),
        ..blank(&id, &title, &context.company(job.text("organizations.0.name")))
    })
}
