//! The entries of a section: which rows head each of them, and which say what was done.
//!
//! A dated row anchors an entry. How many rows stand before the first anchor says how many stand before the others; an anchor with
//! fewer is a further position of the employer above it.

use domain_model::candidates::field::Field;

use super::fragment::{Fragment, joined};
use super::rows::Row;

/// The most rows of a head before its date.
const MAX_HEAD_ROWS: usize = 3;

/// An entry of a section.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    /// The rows before the dated one.
    pub(super) head: Vec<Row<'a>>,
    /// The dated row.
    pub(super) anchor: Option<Row<'a>>,
    /// Rows after the dated one that read like a head and not like text.
    pub(super) tail: Vec<Row<'a>>,
    /// What was done.
    pub(super) body: Vec<Row<'a>>,
    /// Has it fewer rows before its date than the first entry? Then it may belong to the employer above.
    pub(super) is_nested: bool,
}

/// The entries of the rows of a section.
pub(super) fn entries<'a>(rows: &[Row<'a>]) -> Vec<Entry<'a>> {
    let anchors = anchors(rows);
    let body = bodies(rows, &anchors);
    let Some(&first) = anchors.first() else { return undated(rows, &body) };
    let offset = before(first, 0, &body).min(MAX_HEAD_ROWS);
    let heads_have_places = rows[first - offset..first].iter().any(is_lone_place);
    // Where each entry begins
    let mut begins: Vec<(usize, Option<usize>)> = Vec::new();
    let mut last = 0;
    for (number, &anchor) in anchors.iter().enumerate() {
        let mut count = if number == 0 { offset } else { before(anchor, last, &body).min(offset) };
        // A place under a date belongs to that date, unless places head the entries.
        if number > 0 && !heads_have_places && count > 0 && anchor - count == last && is_lone_place(&rows[last]) {
            count -= 1;
        }
        begins.push((anchor - count, Some(anchor)));
        last = anchor + 1;
    }
    begins.extend(extra_heads(rows, &body, &begins, offset).into_iter().map(|begin| (begin, None)));
    begins.sort_unstable();
    let mut entries = Vec::new();
    for (number, &(begin, anchor)) in begins.iter().enumerate() {
        let end = begins.get(number + 1).map_or(rows.len(), |&(begin, _)| begin);
        let at = anchor.unwrap_or(begin);
        let mut entry = Entry { head: rows[begin..at].to_vec(), anchor: Some(rows[at].clone()), ..Entry::default() };
        entry.is_nested = anchor.is_some() && at - begin < offset;
        let mut in_tail = true;
        for index in at + 1..end {
            in_tail = in_tail && !body[index] && entry.tail.len() < 3;
            if in_tail { entry.tail.push(rows[index].clone()) } else { entry.body.push(rows[index].clone()) }
        }
        entries.push(entry);
    }
    entries
}

fn is_lone_place(row: &Row<'_>) -> bool {
    row.cells.len() == 1 && super::contacts::is_place(row.fragment.text)
}

