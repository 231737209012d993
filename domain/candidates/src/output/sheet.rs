//! Lays a structured resume out as a sheet: which sections, under which headings, in which words.

use std::collections::HashSet;
use std::fmt::Display;

use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::sheet::{Contact, Entry, Group, Section, SectionKind, Sheet};
use domain_model::candidates::structured_resume::{Education, Employer, Link, Skill, StructuredResume};
use domain_model::kernel::text::clean;

use super::words::{self, MONTHS, Words};
use crate::plain_text;

/// What a seeker chooses about a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetOptions {
    /// The language of the headings (BCP 47). `None`: one that suits the script of the text.
    pub language: Option<String>,
    /// The sentence at the end by which the seeker agrees to the processing of the data.
    pub consent: Option<String>,
}

/// The languages in which a sheet can have its headings.
pub fn sheet_languages() -> impl Iterator<Item = &'static str> {
    words::LANGUAGES.iter().map(|words| words.language)
}

/// The resume as a sheet. A language that we have no headings in is one of its script.
pub fn sheet(resume: &StructuredResume, options: &SheetOptions) -> Sheet {
    let requested = options.language.as_deref().and_then(words::of_language);
    let words = requested.unwrap_or_else(|| words::of_script(&plain_text(resume)));
    let name = text(&resume.name);
    Sheet {
        language: words.language.to_owned(),
        is_right_to_left: words.is_right_to_left,
        title: if name.is_empty() { words.resume.to_owned() } else { format!("{name} – {}", words.resume) },
        headline: text(&resume.headline),
        contacts: contacts(resume),
        sections: SectionKind::ALL.iter().filter_map(|&kind| section(resume, kind, words)).collect(),
        consent: options.consent.as_deref().map(one_line).filter(|consent| !consent.is_empty()),
        name,
    }
}

