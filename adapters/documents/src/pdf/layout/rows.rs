//! Turns rows of segments into lines, with their text, list marks and blocks.

use std::borrow::Cow;

use domain_model::candidates::document::{Line, LineRole};
use hayro::kurbo::Rect;

use super::columns::{Region, is_same_row};
use super::segments::Segment;
use super::wrapped_labels;
use crate::characters;
use crate::pdf::script::reads_from_right;

/// Lines farther apart, in heights, are in different blocks.
const BLOCK_GAP: f32 = 1.9;
/// Lines farther apart by this factor than usual in the region are in different blocks.
const BLOCK_GAP_RATIO: f32 = 1.3;
/// The extent of letters above and below the baseline, in heights.
const ASCENT: f32 = 0.78;
const DESCENT: f32 = 0.22;
/// The greatest indentation of the rest of a wrapped cell, in heights.
const HANGING_INDENT: f32 = 3.0;
/// Rows that are searched for the next item of a numbered list.
const LIST_REACH: usize = 25;

/// A line and its position in the frame.
pub(super) struct Row {
    pub(super) line: Line,
    pub(super) bounds: Rect,
    /// The position of its last segment.
    pub(super) last: Rect,
}

/// The rows of all regions; blocks are counted from 0.
pub(super) fn rows(regions: &[Region]) -> Vec<Row> {
    let (mut rows, mut block): (Vec<Row>, u32) = (Vec::new(), 0);
    for region in regions {
        let region = wrapped_labels::join(region);
        let gathered = gather(&region);
        let usual = usual_step(&gathered);
        let mut above: Option<&Segment> = None;
        let mut ahead = gathered.iter().peekable();
        while let Some(row) = ahead.next() {
            let first = row[0];
            if above.is_some_and(|above| begins_block(above, first, usual)) || above.is_none() && !rows.is_empty() {
                block += 1;
            }
            let rest = ahead.next_if(|next| is_wrapped(row, next)).map(|next| next[0]);
            above = Some(rest.unwrap_or(first));
            rows.extend(line(row, rest, block));
        }
    }
    mark_lists(&mut rows);
    rows
}

