//! The lines of a document as the rules look at them: without bullets, split into cells, with their dates and their style.

use domain_model::candidates::document::{Document, Line, LineRole};

use super::dates::{DateRange, dates};
use super::fold::{digit, phrase};
use super::fragment::{Fragment, is_icon};
use super::lexicon::{LABELS, PAGES};

/// Longer lines are prose of which only the beginning is looked at.
const MAX_LINE_BYTES: usize = 2_000;
/// More lines than this are no resume; the rest stays unread.
const MAX_LINES: usize = 5_000;

/// A line, or what is left of it behind a heading in its margin.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    /// The line.
    pub(super) source: &'a Line,
    /// Its text without a bullet.
    pub(super) fragment: Fragment<'a>,
    /// What its tabs set apart.
    pub(super) cells: Vec<Fragment<'a>>,
    /// Does an item of a list begin here?
    pub(super) is_item: bool,
    /// Are all its letters capitals?
    pub(super) is_caps: bool,
    /// The dates in `fragment`.
    pub(super) dates: Vec<DateRange>,
}

impl<'a> Row<'a> {
    /// A row of a part of a line.
    pub(super) fn new(source: &'a Line, fragment: Fragment<'a>) -> Option<Self> {
        let mut end = fragment.text.len().min(MAX_LINE_BYTES);
        while !fragment.text.is_char_boundary(end) {
            end -= 1;
        }
        let whole = fragment.part(0, end).trimmed(char::is_whitespace);
        let bare = without_bullet(whole);
        if bare.text.is_empty() {
            return None;
        }
        // `#` marks a heading of Markdown.
        let is_bulleted = bare.start > whole.start && !whole.text.starts_with('#');
        let letters = || bare.text.chars().filter(|c| c.is_alphabetic());
        let is_caps = letters().any(char::is_uppercase) && !letters().any(char::is_lowercase) && letters().count() > 1;
        let is_item = is_bulleted || source.role == LineRole::ListItem;
        Some(Self {
            source,
            fragment: bare,
            cells: bare.split(|c| c == '\t'),
            is_item,
            is_caps,
            dates: dates(bare.text),
        })
    }

    /// The label with which it begins, and the row without it: `Designation: Accountant`, `Arbeitgeber⇥Muster GmbH`.
    pub(super) fn labelled(&self) -> Option<(&'static str, Option<Self>)> {
        let text = self.fragment.text;
        let (at, sign) = text.char_indices().find(|&(_, c)| matches!(c, ':' | '：' | '\t'))?;
        let label = LABELS.get(&text[..at])?;
        let rest = self.fragment.part(at + sign.len_utf8(), text.len());
        let rest = rest.trimmed(|c| c.is_whitespace() || matches!(c, ':' | '：'));
        // `Organization⇥Berlin` names an organisation and its place.
        if sign == '\t' && label != "place" && super::contacts::is_place(rest.text) {
            return None;
        }
        Some((label, Self::new(self.source, rest)))
    }

    /// Is it the head of a table: labels alone?
    pub(super) fn is_table_head(&self) -> bool {
        self.cells.len() >= 2 && self.cells.iter().all(|cell| LABELS.get(cell.text).is_some())
    }

    /// Is most of it written from right to left?
    pub(super) fn is_rtl(&self) -> bool {
        let letters = || self.fragment.text.chars().filter(|c| c.is_alphabetic());
        letters().filter(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}')).count() * 2
            > letters().count()
    }

    /// The number of its words.
    pub(super) fn words(&self) -> usize {
        self.fragment.words()
    }

    /// Is it running text: long, or a sentence?
    pub(super) fn is_prose(&self) -> bool {
        let text = self.fragment.text;
        let longest = self.cells.iter().map(|cell| cell.words()).max().unwrap_or(0);
        let length = self.cells.iter().map(|cell| cell.text.chars().count()).max().unwrap_or(0);
        let is_sentence = text.ends_with(['.', '。', '!', '।']) && longest >= 5 && !ends_in_abbreviation(text);
        // Many languages write months with small letters.
        let begins_with_date = self.dates.first().is_some_and(|date| date.from == 0);
        let goes_on = text.starts_with(char::is_lowercase) && !begins_with_date && longest >= 3;
        longest >= 15 || length > 110 || is_sentence || goes_on
    }

    /// The dates and the text beside them: each fragment between tabs and dates.
    pub(super) fn undated(&self) -> Vec<Fragment<'a>> {
        let mut fragments = Vec::new();
        let mut from = 0;
        for range in &self.dates {
            fragments.push(self.fragment.part(from, range.from));
            from = range.to;
        }
        fragments.push(self.fragment.part(from, self.fragment.text.len()));
        fragments.into_iter().flat_map(|fragment| fragment.split(|c| c == '\t')).collect()
    }
}

