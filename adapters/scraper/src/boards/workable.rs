//! Workable: one answer with all jobs and their texts. A job in several countries is listed once per country.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use url::Url;

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};
use crate::document::Document;

/// Workable.
pub(super) static WORKABLE: Vendor = Vendor {
    kind: "workable",
    title: "Workable",
    example: "https://apply.workable.com/acme",
    setting: "account",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://apply.workable.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |job| Board::of(&WORKABLE, Fields(job).url("url").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| {
        Ok(ListRequest::Get(board.address("/api/v1/widget/accounts/", "?details=true")?, AcceptedMedia::Json))
    },
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

/// `/j/<shortcode>` names no account.
fn name_in(address: &Address<'_>) -> Option<String> {
    match (address.host, address.path.as_slice()) {
        ("apply.workable.com", ["api", "v1", "widget", "accounts", name, ..] | ["api", _, "accounts", name, ..]) => {
            Some((*name).to_owned())
        }
        ("apply.workable.com", ["j" | "api", ..]) => None,
        ("apply.workable.com", [name, ..]) => Some((*name).to_owned()),
        _ => address.below("workable.com").map(str::to_owned),
    }
}

fn list(document: &Document) -> Option<Listing> {
    let data = document.json.as_ref().ok()?;
    let jobs =
        document.rows("jobs", &["shortcode"]).filter(|_| data.get("name").is_some() || data.get("jobs").is_some());
    let jobs = jobs.or_else(|| document.rows("results", &["shortcode"]));
    let jobs = jobs.or_else(|| document.single("", &["shortcode", "title"]))?;
    let company = Fields(data).text("name").filter(|_| data.get("jobs").is_some());
    Some(Listing { jobs, company, ..Listing::default() })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.first(&["shortcode", "id"]);
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let url = job.url("url").or_else(|| job.url("shortlink")).or_else(|| page(&id));
    let stated = job.first(&["workplace", "workplace_type"]).as_deref().and_then(workplace);
    let is_remote = job.is("telecommuting") || job.is("remote");
    Ok(Posting {
        requisition_id: job.text("code"),
        locations: locations(job),
        workplace: stated.or_else(|| is_remote.then_some(Workplace::Remote)),
        employment_type: job.first(&["employment_type", "type"]).as_deref().and_then(employment_type),
        department: job.first(&["department", "department.0", "function"]),
        description: job.body(&["description", "requirements", "benefits"]),
        apply_url: job.url("application_url").or_else(|| url.clone()),
        url,
        posted_at: job
            .instant("published_on")
            .or_else(|| job.instant("published"))
            .or_else(|| job.instant("created_at")),
        ..blank(&id, &title, &context.company(job.text("company")))
    })
}

fn page(id: &str) -> Option<Url> {
    Url::parse(&format!("https://apply.workable.com/j/{id}")).ok()
}

/// The listed places, except those that the employer hides; else the job's own fields.
fn locations(job: Fields<'_>) -> Vec<String> {
    let place = |place: Fields<'_>| {
        let (city, region) = (place.text("city"), place.first(&["region", "state"]));
        let country = place.first(&["country", "country_name", "countryCode"]);
        places::joined(city.as_deref(), region.as_deref(), country.as_deref())
    };
    let listed = job.each("locations").into_iter().filter(|place| !place.is("hidden"));
    let listed: Vec<String> = listed.filter_map(place).collect();
    if !listed.is_empty() {
        return listed;
    }
    let single = job.at("location").filter(|location| location.is_object()).map(Fields);
    single.and_then(place).or_else(|| place(job)).into_iter().collect()
}
