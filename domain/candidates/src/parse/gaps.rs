//! Cells that spaces set apart, as in resumes typed into a plain text: wide gaps become tabs of the same length, so that every
//! span still fits the line.

use std::borrow::Cow;

use domain_model::candidates::document::Document;

/// Fewer blanks than this are a slip.
const MIN_GAP: usize = 3;
/// A line of more characters is justified prose.
const MAX_LINE_CHARS: usize = 200;

/// The document with a tab at the beginning of every gap.
pub(super) fn with_tabs(document: &Document) -> Cow<'_, Document> {
    let has_gap = |text: &str| text.contains("   ") || text.contains("\u{3000}\u{3000}");
    if !document.lines.iter().any(|line| has_gap(&line.text)) {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    for line in
        document.lines.iter_mut().filter(|line| has_gap(&line.text) && line.text.chars().count() <= MAX_LINE_CHARS)
    {
        line.text = tabbed(&line.text);
    }
    Cow::Owned(document)
}

fn tabbed(text: &str) -> String {
    let is_blank = |c: char| matches!(c, ' ' | '\u{3000}');
    let mut tabbed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_blank) {
        let gap = rest.len() - at - rest[at..].trim_start_matches(is_blank).len();
        let (before, blanks) = (&rest[..at], &rest[at..at + gap]);
        // An ideographic space is as wide as two others.
        let width: usize = blanks.chars().map(char::len_utf8).map(|bytes| if bytes == 1 { 1 } else { 2 }).sum();
        // Letters set apart are no cells: `J A N E   D O E`.
        let is_letter = before.chars().count() == 1;
        tabbed.push_str(before);
        if width >= MIN_GAP && !before.is_empty() && !is_letter {
            tabbed.push('\t');
            tabbed.extend(std::iter::repeat_n(' ', gap - 1));
        } else {
            tabbed.push_str(blanks);
        }
        rest = &rest[at + gap..];
    }
    tabbed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_gaps_set_cells_apart_and_keep_their_length() {
        for (text, expected) in [
            ("Analyst     2019 – 2020", "Analyst\t    2019 – 2020"),
            ("2019年　　公司", "2019年\t     公司"),
            ("J A N E   D O E", "J A N E   D O E"),
            ("Built looms.  Sold them.", "Built looms.  Sold them."),
        ] {
            assert_eq!(tabbed(text), expected);
            assert_eq!(tabbed(text).len(), text.len());
        }
    }
}
