//! `BambooHR`: one answer with all openings; text, pay and date of an opening are in its detail.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::{pay, places};
use ports::{AcceptedMedia, PortError};

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;

/// `BambooHR`.
pub(super) static BAMBOOHR: Vendor = Vendor {
    kind: "bamboohr",
    title: "BambooHR",
    example: "https://acme.bamboohr.com/careers",
    setting: "host",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 0, may_be_own: false },
    regions: &[Region { name: "", api: "https://{}.bamboohr.com" }],
    name_in: |address: &Address<'_>| address.below("bamboohr.com").map(str::to_owned),
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |job| Board::of(&BAMBOOHR, Fields(job).url("jobOpeningShareUrl").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.url("/careers/list")?, AcceptedMedia::Json)),
    end: EndOfList::SinglePage,
    detail: Detail::Answer(|board, job| {
        let id = Fields(job).text("id").ok_or_else(|| PortError::invalid("it has no id"))?;
        board.url(&format!("/careers/{id}/detail"))
    }),
};

fn list(document: &Document) -> Option<Listing> {
    let list = document.rows("result", &["jobOpeningName"]);
    let detail = || {
        let result = document.json.as_ref().ok()?.get("result")?.get("jobOpening")?;
        result.get("jobOpeningName").is_some().then(|| vec![result.clone()])
    };
    list.or_else(detail).map(Listing::from)
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let shared = job.url("jobOpeningShareUrl");
    let in_url = shared.as_ref().and_then(|url| url.path_segments()?.next_back().map(str::to_owned));
    let id = job.text("id").or(in_url);
    let title = job.text("jobOpeningName").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let url = shared.or_else(|| context.board.page(&format!("/careers/{id}")));
    let place = |from: &str| {
        let part = |name: &str| job.text(&format!("{from}.{name}"));
        let region = part("state").or_else(|| part("province"));
        let country = part("addressCountry").or_else(|| part("country"));
        places::joined(part("city").as_deref(), region.as_deref(), country.as_deref())
    };
    let kind = job.text("locationType");
    let workplace = match kind.as_deref() {
        Some("1") => Some(Workplace::Remote),
        Some("2") => Some(Workplace::Hybrid),
        _ => job.is("isRemote").then_some(Workplace::Remote),
    };
    Ok(Posting {
        locations: place("location").or_else(|| place("atsLocation")).into_iter().collect(),
        workplace,
        employment_type: job.first(&["employmentStatusLabel", "employmentType"]).as_deref().and_then(employment_type),
        salary: job.text("compensation").and_then(|text| pay::read(&text, None, None)),
        department: job.text("departmentLabel"),
        description: job.body(&["description"]),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("datePosted"),
        ..blank(&id, &title, &context.company(None))
    })
}
