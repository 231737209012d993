//! Web pages and profiles of the seeker: printed addresses, names beside the name of a network, targets of links.

use std::collections::HashSet;

use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::Link;

use super::contacts::emails;
use super::fold::fold;
use super::fragment::{Fragment, is_separator};
use super::lexicon::CONTACTS;
use super::rows::Row;

/// Endings of domains that resumes print without `https://`.
const ENDINGS: [&str; 48] = [
    "com", "org", "net", "io", "dev", "me", "co", "ai", "app", "tech", "info", "edu", "gov", "de", "at", "ch", "fr",
    "es", "pt", "br", "it", "nl", "be", "pl", "se", "no", "dk", "fi", "cz", "uk", "ie", "us", "ca", "in", "cn", "jp",
    "ir", "ru", "tr", "page", "site", "online", "blog", "design", "studio", "xyz", "eu", "name",
];
/// More than these in one resume are not the seeker's own.
const MAX_LINKS: usize = 20;

/// The links of rows in which the seeker names his or her own: header, contacts, links.
pub(super) fn links(rows: &[Row<'_>]) -> Vec<Field<Link>> {
    let mut found: Vec<(Fragment<'_>, Link)> = Vec::new();
    let mut index = 0;
    while index < rows.len() {
        let row = &rows[index];
        let next = rows.get(index + 1);
        if let Some(pairs) = next.and_then(|next| names_below(row, next)) {
            found.extend(pairs);
            index += 2;
            continue;
        }
        found.extend(printed(row));
        found.extend(targets(row));
        index += 1;
    }
    let mut seen = HashSet::new();
    let fresh = found.into_iter().filter(|(_, link)| seen.insert(key(link)));
    fresh.take(MAX_LINKS).map(|(fragment, link)| Field::clear(link, vec![fragment.span()])).collect()
}

/// Links are one when they lead to the same name of a network, or to the same page.
fn key(link: &Link) -> String {
    match (&link.network, &link.username, &link.url) {
        (Some(network), Some(username), _) => format!("{network} {}", fold(username)),
        (_, _, Some(url)) => {
            let bare = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
            fold(bare.trim_start_matches("www.").trim_end_matches('/'))
        }
        _ => String::new(),
    }
}

/// `LinkedIn` and `itch.io` in one row, `@ada` and `@lovelace` in the next.
fn names_below<'a>(row: &Row<'a>, next: &Row<'a>) -> Option<Vec<(Fragment<'a>, Link)>> {
    let networks: Option<Vec<&str>> = row.cells.iter().map(|cell| network(cell.text)).collect();
    let networks = networks?;
    let names: Option<Vec<Fragment<'a>>> =
        next.cells.iter().map(|&cell| is_handle(cell.text).then_some(cell)).collect();
    let names = names.filter(|names| names.len() == networks.len() && !names.is_empty())?;
    let link = |(name, network): (Fragment<'a>, &str)| (name, profile(network, name.text, None));
    Some(names.into_iter().zip(networks).map(link).collect())
}

/// What a row prints: addresses, and names behind the name of a network.
fn printed<'a>(row: &Row<'a>) -> Vec<(Fragment<'a>, Link)> {
    let mut found = Vec::new();
    let mails = emails(row.fragment);
    for fragment in row.fragment.split(|c| is_separator(c) || c == ',') {
        let words = fragment.split(char::is_whitespace);
        for (index, &word) in words.iter().enumerate() {
            let is_mail = mails
                .iter()
                .any(|mail| word.start < mail.start + mail.text.len() && mail.start < word.start + word.text.len());
            if !is_mail && is_address(word.text) {
                // `GitHub: https://…`, and `itch.io` beside a name, are of the network.
                found.push((word, of_address(word.text)));
            } else if index == 0 && words.len() >= 2 && words.len() <= 3 {
                let last = words[words.len() - 1];
                let label = fragment.part(0, last.start - fragment.start).tidy();
                let label = label.trimmed(|c| !c.is_alphanumeric());
                if let Some(network) = network(label.text)
                    && is_handle(last.text)
                    && !is_address(last.text)
                {
                    found.push((last, profile(network, last.text, None)));
                }
            } else if words.len() == 1
                && let Some((label, name)) = word.text.split_once([':', '：'])
                && let Some(network) = network(label)
                && is_handle(name.trim())
            {
                found.push((word, profile(network, name.trim(), None)));
            }
        }
    }
    found
}

/// The targets of the links in a row, unless they are printed anyway.
fn targets<'a>(row: &Row<'a>) -> Vec<(Fragment<'a>, Link)> {
    let web = row.source.links.iter().filter(|target| target.starts_with("http") && target.len() < 500);
    let found = web.filter(|target| !target.contains("/maps")).map(|target| (row.fragment, of_address(target)));
    // The front page of a network is nobody's profile.
    found.filter(|(_, link)| link.network.is_none() || link.username.is_some()).collect()
}

