//! Phenom: a page whose script carries the jobs; ten or more on each. The text is on the page of a job.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use serde_json::Value;

use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};
use crate::document::Document;
use crate::saved::slug;

/// Phenom. A board is a host with the country and language of its pages: `careers.acme.com/us/en`.
pub(super) static PHENOM: Vendor = Vendor {
    kind: "phenom",
    title: "Phenom",
    example: "https://careers.acme.com/us/en/search-results",
    setting: "board",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 2, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board: |_| None, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let path = format!("{}/search-results?from={}&s=1", pages(board), position.postings);
        Ok(ListRequest::Get(board.url(&path)?, AcceptedMedia::Html))
    },
    end: EndOfList::EmptyPage,
    detail: Detail::Page,
};

fn pages(board: &super::board::Board) -> String {
    format!("/{}/{}", board.part(1).unwrap_or("us"), board.part(2).unwrap_or("en"))
}

fn name_in(address: &Address<'_>) -> Option<String> {
    match address.path.as_slice() {
        [country, language, "search-results", ..] => Some(format!("{}/{country}/{language}", address.host)),
        _ => None,
    }
}

fn list(document: &Document) -> Option<Listing> {
    let data = document.json_behind("phApp.ddo")?;
    let search = ["eagerLoadRefineSearch", "jobDetail"].iter().find_map(|key| data.get(key))?;
    let jobs = Fields(search).at("data.jobs").or_else(|| Fields(search).at("data.job")).cloned();
    let jobs = match jobs {
        Some(Value::Array(jobs)) => jobs,
        Some(job) => vec![job],
        None => Vec::new(),
    };
    let total = search.get("totalHits").and_then(Value::as_u64);
    Some(Listing { jobs, total: total.and_then(|total| usize::try_from(total).ok()), ..Listing::default() })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.first(&["reqId", "jobId", "jobSeqNo"]);
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let listed = job.each("multi_location").into_iter().filter_map(|place| place.first(&["location", ""]));
    let listed: Vec<String> = listed.flat_map(|place| places::split(&place)).collect();
    let own = job.first(&["location", "cityStateCountry"]).or_else(|| {
        places::joined(job.text("city").as_deref(), job.text("state").as_deref(), job.text("country").as_deref())
    });
    let own = own.unwrap_or_default();
    let sequence = job.text("jobSeqNo");
    let page =
        sequence.and_then(|id| context.board.page(&format!("{}/job/{id}/{}", pages(context.board), slug(&title))));
    let stated = job.first(&["workplaceType", "remote", "workLocation", "isRemote"]).as_deref().and_then(workplace);
    Ok(Posting {
        requisition_id: job.text("reqId"),
        locations: if listed.is_empty() { places::split(&own) } else { listed },
        workplace: stated.or_else(|| places::workplace(&own)),
        employment_type: job.first(&["type", "employmentType", "jobType"]).as_deref().and_then(employment_type),
        department: job.first(&["department", "category"]),
        description: job.body(&["description"]),
        apply_url: job.url("applyUrl").or_else(|| page.clone()),
        url: page,
        posted_at: job.instant("postedDate").or_else(|| job.instant("dateCreated")),
        ..blank(&id, &title, &context.company(job.first(&["companyName", "company"])))
    })
}
