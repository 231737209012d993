//! SAP `SuccessFactors`, career site builder: tiles of jobs, as many a page as the employer likes, so the next page starts
//! after the tiles that came. Tiles have no dates and no texts: both are on the page of a job, as microdata.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::places;
use ports::AcceptedMedia;
use serde_json::{Value, json};
use url::Url;

use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use crate::document::Document;
use crate::html::{Elements, Node, Syntax};

/// `SuccessFactors`. A board is a host, and the path of the employer's site where it has one: `careers.acme.com/acme`.
pub(super) static SUCCESSFACTORS: Vendor = Vendor {
    kind: "successfactors",
    title: "SuccessFactors",
    example: "https://careers.acme.com/tile-search-results/",
    setting: "host",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 1, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board: |_| None, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let site = board.part(1).map(|site| format!("/{site}")).unwrap_or_default();
        let path = format!("{site}/tile-search-results/?q=&sortColumn=referencedate&startrow={}", position.postings);
        Ok(ListRequest::Get(board.url(&path)?, AcceptedMedia::Html))
    },
    end: EndOfList::EmptyPage,
    detail: Detail::Page,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    match address.path.as_slice() {
        ["tile-search-results", ..] => Some(address.host.to_owned()),
        [site, "tile-search-results", ..] => Some(format!("{}/{site}", address.host)),
        _ => None,
    }
}

/// Tiles, or the rows of the search page.
fn list(document: &Document) -> Option<Listing> {
    let text = &document.text;
    let is_platform = ["jobTitle-link", "job-tile", "data-row", "tile-search"].iter().any(|mark| text.contains(mark));
    if !is_platform {
        return None;
    }
    let elements = Elements::of(text, Syntax::Html);
    let is_card = |node: &Node<'_>| node.has_class("job-tile") || node.has_class("data-row");
    let jobs: Vec<Value> = elements.nodes().filter(is_card).filter_map(card).collect();
    Some(jobs.into())
}

fn card(node: Node<'_>) -> Option<Value> {
    let is_job = |href: &str| href.contains("/job/");
    let own = node.attribute("data-url").filter(|href| is_job(href));
    let links = node.within().filter(|link| link.name() == "a" && link.attribute("href").is_some_and(is_job));
    let titled = links.into_iter().find(|link| !link.text().is_empty())?;
    let fact = |marks: &[&str]| {
        let fits = |child: &Node<'_>| {
            let words = format!(
                "{} {}",
                child.attribute("class").unwrap_or_default(),
                child.attribute("id").unwrap_or_default()
            );
            marks.iter().any(|mark| words.to_lowercase().contains(mark)) && child.within().next().is_none()
        };
        node.within().filter(fits).map(|child| child.text()).find(|text| !text.is_empty() && !text.ends_with(':'))
    };
    Some(json!({
        "url": own.or_else(|| titled.attribute("href")), "title": titled.text(),
        "location": fact(&["joblocation", "location-value", "city-value", "location"]),
        "department": fact(&["jobdepartment", "department-value"]), "date": fact(&["jobdate", "date-value"]),
    }))
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let path = job.text("url").unwrap_or_default();
    let id = path.split('?').next().and_then(|path| path.trim_end_matches('/').rsplit('/').next()).map(str::to_owned);
    let id = id.filter(|id| id.chars().any(|c| c.is_ascii_digit()));
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let url = Url::parse(&path).ok().or_else(|| context.board.page(&path));
    let place = job.text("location").unwrap_or_default();
    Ok(Posting {
        locations: places::split(&place),
        workplace: places::workplace(&place),
        department: job.text("department"),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("date"),
        ..blank(&id, &title, &context.company(None))
    })
}