/// The rows whose dates begin an entry.
fn anchors(rows: &[Row<'_>]) -> Vec<usize> {
    let ranges: Vec<bool> = rows.iter().map(|row| is_anchor(row, true)).collect();
    let is_range = |index: usize| ranges.get(index).copied().unwrap_or(false);
    let led = (0..rows.len()).filter(|&index| is_range(index) && leads(&rows[index])).count();
    let has_margin = led > 0 && led == ranges.iter().filter(|is_range| **is_range).count();
    // A single date beside a range is a detail of that entry.
    let is_single = |index: usize| {
        let near_range = index.checked_sub(1).is_some_and(is_range) || is_range(index + 1);
        (!near_range || leads(&rows[index]) && has_margin) && is_anchor(&rows[index], false)
    };
    (0..rows.len()).filter(|&index| is_range(index) || is_single(index)).collect()
}

/// Does the row begin with its date, and go on with a name?
fn leads(row: &Row<'_>) -> bool {
    row.dates.first().is_some_and(|range| range.from == 0) && !row.undated().is_empty()
}

fn is_anchor(row: &Row<'_>, with_range: bool) -> bool {
    let Some(range) = row.dates.iter().find(|range| range.is_range() == with_range || !with_range) else {
        return false;
    };
    let text = row.fragment.text;
    let (before, after) = (&text[..range.from], &text[range.to..]);
    let bare = |side: &str| side.trim_matches(|c: char| c.is_whitespace() || !super::fold::is_word(c)).is_empty();
    let own_cell = before.trim_end_matches(['(', ' ', '[']).ends_with('\t') || bare(before) || after.starts_with('\t');
    let words = before.split_whitespace().count() + after.split_whitespace().count();
    if row.is_item {
        let in_cell = before.trim_end_matches(['(', ' ']).ends_with('\t')
            || bare(before) && after.split_whitespace().count() <= 12 && with_range;
        return in_cell && (bare(after) || !with_range || words <= 16);
    }
    if with_range {
        return words <= 16 || own_cell && words <= 24;
    }
    let ends = bare(after) && before.trim_end().ends_with(['\t', ',', '|', '(', '·', '•', '–', '—', '-', ':']);
    words <= 12 && (own_cell || ends) && !text.ends_with('.')
}

/// Which rows are text: items, prose, and what goes on after them.
fn bodies(rows: &[Row<'_>], anchors: &[usize]) -> Vec<bool> {
    let left = rows.iter().filter_map(|row| row.source.place.map(|place| place.left)).fold(f32::MAX, f32::min);
    let indented = indented(rows, anchors);
    let mut body = vec![false; rows.len()];
    let all_items = rows.iter().all(|row| row.is_item);
    let mut is_anchor = vec![false; rows.len()];
    for &anchor in anchors {
        is_anchor[anchor] = true;
    }
    for index in 0..rows.len() {
        let row = &rows[index];
        if is_anchor[index] {
            continue;
        }
        let goes_on = index > 0 && body[index - 1] && !row.is_item && {
            let previous = &rows[index - 1];
            let same_block = previous.source.block == row.source.block;
            let is_indented = row.source.place.is_some_and(|place| place.left > left + 3.0);
            let is_unfinished = !previous.fragment.text.ends_with(['.', '!', '?', ':', '。']);
            let is_plainer = !row.source.bold || previous.source.bold;
            row.fragment.text.starts_with(char::is_lowercase)
                || same_block && is_unfinished && is_indented && is_plainer && previous.source.role == row.source.role
                || same_block && previous.is_item && is_indented && is_plainer
        };
        body[index] = row.is_item && !all_items || row.is_prose() || goes_on || indented[index];
    }
    body
}

/// Which rows are set in like the items of a list whose bullets are pictures: at least two of them share an edge that is not that of
/// the heads. Where bullets are signs, what is set in without one is more of the head: the employer below a title.
fn indented(rows: &[Row<'_>], anchors: &[usize]) -> Vec<bool> {
    if rows.iter().any(|row| row.is_item) {
        return vec![false; rows.len()];
    }
    let is_rtl = rows.iter().filter(|row| row.is_rtl()).count() * 2 > rows.len();
    // How far a row is set in from the edge at which its lines begin
    let inset = |row: &Row<'_>| row.source.place.map(|place| if is_rtl { -place.right } else { place.left });
    // Dates of a margin are the edge of no text.
    let has_margin = anchors.iter().filter(|index| leads(&rows[**index])).count() * 2 > anchors.len();
    let heads = anchors.iter().filter_map(|&anchor| rows.get(if has_margin { anchor + 1 } else { anchor }));
    let mut edges: Vec<f32> = heads.filter(|row| !row.is_item).filter_map(inset).collect();
    edges.sort_by(f32::total_cmp);
    let Some(&edge) = edges.get(edges.len() / 2) else { return vec![false; rows.len()] };
    let depth = |row: &Row<'_>| inset(row).map(|inset| inset - edge).filter(|depth| (6.0..48.0).contains(depth));
    let is_shared = |depth_here: f32| {
        let others = rows.iter().filter_map(depth).filter(|other| (other - depth_here).abs() < 1.0);
        others.count() >= 2
    };
    rows.iter().map(|row| depth(row).is_some_and(is_shared)).collect()
}

/// How many rows directly before `anchor`, and not before `from`, can be its head.
fn before(anchor: usize, from: usize, body: &[bool]) -> usize {
    (from..anchor).rev().take_while(|&index| !body[index]).count()
}

/// Heads without a date: rows between two lists, as many as other entries have.
fn extra_heads(rows: &[Row<'_>], body: &[bool], begins: &[(usize, Option<usize>)], offset: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut claimed = vec![false; rows.len()];
    for &(begin, anchor) in begins {
        claimed[begin..=anchor.unwrap_or(begin)].fill(true);
    }
    let is_claimed = |index: usize| claimed[index];
    let mut index = 1;
    while index < rows.len() {
        let is_start = !body[index] && body[index - 1] && rows[index - 1].source.block != rows[index].source.block
            || !body[index] && index > 0 && body[index - 1] && rows[index].source.bold;
        let run = (index..rows.len()).take_while(|&at| !body[at] && !is_claimed(at)).count();
        let followed = rows.get(index + run).is_some_and(|row| row.is_item);
        if is_start && run >= 2 && run <= offset + 2 && followed && !is_claimed(index) {
            found.push(index);
        }
        index += run.max(1);
    }
    found
}

/// Without any date: each run of rows before a list or a paragraph is a head.
fn undated<'a>(rows: &[Row<'a>], body: &[bool]) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let begins = !body[index]
            && (index == 0
                || body[index - 1]
                || rows[index - 1].source.block != row.source.block
                    && entries.last().is_some_and(|entry| entry.anchor.is_some() && entry.tail.len() >= 2));
        match entries.last_mut() {
            Some(entry) if !begins && body[index] => entry.body.push(row.clone()),
            Some(entry) if !begins => entry.tail.push(row.clone()),
            _ if body[index] => {}
            _ => entries.push(Entry { anchor: Some(row.clone()), ..Entry::default() }),
        }
    }
    entries
}

