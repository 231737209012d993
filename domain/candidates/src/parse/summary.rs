//! The paragraph in which the seeker introduces himself or herself.

use domain_model::candidates::field::{Doubt, Field};

use super::contacts::{emails, phones};
use super::fragment::{Fragment, joined};
use super::headings::Kind;
use super::rows::Row;
use super::sections::Section;

/// A paragraph of the header with fewer words is a headline or a contact.
const MIN_WORDS: usize = 10;
/// The same in scripts that set no spaces between words: characters.
const MIN_IDEOGRAPHS: usize = 25;

/// The text of the section that is announced as a summary, or else the first paragraph of the header.
pub(super) fn summary(sections: &[Section<'_>], name: &[Fragment<'_>]) -> Field<String> {
    for section in sections.iter().filter(|section| section.kind == Kind::Summary) {
        let rows: Vec<&Row<'_>> = section.rows.iter().filter(|row| !is_contact(row)).collect();
        let text = text(&rows);
        if !text.is_missing() {
            return text;
        }
    }
    for section in sections.iter().filter(|section| section.kind == Kind::Header) {
        let mut paragraph: Vec<&Row<'_>> = Vec::new();
        for row in &section.rows {
            let is_name = name.iter().any(|part| part.line == row.fragment.line);
            let is_text = !is_name && !is_contact(row) && row.cells.len() == 1;
            let goes_on = paragraph.last().is_none_or(|last| {
                (last.source.size - row.source.size).abs() < 1.0 && row.fragment.line <= last.fragment.line + 1
            });
            if is_text && goes_on && (!paragraph.is_empty() || row.words() >= 5 || is_long(row.fragment.text)) {
                paragraph.push(row);
            } else if is_paragraph(&paragraph) {
                break;
            } else {
                paragraph.clear();
                if is_text && (row.words() >= 5 || is_long(row.fragment.text)) {
                    paragraph.push(row);
                }
            }
        }
        if is_paragraph(&paragraph) {
            let text = text(&paragraph);
            return if section.heading.is_some() { text } else { text.doubted(Doubt::ByPosition) };
        }
    }
    Field::missing()
}

fn is_contact(row: &Row<'_>) -> bool {
    row.words() < 12
        && (!emails(row.fragment).is_empty()
            || !phones(row.fragment).is_empty()
            || row.fragment.text.split_whitespace().any(super::links::is_address))
}

fn is_paragraph(rows: &[&Row<'_>]) -> bool {
    rows.iter().map(|row| row.words()).sum::<usize>() >= MIN_WORDS || rows.iter().any(|row| is_long(row.fragment.text))
}

fn is_long(text: &str) -> bool {
    text.chars().filter(|&c| super::fold::is_ideograph(c)).count() >= MIN_IDEOGRAPHS
}

fn text(rows: &[&Row<'_>]) -> Field<String> {
    let fragments: Vec<Fragment<'_>> = rows.iter().map(|row| row.fragment).collect();
    joined(&fragments, " ")
}
