//! Recruitee: one answer with all offers, on the employer's own host or below `recruitee.com`.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::places;
use ports::AcceptedMedia;

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;

/// Recruitee.
pub(super) static RECRUITEE: Vendor = Vendor {
    kind: "recruitee",
    title: "Recruitee",
    example: "https://acme.recruitee.com",
    setting: "host",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 0, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}.recruitee.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list: |document| {
            let list = document.rows("offers", &["careers_url", "careers_apply_url", "slug"]);
            list.or_else(|| document.single("offer", &["id", "title"])).map(Listing::from)
        },
        board,
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| Ok(ListRequest::Get(board.url("/api/offers/")?, AcceptedMedia::Json)),
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    if let Some(name) = address.below("recruitee.com") {
        return Some(name.to_owned());
    }
    matches!(address.path.as_slice(), ["api", "offers", ..]).then(|| address.host.to_owned())
}

/// The host of the offer's page, whoever owns it.
fn board(job: &serde_json::Value) -> Option<Board> {
    let url = Fields(job).url("careers_url")?;
    let host = url.host_str()?;
    Some(Board::new(&RECRUITEE, host.strip_suffix(".recruitee.com").unwrap_or(host), None))
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.first(&["id", "guid", "slug"]);
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let workplace = match (job.is("remote"), job.is("hybrid"), job.is("on_site")) {
        (true, false, _) => Some(Workplace::Remote),
        (_, true, _) => Some(Workplace::Hybrid),
        (false, false, true) => Some(Workplace::OnSite),
        (false, false, false) => None,
    };
    let url = job.url("careers_url");
    Ok(Posting {
        locations: locations(job),
        workplace,
        employment_type: job.text("employment_type_code").as_deref().and_then(employment_type),
        salary: job.pay("salary.min", "salary.max", "salary.currency", "salary.period"),
        department: job.text("department"),
        description: job.body(&["description", "requirements"]),
        apply_url: job.url("careers_apply_url").or_else(|| url.clone()),
        url,
        posted_at: job.instant("published_at").or_else(|| job.instant("created_at")),
        valid_through: job.end("close_at"),
        ..blank(&id, &title, &context.company(job.text("company_name")))
    })
}

fn locations(job: Fields<'_>) -> Vec<String> {
    let place = |place: Fields<'_>| {
        let (city, country) = (place.text("city"), place.first(&["country", "country_code"]));
        let state = place.first(&["state", "state_name"]);
        let joined = places::joined(city.as_deref(), state.as_deref(), country.as_deref());
        joined.or_else(|| place.text("name"))
    };
    let listed: Vec<String> = job.each("locations").into_iter().filter_map(place).collect();
    if !listed.is_empty() {
        return listed;
    }
    let own = place(job).or_else(|| job.text("location"));
    own.map(|place| places::split(&place)).unwrap_or_default()
}
