//! F1 of 13 resume fields against the gold, and their mean.
//!
//! Single values (name, e-mail, telephone, location, summary) and lists (links, skills, titles, employers, dates of jobs,
//! languages) are compared alike: values are matched with the gold one to one, and F1 = 2PR/(P + R) of a document. A field that
//! is empty in both has 1.0. A job's triple is title, employer and both dates together; an education's pair is institution
//! and degree. Texts match when their words do: equal, or at least 0.8 of them shared (Dice), case, accents of width and
//! punctuation aside. Telephones match by their last nine digits, links by the name or page at their end, dates exactly. Dates
//! outside of the Gregorian calendar are empty in the gold and must be empty here. The mean of a document is that of its 13
//! fields, and the mean of a group that of its documents.

use std::collections::HashSet;

use domain_model::candidates::structured_resume::{Link, StructuredResume};
use domain_model::kernel::text::normalise;
use serde_json::Value;

use crate::gold::Gold;
use crate::report::number;

/// The fields that are measured, in the order of the figures.
pub(crate) const FIELDS: [&str; 13] = [
    "name",
    "email",
    "phone",
    "links",
    "location",
    "summary",
    "skills",
    "title",
    "company",
    "dates",
    "triple",
    "pair",
    "languages",
];
/// The minimum share of common words of two texts that match.
const MIN_SIMILARITY: f64 = 0.8;

/// F1 of each field.
pub(crate) type Scores = [f64; FIELDS.len()];

/// A job or an education, for comparison.
#[derive(Debug, Clone, Default, PartialEq)]
struct Entry {
    /// Title or degree.
    what: String,
    /// Employer or institution.
    organisation: String,
    dates: (Option<String>, Option<String>),
}

/// The compared fields of a resume.
#[derive(Debug, Default)]
pub(crate) struct ComparedFields {
    texts: [Vec<String>; 5],
    links: Vec<String>,
    skills: Vec<String>,
    jobs: Vec<Entry>,
    courses: Vec<Entry>,
    languages: Vec<String>,
}

impl ComparedFields {
    /// From our parser.
    pub(crate) fn of_resume(resume: &StructuredResume) -> Self {
        let contacts = &resume.contacts;
        let first = |field: Option<&String>| field.cloned().into_iter().collect::<Vec<_>>();
        let texts = [
            first(resume.name.value.as_ref()),
            first(contacts.emails.first().and_then(|email| email.value.as_ref())),
            first(contacts.phones.first().and_then(|phone| phone.value.as_ref())),
            first(contacts.location.value.as_ref()),
            first(resume.summary.value.as_ref()),
        ];
        let jobs = resume.experience.iter().flat_map(|employer| {
            employer.positions.iter().map(|position| Entry {
                what: position.title.as_str().to_owned(),
                organisation: employer.name.as_str().to_owned(),
                dates: (
                    position.start.value.map(|date| date.to_string()),
                    position.end.value.map(|date| date.to_string()),
                ),
            })
        });
        let courses = resume.education.iter().map(|entry| Entry {
            what: format!("{} {}", entry.degree.as_str(), entry.field.as_str()),
            organisation: entry.institution.as_str().to_owned(),
            dates: (None, None),
        });
        let skills = resume.skills.iter().flat_map(|group| &group.skills).map(|skill| skill.name.as_str().to_owned());
        Self {
            texts,
            links: resume.links.iter().filter_map(|link| link.value.as_ref()).map(link_text).collect(),
            skills: skills.collect(),
            jobs: jobs.collect(),
            courses: courses.collect(),
            languages: resume.languages.iter().map(|language| language.language.as_str().to_owned()).collect(),
        }
    }

    /// From the gold.
    fn of_gold(gold: &Gold) -> Self {
        let gold = &gold.0;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let texts = |value: &Value| value.as_array().into_iter().flatten().filter_map(text).collect::<Vec<_>>();
        let one = |field: &str| text(&gold[field]).into_iter().collect::<Vec<_>>();
        let entries = |list: &str, what: &str, organisation: &str| {
            let entry = |entry: &Value| Entry {
                what: text(&entry[what]).unwrap_or_default(),
                organisation: text(&entry[organisation]).unwrap_or_default(),
                dates: (text(&entry["start"]), text(&entry["end"])),
            };
            gold[list].as_array().into_iter().flatten().map(entry).collect::<Vec<_>>()
        };
        Self {
            texts: ["name", "email", "phone", "location", "summary"].map(one),
            links: texts(&gold["links"]),
            skills: texts(&gold["skills"]),
            jobs: entries("experience", "title", "company"),
            courses: entries("education", "degree", "institution"),
            languages: gold["languages"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|entry| text(&entry["language"]))
                .collect(),
        }
    }

    /// The baseline of simple rules: the first line as the name, and e-mail addresses, telephone numbers and links. Nothing else.
    pub(crate) fn naive(text: &str) -> Self {
        let words = || text.split_whitespace();
        let is_mail =
            |word: &&str| word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'));
        let is_link = |word: &&str| word.contains("://") || word.starts_with("www.") || word.contains(".com/");
        let is_phone = |line: &&str| (7..=15).contains(&digits(line).len()) && !line.contains(char::is_alphabetic);
        let parts = || text.split(['\n', '\t', '|', '•']).map(str::trim);
        let own = |found: Option<&str>| found.map(str::to_owned).into_iter().collect();
        Self {
            texts: [
                own(text.lines().next()),
                own(words().find(is_mail)),
                own(parts().find(is_phone)),
                Vec::new(),
                Vec::new(),
            ],
            links: words().filter(is_link).map(str::to_owned).collect(),
            ..Self::default()
        }
    }
}

