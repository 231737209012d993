//! The key of an address at which a posting is read or applied to: the same for every spelling of the address.

use url::{Host, Url};

/// Parameters that say where a visitor came from, and nothing about the page.
const TRACKERS: &[&str] = &[
    "_hsenc",
    "_hsmi",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gh_src",
    "igshid",
    "lever-origin",
    "lever-source",
    "lever-source[]",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "msclkid",
    "trk",
    "trackingid",
    "ttclid",
    "twclid",
    "wbraid",
    "yclid",
];

/// The last segments of addresses of the form to apply at, below the posting's own address.
const FORMS: &[&str] = &["application", "apply", "applymanually", "thanks"];

/// A vendor's hosts on which a posting has one address each.
struct Alias {
    /// The host; beginning with a dot, the domain with all hosts in it.
    host: &'static str,
    /// The name that all of them have in keys.
    name: &'static str,
    /// The parameter that names the posting on an employer's own page.
    parameter: Option<&'static str>,
    /// Whether the last number or UUID of the path names the posting, whatever stands around it.
    id_alone: bool,
}

const ALIASES: &[Alias] = &[
    Alias { host: ".greenhouse.io", name: "greenhouse", parameter: Some("gh_jid"), id_alone: true },
    Alias { host: ".lever.co", name: "lever", parameter: None, id_alone: true },
    Alias { host: ".ashbyhq.com", name: "ashby", parameter: Some("ashby_jid"), id_alone: true },
    Alias { host: ".smartrecruiters.com", name: "smartrecruiters", parameter: None, id_alone: true },
    Alias { host: ".linkedin.com", name: "linkedin", parameter: Some("currentJobId"), id_alone: true },
    Alias { host: "apply.workable.com", name: "workable", parameter: None, id_alone: false },
];

/// The key of an address, and whether the address names one posting by an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UrlKey {
    pub(super) text: String,
    pub(super) has_id: bool,
}

/// The key; `None` for an address that names no posting, such as an employer's front page.
///
/// Only literal trackers are dropped, for every other parameter may name the posting. The case of the path stays: short ids
/// can differ by nothing else.
pub(super) fn url_key(url: &Url) -> Option<UrlKey> {
    let Some(Host::Domain(host)) = url.host() else { return plain_key(url, url.host_str()?) };
    let host = host.strip_prefix("www.").unwrap_or(host);
    let named_by_parameter = ALIASES.iter().find_map(|alias| {
        let id = parameter(url, alias.parameter?)?;
        Some(format!("{}:{}", alias.name, id.to_ascii_lowercase()))
    });
    if let Some(text) = named_by_parameter {
        return Some(UrlKey { text, has_id: true });
    }
    let alias = ALIASES.iter().find(|alias| is_at(host, alias.host));
    match alias {
        Some(alias) if alias.id_alone => {
            // The first segment is the employer's.
            let segments: Vec<&str> = url.path_segments()?.skip(1).collect();
            let id = segments.into_iter().rev().find_map(leading_or_trailing_id);
            match id.or_else(|| parameter(url, "token")) {
                Some(id) => Some(UrlKey { text: format!("{}:{id}", alias.name), has_id: true }),
                None => plain_key(url, alias.name),
            }
        }
        Some(alias) => plain_key(url, alias.name),
        None => plain_key(url, host),
    }
}

fn is_at(host: &str, wanted: &str) -> bool {
    wanted.strip_prefix('.').is_some_and(|domain| host == domain || host.ends_with(wanted)) || host == wanted
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    let value = url.query_pairs().find(|(key, _)| key == name)?.1.into_owned();
    (!value.is_empty()).then_some(value)
}

fn plain_key(url: &Url, host: &str) -> Option<UrlKey> {
    let mut segments: Vec<&str> = url.path_segments()?.filter(|segment| !segment.is_empty()).collect();
    if host.ends_with(".myworkdayjobs.com") && segments.first().is_some_and(|first| is_locale(first)) {
        segments.remove(0);
    }
    if segments.last().is_some_and(|last| FORMS.contains(&last.to_ascii_lowercase().as_str())) {
        segments.pop();
    }
    let is_tracker = |key: &str| key.starts_with("utm_") || TRACKERS.contains(&key);
    let mut pairs: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| !is_tracker(&key.to_ascii_lowercase()))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    pairs.sort();
    // A fragment is a place in the page, unless the page is a program that reads its address from there.
    let route = url.fragment().filter(|fragment| fragment.starts_with(['/', '!'])).filter(|route| route.len() > 2);
    if segments.is_empty() && pairs.is_empty() && route.is_none() {
        return None;
    }
    let values = pairs.iter().map(|(_, value)| value.as_str());
    let has_id = segments.iter().copied().chain(values).chain(route).any(holds_an_id);
    let query = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&");
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let text = format!("{host}{port}/{}?{query}#{}", segments.join("/"), route.unwrap_or_default());
    Some(UrlKey { text, has_id })
}

/// `en-US`, `de`: the language in which Workday shows the same posting.
fn is_locale(segment: &str) -> bool {
    let mut parts = segment.split('-');
    let language = parts.next().is_some_and(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_lowercase()));
    let country = parts.next().is_none_or(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase()));
    language && country && parts.next().is_none()
}