/// The items and paragraphs of rows, each as one text.
pub(super) fn paragraphs(rows: &[Row<'_>]) -> Vec<Field<String>> {
    let mut groups: Vec<Vec<Fragment<'_>>> = Vec::new();
    let mut previous: Option<&Row<'_>> = None;
    for row in rows {
        let goes_on = previous.is_some_and(|previous| {
            let same_block = previous.source.block == row.source.block;
            !row.is_item
                && (same_block || row.fragment.text.starts_with(char::is_lowercase))
                && !(previous.fragment.text.ends_with('.') && previous.words() <= 8)
        });
        match groups.last_mut() {
            Some(group) if goes_on => group.push(row.fragment),
            _ => groups.push(vec![row.fragment]),
        }
        previous = Some(row);
    }
    groups.iter().map(|group| joined(group, " ")).collect()
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    fn shown(text: &str) -> Vec<String> {
        let document = Document::from(text);
        let rows = rows(&document);
        let show = |entry: Entry<'_>| {
            let nested = if entry.is_nested { "+" } else { "" };
            format!("{nested}{}/{}/{}", entry.head.len(), entry.tail.len(), entry.body.len())
        };
        entries(&rows).into_iter().map(show).collect()
    }

    #[test]
    fn rows_before_the_first_date_show_how_entries_begin() {
        let text = "ACME\nAnalyst\t2019 – 2020\n- Built\n- Sold\nBank\nClerk\t2018 – 2019\n- Counted";
        assert_eq!(shown(text), ["1/0/2", "1/0/1"]);
        let text = "Analyst\t2019 – 2020\nACME\n- Built\nClerk\t2018 – 2019\nBank\n- Counted";
        assert_eq!(shown(text), ["0/1/1", "0/1/1"]);
    }

    #[test]
    fn a_position_without_an_employer_of_its_own_is_nested() {
        let text = "ACME\nAnalyst\t2019 – 2020\n- Built\nClerk\t2018 – 2019\n- Counted";
        assert_eq!(shown(text), ["1/0/1", "+0/0/1"]);
    }

    #[test]
    fn entries_without_text_between_them_keep_their_heads() {
        let text = "ACME\nAnalyst\n2019 – 2020\nBank\nClerk\n2018 – 2019";
        assert_eq!(shown(text), ["2/0/0", "2/0/0"]);
    }
}
