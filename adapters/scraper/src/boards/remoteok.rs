//! Remote OK: a feed of remote jobs of many employers. Its first entry is a legal notice; it asks for a link back.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::places;
use domain_model::catalogue::salary::{Salary, SalaryPeriod};
use ports::AcceptedMedia;

use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Naming, Region, Vendor};

/// Remote OK.
pub(super) static REMOTEOK: Vendor = Vendor {
    kind: "remoteok",
    title: "Remote OK",
    example: "https://remoteok.com/api",
    setting: "feed",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://remoteok.com" }],
    name_in: |address: &Address<'_>| {
        matches!(address.host, "remoteok.com" | "www.remoteok.com" | "remoteok.io").then(|| "api".to_owned())
    },
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list: |document| {
            let mut jobs = document.rows("", &["position"])?;
            jobs.retain(|job| job.get("position").is_some());
            Some(jobs.into())
        },
        board: |_| Some(super::board::Board::new(&REMOTEOK, "api", None)),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: false,
    page: |board, _| Ok(ListRequest::Get(board.address("/", "")?, AcceptedMedia::Json)),
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.first(&["id", "slug"]);
    let title = job.text("position").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let url = job.url("url");
    // Amounts are per year and in dollars; 0 says nothing.
    let salary = Salary::new(Some("USD"), job.number("salary_min"), job.number("salary_max"), Some(SalaryPeriod::Year));
    Ok(Posting {
        locations: job.text("location").map(|place| places::split(&place)).unwrap_or_default(),
        workplace: Some(Workplace::Remote),
        salary,
        description: job.body(&["description"]),
        apply_url: job.url("apply_url").or_else(|| url.clone()),
        url,
        posted_at: job.instant("date").or_else(|| job.instant("epoch")),
        ..blank(&id, &title, &context.company(job.text("company")))
    })
}
