//! Normalises the postings of every source, and hashes their text.

use chrono::{DateTime, Utc};
use domain_model::catalogue::job::Posting;
use domain_model::catalogue::{pay, places};
use domain_model::kernel::text;
use ports::UnreadablePosting;
use sha2::{Digest, Sha256};
use url::Url;

const MAX_TITLE_CHARS: usize = 300;
const MAX_NAME_CHARS: usize = 200;
const MAX_DESCRIPTION_CHARS: usize = 100_000;
const MAX_LOCATIONS: usize = 100;
/// Bytes of a short hash.
const SHORT_HASH: usize = 16;

/// Normalises a posting, or reports the field it lacks.
pub fn normalise(mut posting: Posting) -> Result<Posting, UnreadablePosting> {
    let unreadable = |posting: &Posting, reason: &str| UnreadablePosting {
        which: if posting.external_id.is_empty() { posting.title.clone() } else { posting.external_id.clone() },
        external_id: Some(posting.external_id.clone()).filter(|id| !id.is_empty()),
        reason: reason.to_owned(),
    };
    posting.external_id = text::clean(posting.external_id.trim());
    posting.requisition_id = posting.requisition_id.map(|id| one_line(&id, MAX_NAME_CHARS)).filter(|id| !id.is_empty());
    posting.title = one_line(&posting.title, MAX_TITLE_CHARS);
    posting.company = one_line(&posting.company, MAX_NAME_CHARS);
    posting.department = posting.department.map(|name| one_line(&name, MAX_NAME_CHARS)).filter(|name| !name.is_empty());
    let by_location = posting.locations.iter().map(|place| places::workplace(place));
    let by_location = by_location.reduce(|all, one| if all == one { all } else { None }).flatten();
    posting.workplace = posting.workplace.or(by_location);
    let each = posting.locations.iter().flat_map(|place| places::split(place));
    posting.locations = distinct(each.map(|place| one_line(&place, MAX_NAME_CHARS)));
    posting.description = tidy(&posting.description);
    let salary = posting.salary.or_else(|| pay::in_text(&posting.description));
    posting.salary = salary.map(|salary| salary.with_dollars_of(&posting.locations));
    posting.url = posting.url.filter(is_web);
    posting.posted_at = posting.posted_at.and_then(to_the_millisecond);
    posting.valid_through = posting.valid_through.and_then(to_the_millisecond);
    posting.apply_url = posting.apply_url.filter(is_web).or_else(|| posting.url.clone());
    if posting.external_id.is_empty() || posting.external_id.len() > MAX_NAME_CHARS {
        return Err(unreadable(&posting, "it has no usable id"));
    }
    if posting.title.is_empty() {
        return Err(unreadable(&posting, "it has no title"));
    }
    Ok(posting)
}

/// Truncated to milliseconds, which every database stores exactly.
fn to_the_millisecond(time: DateTime<Utc>) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(time.timestamp_millis())
}

/// The key of a posting's text, independent of spacing, case and quotation marks.
pub(crate) fn text_key(posting: &Posting) -> String {
    let words = text::normalise(&format!("{}\n{}", posting.title, posting.description));
    hex::encode(Sha256::digest(words))
}

/// A key that is short enough for an index. Nobody can make two texts with the same one.
pub(crate) fn short_hash(key: &str) -> String {
    let digest = Sha256::digest(key);
    hex::encode(&digest[..SHORT_HASH])
}

fn one_line(line: &str, longest: usize) -> String {
    let words: Vec<String> = line.split_whitespace().map(text::clean).collect();
    words.join(" ").trim().chars().take(longest).collect()
}

/// No trailing spaces, at most one blank line at a time.
fn tidy(description: &str) -> String {
    let mut tidy = String::with_capacity(description.len());
    let mut blank_lines = 0;
    for line in text::clean(description).lines().map(str::trim_end) {
        if line.trim().is_empty() {
            blank_lines += 1;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if blank_lines > 0 { "\n\n" } else { "\n" });
        }
        blank_lines = 0;
        tidy.push_str(line);
    }
    match tidy.char_indices().nth(MAX_DESCRIPTION_CHARS) {
        Some((end, _)) => tidy[..end].to_owned(),
        None => tidy,
    }
}

