//! iCIMS: pages of cards; places are written from the country down ("US-NC-Raleigh"). Text and date are on the page of a job.

use domain_model::catalogue::job::Posting;
use domain_model::catalogue::{countries, places};
use ports::AcceptedMedia;
use serde_json::{Value, json};
use url::Url;

use super::board::Board;
use super::fields::{Fields, Reading, blank, missing_field};
use super::paged_list::{self, Detail, EndOfList, ListRequest, PagedList};
use super::vendor::{Address, Answers, Context, Listing, Naming, Region, Vendor};
use super::words::employment_type;
use crate::document::Document;
use crate::html::{Elements, Node, Syntax};

/// iCIMS.
pub(super) static ICIMS: Vendor = Vendor {
    kind: "icims",
    title: "iCIMS",
    example: "https://careers-acme.icims.com/jobs",
    setting: "host",
    is_case_sensitive: false,
    naming: Naming::Host { segments: 0, may_be_own: true },
    regions: &[Region { name: "", api: "https://{}.icims.com" }],
    name_in: |address: &Address<'_>| address.below("icims.com").map(str::to_owned),
    open: |board, access| paged_list::open(&LISTED, board, access),
    answers: Answers {
        list,
        board: |job| Board::of(&ICIMS, Fields(job).url("url").as_ref()),
        posting: |job, context| Some(posting(Fields(job), context)),
    },
};

static LISTED: PagedList = PagedList {
    is_whole: true,
    page: |board, position| {
        let path = format!("/jobs/search?ss=1&in_iframe=1&pr={}", position.pages);
        Ok(ListRequest::Get(board.url(&path)?, AcceptedMedia::Html))
    },
    end: EndOfList::EmptyPage,
    detail: Detail::Page,
};

fn list(document: &Document) -> Option<Listing> {
    if !document.is_markup() || !document.text.contains("iCIMS_") {
        return None;
    }
    let elements = Elements::of(&document.text, Syntax::Html);
    let is_card = |node: &Node<'_>| node.has_class("iCIMS_JobCardItem") || node.has_class("iCIMS_JobsTable_Row");
    let jobs: Vec<Value> = elements.nodes().filter(is_card).filter_map(card).collect();
    Some(jobs.into())
}

fn card(node: Node<'_>) -> Option<Value> {
    let link = node
        .within()
        .find(|link| link.name() == "a" && link.attribute("href").is_some_and(|href| href.contains("/jobs/")))?;
    let heading = link.within().find(|child| matches!(child.name(), "h2" | "h3" | "h4"));
    let title = heading.map_or_else(|| without_label(link), |heading| heading.text());
    let terms: Vec<Node<'_>> = node.within().filter(|child| child.name() == "dt").collect();
    let labelled = |wanted: &str| {
        let term = terms.iter().find(|term| term.text().to_lowercase().contains(wanted))?;
        node.within().find(|child| child.name() == "dd" && child.index() > term.index()).map(|value| value.text())
    };
    let labels = node.within().filter(|child| child.has_class("field-label"));
    let place = labels.into_iter().find(|label| label.text().to_lowercase().contains("location")).and_then(|label| {
        let after = |child: &Node<'_>| {
            child.index() > label.index() && child.name() == "span" && !child.has_class("field-label")
        };
        node.within().find(after).map(|place| place.text())
    });
    Some(json!({
        "url": link.attribute("href"), "title": title, "location": place.or_else(|| labelled("location")),
        "job_id": labelled("job id").or_else(|| labelled("requisition")), "type": labelled("type"),
        "category": labelled("category"), "posted": labelled("posted"),
    }))
}

/// The words of a link without its label for screen readers.
fn without_label(link: Node<'_>) -> String {
    let label =
        link.within().find(|child| child.has_class("field-label")).map(|label| label.text()).unwrap_or_default();
    link.text().trim_start_matches(&label).trim().to_owned()
}

fn posting(job: Fields<'_>, context: &Context<'_>) -> Reading {
    let url = job.url("url").map(|mut url| {
        url.set_query(None);
        url
    });
    let in_path =
        |url: &Url| url.path().split_once("/jobs/").and_then(|(_, id)| id.split('/').next().map(str::to_owned));
    let id = url.as_ref().and_then(in_path).or_else(|| job.text("job_id"));
    let title = job.text("title").ok_or_else(|| missing_field(id.clone(), "title"))?;
    let id = id.ok_or_else(|| missing_field(Some(title.clone()), "id"))?;
    let host = url.as_ref().and_then(|url| url.host_str().map(str::to_owned));
    let place = job.text("location").unwrap_or_default();
    Ok(Posting {
        requisition_id: job.text("job_id"),
        locations: place.split('|').flat_map(|place| places::split(&from_the_country_down(place.trim()))).collect(),
        workplace: places::workplace(&place),
        employment_type: job.text("type").as_deref().and_then(employment_type),
        department: job.text("category"),
        apply_url: url.clone(),
        url,
        posted_at: job.instant("posted"),
        ..blank(&id, &title, &context.company(host.and_then(|host| employer(&host))))
    })
}

/// "US-NC-Raleigh" → "Raleigh, NC, US".
fn from_the_country_down(place: &str) -> String {
    let parts: Vec<&str> = place.splitn(3, '-').map(str::trim).collect();
    let is_country = |code: &str| code.len() == 2 && countries::name(code).is_some();
    match parts.as_slice() {
        [country, region, city] if is_country(country) => format!("{city}, {region}, {country}"),
        [country, region] if is_country(country) => format!("{region}, {country}"),
        _ => place.to_owned(),
    }
}

/// `careers-acme.icims.com` → `acme`.
fn employer(host: &str) -> Option<String> {
    let label = host.strip_suffix(".icims.com")?;
    let name = label.split('-').rfind(|part| !matches!(*part, "careers" | "jobs" | "external" | "us" | "global"));
    Some(name.unwrap_or(label).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_turned_round() {
        assert_eq!(from_the_country_down("US-TX-Fort Worth"), "Fort Worth, TX, US");
        assert_eq!(from_the_country_down("CA-Toronto"), "Toronto, CA");
        assert_eq!(from_the_country_down("US"), "US");
        assert_eq!(from_the_country_down("Wilkes-Barre"), "Wilkes-Barre");
        assert_eq!(employer("uscareers-acme.icims.com").as_deref(), Some("acme"));
    }
}
