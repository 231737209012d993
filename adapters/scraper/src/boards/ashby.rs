//! Ashby: one answer with all jobs. `workplaceType` says more than `isRemote`; only components of type `Salary` are pay.

use domain_model::catalogue::salary::Salary;
use domain_model::catalogue::{pay, places};
use ports::AcceptedMedia;
use serde_json::Value;

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};

/// Ashby.
pub(super) static ASHBY: Vendor = Vendor {
    kind: "ashby",
    title: "Ashby",
    example: "https://jobs.ashbyhq.com/acme",
    setting: "board",
    is_case_sensitive: true,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://api.ashbyhq.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list: |document| {
            let list = document.rows("jobs", &["isListed", "jobUrl", "publishedAt"]);
            list.or_else(|| document.single("", &["jobUrl", "title"])).map(Listing::from)
        },
        board: |job| Board::of(&ASHBY, Fields(job).url("jobUrl").as_ref()),
        posting,
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| {
        Ok(ListRequest::Get(
            board.address("/posting-api/job-board/", "?includeCompensation=true")?,
            AcceptedMedia::Json,
        ))
    },
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    match (address.host, address.path.as_slice()) {
        ("jobs.ashbyhq.com", [name, ..]) | ("api.ashbyhq.com", ["posting-api", "job-board", name, ..]) => {
            Some((*name).to_owned())
        }
        _ => None,
    }
}

fn posting(job: &Value, context: &Context<'_>) -> Option<Reading> {
    let job = Fields(job);
    // Unlisted jobs are open for those who know the address alone.
    (job.flag("isListed") != Some(false)).then(|| read(job, context))
}

fn read(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("id");
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let named = [job.text("location")].into_iter().flatten();
    let secondary = job.each("secondaryLocations").into_iter();
    let secondary = secondary.filter_map(|place| place.text("location").or_else(|| place.text("")));
    let mut locations: Vec<String> = named.clone().chain(secondary).flat_map(|place| places::split(&place)).collect();
    if locations.is_empty() {
        let part = |name: &str| job.text(&format!("address.postalAddress.{name}"));
        let (city, region, country) = (part("addressLocality"), part("addressRegion"), part("addressCountry"));
        locations.extend(places::joined(city.as_deref(), region.as_deref(), country.as_deref()));
    }
    let stated = job.text("workplaceType").as_deref().and_then(workplace);
    let is_remote = || job.is("isRemote").then_some(domain_model::catalogue::job::Workplace::Remote);
    Ok(domain_model::catalogue::job::Posting {
        locations,
        workplace: stated.or_else(is_remote),
        employment_type: job.text("employmentType").as_deref().and_then(employment_type),
        salary: salary(job),
        department: job.first(&["department", "team"]),
        description: first_body(job),
        url: job.url("jobUrl"),
        apply_url: job.url("applyUrl"),
        posted_at: job.instant("publishedAt"),
        ..blank(&id, &title, &context.company(None))
    })
}

fn first_body(job: Fields<'_>) -> String {
    let html = job.body(&["descriptionHtml"]);
    if html.is_empty() { job.body(&["descriptionPlain"]) } else { html }
}

/// The components of type `Salary`, as one range over all tiers; else the summary in words.
fn salary(job: Fields<'_>) -> Option<Salary> {
    let tiers = job.each("compensation.compensationTiers");
    let of_tiers = tiers.iter().flat_map(|tier| tier.each("components"));
    let components: Vec<Fields<'_>> =
        job.each("compensation.summaryComponents").into_iter().chain(of_tiers).filter(|&of| is_salary(of)).collect();
    let Some((&first, others)) = components.split_first() else {
        let summary = job.first(&["compensation.scrapeableCompensationSalarySummary"])?;
        return pay::read(&summary, None, None);
    };
    let same =
        |other: &&Fields<'_>| ["currencyCode", "interval"].iter().all(|field| other.text(field) == first.text(field));
    let all: Vec<Fields<'_>> = std::iter::once(first).chain(others.iter().filter(same).copied()).collect();
    let least = all.iter().filter_map(|one| one.number("minValue")).reduce(f64::min);
    let most = all.iter().filter_map(|one| one.number("maxValue")).reduce(f64::max);
    let unit = first.text("interval").as_deref().and_then(pay::unit);
    let period = unit.and_then(pay::Unit::period);
    Salary::new(first.text("currencyCode").as_deref(), least, most, period)
}

fn is_salary(component: Fields<'_>) -> bool {
    component.text("compensationType").is_some_and(|kind| kind.eq_ignore_ascii_case("salary"))
}
