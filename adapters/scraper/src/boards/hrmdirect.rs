//! `HRMDirect` (`ClearCompany`): a page with all jobs as rows of a table. Dates are American; the text is on the page of a job.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use serde_json::{Value, json};

use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use crate::dates;
use crate::document::Document;
use crate::html::{Elements, Node, Syntax};

/// `HRMDirect`.
pub(super) static HRMDIRECT: Vendor = Vendor {
    kind: "hrmdirect",
    title: "HRMDirect",
    example: "https://acme.hrmdirect.com/employment/job-openings.php",
    setting: "host",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 0, may_be_own: false },
    regions: &[Region { name: "", api: "https://{}.hrmdirect.com" }],
    name_in: |address: &Address<'_>| address.below("hrmdirect.com").map(str::to_owned),
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board: |_| None, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| {
        Ok(ListRequest::Get(board.url("/employment/job-openings.php?search=true&nohd=")?, AcceptedMedia::Html))
    },
    end: EndOfList::SinglePage,
    detail: Detail::Page,
};

fn list(document: &Document) -> Option<Listing> {
    if !document.is_markup() || !(document.text.contains("ReqRowClick") || document.text.contains("data-req-id")) {
        return None;
    }
    let elements = Elements::of(&document.text, Syntax::Html);
    let title = elements.named("title").next().map(|title| title.text()).unwrap_or_default();
    let company =
        title.rsplit_once(" At ").or_else(|| title.rsplit_once(" at ")).map(|(_, company)| company.to_owned());
    let rows = elements.nodes().filter(|node| node.attribute("data-req-id").is_some());
    Some(Listing { jobs: rows.map(row).collect(), company, ..Listing::default() })
}

/// A row: cells are known by the beginning of their class.
fn row(node: Node<'_>) -> Value {
    let cells: Vec<Node<'_>> = node.within().filter(|cell| cell.name() == "td").collect();
    let of_class = |wanted: &str| {
        let fits =
            |cell: &&Node<'_>| cell.attribute("class").is_some_and(|class| class.to_lowercase().starts_with(wanted));
        cells.iter().find(fits).map(Node::text)
    };
    let link = node.within().find(|link| link.name() == "a").and_then(|link| link.attribute("href"));
    let date = cells.iter().map(Node::text).find(|text| dates::american(text).is_some());
    json!({
        "id": node.attribute("data-req-id"), "custom_id": node.attribute("data-custom-req-id"), "link": link,
        "title": of_class("postitle").or_else(|| of_class("title")), "department": of_class("department"),
        "city": of_class("cit"), "state": of_class("state"), "office": of_class("office").or_else(|| of_class("location")),
        "date": date,
    })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("id");
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let place = places::joined(job.text("city").as_deref(), job.text("state").as_deref(), None);
    let place = place.or_else(|| job.text("office")).unwrap_or_default();
    let url = context.board.page(&format!("/employment/job-opening.php?req={id}"));
    Ok(Posting {
        requisition_id: job.text("custom_id"),
        locations: places::split(&place),
        workplace: places::workplace(&place),
        department: job.text("department"),
        apply_url: url.clone(),
        url,
        posted_at: job.text("date").and_then(|date| dates::american(&date)),
        ..blank(&id, &title, &context.company(None))
    })
}