fn link_text(link: &Link) -> String {
    link.username.clone().or_else(|| link.url.clone()).unwrap_or_default()
}

/// F1 of each field of a document.
pub(crate) fn measure(found: &ComparedFields, gold: &Gold) -> Scores {
    let gold = ComparedFields::of_gold(gold);
    let texts = |index: usize| f1(&gold.texts[index], &found.texts[index], |a, b| is_similar(a, b));
    let stated = |texts: Vec<String>| texts.into_iter().filter(|text| !text.trim().is_empty()).collect::<Vec<_>>();
    let titles = |entries: &[Entry]| stated(entries.iter().map(|entry| entry.what.clone()).collect());
    let companies = |entries: &[Entry]| stated(entries.iter().map(|entry| entry.organisation.clone()).collect());
    let alike = |a: &String, b: &String| is_similar(a, b);
    let same_number = |a: &String, b: &String| last(&digits(a)) == last(&digits(b));
    let both = |a: &Entry, b: &Entry| {
        is_similar(&a.organisation, &b.organisation)
            && (is_similar(&a.what, &b.what) || a.what.trim().is_empty() && b.what.trim().is_empty())
    };
    [
        texts(0),
        texts(1),
        f1(&gold.texts[2], &found.texts[2], same_number),
        f1(&gold.links, &found.links, |a, b| link_key(a) == link_key(b)),
        texts(3),
        texts(4),
        f1(&gold.skills, &found.skills, alike),
        f1(&titles(&gold.jobs), &titles(&found.jobs), alike),
        f1(&companies(&gold.jobs), &companies(&found.jobs), alike),
        f1(&gold.jobs, &found.jobs, |a, b| a.dates == b.dates),
        f1(&gold.jobs, &found.jobs, |a, b| both(a, b) && a.dates == b.dates),
        f1(&gold.courses, &found.courses, both),
        f1(&gold.languages, &found.languages, alike),
    ]
}

/// The mean of the fields.
pub(crate) fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / number(scores.len())
}

/// F1 of values that are matched one to one, in order.
fn f1<T>(gold: &[T], found: &[T], is_same: impl Fn(&T, &T) -> bool) -> f64 {
    if gold.is_empty() && found.is_empty() {
        return 1.0;
    }
    let mut open: Vec<&T> = found.iter().collect();
    let mut right = 0;
    for wanted in gold {
        if let Some(at) = open.iter().position(|candidate| is_same(wanted, candidate)) {
            open.swap_remove(at);
            right += 1;
        }
    }
    2.0 * number(right) / number(gold.len() + found.len())
}

fn is_similar(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        let bare: String = normalise(&text.replace(['\u{200c}', '\u{a0}'], ""))
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { ' ' })
            .collect();
        bare.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (all_a, all_b): (HashSet<&String>, HashSet<&String>) = (a.iter().collect(), b.iter().collect());
    let shared = all_a.intersection(&all_b).count();
    a.concat() == b.concat() || 2.0 * number(shared) >= MIN_SIMILARITY * number(all_a.len() + all_b.len())
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn last(digits: &str) -> &str {
    &digits[digits.len().saturating_sub(9)..]
}

/// The name in a network, or the page: `linkedin: ada`, `https://linkedin.com/in/ada` and `@ada` are one link.
fn link_key(link: &str) -> String {
    let lower = link.to_lowercase();
    let bare = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let bare = bare.trim_start_matches("www.").trim_end_matches('/');
    let name = bare.split_once(": ").map_or(bare, |(_, name)| name);
    name.rsplit('/').next().unwrap_or(name).trim().trim_start_matches('@').to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn gold() -> Gold {
        Gold(json!({
            "name": "Ada King", "email": "ada@example.org", "phone": null, "links": ["github: ada"], "location": null, "summary": null,
            "skills": ["Looms", "Cards"], "languages": [],
            "experience": [{"title": "Analyst", "company": "Engines Ltd", "start": "2019", "end": "present"}],
            "education": [{"institution": "London", "degree": "BSc Maths"}],
        }))
    }

    #[test]
    fn findings_are_compared_field_by_field() {
        let found = ComparedFields {
            texts: [vec!["ADA KING".into()], vec!["ada@example.org".into()], vec![], vec!["Oxford".into()], vec![]],
            links: vec!["https://github.com/ada/".into()],
            skills: vec!["Looms".into()],
            jobs: vec![Entry {
                what: "Analyst".into(),
                organisation: "Engines Ltd.".into(),
                dates: (Some("2019".into()), None),
            }],
            courses: vec![Entry { what: "BSc Maths".into(), organisation: "London".into(), ..Entry::default() }],
            languages: vec![],
        };
        let scores = measure(&found, &gold());
        let expected = [1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 2.0 / 3.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0];
        assert!(scores.iter().zip(expected).all(|(score, expected)| (score - expected).abs() < 1e-9), "{scores:?}");
    }

    #[test]
    fn words_may_differ_a_little() {
        assert!(is_similar("Co-Founder & CTO", "co-founder and CTO"));
        assert!(is_similar("تحلیل\u{200c}گر", "تحلیلگر"));
        assert!(!is_similar("Senior Analyst", "Analyst"));
    }

    #[test]
    fn the_naive_baseline_knows_lines_and_addresses() {
        let found = ComparedFields::naive("Ada King\nada@example.org | (503) 555-0188\nhttps://ada.example");
        assert_eq!(found.texts[0], ["Ada King"]);
        assert_eq!((found.texts[2].len(), found.links.len()), (1, 1));
    }
}