/// Digits in a row that make an id rather than a year or a count of places.
const MIN_ID_LENGTH: usize = 5;

fn holds_an_id(text: &str) -> bool {
    is_uuid(text) || text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= MIN_ID_LENGTH)
}

/// The UUID, or the number at the beginning or the end, of a segment such as `743999-welder` or `welder-at-acme-743999`.
fn leading_or_trailing_id(segment: &str) -> Option<String> {
    if is_uuid(segment) {
        return Some(segment.to_ascii_lowercase());
    }
    let parts = [segment.split('-').next(), segment.rsplit('-').next()];
    let number = |part: &&str| part.len() >= MIN_ID_LENGTH && part.bytes().all(|b| b.is_ascii_digit());
    parts.into_iter().flatten().find(|part| number(part)).map(str::to_owned)
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(url: &str) -> Option<String> {
        url_key(&Url::parse(url).unwrap()).map(|key| key.text)
    }

    fn assert_one(spellings: &[&str]) {
        let first = key(spellings[0]);
        assert!(first.is_some(), "{}", spellings[0]);
        for spelling in spellings {
            assert_eq!(key(spelling), first, "{spelling}");
        }
    }

    fn assert_all_differ(urls: &[&str]) {
        let mut keys: Vec<String> = urls.iter().map(|url| key(url).unwrap()).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), urls.len(), "{keys:?}");
    }

    #[test]
    fn an_address_has_one_key_however_it_is_spelled() {
        assert_one(&[
            "https://acme.example/jobs/welder-4711",
            "http://www.acme.example/jobs/welder-4711/",
            "https://ACME.example:443/jobs/welder-4711?utm_source=feed&utm_campaign=x#apply",
            "https://acme.example/jobs/welder-4711/apply?gclid=1&FBCLID=2",
        ]);
        assert_one(&["https://a.example/v?job=1&lang=de", "https://a.example/v?lang=de&trk=home&job=1"]);
    }

    #[test]
    fn hosts_of_one_vendor_are_one() {
        assert_one(&[
            "https://boards.greenhouse.io/harbour/jobs/4012345",
            "https://job-boards.greenhouse.io/harbour/jobs/4012345?gh_src=abc",
            "https://boards.eu.greenhouse.io/harbour/jobs/4012345#app",
            "https://harbour.example/careers?gh_jid=4012345&gh_src=x",
            "https://boards.greenhouse.io/embed/job_app?for=harbour&token=4012345",
        ]);
        let uuid = "5ac21346-8e0c-4494-8e7a-3eb92ff77902";
        for vendor in ["jobs.lever.co/fjord", "jobs.ashbyhq.com/fjord"] {
            assert_one(&[
                &format!("https://{vendor}/{uuid}"),
                &format!("https://{vendor}/{uuid}/apply"),
                &format!("https://{vendor}/{}/application?lever-source=mail", uuid.to_uppercase()),
            ]);
        }
        assert_one(&[
            "https://jobs.smartrecruiters.com/Acme/743999111-welder",
            "https://careers.smartrecruiters.com/Acme/743999111",
        ]);
        assert_one(&[
            "https://uk.linkedin.com/jobs/view/welder-at-acme-3812345678",
            "https://www.linkedin.com/jobs/view/3812345678/",
        ]);
        assert_one(&[
            "https://acme.wd3.myworkdayjobs.com/en-US/Careers/job/Porto/Welder_R-71",
            "https://acme.wd3.myworkdayjobs.com/Careers/job/Porto/Welder_R-71/apply",
        ]);
    }

    #[test]
    fn what_names_the_posting_stays() {
        assert_all_differ(&["https://indeed.example/viewjob?jk=aa", "https://indeed.example/viewjob?jk=ab"]);
        assert_all_differ(&["https://a.example/o/aBc", "https://a.example/o/abc"]);
        assert_all_differ(&["https://a.example/#/jobs/1", "https://a.example/#/jobs/2"]);
        assert_all_differ(&["https://a.example/jobs?id=1&source=x", "https://a.example/jobs?id=2&source=x"]);
        assert_all_differ(&["https://jobs.lever.co/fjord/rigger", "https://jobs.lever.co/fjord/smith"]);
        assert_all_differ(&["https://jobs.lever.co/12345/rigger", "https://jobs.lever.co/12345/smith"]);
    }

    #[test]
    fn a_front_page_names_no_posting() {
        for url in
            ["https://acme.example", "https://acme.example/apply", "https://acme.example/?utm_source=x#jobs", "data:x"]
        {
            assert_eq!(key(url), None, "{url}");
        }
    }

    #[test]
    fn only_an_id_names_one_posting_without_the_help_of_its_title() {
        let has_id = |url: &str| url_key(&Url::parse(url).unwrap()).unwrap().has_id;
        assert!(has_id("https://acme.example/jobs/welder-47110") && has_id("https://acme.example/v?job=47110"));
        assert!(!has_id("https://acme.example/careers/2026") && !has_id("https://acme.example/careers/welder"));
    }
}
