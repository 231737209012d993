//! Ranges of dates that go on in the next line, as narrow columns break them: `September 2016 –⇥Bank`, `March 2020⇥Clerk`.

use super::dates::{DateRange, End, dates};
use super::fragment::Fragment;
use super::rows::Row;

/// Gives each broken range to its first row, and takes its rest from the second.
pub(super) fn join(rows: &mut Vec<Row<'_>>) {
    let mut index = 0;
    while index + 1 < rows.len() {
        if let Some((range, remainder)) = wrapped(&rows[index], &rows[index + 1]) {
            let row = &mut rows[index];
            row.dates.retain(|date| date.to <= range.from);
            row.dates.push(range);
            match remainder {
                Some(remainder) => rows[index + 1] = remainder,
                None => drop(rows.remove(index + 1)),
            }
        }
        index += 1;
    }
}

/// The range that begins in a row and ends in the next, and what is left of the next.
fn wrapped<'a>(row: &Row<'a>, next: &Row<'a>) -> Option<(DateRange, Option<Row<'a>>)> {
    let is_next_line = row.source.block == next.source.block && row.fragment.line < next.fragment.line;
    if !is_next_line || row.is_prose() || row.dates.iter().any(is_complete) {
        return None;
    }
    let first = *row.cells.first()?;
    if row.cells.len() > 1 && next.cells.len() > 1 {
        let (date, rest) = (next.cells[0], next.cells[1]);
        let end = row.cells[1].start - row.fragment.start;
        let first = row.fragment.part(first.start - row.fragment.start, end).trimmed(char::is_whitespace);
        if let Some(range) = across(first, date, first.start - row.fragment.start) {
            let text = next.fragment.part(rest.start - next.fragment.start, next.fragment.text.len());
            return Some((range, Row::new(next.source, text)));
        }
    }
    // A cell is without the dash at its end.
    let (last, date) = (row.cells.last()?.start - row.fragment.start, *next.cells.last()?);
    let last = row.fragment.part(last, row.fragment.text.len());
    let range = across(last, date, last.start - row.fragment.start)?;
    let text = next.fragment.part(0, date.start - next.fragment.start);
    Some((range, Row::new(next.source, text.tidy())))
}

/// Has it two dates, or does it say that it goes on?
fn is_complete(range: &DateRange) -> bool {
    let is_open = match range.end {
        Some(End::Open) => true,
        Some(End::On(point)) => point.date.is_none() && point.month.is_some(),
        _ => false,
    };
    range.is_range() && !is_open
}

/// The range over the end of one cell and the whole of another. `offset` is where the first begins in its row.
fn across(before: Fragment<'_>, after: Fragment<'_>, offset: usize) -> Option<DateRange> {
    let bare = after.trimmed(|c| c.is_whitespace() || matches!(c, '(' | ')'));
    // Signs at the ends are the dash of the range.
    if bare.words() > 5 || before.text.is_empty() {
        return None;
    }
    let whole = format!("{} {}", before.text, bare.text);
    let range = dates(&whole).pop()?;
    let is_across = range.from < before.text.len() && range.to == whole.len() && is_complete(&range);
    is_across.then(|| DateRange {
        from: offset + range.from,
        to: offset + before.text.len(),
        rest: Some(bare.span()),
        ..range
    })
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    #[test]
    fn a_range_is_read_over_two_lines() {
        for (text, left) in [
            ("September 2016 –\tBank\nMarch 2020\tClerk", vec!["September 2016 –\tBank", "Clerk"]),
            ("Bank | Clerk | September\n2016 — March 2020", vec!["Bank | Clerk | September"]),
            ("July 2014–August\tBank\n2016\tClerk", vec!["July 2014–August\tBank", "Clerk"]),
            ("Bank\t09.2016 –\nClerk\theute", vec!["Bank\t09.2016 –", "Clerk"]),
        ] {
            let document = Document::from(text);
            let rows = rows(&document);
            assert_eq!(rows.iter().map(|row| row.fragment.text).collect::<Vec<_>>(), left, "{text}");
            assert!(rows[0].dates.iter().any(is_complete), "{text}");
        }
    }

    #[test]
    fn dates_of_two_lines_stay_apart() {
        for text in ["Bank, 2016\n2018 – 2020", "2016 – 2018\tBank\n2018 – 2020\tShop", "Clerk\nMarch 2020"] {
            assert_eq!(rows(&Document::from(text)).len(), 2, "{text}");
        }
    }
}
