//! The external id of a `JobPosting`. Two jobs under one id silently lose one of them; one job under two ids is a
//! visible duplicate. In doubt they are two (domain facts 1.5).

use std::collections::{HashMap, HashSet};

use domain_model::kernel::text::normalise;
use sha2::{Digest, Sha256};
use url::Url;

/// Longer ids are hashed: URLs in other scripts triple in length when escaped.
const MAX_ID_BYTES: usize = 160;

/// Facts about the identity of a job.
pub(super) struct IdentityFacts<'k> {
    /// The node's own URL.
    pub(super) own_url: Option<&'k Url>,
    /// The URL of the page.
    pub(super) page: Option<&'k Url>,
    pub(super) identifier: Option<&'k str>,
    pub(super) employer: Option<&'k str>,
    pub(super) title: &'k str,
    pub(super) places: &'k [String],
    pub(super) description: &'k str,
}

/// The identity of a posting within its page.
pub(super) struct Identity {
    /// Its id, unless another posting of the page has the same.
    name: String,
    identifier: Option<String>,
    /// A short hash of title and places.
    mark: String,
}

impl Identity {
    /// By its own URL; else by the employer's identifier; else by page, title and locations; else by its content.
    pub(super) fn new(facts: &IdentityFacts<'_>) -> Self {
        let mut places: Vec<String> = facts.places.iter().map(|place| normalise(place)).collect();
        places.sort();
        let title_and_places = format!("{}\n{}", normalise(facts.title), places.join("\n"));
        let mark = digest(&title_and_places, 6);
        let names_a_job = |url: &Url, key: &str| url.path() != "/" || key.contains('?');
        let own = facts.own_url.map(|url| (url, url_key(url, facts.page)));
        let own = own.filter(|(url, key)| names_a_job(url, key)).map(|(_, key)| key);
        let employer = facts.employer.map(normalise).filter(|name| !name.is_empty());
        let by_employer = || {
            let employer = employer.clone();
            let identifier = facts.identifier?;
            Some(employer.map_or_else(|| identifier.to_owned(), |employer| format!("{identifier}@{employer}")))
        };
        let by_page = || facts.page.or(facts.own_url).map(|page| format!("{}#{mark}", url_key(page, facts.page)));
        // Includes the description: postings that differ only in it are two, and an edited one is a new one.
        let by_content = || {
            let employer = employer.as_deref().unwrap_or_default();
            let content = format!("{employer}\n{title_and_places}\n{}", normalise(facts.description));
            format!("content:{}", digest(&content, 16))
        };
        let name = own.or_else(by_employer).or_else(by_page).unwrap_or_else(by_content);
        Self { name, identifier: facts.identifier.map(str::to_owned), mark }
    }
}

/// The ids of the postings of a page. Different postings with the same id are told apart by identifier, or by title and
/// locations.
pub(super) fn external_ids<'i>(page: impl Iterator<Item = &'i Identity> + Clone) -> Vec<String> {
    let mut of_name: HashMap<&str, HashSet<(Option<&str>, &str)>> = HashMap::new();
    let mut of_identifier: HashMap<(&str, Option<&str>), HashSet<&str>> = HashMap::new();
    for Identity { name, identifier, mark } in page.clone() {
        of_name.entry(name).or_default().insert((identifier.as_deref(), mark));
        of_identifier.entry((name, identifier.as_deref())).or_default().insert(mark);
    }
    let id = |Identity { name, identifier, mark }: &Identity| {
        if of_name[name.as_str()].len() == 1 {
            return fitting(name.clone());
        }
        let is_alone = of_identifier[&(name.as_str(), identifier.as_deref())].len() == 1;
        match identifier {
            Some(identifier) if is_alone => fitting(format!("{name}#{identifier}")),
            Some(identifier) => fitting(format!("{name}#{identifier}#{mark}")),
            None => fitting(format!("{name}#{mark}")),
        }
    };
    page.map(id).collect()
}

fn fitting(id: String) -> String {
    if id.len() <= MAX_ID_BYTES { id } else { digest(&id, 32) }
}

fn digest(text: &str, bytes: usize) -> String {
    hex::encode(&Sha256::digest(text)[..bytes])
}