fn section(resume: &StructuredResume, kind: SectionKind, words: &Words) -> Option<Section> {
    let (mut paragraphs, mut entries, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    match kind {
        SectionKind::Summary => paragraphs = paragraphs_of(resume.summary.as_str()),
        SectionKind::Experience => entries = employments(&resume.experience, words),
        SectionKind::Volunteering => entries = employments(&resume.volunteering, words),
        SectionKind::Education => entries = resume.education.iter().map(|course| education(course, words)).collect(),
        SectionKind::Skills => {
            let mut seen = HashSet::new();
            for group in &resume.skills {
                let unseen = group.skills.iter().filter(|skill| seen.insert(skill.name.as_str().to_lowercase()));
                let items = unseen.map(skill).filter(|skill| !skill.is_empty()).collect();
                groups.push(Group { label: text(&group.name), items });
            }
        }
        SectionKind::Languages => {
            let items = resume.languages.iter();
            let items = items.map(|known| qualified(text(&known.language), &[text(&known.fluency)])).collect();
            groups.push(Group { label: String::new(), items });
        }
        SectionKind::Projects => {
            entries.extend(resume.projects.iter().map(|project| Entry {
                title: text(&project.name),
                dates: range(&project.start, &project.end, words),
                url: text(&project.url),
                items: project.highlights.iter().map(text).collect(),
                ..Entry::default()
            }));
        }
        SectionKind::Certificates => {
            entries.extend(resume.certificates.iter().map(|certificate| Entry {
                title: text(&certificate.name),
                organisation: text(&certificate.issuer),
                dates: date(&certificate.date, words),
                ..Entry::default()
            }));
        }
        SectionKind::Awards => {
            entries.extend(resume.awards.iter().map(|award| Entry {
                title: text(&award.title),
                organisation: text(&award.awarder),
                dates: date(&award.date, words),
                items: award.notes.iter().map(text).collect(),
                ..Entry::default()
            }));
        }
        SectionKind::Publications => {
            entries.extend(resume.publications.iter().map(|publication| Entry {
                title: text(&publication.name),
                dates: date(&publication.date, words),
                items: publication.notes.iter().map(text).collect(),
                ..Entry::default()
            }));
        }
        SectionKind::Interests => {
            groups.push(Group { label: String::new(), items: resume.interests.iter().map(text).collect() });
        }
    }
    for items in groups.iter_mut().map(|group| &mut group.items).chain(entries.iter_mut().map(|entry| &mut entry.items))
    {
        items.retain(|item| !item.is_empty());
    }
    entries.retain(|entry| *entry != Entry::default());
    let is_of_lines = matches!(kind, SectionKind::Certificates | SectionKind::Awards | SectionKind::Publications);
    for entry in entries.iter_mut().filter(|entry| is_of_lines && entry.items.is_empty()) {
        entry.is_line = true;
    }
    groups.retain(|group| !group.items.is_empty());
    let is_empty = paragraphs.is_empty() && entries.is_empty() && groups.is_empty();
    let heading = words.heading(kind).to_owned();
    (!is_empty).then_some(Section { kind, heading, paragraphs, entries, groups })
}

fn employments(employers: &[Employer], words: &Words) -> Vec<Entry> {
    let mut entries = Vec::new();
    for employer in employers {
        for position in &employer.positions {
            let location = if position.location.is_missing() { &employer.location } else { &position.location };
            entries.push(Entry {
                title: text(&position.title),
                organisation: text(&employer.name),
                location: text(location),
                dates: range(&position.start, &position.end, words),
                items: position.highlights.iter().map(text).collect(),
                ..Entry::default()
            });
        }
    }
    entries
}

fn education(course: &Education, words: &Words) -> Entry {
    let (degree, subject) = (text(&course.degree), text(&course.field));
    let title = [degree, subject].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    Entry {
        title,
        organisation: text(&course.institution),
        location: text(&course.location),
        dates: range(&course.start, &course.end, words),
        grade: text(&course.grade),
        items: course.notes.iter().map(text).collect(),
        ..Entry::default()
    }
}

fn skill(skill: &Skill) -> String {
    let details: Vec<String> = skill.details.iter().map(text).chain([text(&skill.level)]).collect();
    qualified(text(&skill.name), &details)
}

/// `German (B2)`
fn qualified(name: String, details: &[String]) -> String {
    let details: Vec<&str> = details.iter().map(String::as_str).filter(|detail| !detail.is_empty()).collect();
    if details.is_empty() || name.is_empty() { name } else { format!("{name} ({})", details.join(", ")) }
}

fn contacts(resume: &StructuredResume) -> Vec<Contact> {
    let contacts = &resume.contacts;
    let emails = contacts
        .emails
        .iter()
        .map(text)
        .map(|email| Contact { target: email.contains('@').then(|| format!("mailto:{email}")), text: email });
    let phones = contacts.phones.iter().map(text).map(|phone| Contact { target: telephone(&phone), text: phone });
    let location = [Contact { text: text(&contacts.location), target: None }];
    let links = resume.links.iter().filter_map(|link| link.value.as_ref()).map(page);
    emails.chain(phones).chain(location).chain(links).filter(|contact| !contact.text.is_empty()).collect()
}

/// `tel:+442079460321`, when the number is one for the whole world.
fn telephone(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    (phone.starts_with('+') && (7..=15).contains(&digits.len())).then(|| format!("tel:+{digits}"))
}

fn page(link: &Link) -> Contact {
    let printed = match (&link.url, &link.network, &link.username) {
        (Some(url), _, _) => clean(url),
        (None, Some(network), Some(name)) => format!("{}: {}", clean(network), clean(name)),
        _ => String::new(),
    };
    let printed = one_line(&printed);
    let target = link.url.as_ref().and_then(|_| {
        let address = if printed.contains("://") { printed.clone() } else { format!("https://{printed}") };
        let is_page = address.starts_with("https://") || address.starts_with("http://");
        (is_page && !address.contains(char::is_whitespace)).then_some(address)
    });
    let text = printed.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned();
    Contact { text, target }
}

/// A beginning and an end as they are printed in English: `Mar 2019 – present`.
pub fn printed_range(start: &Field<PartialDate>, end: &Field<EndDate>) -> String {
    range(start, end, words::of_script(""))
}

fn range(start: &Field<PartialDate>, end: &Field<EndDate>, words: &Words) -> String {
    let ended = match end.value {
        Some(EndDate::Present) => words.present.to_owned(),
        Some(EndDate::On(end)) => printed(end, words),
        None => String::new(),
    };
    match (date(start, words), ended) {
        (start, end) if start.is_empty() || end.is_empty() || start == end => {
            if start.is_empty() {
                end
            } else {
                start
            }
        }
        (start, end) => format!("{start} – {end}"),
    }
}

fn date(field: &Field<PartialDate>, words: &Words) -> String {
    field.value.map(|date| printed(date, words)).unwrap_or_default()
}

/// `Mar 2019` in English, `03/2019` elsewhere; a day, which resumes rarely have, as ISO 8601.
fn printed(date: PartialDate, words: &Words) -> String {
    match (date.month(), date.day()) {
        (Some(month), None) if words.language == "en" => {
            format!("{} {:04}", MONTHS[usize::from(month) - 1], date.year())
        }
        (Some(month), None) => format!("{month:02}/{:04}", date.year()),
        _ => date.to_string(),
    }
}

/// The value as one line of harmless text.
fn text<T: Display>(field: &Field<T>) -> String {
    field.value.as_ref().map(|value| one_line(&value.to_string())).unwrap_or_default()
}

/// The text as it is printed in a line: harmless, and without runs of white space.
pub(crate) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn paragraphs_of(text: &str) -> Vec<String> {
    clean(text).split("\n\n").map(one_line).filter(|paragraph| !paragraph.is_empty()).collect()
}