/// The link of an address: of a network when its host is one.
fn of_address(address: &str) -> Link {
    let address =
        address.trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | '.' | '"'));
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let host = fold(host);
    let host = host.trim_start_matches("www.").trim_start_matches("m.");
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let network = match host {
        "linkedin.com" | "de.linkedin.com" | "fr.linkedin.com" | "in.linkedin.com" | "uk.linkedin.com" => {
            Some("LinkedIn")
        }
        "github.com" => Some("GitHub"),
        "gitlab.com" => Some("GitLab"),
        "twitter.com" => Some("Twitter"),
        "x.com" => Some("X"),
        "stackoverflow.com" => Some("Stack Overflow"),
        "xing.com" => Some("Xing"),
        "facebook.com" => Some("Facebook"),
        "instagram.com" => Some("Instagram"),
        "medium.com" => Some("Medium"),
        "behance.net" => Some("Behance"),
        "dribbble.com" => Some("Dribbble"),
        "orcid.org" => Some("ORCID"),
        "scholar.google.com" => Some("Google Scholar"),
        "kaggle.com" => Some("Kaggle"),
        "youtube.com" => Some("YouTube"),
        "bitbucket.org" => Some("Bitbucket"),
        "codepen.io" => Some("CodePen"),
        "t.me" => Some("Telegram"),
        "soundcloud.com" => Some("SoundCloud"),
        host if host.ends_with(".itch.io") => Some("itch.io"),
        _ => None,
    };
    let Some(network) = network else {
        return Link { network: None, username: None, url: Some(address.to_owned()) };
    };
    let parts: Vec<&str> = path
        .split('/')
        .filter(|part| !matches!(*part, "in" | "pub" | "profile" | "profiles" | "users" | "u" | ""))
        .collect();
    let username = match network {
        "Stack Overflow" => parts.last(),
        "itch.io" | "Google Scholar" => None,
        _ => parts.first(),
    };
    let username = username
        .map(|name| (*name).to_owned())
        .or_else(|| (network == "itch.io").then(|| host.trim_end_matches(".itch.io").to_owned()));
    match username {
        Some(name) => profile(network, &name, Some(address)),
        None => Link { network: Some(network.to_owned()), username: None, url: Some(address.to_owned()) },
    }
}

fn profile(network: &str, name: &str, url: Option<&str>) -> Link {
    let name = name.trim_start_matches('@').to_owned();
    Link { network: Some(network.to_owned()), username: Some(name), url: url.map(str::to_owned) }
}

/// The network that a text names, in its own spelling.
fn network(text: &str) -> Option<&'static str> {
    let kind = CONTACTS.get(text.trim_end_matches(':'))?;
    (!matches!(kind, "email" | "phone" | "address" | "link" | "name" | "personal")).then_some(kind)
}

fn is_handle(text: &str) -> bool {
    let bare = text.trim_start_matches('@');
    (2..=60).contains(&bare.len())
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'))
        && network(bare).is_none()
}

/// `https://…`, `www.…`, or a name with a known ending.
pub(super) fn is_address(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | '.' | '"'));
    if text.len() > 300 || text.contains('@') && !text.contains("://") {
        return false;
    }
    if ["http://", "https://", "www."].iter().any(|start| {
        text.len() > start.len() + 3 && text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
    }) {
        return true;
    }
    let host = text.split('/').next().unwrap_or_default();
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'))
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    is_name
        && !name.starts_with('.')
        && ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
        && ending.chars().all(|c| c.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::{Document, Line};

    use super::*;
    use crate::parse::rows::rows;

    fn shown(text: &str) -> Vec<String> {
        let document = Document::from(text);
        let show = |field: Field<Link>| {
            let link = field.value.unwrap();
            [link.network, link.username, link.url].map(|part| part.unwrap_or_else(|| "-".into())).join(" ")
        };
        links(&rows(&document)).into_iter().map(show).collect()
    }

    #[test]
    fn addresses_and_names_of_networks_are_links() {
        for (text, expected) in [
            ("https://johndoe.me/ | x", vec!["- - https://johndoe.me"]),
            (
                "linkedin.com/in/johndoe github.com/johndoe",
                vec!["LinkedIn johndoe linkedin.com/in/johndoe", "GitHub johndoe github.com/johndoe"],
            ),
            ("GitHub: ada | LinkedIn: @ada-l", vec!["GitHub ada -", "LinkedIn ada-l -"]),
            ("LinkedIn\titch.io\n@ada\t@lovelace", vec!["LinkedIn ada -", "itch.io lovelace -"]),
            ("marcuschen.dev, a@b.com", vec!["- - marcuschen.dev"]),
            ("ada@example.com", vec![]),
            ("Node.js, ASP.NET, Vue.js", vec![]),
            ("www.ada.example", vec!["- - www.ada.example"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_target_counts_once() {
        let line = Line {
            text: "ada | github.com/ada".into(),
            links: vec!["https://github.com/ada/".into(), "mailto:a@b.c".into()],
            ..Line::default()
        };
        let document = Document { lines: vec![line], ..Document::default() };
        assert_eq!(links(&rows(&document)).len(), 1);
    }
}
