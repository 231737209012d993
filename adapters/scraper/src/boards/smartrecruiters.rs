//! `SmartRecruiters`: paged by offset with a total; the text of a job is in its detail, in sections.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::{countries, places};
use ports::{AcceptedMedia, PortError};
use url::Url;

use super::board::Board;
use super::fields::{Fields, Reading, blank, joined, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;

const PAGE: usize = 100;

/// `SmartRecruiters`.
pub(super) static SMARTRECRUITERS: Vendor = Vendor {
    kind: "smartrecruiters",
    title: "SmartRecruiters",
    example: "https://jobs.smartrecruiters.com/Acme",
    setting: "company_id",
    is_case_sensitive: false,
    naming: Naming::Segment,
    regions: &[Region { name: "", api: "https://api.smartrecruiters.com" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |job| {
            let company = Fields(job).text("company.identifier")?;
            Some(Board::new(&SMARTRECRUITERS, &company, None))
        },
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let after = format!("/postings?limit={PAGE}&offset={}", position.postings);
        Ok(ListRequest::Get(board.address("/v1/companies/", &after)?, AcceptedMedia::Json))
    },
    end: EndOfList::PageShorterThan(PAGE),
    detail: Detail::Answer(|board, job| {
        let id = Fields(job).text("id").ok_or_else(|| PortError::invalid("it has no id"))?;
        board.address("/v1/companies/", &format!("/postings/{id}"))
    }),
};

fn name_in(address: &Address<'_>) -> Option<String> {
    match (address.host, address.path.as_slice()) {
        ("api.smartrecruiters.com", ["v1", "companies", name, ..])
        | ("jobs.smartrecruiters.com" | "careers.smartrecruiters.com", [name, ..]) => Some((*name).to_owned()),
        _ => None,
    }
}

fn list(document: &Document) -> Option<Listing> {
    let total = document.json.as_ref().ok().and_then(|data| data.get("totalFound")?.as_u64());
    let list = document.rows("content", &["releasedDate", "refNumber", "typeOfEmployment"]);
    let list = list.or_else(|| document.single("", &["id", "name", "releasedDate"]));
    Some(Listing { jobs: list?, total: total.and_then(|total| usize::try_from(total).ok()), ..Listing::default() })
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.first(&["id", "uuid"]);
    let title = job.text("name").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let page = job.text("company.identifier").map(|company| format!("https://jobs.smartrecruiters.com/{company}/{id}"));
    let url = job.url("postingUrl").or_else(|| Url::parse(&page?).ok());
    let workplace = match (job.is("location.remote"), job.is("location.hybrid")) {
        (_, true) => Some(Workplace::Hybrid),
        (true, false) => Some(Workplace::Remote),
        (false, false) => None,
    };
    let sections = ["companyDescription", "jobDescription", "qualifications", "additionalInformation"];
    let sections = sections.into_iter().filter_map(|name| section(job, name));
    Ok(Posting {
        requisition_id: job.text("refNumber"),
        locations: location(job).map(|place| places::split(&place)).unwrap_or_default(),
        workplace,
        employment_type: job
            .first(&["typeOfEmployment.label", "typeOfEmployment.id"])
            .as_deref()
            .and_then(employment_type),
        department: job.first(&["department.label", "function.label"]),
        description: joined(sections),
        apply_url: job.url("applyUrl").or_else(|| url.clone()),
        url,
        posted_at: job.instant("releasedDate"),
        ..blank(&id, &title, &context.company(job.text("company.name")))
    })
}

fn location(job: Fields<'_>) -> Option<String> {
    let part = |name: &str| job.text(&format!("location.{name}"));
    part("fullLocation").filter(|place| places::is_place(place)).or_else(|| {
        let country = part("country");
        let country = country.as_deref().map(|code| countries::name(code).unwrap_or(code));
        places::joined(part("city").as_deref(), part("region").as_deref(), country)
    })
}

fn section(job: Fields<'_>, name: &str) -> Option<String> {
    let text = job.at(&format!("jobAd.sections.{name}.text"))?.as_str()?;
    let title = job.text(&format!("jobAd.sections.{name}.title")).unwrap_or_default();
    Some(format!("<h3>{}</h3>{text}", title.replace('&', "&amp;").replace('<', "&lt;")))
}
