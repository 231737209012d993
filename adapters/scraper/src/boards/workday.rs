//! Workday: the list is asked by POST, 20 jobs at a time; only its first page has the total. The text of a job, its places
//! and its date are in its detail. `postedOn` of the list is relative, and "3 Locations" is no place.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::PortError;
use serde_json::json;

use super::board::Board;
use super::fields::{Fields, Reading, blank, lacks};
use super::listed::{self, Ask, Detail, Ends, Listed};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};
use crate::document::Document;

/// More are refused.
const PAGE: usize = 20;

/// Workday. A board is `<tenant>.wd<N>/<site>`.
pub(super) static WORKDAY: Vendor = Vendor {
    kind: "workday",
    title: "Workday",
    example: "https://acme.wd3.myworkdayjobs.com/Careers",
    setting: "board",
    is_case_sensitive: true,
    naming: Naming::Host { segments: 1, may_be_own: false },
    regions: &[Region { name: "", api: "https://{}.myworkdayjobs.com" }],
    name_in,
    open: |board, access| {
        if board.part(1).is_none() {
            return Err(PortError::invalid(format!("`{}` names no site: write `tenant.wd3/Site`", board.name)));
        }
        listed::open(&LISTED, board, access)
    },
    answers: Answers {
        list,
        board: |job| Board::of(&WORKDAY, Fields(job).url("jobPostingInfo.externalUrl").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: Listed = Listed {
    is_whole: true,
    page: |board, position| {
        let query = json!({"limit": PAGE, "offset": position.postings, "searchText": "", "appliedFacets": {}});
        Ok(Ask::Query(board.url(&format!("{}/jobs", api(board)))?, query))
    },
    ends: Ends::Short(PAGE),
    detail: Detail::Answer(|board, job| {
        let path = Fields(job).text("externalPath").ok_or_else(|| PortError::invalid("it has no path"))?;
        board.url(&format!("{}{path}", api(board)))
    }),
};

/// `/wday/cxs/<tenant>/<site>`.
fn api(board: &Board) -> String {
    format!("/wday/cxs/{}/{}", board.label(), board.part(1).unwrap_or_default())
}

/// Recognises pages with or without a language, and the API.
fn name_in(address: &Address<'_>) -> Option<String> {
    let tenant = address.below("myworkdayjobs.com")?;
    let is_language = |part: &str| part.len() == 5 && part.as_bytes()[2] == b'-';
    let site = match address.path.as_slice() {
        ["wday", "cxs", _, site, ..] => site,
        [language, site, ..] if is_language(language) => site,
        [site, ..] if !is_language(site) => site,
        _ => return None,
    };
    Some(format!("{tenant}/{site}"))
}

fn list(document: &Document) -> Option<Listing> {
    let jobs = document.rows("jobPostings", &["externalPath", "bulletFields"]);
    let total = document.json.as_ref().ok().and_then(|data| data.get("total")?.as_u64());
    match jobs {
        // Later pages say 0.
        Some(jobs) => Some(Listing {
            jobs,
            total: total.filter(|total| *total > 0).and_then(|total| usize::try_from(total).ok()),
            ..Listing::default()
        }),
        None => document.single("", &["jobPostingInfo"]).map(Listing::from),
    }
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let info = |field: &str| job.text(&format!("jobPostingInfo.{field}"));
    let path = job.text("externalPath");
    let in_path = path.as_deref().and_then(|path| path.rsplit_once('_')).map(|(_, id)| id.to_owned());
    let bullets = job.each("bulletFields").into_iter().filter_map(|bullet| bullet.text(""));
    let in_bullets = bullets.clone().find(|bullet| is_id(bullet));
    let title = info("title").or_else(|| job.text("title"));
    let id = info("jobReqId").or(in_bullets).or(in_path).or_else(|| info("id"));
    let title = title.ok_or_else(|| lacks(id.clone(), "title"))?;
    let id = id.ok_or_else(|| lacks(Some(title.clone()), "id"))?;
    let detailed = job.each("jobPostingInfo.additionalLocations").into_iter().filter_map(|place| place.text(""));
    let detailed = info("location").into_iter().chain(detailed);
    let mut locations: Vec<String> = detailed.flat_map(|place| places::split(&place)).collect();
    if locations.is_empty() {
        locations = job.text("locationsText").map(|text| places::split(&text)).unwrap_or_default();
    }
    let page = path.and_then(|path| context.board.page(&format!("/{}{path}", context.board.part(1)?)));
    let url = job.url("jobPostingInfo.externalUrl").or(page);
    let said = job.text("locationsText").as_deref().and_then(places::workplace);
    Ok(Posting {
        requisition_id: Some(id.clone()),
        locations,
        workplace: info("remoteType").or_else(|| job.text("remoteType")).as_deref().and_then(workplace).or(said),
        employment_type: info("timeType").or_else(|| job.text("timeType")).as_deref().and_then(employment_type),
        description: job.body(&["jobPostingInfo.jobDescription"]),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("jobPostingInfo.startDate"),
        valid_through: job.end("jobPostingInfo.endDate"),
        ..blank(&id, &title, &context.company(job.text("hiringOrganization.name")))
    })
}

/// "JR-1234", "R01234", "41877BR": digits, and no words.
fn is_id(bullet: &str) -> bool {
    bullet.chars().any(|c| c.is_ascii_digit()) && !bullet.contains([' ', ',']) && bullet.len() <= 40
}