fn distinct(places: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for place in places.filter(|place| !place.is_empty()) {
        if kept.len() < MAX_LOCATIONS && !kept.contains(&place) {
            kept.push(place);
        }
    }
    kept
}

/// Only web URLs: no `javascript:`, no `file:`.
fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host().is_some()
}

#[cfg(test)]
mod tests {
    use domain_model::catalogue::job::Workplace;

    use super::*;

    fn posting(title: &str, description: &str) -> Posting {
        Posting {
            external_id: " 7 ".to_owned(),
            requisition_id: None,
            title: title.to_owned(),
            company: "Acme ".to_owned(),
            locations: vec!["Lyon ".to_owned(), "Lyon".to_owned(), String::new()],
            workplace: None,
            employment_type: None,
            salary: None,
            department: Some(" ".to_owned()),
            description: description.to_owned(),
            url: Url::parse("https://acme.example/7").ok(),
            apply_url: Url::parse("javascript:alert(1)").ok(),
            posted_at: None,
            valid_through: None,
        }
    }

    #[test]
    fn a_posting_comes_out_clean() {
        let clean = normalise(posting(" Wel\0der \n(m/f) ", "A \n\n\n\n- b\t\n")).unwrap();
        assert_eq!(
            (clean.external_id.as_str(), clean.title.as_str(), clean.company.as_str()),
            ("7", "Welder (m/f)", "Acme")
        );
        assert_eq!((clean.locations, clean.department), (vec!["Lyon".to_owned()], None));
        assert_eq!(clean.description, "A\n\n- b");
    }

    #[test]
    fn mn_12_a_posting_is_the_same_in_every_database() {
        let time = |text: &str| DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc());
        let odd = Posting {
            external_id: "7\0".to_owned(),
            requisition_id: Some("R\0-9 ".to_owned()),
            posted_at: time("2026-11-01T08:00:00.123456789Z"),
            valid_through: time("2026-12-31T23:59:60Z"),
            ..posting("Welder", "Weld.")
        };
        let clean = normalise(odd).unwrap();
        assert_eq!((clean.external_id.as_str(), clean.requisition_id.as_deref()), ("7", Some("R-9")));
        assert_eq!(
            (clean.posted_at, clean.valid_through),
            (time("2026-11-01T08:00:00.123Z"), time("2027-01-01T00:00:00Z"))
        );
    }

    #[test]
    fn ss_16_a_script_is_no_address_to_apply_at() {
        let clean = normalise(posting("Welder", "Weld.")).unwrap();
        assert_eq!(clean.apply_url, clean.url);
    }

    #[test]
    fn places_and_pay_are_read_from_what_is_printed() {
        let locations = vec!["Remote".to_owned(), "Lyon, FR or Turin, IT; 3 Locations".to_owned()];
        let text = "We weld.\nSalary: €42,000 - €48,000 per year";
        let clean = normalise(Posting { locations, ..posting("Welder", text) }).unwrap();
        assert_eq!(clean.locations, ["Lyon, FR", "Turin, IT"]);
        assert_eq!(clean.salary.unwrap().to_string(), "EUR 42,000–48,000 per year");
        assert_eq!(clean.workplace, None, "remote or there");
        let remote = normalise(Posting { locations: vec!["Remote".to_owned()], ..posting("Welder", "Weld.") }).unwrap();
        assert_eq!((remote.locations.len(), remote.workplace), (0, Some(Workplace::Remote)));
    }

    #[test]
    fn a_list_may_have_no_texts_but_a_posting_has_a_title() {
        assert_eq!(normalise(posting("Welder", " \n")).unwrap().description, "");
        assert_eq!(normalise(posting("\u{200b}", "Weld.")).unwrap_err().reason, "it has no title");
    }

    #[test]
    fn the_same_words_have_the_same_key() {
        let key = text_key(&posting("Welder", "We’re  hiring"));
        assert_eq!(key, text_key(&posting("WELDER", "we're hiring\n")));
        assert_ne!(key, text_key(&posting("Welder", "We're firing")));
    }
}
