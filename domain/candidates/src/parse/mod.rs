//! Reads a resume field by field, by rules alone: headings in many languages, dates, contacts, titles and employers.
//!
//! The work is linear in the text and bounded: very long lines and documents are looked at only at their beginning. Nothing is
//! invented: each value is a quotation of its spans or a normalisation of them. A model may refine the result later under the
//! same rule.

mod contacts;
mod date_scan;
mod date_tokens;
mod dates;
mod decisions;
mod education;
mod education_parts;
mod entries;
mod experience;
mod fold;
mod fragment;
mod gaps;
mod heading_style;
mod headings;
mod languages;
mod lexicon;
mod links;
mod margin_headings;
mod names;
mod order;
mod others;
mod roles;
mod rows;
mod sections;
mod skill_lists;
mod spans;
mod summary;
mod wrapped_dates;
mod years_in_names;

use std::collections::HashSet;

use domain_model::candidates::document::Document;
use domain_model::candidates::field::{Doubt, Field};
use domain_model::candidates::structured_resume::{Contacts, StructuredResume};

pub use dates::date_range;
use fragment::Fragment;
use headings::Kind;
use rows::Row;
use sections::Section;

/// Reads a resume field by field.
pub fn parse_resume(document: &Document) -> StructuredResume {
    let spaced = gaps::with_tabs(document);
    let rows = order::ordered(rows::rows(&spaced));
    let (name, name_fragments) = names::name(&rows);
    let sections = sections::sections(&rows);
    let of = |kind: Kind| sections.iter().filter(move |section| section.kind == kind);
    let rows_of = |kind: Kind| -> Vec<Row<'_>> { of(kind).flat_map(|section| section.rows.iter().cloned()).collect() };
    let header = rows_of(Kind::Header);
    let mut resume = StructuredResume {
        headline: names::headline(&header, &name_fragments),
        contacts: contacts(&rows, &sections, &header),
        links: links(&sections, &header),
        summary: summary::summary(&sections, &name_fragments),
        name,
        ..StructuredResume::default()
    };
    for section in &sections {
        match section.kind {
            Kind::Experience => resume.experience.extend(experience::employers(&section.rows)),
            Kind::Volunteering => resume.volunteering.extend(experience::employers(&section.rows)),
            Kind::Education => resume.education.extend(education::education(&section.rows)),
            Kind::Languages => add_languages(&mut resume, section),
            Kind::Skills => add_skills(&mut resume, section),
            Kind::Projects => resume.projects.extend(others::projects(&section.rows)),
            Kind::Certificates => resume.certificates.extend(others::certificates(&section.rows)),
            Kind::Awards => resume.awards.extend(others::awards(&section.rows)),
            Kind::Publications => resume.publications.extend(others::publications(&section.rows)),
            Kind::Interests => resume.interests.extend(others::interests(&section.rows)),
            Kind::Header | Kind::Summary | Kind::References | Kind::Links | Kind::Other => {}
        }
    }
    let headings: Vec<usize> =
        sections.iter().filter_map(|section| section.heading.map(|heading| heading.line)).collect();
    resume.unread_lines = spans::unread_lines(document, &resume, &headings);
    resume
}

/// The section that a heading announces, if a resume has a list of its own for it.
#[cfg(test)]
pub(crate) fn heading_kind(heading: &str) -> Option<domain_model::candidates::sheet::SectionKind> {
    use domain_model::candidates::sheet::SectionKind;
    let (kind, _) = headings::announced(heading)?;
    Some(match kind {
        Kind::Summary => SectionKind::Summary,
        Kind::Experience => SectionKind::Experience,
        Kind::Volunteering => SectionKind::Volunteering,
        Kind::Education => SectionKind::Education,
        Kind::Skills => SectionKind::Skills,
        Kind::Languages => SectionKind::Languages,
        Kind::Projects => SectionKind::Projects,
        Kind::Certificates => SectionKind::Certificates,
        Kind::Awards => SectionKind::Awards,
        Kind::Publications => SectionKind::Publications,
        Kind::Interests => SectionKind::Interests,
        Kind::Header | Kind::References | Kind::Links | Kind::Other => return None,
    })
}