/// Groups segments into rows, each from left to right. A list mark alone belongs to the row beside it.
pub(super) fn gather(region: &Region) -> Vec<Vec<&Segment>> {
    let mut rows: Vec<Vec<&Segment>> = Vec::new();
    for segment in region {
        match rows.last_mut() {
            Some(row) if row.iter().any(|other| is_same_row(other, segment)) || is_beside_its_mark(row, segment) => {
                row.push(segment);
            }
            _ => rows.push(vec![segment]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}

/// A bullet may be painted a little higher or lower than its words.
fn is_beside_its_mark(row: &[&Segment], segment: &Segment) -> bool {
    let [mark] = row else { return false };
    let (mark, words) = if is_mark(&mark.text) { (*mark, segment) } else { (segment, *mark) };
    is_mark(&mark.text) && mark.right <= words.left + 1.0 && (mark.y - words.y).abs() < 0.8 * words.size
}

fn is_mark(text: &str) -> bool {
    mark_length(text).is_some_and(|length| length == text.len())
}

/// Whether a cell before the last one, a title before its dates for example, continues in the next row.
fn is_wrapped(row: &[&Segment], next: &[&Segment]) -> bool {
    let ([.., cell, _], [rest]) = (row, next) else { return false };
    let (step, indent) = (rest.y - cell.y, rest.left - cell.left);
    cell.text.ends_with([',', '&', '/'])
        && mark_length(&rest.text).is_none()
        && rest.is_bold == cell.is_bold
        && (rest.size - cell.size).abs() < 0.1 * cell.size
        && step > 0.0
        && step < BLOCK_GAP * cell.size
        && (-0.3 * cell.size..HANGING_INDENT * cell.size).contains(&indent)
        && !reads_from_right(&cell.text)
}

fn begins_block(above: &Segment, below: &Segment, usual: f32) -> bool {
    let (step, size) = (below.y - above.y, above.size.max(below.size));
    step < 0.0
        || step > BLOCK_GAP * size
        || usual > 0.0 && step > BLOCK_GAP_RATIO * usual && step > BLOCK_GAP_RATIO * size
}

/// The median distance between the rows of a region; 0 when it has too few.
fn usual_step(rows: &[Vec<&Segment>]) -> f32 {
    let mut steps: Vec<f32> =
        rows.windows(2).map(|pair| pair[1][0].y - pair[0][0].y).filter(|step| *step > 0.0).collect();
    if steps.len() < 4 {
        return 0.0;
    }
    steps.sort_by(f32::total_cmp);
    steps[steps.len() * 4 / 10]
}

/// `rest` is what the last cell but one goes on with in the row below.
fn line(row: &[&Segment], rest: Option<&Segment>, block: u32) -> Option<Row> {
    let painted: String = row.iter().map(|segment| segment.text.as_str()).collect();
    let mut cells: Vec<Cow<'_, str>> = row.iter().map(|segment| segment.text.as_str().into()).collect();
    if let (Some(rest), [.., cell, _]) = (rest, cells.as_mut_slice()) {
        *cell = format!("{cell} {}", rest.text).into();
    }
    if reads_from_right(&painted) {
        cells.reverse();
    }
    let mut text = String::new();
    for cell in cells {
        if !text.is_empty() {
            // A mark within a row belongs to the words behind it.
            let is_behind_mark = text.rsplit('\t').next().is_some_and(is_mark);
            text.push(if is_behind_mark { ' ' } else { '\t' });
        }
        text.push_str(&cell);
    }
    let mut role = LineRole::Text;
    if let Some(length) = mark_length(&text) {
        text.replace_range(..length, "");
        text.replace_range(..text.len() - text.trim_start().len(), "");
        role = LineRole::ListItem;
    }
    if text.trim().is_empty() {
        return None;
    }
    let weight = |is_bold: bool| {
        row.iter().filter(|segment| segment.is_bold == is_bold).map(|segment| segment.text.len()).sum::<usize>()
    };
    let longest = row.iter().max_by_key(|segment| segment.text.len())?;
    let bounds = row.iter().copied().chain(rest).map(bounds).reduce(|all, one| all.union(one))?;
    let last = row.last().map_or(bounds, |segment| self::bounds(segment));
    let line = Line { text, size: longest.size, bold: weight(true) > weight(false), role, block, ..Line::default() };
    Some(Row { line, bounds, last })
}

fn bounds(segment: &Segment) -> Rect {
    let top = segment.y - segment.above - ASCENT * segment.size;
    let bottom = segment.y + segment.below + DESCENT * segment.size;
    Rect::new(f64::from(segment.left), f64::from(top), f64::from(segment.right), f64::from(bottom))
}

/// The length of the list mark at the beginning of a line, in bytes. A dash before a number is no mark.
pub(super) fn mark_length(text: &str) -> Option<usize> {
    let length = characters::mark_length(text)?;
    let is_dash = text.starts_with(['·', '*', '–', '-', '—', '»', '>']);
    (!is_dash || !text[length..].trim_start().starts_with(char::is_numeric)).then_some(length)
}

/// Marks the items of numbered lists: `1.` is a mark when `2.` follows.
fn mark_lists(rows: &mut [Row]) {
    let mut expected = 0;
    for index in 0..rows.len() {
        let Some((number, length)) = numbered(&rows[index].line.text) else { continue };
        let reach = &rows[index + 1..(index + 1 + LIST_REACH).min(rows.len())];
        let goes_on = reach.iter().any(|row| numbered(&row.line.text).is_some_and(|(next, _)| next == number + 1));
        if number == expected || number == 1 && goes_on {
            expected = number + 1;
            let line = &mut rows[index].line;
            line.text = line.text.split_off(length).trim_start().into();
            line.role = LineRole::ListItem;
        }
    }
}

/// The number of an item, and the bytes of its mark.
fn numbered(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    let has_words = rest.starts_with([' ', '\t']) && rest.trim_start().starts_with(char::is_alphabetic);
    let number = text[..digits].parse().ok().filter(|_| digits <= 2)?;
    has_words.then_some((number, digits + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_markers_are_distinguished_from_text() {
        for (text, rest) in
            [("• Welded", "Welded"), ("•Welded", "Welded"), ("- Welded", "Welded"), ("✓\tWelded", "Welded")]
        {
            let length = mark_length(text).unwrap();
            assert_eq!(text[length..].trim_start(), rest);
        }
        for text in ["-40 °C", "– 2021", "*nix", "Welded", "1. Welded"] {
            assert_eq!(mark_length(text), None, "{text}");
        }
        assert_eq!(numbered("2) Welded"), Some((2, 2)));
        assert_eq!(numbered("2.5 years"), None);
        assert_eq!(numbered("2019. Welded"), None);
    }
}
