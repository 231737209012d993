//! Comeet: one answer with all positions and their texts. A board is `<uid>/<token>`, both public on the employer's page.

use domain_model::catalogue::job::{Posting, Workplace};
use domain_model::catalogue::places;
use ports::{AcceptedMedia, PortError};

use super::fields::{Fields, Reading, blank, joined, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};

/// Comeet.
pub(super) static COMEET: Vendor = Vendor {
    kind: "comeet",
    title: "Comeet",
    example: "https://www.comeet.co/careers-api/2.0/company/30.005/positions?token=ABC",
    setting: "board",
    is_case_sensitive: true,
    naming: Naming::Host { segments: 1, may_be_own: false },
    regions: &[Region { name: "", api: "https://www.comeet.co" }],
    name_in,
    open: |board, access| {
        if board.part(1).is_none() {
            return Err(PortError::invalid(format!("`{}` names no token: write `uid/token`", board.name)));
        }
        paged_list::open(&LISTED, board, access)
    },
    answers: Answers {
        list: |document| document.rows("", &["url_comeet_hosted_page", "url_active_page"]).map(Listing::from),
        board: |_| None,
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, _| {
        let (uid, token) = (board.part(0).unwrap_or_default(), board.part(1).unwrap_or_default());
        let path = format!("/careers-api/2.0/company/{uid}/positions?token={token}&details=true");
        Ok(ListRequest::Get(board.url(&path)?, AcceptedMedia::Json))
    },
    end: EndOfList::SinglePage,
    detail: Detail::None,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    match (address.host, address.path.as_slice()) {
        ("www.comeet.co" | "www.comeet.com", ["careers-api", _, "company", uid, ..]) => {
            Some(format!("{uid}/{}", address.parameter("token")?))
        }
        _ => None,
    }
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let id = job.text("uid");
    let title = job.text("name").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let part = |name: &str| job.text(&format!("location.{name}"));
    let place = places::joined(part("city").as_deref(), part("state").as_deref(), part("country").as_deref());
    let place = place.or_else(|| part("name")).unwrap_or_default();
    let details = job.each("details").into_iter().filter_map(|detail| {
        let heading = detail.text("name").unwrap_or_default().replace('&', "&amp;").replace('<', "&lt;");
        Some(format!("<h3>{heading}</h3>{}", detail.at("value")?.as_str()?))
    });
    let is_remote = job.is("location.is_remote").then_some(Workplace::Remote);
    let url = ["url_comeet_hosted_page", "url_active_page"].iter().find_map(|field| job.url(field));
    Ok(Posting {
        requisition_id: job.text("internal_use_custom_id"),
        locations: places::split(&place),
        workplace: job.text("workplace_type").as_deref().and_then(workplace).or(is_remote),
        employment_type: job.text("employment_type").as_deref().and_then(employment_type),
        department: job.text("department"),
        description: joined(details),
        apply_url: job.url("url_apply").or_else(|| url.clone()),
        url,
        posted_at: job.instant("time_created"),
        ..blank(&id, &title, &context.company(job.text("company_name")))
    })
}
