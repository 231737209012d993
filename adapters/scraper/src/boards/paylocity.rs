//! Paylocity: a page whose script carries all jobs. A place called "Hybrid" gives way to its address.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use url::Url;

use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use crate::document::Document;

/// Paylocity.
pub(super) static PAYLOCITY: Vendor = Vendor {
    kind: "paylocity",
    title: "Paylocity",
    example: "https://recruiting.paylocity.com/recruiting/jobs/All/8a1b2c3d/Acme",
    setting: "company_id",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://recruiting.paylocity.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board: |_| None, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.address("/recruiting/jobs/All/", "/")?, AcceptedMedia::Html)),
    end: EndOfList::SinglePage,
    detail: Detail::Page,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    let path: Vec<String> = address.path.iter().map(|part| part.to_lowercase()).collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let is_list =
        address.host == "recruiting.paylocity.com" && matches!(path.as_slice(), ["recruiting", "jobs", "all", _, ..]);
    is_list.then(|| address.path[3].to_owned())
}

fn list(document: &Document) -> Option<Listing> {
    let data = document.json_behind("window.pageData")?;
    let jobs = data.get("Jobs")?.as_array()?.clone();
    Some(Listing { jobs, company: Fields(&data).text("ModuleTitle"), ..Listing::default() })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("JobId");
    let title = job.text("JobTitle").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let part = |name: &str| job.text(&format!("JobLocation.{name}"));
    let address = places::joined(part("City").as_deref(), part("State").as_deref(), part("Country").as_deref());
    let name = job.first(&["LocationName", "JobLocation.Name"]).unwrap_or_default();
    let url = Url::parse(&format!("https://recruiting.paylocity.com/Recruiting/Jobs/Details/{id}")).ok();
    let is_remote = job.is("IsRemote").then_some(Workplace::Remote);
    Ok(Posting {
        locations: address.map_or_else(|| places::split(&name), |address| vec![address]),
        workplace: is_remote.or_else(|| places::workplace(&name)),
        department: job.text("HiringDepartment"),
        description: job.body(&["Description"]),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("PublishedDate"),
        ..blank(&id, &title, &context.company(None))
    })
}