/// `Alpha Inc.`, `Stuttgart e.V.`, `Sr.` end in a full stop and are no sentence.
fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.len() <= 5 && last.chars().next().is_some_and(char::is_uppercase)
}

fn without_bullet(fragment: Fragment<'_>) -> Fragment<'_> {
    const MARKS: [&str; 8] = ["- ", "* ", "+ ", "o ", "> ", "# ", "## ", "### "];
    let from = |text: &str| fragment.part(fragment.text.len() - text.len(), fragment.text.len());
    let bare = from(fragment.text.trim_start_matches(|c: char| is_icon(c) || c.is_whitespace()));
    // A hyphen, an asterisk or an `o` is a bullet when a space follows it.
    let dashed = MARKS.iter().find_map(|mark| bare.text.strip_prefix(mark));
    dashed.map_or(bare, |rest| from(rest.trim_start()))
}

/// The rows of a document, without running headers and footers.
pub(super) fn rows(document: &Document) -> Vec<Row<'_>> {
    let lines = document.lines.iter().enumerate().take(MAX_LINES);
    let rows = lines.filter(|(_, line)| line.role != LineRole::PageMargin && !is_page_number(&line.text));
    let mut rows: Vec<Row<'_>> =
        rows.filter_map(|(index, line)| Row::new(line, Fragment { line: index, start: 0, text: &line.text })).collect();
    super::wrapped_dates::join(&mut rows);
    rows
}

/// `Page 1 of 3`, `Jane Doe – 1/2`, `Last updated in March 2026`
fn is_page_number(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    let key = phrase(text);
    let words: Vec<&str> = key.split(' ').collect();
    let is_number = |word: &str| word.len() <= 2 && word.chars().all(|c| digit(c).is_some());
    let counted = |tail: &[&str]| match tail {
        [first, of, last] if PAGES.of_key(of) == Some("of") => is_number(first) && is_number(last),
        _ => false,
    };
    let ends_counted = words.len() >= 3 && counted(&words[words.len() - 3..]);
    let named = words
        .iter()
        .position(|word| PAGES.of_key(word) == Some("page"))
        .is_some_and(|at| words.get(at + 1).is_some_and(|word| is_number(word)));
    // `Jane Doe – 1/2`; without a sign before it, it rates a skill.
    let mut tail = text.rsplit(char::is_whitespace);
    let slashed = tail
        .next()
        .and_then(|last| last.split_once('/'))
        .is_some_and(|(first, last)| is_number(first) && is_number(last))
        && tail.next().is_none_or(|before| !before.contains(char::is_alphanumeric));
    words.len() <= 10
        && (ends_counted && (named || words.len() <= 4)
            || named && words.len() <= 6
            || slashed && !text.contains('\t') && words.len() <= 6 && !key.contains("gpa"))
        || words.len() <= 7
            && (1..=3.min(words.len())).any(|length| PAGES.of_key(&words[..length].join(" ")) == Some("updated"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_no_text_and_cells_stand_apart() {
        let document = Document::from("• Built looms\nACME, Inc\tMay 2019 – June 2020\n- Sold them\nE-mail");
        let rows = rows(&document);
        let texts: Vec<&str> = rows.iter().map(|row| row.fragment.text).collect();
        assert_eq!(texts, ["Built looms", "ACME, Inc\tMay 2019 – June 2020", "Sold them", "E-mail"]);
        assert_eq!(rows.iter().map(|row| row.is_item).collect::<Vec<_>>(), [true, false, true, false]);
        assert_eq!(rows[1].undated().iter().map(|fragment| fragment.text).collect::<Vec<_>>(), ["ACME, Inc"]);
        assert_eq!(rows[0].fragment.start, "• ".len());
    }

    #[test]
    fn a_line_that_begins_with_a_small_letter_goes_on_unless_that_is_a_month() {
        for (text, is_prose) in [
            ("and sold them in Leeds", true),
            ("marzo 2019 – luglio 2021\tLiceo Artistico Statale Manzù", false),
            ("juin 2017\tUniversité de Bretagne Occidentale", false),
            ("wrzesień 2014 – czerwiec 2019\tPolitechnika Śląska w Gliwicach", false),
        ] {
            assert_eq!(rows(&Document::from(text))[0].is_prose(), is_prose, "{text}");
        }
    }

    #[test]
    fn running_lines_are_no_rows() {
        for text in [
            "Page 1 of 3",
            "John Doe – 1/2",
            "Last updated in Mar 2026",
            "Rover Résumé – Page 1 of 1",
            "صفحه 1 از 1",
            "Seite 2 von 3",
        ] {
            assert!(rows(&Document::from(text)).is_empty(), "{text}");
        }
        for text in ["GPA: 3.97/4.00", "1 of 5 engineers in a team of 12", "2018/2019", "Kenntnisstand"] {
            assert_eq!(rows(&Document::from(text)).len(), 1, "{text}");
        }
    }
}
