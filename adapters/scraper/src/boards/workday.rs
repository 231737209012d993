//! Workday: the list is asked by POST, 20 jobs at a time; only its first page has the total. The text of a job, its places
//! and its date are in its detail. `postedOn` of the list is relative, and "3 Locations" is no place.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::PortError;
use serde_json::{Value, json};

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::{employment_type, workplace};
use crate::document::Document;

/// More are refused.
const PAGE: usize = 20;
/// Some employers' boards list no more, and say that there are so many.
const MAX_LISTED: u64 = 2_000;
/// More values of a facet are not all named.
const MAX_VALUES: usize = 100;

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
        paged_list::open(&LISTED, board, access)
    },
    answers: Answers {
        list,
        board: |job| Board::of(&WORKDAY, Fields(job).url("jobPostingInfo.externalUrl").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let facets = position.parts.first().and_then(|part| serde_json::from_str::<Value>(part).ok());
        let facets = facets.unwrap_or_else(|| json!({}));
        let query = json!({"limit": PAGE, "offset": position.postings, "searchText": "", "appliedFacets": facets});
        Ok(ListRequest::Query(board.url(&format!("{}/jobs", api(board)))?, query))
    },
    end: EndOfList::PageShorterThan(PAGE),
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
    // Later pages say 0.
    let total = document.json.as_ref().ok().and_then(|data| data.get("total")?.as_u64()).filter(|total| *total > 0);
    let parts = if total >= Some(MAX_LISTED) { parts(document) } else { Vec::new() };
    // There may be more than it lists.
    let total = total.map(|total| if total == MAX_LISTED { total + 1 } else { total });
    match jobs {
        Some(jobs) => Some(Listing {
            jobs,
            total: total.and_then(|total| usize::try_from(total).ok()),
            parts,
            ..Listing::default()
        }),
        None => document.single("", &["jobPostingInfo"]).map(Listing::from),
    }
}

/// The parts by the values of one facet, each short enough to be listed whole: the facet that most postings have a value of.
fn parts(document: &Document) -> Vec<String> {
    let facets = document.json.as_ref().ok().and_then(|data| data.get("facets")?.as_array().cloned());
    let facets = facets.unwrap_or_default();
    let whole = facets.iter().flat_map(|facet| nested(facet)).filter_map(|facet| {
        let parameter = facet.get("facetParameter")?.as_str()?;
        let values = facet.get("values")?.as_array()?;
        let counted: Option<Vec<(&str, u64)>> =
            values.iter().map(|value| Some((value.get("id")?.as_str()?, value.get("count")?.as_u64()?))).collect();
        let counted = counted.filter(|counted| (1..=MAX_VALUES).contains(&counted.len()))?;
        let covered: u64 = counted.iter().map(|(_, count)| count).sum();
        let is_listed = counted.iter().all(|(_, count)| *count < MAX_LISTED);
        (is_listed && covered >= MAX_LISTED).then_some((covered, parameter, counted))
    });
    let Some((_, parameter, values)) = whole.max_by_key(|(covered, ..)| *covered) else { return Vec::new() };
    values.into_iter().map(|(id, _)| json!({ parameter: [id] }).to_string()).collect()
}

