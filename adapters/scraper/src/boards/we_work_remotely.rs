//! We Work Remotely: a feed of remote jobs of many employers. Titles read "Employer: Title".

use domain_model::catalogue::job::{Posting, Workplace};
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

/// We Work Remotely.
pub(super) static WE_WORK_REMOTELY: Vendor = Vendor {
    kind: "we_work_remotely",
    title: "We Work Remotely",
    example: "https://weworkremotely.com/remote-jobs.rss",
    setting: "feed",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://weworkremotely.com" }],
    name_in: |address: &Address<'_>| (address.host == "weworkremotely.com").then(|| "remote-jobs.rss".to_owned()),
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |_| Some(Board::new(&WE_WORK_REMOTELY, "remote-jobs.rss", None)),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: false,
    page: |board, _| Ok(ListRequest::Get(board.address("/", "")?, AcceptedMedia::Xml)),
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

fn list(document: &Document) -> Option<Listing> {
    if !document.is_markup() || !document.text.contains("<rss") || !document.text.contains("weworkremotely.com") {
        return None;
    }
    let elements = Elements::of(&document.text, Syntax::Xml);
    Some(elements.named("item").map(item).collect::<Vec<Value>>().into())
}

fn item(node: Node<'_>) -> Value {
    let mut fields = Map::new();
    for child in node.within() {
        fields.entry(child.name().to_owned()).or_insert_with(|| json!(child.unescaped().trim()));
    }
    Value::Object(fields)
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let url = job.url("link").or_else(|| job.url("guid"));
    let id =
        url.as_ref().and_then(|url| url.path_segments()?.next_back().map(str::to_owned)).or_else(|| job.text("guid"));
    let whole = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(whole.clone()), "id"))?;
    let (company, title) =
        whole.split_once(": ").map_or((None, whole.as_str()), |(company, title)| (Some(company.to_owned()), title));
    Ok(Posting {
        locations: job.text("region").map(|place| places::split(&place)).unwrap_or_default(),
        workplace: Some(Workplace::Remote),
        employment_type: job.text("type").as_deref().and_then(employment_type),
        department: job.text("category"),
        description: job.body(&["description"]),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("pubdate"),
        valid_through: job.end("expires_at"),
        ..blank(&id, title, &context.company(company))
    })
}
