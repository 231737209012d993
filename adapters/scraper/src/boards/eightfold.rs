//! Eightfold: ten positions a page, whatever is asked for; the text is in the detail. Times are in seconds.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::{AcceptedMedia, PortError};
use serde_json::Value;

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};
use crate::document::Document;

const PAGE: usize = 10;

/// Eightfold. A board is a host, and the employer's domain where it is not `<host>.com`: `acme/acme.org`.
pub(super) static EIGHTFOLD: Vendor = Vendor {
    kind: "eightfold",
    title: "Eightfold",
    example: "https://acme.eightfold.ai/careers",
    setting: "board",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 1, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}.eightfold.ai" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |job| Board::of(&EIGHTFOLD, Fields(job).url("canonicalPositionUrl").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let path = format!("/api/apply/v2/jobs?domain={}&start={}&num={PAGE}", domain(board), position.postings);
        Ok(ListRequest::Get(board.url(&path)?, AcceptedMedia::Json))
    },
    end: EndOfList::PageShorterThan(PAGE),
    detail: Detail::Answer(|board, job| {
        let id = Fields(job).text("id").ok_or_else(|| PortError::invalid("it has no id"))?;
        board.url(&format!("/api/apply/v2/jobs/{id}?domain={}", domain(board)))
    }),
};

fn domain(board: &Board) -> String {
    board.part(1).map_or_else(|| format!("{}.com", board.label()), str::to_owned)
}

fn name_in(address: &Address<'_>) -> Option<String> {
    let host = address.below("eightfold.ai")?;
    match address.parameter("domain") {
        Some(domain) if domain != format!("{host}.com") => Some(format!("{host}/{domain}")),
        _ => Some(host.to_owned()),
    }
}

fn list(document: &Document) -> Option<Listing> {
    let data = Fields(document.json.as_ref().ok()?);
    let marks = ["canonicalPositionUrl", "t_create", "positionUrl", "ats_job_id"];
    let jobs = document.rows("positions", &marks).or_else(|| document.rows("data.positions", &marks));
    let jobs = jobs.or_else(|| document.single("", &["canonicalPositionUrl", "name"]))?;
    let total = data.at("count").or_else(|| data.at("data.count")).and_then(Value::as_u64);
    let company = data.text("domain").and_then(|domain| domain.split('.').next().map(str::to_owned));
    Some(Listing { jobs, company, total: total.and_then(|total| usize::try_from(total).ok()), ..Listing::default() })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("id");
    let title = job.first(&["name", "posting_name"]).ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let listed = job.each("locations").into_iter().filter_map(|place| place.text(""));
    let listed: Vec<String> = listed.flat_map(|place| places::split(&place)).collect();
    let own = || job.text("location").map(|place| places::split(&place)).unwrap_or_default();
    let url = job.url("canonicalPositionUrl").or_else(|| context.board.page(&format!("/careers/job/{id}")));
    let stated = job.first(&["work_location_option", "workLocationOption"]).as_deref().and_then(workplace);
    Ok(Posting {
        requisition_id: job.first(&["display_job_id", "ats_job_id", "displayJobId"]),
        locations: if listed.is_empty() { own() } else { listed },
        workplace: stated.or_else(|| job.text("location").as_deref().and_then(places::workplace)),
        employment_type: job.first(&["employment_type", "type"]).as_deref().and_then(employment_type),
        department: job.first(&["department", "business_unit"]),
        description: job.body(&["job_description", "jobDescription"]),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("t_create").or_else(|| job.instant("postedTs")).or_else(|| job.instant("t_update")),
        ..blank(&id, &title, &context.company(job.text("company_name")))
    })
}
