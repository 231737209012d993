//! USAJOBS: the search API of the federal government of the United States. It asks for a key, so boards are read from saved
//! answers, and from mirrors that add the key.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use serde_json::Value;

use super::fields::{Fields, Reading, blank, joined, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;

const PAGE: usize = 500;

/// USAJOBS. A board is the code of an organization.
pub(super) static USAJOBS: Vendor = Vendor {
    kind: "usajobs",
    title: "USAJOBS",
    example: "https://data.usajobs.gov/api/search?Organization=TR",
    setting: "organization",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://data.usajobs.gov" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board: |_| None, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let after = format!("&ResultsPerPage={PAGE}&Page={}", position.pages + 1);
        Ok(ListRequest::Get(board.address("/api/search?Organization=", &after)?, AcceptedMedia::Json))
    },
    end: EndOfList::PageShorterThan(PAGE),
    detail: Detail::None,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    if address.host == "data.usajobs.gov" { address.parameter("Organization") } else { None }
}

fn list(document: &Document) -> Option<Listing> {
    let jobs = document.rows("SearchResult.SearchResultItems", &["MatchedObjectDescriptor"]);
    let jobs = jobs.or_else(|| document.single("", &["MatchedObjectDescriptor"]))?;
    let data = Fields(document.json.as_ref().ok()?);
    let total = data.at("SearchResult.SearchResultCountAll").and_then(Value::as_u64);
    Some(Listing { jobs, total: total.and_then(|total| usize::try_from(total).ok()), ..Listing::default() })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let Some(descriptor) = job.at("MatchedObjectDescriptor") else {
        return Err(missing_field(job.text("MatchedObjectId"), "descriptor"));
    };
    let own = Fields(descriptor);
    let id = job.text("MatchedObjectId").or_else(|| own.text("PositionID"));
    let title = own.text("PositionTitle").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let locations = own.each("PositionLocation").into_iter().filter_map(|place| place.text("LocationName"));
    let locations = locations.flat_map(|place| places::split(&place)).collect();
    let details = own.at("UserArea.Details").map(Fields);
    let texts = |field: &str| details.map(|details| details.each(field)).unwrap_or_default();
    let body = ["JobSummary", "MajorDuties", "Requirements", "Education", "Evaluations"].into_iter().flat_map(texts);
    let body = body.filter_map(|text| text.0.as_str().map(str::to_owned));
    let qualifications = own.at("QualificationSummary").and_then(Value::as_str).map(str::to_owned);
    let is_remote = details.is_some_and(|details| details.is("RemoteIndicator"));
    let pay = own.each("PositionRemuneration").first().and_then(|pay| {
        let unit = if pay.at("Description").is_some() { "Description" } else { "RateIntervalCode" };
        pay.pay("MinimumRange", "MaximumRange", "CurrencyCode", unit)
    });
    // The government pays in dollars and does not say so.
    let pay = pay.map(|pay| domain_model::catalogue::salary::Salary {
        currency: pay.currency.or(Some("USD".to_owned())),
        ..pay
    });
    let url = own.url("PositionURI");
    Ok(Posting {
        requisition_id: own.text("PositionID"),
        locations,
        workplace: is_remote.then_some(Workplace::Remote),
        employment_type: own
            .first(&["PositionSchedule.0.Name", "PositionOfferingType.0.Name"])
            .as_deref()
            .and_then(employment_type),
        salary: pay,
        department: own.text("DepartmentName"),
        description: joined(body.chain(qualifications)),
        apply_url: own.url("ApplyURI.0").or_else(|| url.clone()),
        url,
        posted_at: own.instant("PublicationStartDate"),
        valid_through: own.end("ApplicationCloseDate"),
        ..blank(&id, &title, &context.company(own.text("OrganizationName")))
    })
}
