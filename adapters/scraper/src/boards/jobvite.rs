//! Jobvite: a page with all jobs as rows of tables or items of lists; the text is on the page of a job.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use serde_json::{Value, json};
use url::Url;

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use crate::document::Document;
use crate::html::{Elements, Syntax};

/// Jobvite.
pub(super) static JOBVITE: Vendor = Vendor {
    kind: "jobvite",
    title: "Jobvite",
    example: "https://jobs.jobvite.com/acme/jobs",
    setting: "board",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://jobs.jobvite.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |job| Board::of(&JOBVITE, Fields(job).url("url").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.address("/", "/jobs/viewall")?, AcceptedMedia::Html)),
    end: EndOfList::SinglePage,
    detail: Detail::Page,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    match (address.host, address.path.as_slice()) {
        ("jobs.jobvite.com", ["careers", name, ..] | [name, ..]) => Some((*name).to_owned()),
        _ => None,
    }
}

/// The links to jobs, each with the place that stands in its row.
fn list(document: &Document) -> Option<Listing> {
    let is_jobvite = document.is_markup() && (document.text.contains("jv-job") || document.text.contains("jobvite"));
    if !is_jobvite {
        return None;
    }
    let elements = Elements::of(&document.text, Syntax::Html);
    let base = Url::parse("https://jobs.jobvite.com/").ok()?;
    let rows = elements.nodes().filter(|node| matches!(node.name(), "tr" | "li"));
    let jobs = rows.filter_map(|row| {
        let mut links = row.within().filter(|node| node.name() == "a");
        let link = links.find(|link| link.attribute("href").is_some_and(|href| href.contains("/job/")))?;
        let url = base.join(link.attribute("href")?).ok()?;
        let name = row.within().find(|node| node.has_class("jv-job-list-name")).unwrap_or(link);
        let place = row.within().find(|node| node.has_class("jv-job-list-location")).map(|node| node.text());
        Some(json!({"url": url.as_str(), "title": name.text(), "location": place}))
    });
    Some(jobs.collect::<Vec<Value>>().into())
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let url = job.url("url");
    let in_path = |url: &Url| url.path().split_once("/job/").map(|(_, id)| id.trim_end_matches('/').to_owned());
    let id = url.as_ref().and_then(in_path);
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let place = job.text("location").unwrap_or_default();
    Ok(Posting {
        locations: places::split(&place),
        workplace: places::workplace(&place),
        apply_url: url.clone(),
        url,
        ..blank(&id, &title, &context.company(None))
    })
}
