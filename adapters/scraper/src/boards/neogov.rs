//! NEOGOV (GovernmentJobs): a feed with elements of its own for pay, places and dates.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use serde_json::{Map, Value, json};

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;
use crate::html::{Elements, Node, Syntax};

/// NEOGOV.
pub(super) static NEOGOV: Vendor = Vendor {
    kind: "neogov",
    title: "NEOGOV",
    example: "https://www.governmentjobs.com/careers/acme",
    setting: "agency",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://www.governmentjobs.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |job| Board::of(&NEOGOV, Fields(job).url("link").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.address("/SearchEngine/JobsFeed?agency=", "")?, AcceptedMedia::Xml)),
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    let is_host = matches!(
        address.host,
        "www.governmentjobs.com" | "governmentjobs.com" | "www.schooljobs.com" | "agency.governmentjobs.com"
    );
    match address.path.as_slice() {
        _ if !is_host => None,
        ["careers", name, ..] => Some((*name).to_owned()),
        _ => address.parameter("agency"),
    }
}

fn list(document: &Document) -> Option<Listing> {
    if !document.is_markup() || !document.text.contains("joblisting:") {
        return None;
    }
    let elements = Elements::of(&document.text, Syntax::Xml);
    let company = elements.named("channel").next().and_then(|channel| channel.child("title")).map(|title| title.text());
    Some(Listing { jobs: elements.named("item").map(item).collect(), company, ..Listing::default() })
}

/// An item's elements by name, without their namespace.
fn item(node: Node<'_>) -> Value {
    let mut fields = Map::new();
    for child in node.within() {
        let name = child.name().rsplit(':').next().unwrap_or_default().to_owned();
        fields.entry(name).or_insert_with(|| json!(child.unescaped().trim()));
    }
    Value::Object(fields)
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let link = job.url("link").or_else(|| job.url("guid"));
    let id = job.text("jobid").or_else(|| link.as_ref()?.path_segments()?.next_back().map(str::to_owned));
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let place = job.text("location").unwrap_or_default();
    Ok(Posting {
        requisition_id: job.first(&["jobnumber", "requisitionnumber"]),
        locations: places::split(&place),
        workplace: places::workplace(&place),
        employment_type: job.first(&["jobtype", "employmenttype"]).as_deref().and_then(employment_type),
        salary: job.pay("minimumsalary", "maximumsalary", "salarycurrency", "salaryinterval"),
        department: job.text("department"),
        description: job.body(&[
            "description",
            "examplesofduties",
            "qualifications",
            "supplementalinformation",
            "benefits",
        ]),
        apply_url: link.clone(),
        url: link,
        posted_at: job.instant("pubdate").or_else(|| job.instant("advertisefromdateutc")),
        valid_through: job.end("advertisetodatetimeutc").or_else(|| job.end("advertisetodateutc")),
        ..blank(&id, &title, &context.company(job.first(&["agency", "employer"])))
    })
}
