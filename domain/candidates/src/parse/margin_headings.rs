//! Headings that stand in a margin, beside what they announce.

use super::fragment::Fragment;
use super::heading_style::Style;
use super::headings::{Kind, Strength, announced, announced_in_margin, is_part};
use super::rows::Row;

/// The most words of a heading that only a space parts from its content.
const MAX_WORDS: usize = 4;

/// The margin of a document in which its headings stand.
pub(super) struct Margin {
    /// Its left edge, in a document that tells places.
    left: Option<f32>,
    is_caps: bool,
}

/// A heading of the margin, its first row of content, and how many rows it takes.
pub(super) struct MarginHeading<'a> {
    pub(super) kind: Kind,
    pub(super) heading: Fragment<'a>,
    pub(super) content: Vec<Row<'a>>,
    pub(super) taken: usize,
}

impl Margin {
    /// The margin, if at least two headings stand in the first cells of lines and one of them is a main section.
    pub(super) fn of(rows: &[Row<'_>], style: &Style) -> Option<Self> {
        let in_margin = rows.iter().filter(|row| row.cells.len() > 1);
        let headed: Vec<(&Row<'_>, Kind)> = in_margin
            .filter_map(|row| {
                let (kind, strength) = announced(row.cells[0].text)?;
                // A numbered heading is read as an item of a list.
                let is_sure = strength > if row.is_item { Strength::Composed } else { Strength::Weak };
                (is_sure && !(style.count >= 3 && style.is_caps && !is_caps_first(row))).then_some((row, kind))
            })
            .collect();
        let is_main = |kind: Kind| matches!(kind, Kind::Experience | Kind::Education | Kind::Summary);
        let main = headed.iter().filter(|(_, kind)| is_main(*kind)).count();
        // Where headings are in capitals, one in capitals needs no others beside it.
        let is_sure = style.count >= 2 && style.is_caps && headed.iter().any(|(row, _)| is_caps_first(row));
        if !is_sure && (main == 0 || style.count >= 3 && main < 2 || headed.len() < 2) {
            return None;
        }
        let left = headed.iter().filter_map(|(row, _)| row.source.place).map(|place| place.left).reduce(f32::min);
        Some(Self { left, is_caps: headed.iter().all(|(row, _)| is_caps_first(row)) })
    }

    /// The heading with which the first of the rows begins.
    pub(super) fn heading<'a>(&self, rows: &[Row<'a>]) -> Option<MarginHeading<'a>> {
        let row = rows.first()?;
        if row.is_item && !matches!(announced(row.cells[0].text), Some((_, Strength::Exact))) {
            return None;
        }
        if row.cells.len() == 1 || !is_part(row.cells[0].text) {
            return self.spaced(row);
        }
        let heading = row.cells[0];
        let mut content: Vec<Row<'a>> = behind(row, row.cells[1]).into_iter().collect();
        let mut words = heading.text.to_owned();
        let mut kind = announced_in_margin(&words);
        let mut taken = 1;
        // The heading goes on in the margin of the next line.
        while let Some(next) = rows.get(taken).filter(|next| {
            let goes_on = format!("{words} {}", next.cells[0].text);
            next.cells.len() > 1
                && is_part(next.cells[0].text)
                && is_caps_first(next) == is_caps_first(row)
                && announced_in_margin(&goes_on).is_some()
                && (kind.is_none()
                    || words.ends_with('&')
                    || !matches!(announced(next.cells[0].text), Some((_, Strength::Exact))))
        }) {
            words = format!("{words} {}", next.cells[0].text);
            kind = announced_in_margin(&words);
            content.extend(behind(next, next.cells[1]));
            taken += 1;
        }
        Some(MarginHeading { kind: kind?, heading, content, taken })
    }

    /// Is the row the rest of a heading that is too wide for the margin: `EXPERIENCE` under `WORK`?
    pub(super) fn is_rest(&self, row: &Row<'_>) -> bool {
        row.cells.len() == 1 && self.begins(row) && is_part(row.fragment.text) && row.is_caps == self.is_caps
    }

    /// A heading that only a space parts from its content: `EDUCATION University of London`.
    fn spaced<'a>(&self, row: &Row<'a>) -> Option<MarginHeading<'a>> {
        if !self.begins(row) {
            return None;
        }
        let words = row.fragment.split(char::is_whitespace);
        let (kind, heading, content) = (1..=MAX_WORDS.min(words.len().saturating_sub(1))).rev().find_map(|length| {
            let heading = row.fragment.spanning(words[0], words[length - 1]);
            let (kind, strength) = announced(heading.text)?;
            let is_caps = !heading.text.contains(char::is_lowercase);
            (strength == Strength::Exact && is_caps && self.is_caps).then_some((kind, heading, words[length]))
        })?;
        Some(MarginHeading { kind, heading, content: behind(row, content).into_iter().collect(), taken: 1 })
    }

    fn begins(&self, row: &Row<'_>) -> bool {
        self.left.zip(row.source.place).is_some_and(|(left, place)| (place.left - left).abs() < 3.0)
    }
}

/// The rest of a row from a fragment of it on.
fn behind<'a>(row: &Row<'a>, from: Fragment<'a>) -> Option<Row<'a>> {
    Row::new(row.source, row.fragment.part(from.start - row.fragment.start, row.fragment.text.len()))
}

fn is_caps_first(row: &Row<'_>) -> bool {
    let text = row.cells.first().map_or("", |cell| cell.text);
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}
