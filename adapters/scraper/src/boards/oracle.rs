//! Oracle Recruiting Cloud: the list needs `expand`, or it is empty; `hasMore` is no guide, the count is. Texts are in the
//! detail.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::{AcceptedMedia, PortError};
use serde_json::Value;

use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};
use crate::document::Document;

const PAGE: usize = 25;
const API: &str = "/hcmRestApi/resources/latest";

/// Oracle Recruiting Cloud. A board is `<host below oraclecloud.com>/<site>`.
pub(super) static ORACLE: Vendor = Vendor {
    kind: "oracle",
    title: "Oracle Recruiting Cloud",
    example: "https://acme.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1",
    setting: "board",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 1, may_be_own: false },
    regions: &[Region { name: "", api: "https://{}.oraclecloud.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board: |_| None, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let site = board.part(1).unwrap_or("CX_1");
        let finder =
            format!("findReqs;siteNumber={site},limit={PAGE},offset={},sortBy=POSTING_DATES_DESC", position.postings);
        let expand = "requisitionList.secondaryLocations,flexFieldsFacet.values";
        let path = format!("{API}/recruitingCEJobRequisitions?onlyData=true&expand={expand}&finder={finder}");
        Ok(ListRequest::Get(board.url(&path)?, AcceptedMedia::Json))
    },
    end: EndOfList::PageShorterThan(PAGE),
    detail: Detail::Answer(|board, job| {
        let id = Fields(job).text("Id").ok_or_else(|| PortError::invalid("it has no id"))?;
        let site = board.part(1).unwrap_or("CX_1");
        let finder = format!("ById;Id=%22{id}%22,siteNumber={site}");
        board.url(&format!("{API}/recruitingCEJobRequisitionDetails?expand=all&onlyData=true&finder={finder}"))
    }),
};

fn name_in(address: &Address<'_>) -> Option<String> {
    let host = address.below("oraclecloud.com")?;
    let in_path = address.path.iter().skip_while(|part| **part != "sites").nth(1).map(|site| (*site).to_owned());
    let in_finder = || {
        let finder = address.parameter("finder")?;
        let (_, behind) = finder.split_once("siteNumber=")?;
        behind.split([',', ';']).next().map(str::to_owned)
    };
    Some(format!("{host}/{}", in_path.or_else(in_finder)?))
}

fn list(document: &Document) -> Option<Listing> {
    let data = document.json.as_ref().ok()?;
    if let Some(list) = Fields(data).at("items.0.requisitionList").and_then(Value::as_array) {
        let total = Fields(data).at("items.0.TotalJobsCount").and_then(Value::as_u64);
        let total = total.and_then(|total| usize::try_from(total).ok());
        return Some(Listing { jobs: list.clone(), total, ..Listing::default() });
    }
    // An empty list has no `requisitionList` worth the name, but its frame.
    let is_empty =
        data.get("items").is_some_and(|items| items.get(0).is_some_and(|item| item.get("requisitionList").is_some()));
    let details =
        || document.rows("items", &["ExternalDescriptionStr", "ShortDescriptionStr"]).filter(|rows| !rows.is_empty());
    let single = || document.single("", &["Id", "Title"]);
    if is_empty { Some(Listing::default()) } else { details().or_else(single).map(Listing::from) }
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("Id");
    let title = job.text("Title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let secondary = ["secondaryLocations", "otherWorkLocations"].into_iter().flat_map(|field| job.each(field));
    let secondary = secondary.filter_map(|place| place.first(&["Name", "LocationName"]));
    let mut locations: Vec<String> = Vec::new();
    for place in job.text("PrimaryLocation").into_iter().chain(secondary).flat_map(|place| places::split(&place)) {
        if !locations.contains(&place) {
            locations.push(place);
        }
    }
    let site = context.board.part(1).unwrap_or("CX_1");
    let url = context.board.page(&format!("/hcmUI/CandidateExperience/en/sites/{site}/job/{id}"));
    let mut body = job.body(&[
        "CorporateDescriptionStr",
        "OrganizationDescriptionStr",
        "ExternalDescriptionStr",
        "ExternalResponsibilitiesStr",
        "ExternalQualificationsStr",
    ]);
    if body.is_empty() {
        body = job.body(&["ShortDescriptionStr"]);
    }
    let kind = ["JobSchedule", "ContractType", "JobType", "RequisitionType"].iter();
    Ok(Posting {
        requisition_id: job.text("RequisitionNumber"),
        locations,
        workplace: job.first(&["WorkplaceTypeCode", "WorkplaceType"]).as_deref().and_then(workplace),
        employment_type: kind.filter_map(|field| job.text(field)).find_map(|words| employment_type(&words)),
        department: job.first(&["Department", "JobFamily", "JobFunction", "Category", "Organization"]),
        description: body,
        apply_url: url.clone(),
        url,
        posted_at: job.instant("ExternalPostedStartDate").or_else(|| job.instant("PostedDate")),
        valid_through: job.end("ExternalPostedEndDate").or_else(|| job.end("PostingEndDate")),
        ..blank(&id, &title, &context.company(job.first(&["LegalEmployer", "BusinessUnit"])))
    })
}