/// A facet, or the facets that it groups.
fn nested(facet: &Value) -> Vec<&Value> {
    let grouped = facet.get("values").and_then(Value::as_array).into_iter().flatten();
    let grouped: Vec<&Value> = grouped.filter(|value| value.get("facetParameter").is_some()).collect();
    if grouped.is_empty() { vec![facet] } else { grouped }
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let info = |field: &str| job.text(&format!("jobPostingInfo.{field}"));
    let path = job.text("externalPath");
    let in_path = path.as_deref().and_then(|path| path.rsplit_once('_')).map(|(_, id)| id.to_owned());
    let bullets = job.each("bulletFields").into_iter().filter_map(|bullet| bullet.text(""));
    let in_bullets = bullets.clone().find(|bullet| is_id(bullet));
    let title = info("title").or_else(|| job.text("title"));
    let id = info("jobReqId").or(in_bullets).or(in_path).or_else(|| info("id"));
    let title = title.ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let detailed = job.each("jobPostingInfo.additionalLocations").into_iter().filter_map(|place| place.text(""));
    let detailed = info("location").into_iter().chain(detailed);
    let mut locations: Vec<String> = detailed.flat_map(|place| places::split(&place)).collect();
    if locations.is_empty() {
        locations = job.text("locationsText").map(|text| places::split(&text)).unwrap_or_default();
    }
    let page = path.and_then(|path| context.board.page(&format!("/{}{path}", context.board.part(1)?)));
    let url = job.url("jobPostingInfo.externalUrl").or(page);
    let by_location = job.text("locationsText").as_deref().and_then(places::workplace);
    Ok(Posting {
        requisition_id: Some(id.clone()),
        locations,
        workplace: info("remoteType").or_else(|| job.text("remoteType")).as_deref().and_then(workplace).or(by_location),
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ports::{FetchedPage, MockPageFetcher, PortErrorKind};

    use super::super::vendor::Access;
    use super::*;

    /// A board that lists 2,000 at most; posting `n` is at the place `n % 3`, and every tenth also at the next one.
    fn answer(query: &Value, size: usize, facets: bool) -> Value {
        let place = query["appliedFacets"]["places"][0].as_str().map(|id| id.parse::<usize>().unwrap());
        let is_at =
            |n: usize| place.is_none_or(|place| n % 3 == place || (n.is_multiple_of(10) && (n + 1) % 3 == place));
        let all: Vec<usize> = (0..size).filter(|n| is_at(*n)).take(2_000).collect();
        let offset = usize::try_from(query["offset"].as_u64().unwrap()).unwrap();
        let jobs = all.iter().skip(offset).take(PAGE);
        let jobs: Vec<Value> =
            jobs.map(|n| json!({"title": "Miller", "externalPath": format!("/job/x_R{n}")})).collect();
        let values: Vec<Value> = (0..3).map(|id| json!({"id": id.to_string(), "count": 1_100})).collect();
        let groups = json!([
            {"facetParameter": "types", "values": [{"id": "a", "count": 2_600}]},
            {"facetParameter": "group", "values": [{"facetParameter": "places", "values": values}]},
        ]);
        let total = if offset == 0 { all.len() } else { 0 };
        json!({"total": total, "jobPostings": jobs, "facets": if facets { groups } else { json!([]) }})
    }

    /// How many different postings of a board of this size are read, and why not all of them.
    async fn read(size: usize, facets: bool) -> (usize, Option<String>) {
        let mut fetcher = MockPageFetcher::new();
        fetcher.expect_query().returning(move |url, query| {
            let body = answer(&serde_json::from_str(query).unwrap(), size, facets).to_string();
            Ok(FetchedPage { url: url.clone(), body: body.into(), validators: None })
        });
        // The detail of a posting is not what is asked here.
        fetcher.expect_get().returning(|_, _| Err(PortErrorKind::Invalid("no detail".to_owned()).into()));
        let access = Access { fetcher: Arc::new(fetcher), company: None };
        let source = (WORKDAY.open)(Board::new(&WORKDAY, "mill.wd3/Careers", None), access).unwrap();
        let (mut ids, mut after) = (std::collections::HashSet::new(), None);
        loop {
            let page = source.page(after).await.unwrap();
            ids.extend(page.postings.into_iter().map(|posting| posting.unwrap_err().external_id.unwrap()));
            after = page.next;
            if after.is_none() {
                return (ids.len(), page.cut_short);
            }
        }
    }

    #[tokio::test]
    async fn a_board_that_lists_no_more_than_2000_is_read_part_by_part() {
        assert_eq!(read(1_990, true).await, (1_990, None));
        assert_eq!(read(2_600, true).await, (2_600, None));
    }

    #[tokio::test]
    async fn a_board_without_parts_is_not_read_whole() {
        let why = "the list ends after 2000 of 2001 postings".to_owned();
        assert_eq!(read(2_600, false).await, (2_000, Some(why)));
    }
}
