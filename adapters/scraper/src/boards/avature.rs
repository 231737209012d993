//! Avature: a page of cards, paged by offset; the text is on the page of a job.

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

/// Avature. A board is a host with the language and the name of the site: `apply.acme.com/en_US/careers`.
pub(super) static AVATURE: Vendor = Vendor {
    kind: "avature",
    title: "Avature",
    example: "https://acme.avature.net/en_US/careers/SearchJobs",
    setting: "board",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 2, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}.avature.net" }],
    name_in,
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers { list, board: |_| None, posting: |job, context| Some(posting(Fields(job), context)) },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let site: Vec<&str> = [board.part(1), board.part(2)].into_iter().flatten().collect();
        let site = if site.is_empty() { "careers".to_owned() } else { site.join("/") };
        let path = format!("/{site}/SearchJobs/?jobOffset={}", position.postings);
        Ok(ListRequest::Get(board.url(&path)?, AcceptedMedia::Html))
    },
    end: EndOfList::EmptyPage,
    detail: Detail::Page,
};

fn name_in(address: &Address<'_>) -> Option<String> {
    let label = address.below("avature.net").unwrap_or(address.host);
    match address.path.as_slice() {
        [site, "SearchJobs", ..] => Some(format!("{label}/{site}")),
        [language, site, "SearchJobs", ..] => Some(format!("{label}/{language}/{site}")),
        _ => None,
    }
}

fn list(document: &Document) -> Option<Listing> {
    if !document.is_markup() || !document.text.contains("article--result") && !document.text.contains("SearchJobs") {
        return None;
    }
    let elements = Elements::of(&document.text, Syntax::Html);
    Some(elements.of_class("article--result").filter_map(card).collect::<Vec<Value>>().into())
}

fn card(node: Node<'_>) -> Option<Value> {
    let link = node
        .within()
        .find(|link| link.name() == "a" && link.attribute("href").is_some_and(|href| href.contains("JobDetail")));
    let link = link.or_else(|| node.within().find(|link| link.name() == "a" && !link.text().is_empty()))?;
    let is_subtitle = |child: &Node<'_>| child.attribute("class").is_some_and(|class| class.contains("subtitle"));
    let subtitle = node.within().find(is_subtitle);
    let facts = subtitle.into_iter().flat_map(Node::within).filter(|child| child.name() == "span");
    let facts: Vec<String> = facts.map(|fact| fact.text()).filter(|fact| !fact.is_empty()).collect();
    let place = subtitle.map(|subtitle| subtitle.text()).filter(|_| facts.is_empty());
    Some(json!({"url": link.attribute("href"), "title": link.text(), "facts": facts, "place": place}))
}

/// The first fact of a card is its place.
fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let address = job.text("url").unwrap_or_default();
    let url = Url::parse(&address).ok().or_else(|| context.board.page(&address));
    let id =
        address.split('?').next().and_then(|path| path.trim_end_matches('/').rsplit('/').next()).map(str::to_owned);
    let id = id.filter(|id| !id.is_empty());
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let place = job.first(&["place", "facts.0"]).unwrap_or_default();
    Ok(Posting {
        locations: places::split(&place),
        workplace: places::workplace(&place),
        apply_url: url.clone(),
        url,
        ..blank(&id, &title, &context.company(None))
    })
}
