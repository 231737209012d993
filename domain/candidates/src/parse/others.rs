//! Projects, certificates, awards, publications and interests: short entries with a name first.

use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{Award, Certificate, Project, Publication};

use super::entries::{entries, paragraphs};
use super::fragment::{Fragment, is_separator, joined};
use super::languages::top_level;
use super::links::is_address;
use super::rows::Row;
use super::years_in_names::{Evidence, released};

/// The projects of a section.
pub(super) fn projects(rows: &[Row<'_>]) -> Vec<Project> {
    let mut projects = Vec::new();
    for entry in entries(&released(rows, Evidence::InSection)) {
        let head: Vec<&Row<'_>> = entry.head.iter().chain(&entry.anchor).collect();
        let fragments: Vec<Fragment<'_>> =
            head.iter().flat_map(|row| row.undated()).flat_map(|fragment| fragment.split(is_separator)).collect();
        let Some(&name) = fragments.first() else { continue };
        let url = fragments[1..].iter().copied().find(|fragment| is_address(fragment.text));
        let (start, end) = entry
            .anchor
            .as_ref()
            .and_then(|row| Some(row.dates.first()?.fields(row.fragment, false)))
            .unwrap_or_default();
        let mut highlights: Vec<Field<String>> =
            fragments[1..].iter().filter(|fragment| Some(**fragment) != url).map(|fragment| fragment.clear()).collect();
        let text: Vec<Row<'_>> = entry.tail.iter().chain(&entry.body).cloned().collect();
        highlights.extend(paragraphs(&text));
        projects.push(Project {
            name: name.clear(),
            start,
            end,
            url: url.map_or_else(Field::missing, Fragment::clear),
            highlights,
        });
    }
    projects
}

/// The rows of short entries: each item, or each block when no row is an item.
fn groups<'r, 'a>(rows: &'r [Row<'a>]) -> Vec<&'r [Row<'a>]> {
    let has_items = rows.iter().any(|row| row.is_item);
    let blocks = rows.windows(2).filter(|pair| pair[0].source.block != pair[1].source.block).count();
    let mut groups = Vec::new();
    let mut from = 0;
    for index in 1..=rows.len() {
        let ends = index == rows.len() || {
            let (row, previous) = (&rows[index], &rows[index - 1]);
            let goes_on = row.fragment.text.starts_with(char::is_lowercase);
            let other_block = row.source.block != previous.source.block;
            if has_items { row.is_item || other_block && !goes_on } else { other_block || blocks == 0 && !goes_on }
        };
        if ends && index > from {
            groups.push(&rows[from..index]);
            from = index;
        }
    }
    groups
}

/// The name and the other fragments of an entry, and its date.
fn named<'a>(group: &[Row<'a>]) -> Option<(Fragment<'a>, Vec<Fragment<'a>>, Field<PartialDate>)> {
    let first = group.first()?;
    let fragments: Vec<Fragment<'a>> =
        first.undated().into_iter().flat_map(|fragment| fragment.split(is_separator)).collect();
    let (name, mut others) = fragments.split_first().map(|(name, others)| (*name, others.to_vec()))?;
    others.extend(group[1..].iter().flat_map(Row::undated));
    let date = group.iter().find_map(|row| {
        let (start, end) = row.dates.first()?.fields(row.fragment, false);
        let on_end =
            Field { value: end.value.and_then(EndDate::date), spans: end.spans, state: end.state, why: end.why };
        let date = if start.value.is_some() { start } else { Field::clear(on_end.value?, on_end.spans) };
        Some(date)
    });
    Some((name, others, date.unwrap_or_default()))
}

