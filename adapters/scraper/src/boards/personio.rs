//! Personio: XML with all positions. `schedule` says how long people work, `employmentType` under which contract.

use domain_model::catalogue::job::{EmploymentType, Posting};
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use serde_json::{Map, Value, json};

use super::fields::{Fields, Reading, blank, joined, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;
use crate::html::{Elements, Node, Syntax};

/// Personio.
pub(super) static PERSONIO: Vendor = Vendor {
    kind: "personio",
    title: "Personio",
    example: "https://acme.jobs.personio.de",
    setting: "host",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 0, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}.jobs.personio.de" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board: |_| None, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.url("/xml")?, AcceptedMedia::Xml)),
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

/// Boards below `.com` are named by their whole host.
fn name_in(address: &Address<'_>) -> Option<String> {
    let german = address.below("jobs.personio.de").map(str::to_owned);
    german.or_else(|| address.below("jobs.personio.com").map(|_| address.host.to_owned()))
}

fn list(document: &Document) -> Option<Listing> {
    if !document.text.contains("<workzag-jobs") {
        return None;
    }
    let elements = Elements::of(&document.text, Syntax::Xml);
    Some(elements.named("position").map(position).collect::<Vec<Value>>().into())
}

/// A position as JSON.
fn position(node: Node<'_>) -> Value {
    let mut fields = Map::new();
    for field in ["id", "subcompany", "department", "name", "employmenttype", "schedule", "createdat", "occupation"] {
        // Sections have names too: the position's own comes first or stands outside of them.
        let own = node.within().find(|child| child.name() == field && !is_in_section(node, child));
        fields.insert(field.to_owned(), json!(own.map(|own| own.text())));
    }
    let offices: Vec<String> =
        node.within().filter(|child| child.name() == "office").map(|office| office.text()).collect();
    let sections = node.within().filter(|child| child.name() == "jobdescription").map(|section| {
        let title = section.child("name").map(|name| name.text()).unwrap_or_default();
        let value = section.child("value").map(|value| value.unescaped()).unwrap_or_default();
        format!("<h3>{title}</h3>{value}")
    });
    fields.insert("sections".to_owned(), json!(sections.collect::<Vec<_>>()));
    fields.insert("offices".to_owned(), json!(offices));
    Value::Object(fields)
}

fn is_in_section(position: Node<'_>, child: &Node<'_>) -> bool {
    let mut sections = position.within().filter(|node| node.name() == "jobdescription");
    sections.any(|section| (section.index()..section.end()).contains(&child.index()))
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("id");
    let title = job.text("name").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let offices: Vec<String> = job.each("offices").into_iter().filter_map(|office| office.text("")).collect();
    let contract = job.text("employmenttype").as_deref().and_then(employment_type);
    let hours = job.text("schedule").as_deref().and_then(employment_type);
    // Interns and freelancers are that, however long they work.
    let kind = match contract {
        Some(EmploymentType::FullTime | EmploymentType::Temporary) | None => hours.or(contract),
        contract => contract,
    };
    let workplace =
        offices.iter().map(|office| places::workplace(office)).reduce(|all, one| if all == one { all } else { None });
    let url = context.board.page(&format!("/job/{id}"));
    Ok(Posting {
        locations: offices.iter().flat_map(|office| places::split(office)).collect(),
        workplace: workplace.flatten(),
        employment_type: kind,
        department: job.text("department"),
        description: joined(
            job.each("sections").into_iter().filter_map(|section| section.0.as_str().map(str::to_owned)),
        ),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("createdat"),
        ..blank(&id, &title, &context.company(job.text("subcompany")))
    })
}
