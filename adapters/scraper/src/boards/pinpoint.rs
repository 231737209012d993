//! Pinpoint: one answer with all postings; a text in four parts under headings of their own.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::{pay, places};
use ports::AcceptedMedia;

use super::board::Board;
use super::fields::{Fields, Reading, blank, joined, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};

/// Pinpoint.
pub(super) static PINPOINT: Vendor = Vendor {
    kind: "pinpoint",
    title: "Pinpoint",
    example: "https://acme.pinpointhq.com",
    setting: "host",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 0, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}.pinpointhq.com" }],
    name_in: |address: &Address<'_>| address.below("pinpointhq.com").map(str::to_owned),
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list: |document| {
            let marks = ["compensation_visible", "key_responsibilities", "workplace_type", "deadline_at"];
            let list = document.rows("data", &marks);
            list.or_else(|| document.single("data", &["title", "key_responsibilities"])).map(Listing::from)
        },
        board: |job| Board::of(&PINPOINT, Fields(job).url("url").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.url("/postings.json")?, AcceptedMedia::Json)),
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("id");
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let url = job.url("url").or_else(|| context.board.page(&job.text("path")?));
    let body = ["description", "key_responsibilities", "skills_knowledge_expertise", "benefits"].into_iter();
    let body = body.filter_map(|part| {
        let text = job.at(part)?.as_str()?;
        let heading = job.text(&format!("{part}_header")).unwrap_or_default();
        Some(format!("<h3>{}</h3>{text}", heading.replace('&', "&amp;").replace('<', "&lt;")))
    });
    let place = places::joined(
        job.first(&["location.name", "location.city"]).as_deref(),
        job.text("location.province").as_deref(),
        None,
    );
    let is_shown = job.flag("compensation_visible") != Some(false);
    let salary = is_shown.then(|| {
        let fields =
            job.pay("compensation_minimum", "compensation_maximum", "compensation_currency", "compensation_frequency");
        fields.or_else(|| pay::read(&job.text("compensation")?, None, None))
    });
    let by_location = place.as_deref().and_then(places::workplace);
    Ok(Posting {
        requisition_id: job.first(&["job.requisition_id", "requisition_id"]),
        locations: place.map(|place| places::split(&place)).unwrap_or_default(),
        workplace: job.first(&["workplace_type", "workplace_type_text"]).as_deref().and_then(workplace).or(by_location),
        employment_type: job.first(&["employment_type", "employment_type_text"]).as_deref().and_then(employment_type),
        salary: salary.flatten(),
        department: job.first(&["job.department.name", "department.name", "job.division.name"]),
        description: joined(body),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("published_at").or_else(|| job.instant("created_at")),
        valid_through: job.end("deadline_at"),
        ..blank(&id, &title, &context.company(job.text("company_name")))
    })
}