/// The certificates of a section.
pub(super) fn certificates(rows: &[Row<'_>]) -> Vec<Certificate> {
    let mut certificates = Vec::new();
    for (name, others, date) in groups(&released(rows, Evidence::Near)).into_iter().filter_map(named) {
        let (name, issuer) = match others.first() {
            Some(&issuer) => (name, Some(issuer)),
            // `AWS Certified Security, Amazon Web Services`
            None => match name.text.rfind(", ") {
                Some(at) => (name.part(0, at).tidy(), Some(name.part(at + 2, name.text.len()).tidy())),
                None => (name, None),
            },
        };
        certificates.push(Certificate {
            name: name.clear(),
            issuer: issuer.map_or_else(Field::missing, Fragment::clear),
            date,
        });
    }
    certificates
}

/// The awards of a section.
pub(super) fn awards(rows: &[Row<'_>]) -> Vec<Award> {
    let award = |(name, others, date): (Fragment<'_>, Vec<Fragment<'_>>, Field<PartialDate>)| Award {
        title: name.clear(),
        awarder: others
            .first()
            .filter(|fragment| fragment.words() <= 8)
            .map_or_else(Field::missing, |fragment| fragment.clear()),
        date,
        notes: others
            .iter()
            .skip(usize::from(others.first().is_some_and(|fragment| fragment.words() <= 8)))
            .map(|fragment| fragment.clear())
            .collect(),
    };
    groups(&released(rows, Evidence::Near)).into_iter().filter_map(named).map(award).collect()
}

/// The publications of a section.
pub(super) fn publications(rows: &[Row<'_>]) -> Vec<Publication> {
    let mut publications = Vec::new();
    for group in groups(&released(rows, Evidence::Near)) {
        let Some((name, others, date)) = named(group) else { continue };
        let is_wrapped = group.len() > 1
            && group[0].dates.is_empty()
            && group[1].fragment.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let (name, notes) = if is_wrapped {
            let fragments: Vec<Fragment<'_>> = group.iter().map(|row| row.fragment).collect();
            (joined(&fragments, " "), Vec::new())
        } else {
            (name.clear(), others.iter().map(|fragment| fragment.clear()).collect())
        };
        publications.push(Publication { name, date, notes });
    }
    publications
}

/// The interests of a section: items of lists, not what explains them.
pub(super) fn interests(rows: &[Row<'_>]) -> Vec<Field<String>> {
    let items = rows
        .iter()
        .filter(|row| !row.is_prose() || row.fragment.text.contains(','))
        .flat_map(|row| top_level(row.fragment, |c| is_separator(c) || matches!(c, ',' | ';' | '、' | '，' | '،')));
    let items = items.map(|item| item.trimmed(|c| c == '.' || c.is_whitespace()));
    items.filter(|item| item.words() <= 6 && !item.text.is_empty()).map(Fragment::clear).collect()
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    #[test]
    fn certificates_are_items_or_blocks() {
        for (text, expected) in [
            (
                "2022 AWS Certified Security, Amazon Web Services (AWS)\nSQL Fundamentals Track, Datacamp",
                vec!["AWS Certified Security|Amazon Web Services (AWS)|2022", "SQL Fundamentals Track|Datacamp|?"],
            ),
            (
                "Unity Certified Expert\tMarch 2022\nUnity Technologies\n\nUnreal Developer\tJune 2023\nEpic Games",
                vec!["Unity Certified Expert|Unity Technologies|2022-03", "Unreal Developer|Epic Games|2023-06"],
            ),
            (
                "• Certified Public Accountant (CPA)\n• Certified Financial Analyst (CFA)",
                vec!["Certified Public Accountant (CPA)||?", "Certified Financial Analyst (CFA)||?"],
            ),
        ] {
            let document = Document::from(text);
            let show = |certificate: Certificate| {
                let date = certificate.date.value.map_or_else(|| "?".to_owned(), |date| date.to_string());
                format!("{}|{}|{date}", certificate.name.as_str(), certificate.issuer.as_str())
            };
            assert_eq!(certificates(&rows(&document)).into_iter().map(show).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn projects_have_a_name_dates_and_text() {
        let text = "FlashInfer | github.com/x/flash\tJan 2023 – present\n• Achieved much\n\nNeuralPrune\tJan 2021\n• Reduced more";
        let document = Document::from(text);
        let projects = projects(&rows(&document));
        assert_eq!(
            projects.iter().map(|project| project.name.as_str()).collect::<Vec<_>>(),
            ["FlashInfer", "NeuralPrune"]
        );
        assert_eq!(projects[0].url.as_str(), "github.com/x/flash");
        assert_eq!(projects[1].highlights.len(), 1);
    }

    #[test]
    fn wrapped_publications_are_one() {
        let text = "[10] J. Doe, “On lasers,” Journal, vol. 89,\npp. 4123–4133, Feb 2008.\n\n[1] J. Doe, “Measuring,” Scientific Journal.";
        let document = Document::from(text);
        assert_eq!(publications(&rows(&document)).len(), 2);
    }
}
