//! Rippling: one answer with all jobs, once per place; the text is in the detail.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::{pay, places};
use ports::{AcceptedMedia, PortError};

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};

/// Rippling.
pub(super) static RIPPLING: Vendor = Vendor {
    kind: "rippling",
    title: "Rippling",
    example: "https://ats.rippling.com/acme/jobs",
    setting: "board",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://api.rippling.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list: |document| {
            let list = document.rows("", &["workLocation", "workLocations"]);
            let list = list.filter(|jobs| jobs.iter().all(|job| job.get("uuid").is_some()));
            let list = list.or_else(|| document.rows("items", &["workLocations", "locations"]));
            list.or_else(|| document.single("", &["uuid", "name"])).map(Listing::from)
        },
        board,
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.address("/platform/api/ats/v1/board/", "/jobs")?, AcceptedMedia::Json)),
    end: EndOfList::SinglePage,
    detail: Detail::Answer(|board, job| {
        let id = Fields(job).text("uuid").ok_or_else(|| PortError::invalid("it has no id"))?;
        board.address("/platform/api/ats/v1/board/", &format!("/jobs/{id}"))
    }),
};

fn name_in(address: &Address<'_>) -> Option<String> {
    let is_language = |part: &str| part.len() == 5 && part.as_bytes()[2] == b'-';
    match (address.host, address.path.as_slice()) {
        ("ats.rippling.com", [language, name, ..]) if is_language(language) => Some((*name).to_owned()),
        ("api.rippling.com", ["platform", "api", "ats", _, "board", name, ..]) | ("ats.rippling.com", [name, ..]) => {
            Some((*name).to_owned())
        }
        _ => None,
    }
}

/// `https://<host>/<board>/jobs/<id>`, on whatever host.
fn board(job: &serde_json::Value) -> Option<Board> {
    let url = Fields(job).url("url")?;
    let known = Board::of(&RIPPLING, Some(&url));
    known.or_else(|| Some(Board::named(&RIPPLING, url.path_segments()?.next()?)))
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.first(&["uuid", "id"]);
    let title = job.text("name").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let places_of = ["workLocation", "workLocations", "locations"].into_iter().flat_map(|field| job.each(field));
    let labels: Vec<String> =
        places_of.filter_map(|place| place.first(&["label", "name", ""]).or_else(|| city(place))).collect();
    let mut labels_once: Vec<String> = Vec::new();
    for label in labels.iter().flat_map(|label| places::split(label)) {
        if !labels_once.contains(&label) {
            labels_once.push(label);
        }
    }
    let by_location =
        labels.iter().map(|label| places::workplace(label)).reduce(|all, one| if all == one { all } else { None });
    let stated = job.first(&["workplaceType", "locations.0.workplaceType"]).as_deref().and_then(workplace);
    Ok(Posting {
        locations: labels_once,
        workplace: stated.or(by_location.flatten()),
        employment_type: job
            .first(&["employmentType.label", "employmentType.id", "employmentType"])
            .as_deref()
            .and_then(employment_type),
        salary: salary(job),
        department: job.first(&["department.label", "department.name", "department"]),
        description: job.body(&["description.role", "description.company", "description"]),
        url: job.url("url"),
        apply_url: job.url("url"),
        posted_at: job.instant("createdOn"),
        ..blank(&id, &title, &context.company(job.text("companyName")))
    })
}

fn city(place: Fields<'_>) -> Option<String> {
    places::joined(place.text("city").as_deref(), place.text("state").as_deref(), place.text("country").as_deref())
}

fn salary(job: Fields<'_>) -> Option<domain_model::catalogue::salary::Salary> {
    let range = *job.each("payRangeDetails").first()?;
    let number = range.pay("rangeStart", "rangeEnd", "currency", "frequency");
    number.or_else(|| pay::read(&range.text("label")?, None, None))
}