/// The URL without tracking parameters, and without the host when it is the page's. Whatever might identify the job
/// stays, case included (domain facts 1.5).
fn url_key(url: &Url, page: Option<&Url>) -> String {
    const TRACKERS: [&str; 4] = ["gh_src", "fbclid", "gclid", "trk"];
    let is_tracker = |name: &str| name.starts_with("utm_") || TRACKERS.contains(&name);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_tracker(name))
        .map(|(k, v)| (k.into_owned(), v.into_owned()))
        .collect();
    let mut key = url.clone();
    key.set_fragment(None);
    key.set_query(None);
    if !kept.is_empty() {
        key.query_pairs_mut().extend_pairs(kept);
    }
    let host = |url: &Url| {
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.").to_owned();
        (host, url.port())
    };
    let elsewhere = page.filter(|page| host(page) != host(url)).and_then(|_| url.host_str());
    let elsewhere = elsewhere.map(|host| format!("//{host}")).unwrap_or_default();
    format!("{elsewhere}{}{}", key.path(), key.query().map(|query| format!("?{query}")).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::json_ld;

    /// The ids of postings on one page.
    fn ids(nodes: &[Value]) -> Vec<String> {
        let address = "https://www.acme.example/jobs/Ab1?utm_source=x&id=7#top".parse().unwrap();
        let scripts: String = nodes.iter().map(script).collect();
        let postings = json_ld::postings(&scripts, Some(&address), None);
        postings.into_iter().map(|posting| posting.unwrap().external_id).collect()
    }

    fn script(node: &Value) -> String {
        let mut node = node.clone();
        node["@type"] = json!("JobPosting");
        format!("<script type=\"application/ld+json\">{node}</script>")
    }

    fn distinct(ids: &[String]) -> usize {
        ids.iter().collect::<std::collections::HashSet<_>>().len()
    }

    #[test]
    fn a_posting_is_named_by_its_own_address_first() {
        let node = json!({"title": "Welder", "url": "/jobs/Ab1?utm_source=x&id=7#top", "identifier": 4711});
        assert_eq!(ids(&[node]), ["/jobs/Ab1?id=7"]);
        let node = json!({"title": "Welder", "url": "https://acme.example/jobs/Ab1", "identifier": 4711});
        assert_eq!(ids(&[node]), ["/jobs/Ab1"]);
        let elsewhere = json!({"title": "Welder", "url": "https://ats.example/jobs/Ab1"});
        assert_eq!(ids(&[elsewhere]), ["//ats.example/jobs/Ab1"]);
    }

    #[test]
    fn an_identifier_counts_within_its_employer() {
        let node = |employer: &str| json!({"title": "Welder", "identifier": 4711, "hiringOrganization": employer});
        assert_eq!(ids(&[node("Acme"), node("Bolt &amp; Co")]), ["4711@acme", "4711@bolt & co"]);
        assert_eq!(ids(&[json!({"title": "Welder", "identifier": {"value": "R-1"}})]), ["R-1"]);
    }

    #[test]
    fn postings_of_one_page_that_name_themselves_by_nothing_stay_several() {
        let node = |title: &str, place: &str| json!({"title": title, "jobLocation": place});
        let found =
            ids(&[node("Welder", "Hull"), node("Welder", "Leeds"), node("Cook", "Hull"), node("welder ", "hull")]);
        assert!(found.iter().all(|id| id.starts_with("/jobs/Ab1?id=7#")), "{found:?}");
        assert_eq!((distinct(&found), &found[0]), (3, &found[3]));
    }

    #[test]
    fn postings_that_share_an_address_or_an_identifier_are_told_apart() {
        let shared = |title: &str, identifier: Value| json!({"title": title, "url": "/jobs", "identifier": identifier});
        let (welder, cook) = (shared("Welder", json!(1)), shared("Cook", json!(2)));
        assert_eq!(ids(&[welder.clone(), cook.clone(), welder.clone()]), ["/jobs#1", "/jobs#2", "/jobs#1"]);
        assert_eq!(distinct(&ids(&[shared("Welder", json!(null)), shared("Cook", json!(null)), cook])), 3);
        assert_eq!(distinct(&ids(&[shared("Welder", json!("Acme")), shared("Cook", json!("Acme"))])), 2);
        let same = |title: &str| json!({"title": title, "identifier": "Acme", "hiringOrganization": "Acme"});
        assert_eq!(distinct(&ids(&[same("Welder"), same("Cook")])), 2);
        assert_eq!(ids(&[welder.clone(), welder]), ["/jobs", "/jobs"], "the same posting twice is one");
    }

    #[test]
    fn an_address_that_names_no_job_is_no_name() {
        for url in [
            "/",
            "https://www.acme.example",
            "https://ats.example/?utm_source=x",
            "https://acme.example/#/jobs/7",
            "javascript:apply(7)",
        ] {
            assert_eq!(ids(&[json!({"title": "Welder", "url": url, "identifier": 7})]), ["7"], "{url}");
        }
    }

    #[test]
    fn an_id_that_is_too_long_to_store_is_digested() {
        let node = |path: &str| json!({"title": "Welder", "url": format!("/jobs/{}/{path}", "й".repeat(100))});
        let found = ids(&[node("a"), node("b")]);
        assert_eq!((distinct(&found), found[0].len()), (2, 64));
    }
}
