//! Teamtailor: a JSON feed whose items carry a schema.org `JobPosting`, on the employer's own host or below
//! `teamtailor.com`.

use domain_model::catalogue::job::Posting;
use ports::AcceptedMedia;
use serde_json::Value;

use super::board::Board;
use super::fields::{Fields, Reading, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use crate::document::Document;
use crate::json_ld;

/// Teamtailor.
pub(super) static TEAMTAILOR: Vendor = Vendor {
    kind: "teamtailor",
    title: "Teamtailor",
    example: "https://acme.teamtailor.com",
    setting: "host",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 0, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}.teamtailor.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.url("/jobs.json")?, AcceptedMedia::Json)),
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    let host = address.below("teamtailor.com")?;
    Some(host.to_owned())
}

fn list(document: &Document) -> Option<Listing> {
    let data = document.json.as_ref().ok()?;
    let jobs = document.rows("items", &["_jobposting"])?;
    let feed = Fields(data);
    Some(Listing { jobs, company: feed.text("title"), next: feed.text("next_url"), ..Listing::default() })
}

fn board(job: &Value) -> Option<Board> {
    let url = Fields(job).url("url")?;
    let host = url.host_str()?;
    Some(Board::new(&TEAMTAILOR, host.strip_suffix(".teamtailor.com").unwrap_or(host), None))
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let node = job.at("_jobposting").and_then(Value::as_object);
    let node = node.ok_or_else(|| missing_field(job.text("id"), "job posting"))?;
    let url = job.url("url");
    let read = json_ld::single(node, url.as_ref(), None)?;
    let id = read.requisition_id.clone().or_else(|| job.text("id"));
    let id = id.ok_or_else(|| missing_field(Some(read.title.clone()), "id"))?;
    let body = if read.description.trim().is_empty() {
        job.body(&["content_html", "content_text", "summary"])
    } else {
        read.description
    };
    // The identifier is the platform's own number, not the employer's.
    Ok(Posting {
        external_id: id,
        requisition_id: None,
        company: context.company(job.text("_jobposting.hiringOrganization.name")),
        description: body,
        posted_at: read.posted_at.or_else(|| job.instant("date_published")),
        ..read
    })
}