/// A section of languages, unless it lists those of machines.
fn add_languages(resume: &mut StructuredResume, section: &Section<'_>) {
    let found = languages::languages(&section.rows);
    if found.is_empty() {
        add_skills(resume, section);
    } else {
        resume.languages.extend(found);
    }
}

/// A section of skills. A group of human languages in it is one of languages.
fn add_skills(resume: &mut StructuredResume, section: &Section<'_>) {
    for group in skill_lists::skills(&section.rows) {
        let names: Vec<&str> = group.skills.iter().map(|skill| skill.name.as_str()).collect();
        let is_labelled = headings::announced(group.name.as_str()).is_some_and(|(kind, _)| kind == Kind::Languages);
        let are_languages = !names.is_empty()
            && names.iter().all(|name| languages::are_languages(Fragment { line: 0, start: 0, text: name }));
        if headings::announced(group.name.as_str()).is_some_and(|(kind, _)| kind == Kind::Interests) {
            resume.interests.extend(group.skills.into_iter().map(|skill| skill.name));
        } else if are_languages && (is_labelled || names.len() >= 2) {
            let line = group.skills.first().and_then(|skill| skill.name.spans.first()).map(|span| span.line as usize);
            let rows: Vec<Row<'_>> =
                section.rows.iter().filter(|row| Some(row.fragment.line) == line).cloned().collect();
            let unlabelled = rows.into_iter().filter_map(|row| {
                let from = row.fragment.text.find(names[0])?;
                Row::new(row.source, row.fragment.part(from, row.fragment.text.len()))
            });
            resume.languages.extend(languages::languages(&unlabelled.collect::<Vec<_>>()));
        } else {
            resume.skills.push(group);
        }
    }
}

/// Mail, telephone and place from the header and the contacts; elsewhere only when these have none, and never of other persons.
fn contacts(rows: &[Row<'_>], sections: &[Section<'_>], header: &[Row<'_>]) -> Contacts {
    let others: HashSet<usize> = sections
        .iter()
        .filter(|section| section.kind == Kind::References)
        .flat_map(|section| section.rows.iter().map(|row| row.fragment.line))
        .collect();
    let links: Vec<Row<'_>> = sections
        .iter()
        .filter(|section| section.kind == Kind::Links)
        .flat_map(|section| section.rows.iter().cloned())
        .collect();
    let near: Vec<&Row<'_>> = header.iter().chain(&links).collect();
    let far: Vec<&Row<'_>> = rows.iter().filter(|row| !others.contains(&row.fragment.line)).collect();
    let mut emails = fields(&near, contacts::emails, None);
    if emails.is_empty() {
        emails = fields(&far, contacts::emails, Some(Doubt::UnusualPlace));
        emails.truncate(1);
    }
    let mut phones = fields(&near, contacts::phones, None);
    if phones.is_empty() {
        let labelled = |row: &&&Row<'_>| {
            contacts::labelled(row.fragment).is_some_and(|(label, _)| label == "phone")
                || row.fragment.text.contains('+') && row.words() <= 8
        };
        let far: Vec<&Row<'_>> = far.iter().filter(labelled).copied().collect();
        phones = fields(&far, contacts::phones, Some(Doubt::UnusualPlace));
        phones.truncate(1);
    }
    Contacts { emails, phones, location: contacts::location(header) }
}

fn fields<'a>(
    rows: &[&Row<'a>],
    find: impl Fn(Fragment<'a>) -> Vec<Fragment<'a>>,
    why: Option<Doubt>,
) -> Vec<Field<String>> {
    let mut seen = HashSet::new();
    let found =
        rows.iter().flat_map(|row| find(row.fragment)).filter(|fragment| seen.insert(fragment.text.to_lowercase()));
    found.take(5).map(|fragment| why.map_or_else(|| fragment.clear(), |why| fragment.check(why))).collect()
}

/// Links of the header, of contacts, and of sections for them.
fn links(
    sections: &[Section<'_>],
    header: &[Row<'_>],
) -> Vec<Field<domain_model::candidates::structured_resume::Link>> {
    let of_links =
        sections.iter().filter(|section| section.kind == Kind::Links).flat_map(|section| section.rows.iter().cloned());
    let short = header.iter().filter(|row| row.words() <= 24).cloned();
    links::links(&short.chain(of_links).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
