//! Detects columns, which are read one after the other. Distances are in points, or in font heights where stated.

use super::segments::Segment;
use crate::pdf::script::reads_from_right;

/// The maximum distance of baselines in a row, in heights.
const SAME_ROW: f32 = 0.4;
/// The maximum distance of the baselines of a label and its line, in heights. Lines of two columns align so well by chance only.
const SAME_BASELINE: f32 = 0.12;
/// The maximum distance between lines of a label, in heights.
const MAX_LABEL_LINE_GAP: f32 = 1.7;
/// The minimum distance of baselines of a line with nothing beside it, in heights.
const CLEARANCE: f32 = 1.05;
/// The minimum width of the gutter between columns.
const MIN_GUTTER: f32 = 9.0;
/// The minimum number of segments of a column.
const MIN_COLUMN_SEGMENTS: usize = 4;
/// Candidates for the gutter of a stretch, the widest first.
const MAX_GUTTERS: usize = 3;
/// Stretches that are tried from one start.
const MAX_STRETCHES: usize = 24;
/// A page with more segments has a table or a drawing, not columns of prose.
const MAX_SEGMENTS: usize = 1_500;

/// Segments that are read row by row, sorted from top to bottom.
pub(super) type Region = Vec<Segment>;

/// Regions in reading order.
pub(super) fn reading_order(mut segments: Vec<Segment>) -> Vec<Region> {
    segments.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
    let mut regions = Vec::new();
    divide(&segments, &mut regions);
    regions.retain(|region| !region.is_empty());
    regions
}

fn divide(segments: &[Segment], regions: &mut Vec<Region>) {
    let Some(columns) = first_columns(segments) else {
        regions.push(segments.to_vec());
        return;
    };
    regions.push(segments[..columns.from].to_vec());
    let block = &segments[columns.from..columns.to];
    let (left, right): (Vec<Segment>, Vec<Segment>) =
        block.iter().cloned().partition(|segment| segment.right <= columns.gutter);
    let words: String = block.iter().map(|segment| segment.text.as_str()).collect();
    let (first, second) = if reads_from_right(&words) { (right, left) } else { (left, right) };
    match columns.kind {
        Kind::Columns => {
            divide(&first, regions);
            divide(&second, regions);
        }
        Kind::Headings => divide_sections(&first, &second, regions),
        Kind::Rows => regions.push(block.to_vec()),
    }
    divide(&segments[columns.to..], regions);
}

/// Headings in the margin, each before the lines beside it.
fn divide_sections(headings: &[Segment], lines: &[Segment], regions: &mut Vec<Region>) {
    let headings = labels(&headings.iter().collect::<Vec<_>>());
    let mut rest = lines;
    for (index, heading) in headings.iter().enumerate() {
        let before =
            |top: f32, rest: &[Segment]| rest.iter().take_while(|line| line.y < top - SAME_ROW * line.size).count();
        let (above, below) = rest.split_at(before(heading[0].y, rest));
        divide(above, regions);
        regions.push(vec![in_one(heading)]);
        let next = headings.get(index + 1).map_or(below.len(), |next| before(next[0].y, below));
        divide(&below[..next], regions);
        rest = &below[next..];
    }
    divide(rest, regions);
}

/// Joins the lines of a heading.
fn in_one(heading: &[&Segment]) -> Segment {
    let (first, last) = (heading[0], heading[heading.len() - 1]);
    let text = heading.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
    let right = heading.iter().map(|line| line.right).fold(first.right, f32::max);
    let mut whole = first.clone();
    (whole.text, whole.right, whole.y, whole.above) = (text, right, last.y, last.y - first.y);
    whole
}

/// Groups the lines of a side that are close below one another.
fn labels<'s>(side: &[&'s Segment]) -> Vec<Vec<&'s Segment>> {
    let mut labels: Vec<Vec<&Segment>> = Vec::new();
    for segment in side {
        match labels.last_mut() {
            Some(label)
                if label
                    .last()
                    .is_some_and(|last| segment.y - last.y < MAX_LABEL_LINE_GAP * segment.size.max(last.size)) =>
            {
                label.push(segment);
            }
            _ => labels.push(vec![segment]),
        }
    }
    labels
}

/// Whether two segments are in one row.
pub(super) fn is_same_row(a: &Segment, b: &Segment) -> bool {
    (a.y - b.y).abs() <= SAME_ROW * a.size.min(b.size)
}

/// A stretch of segments in two columns.
#[derive(Debug, PartialEq)]
struct Columns {
    from: usize,
    to: usize,
    /// The middle of the gutter.
    gutter: f32,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// Prose on both sides.
    Columns,
    /// Lines, with groups of labels beside them.
    Rows,
    /// Headings in the margin, each at the height of the first line of its section.
    Headings,
}

/// The first and longest stretch of segments with a gutter from top to bottom and a column of prose on both sides.
fn first_columns(segments: &[Segment]) -> Option<Columns> {
    if segments.len() > MAX_SEGMENTS {
        return None;
    }
    // Rows with labels beside them end here.
    let mut rows_end = 0;
    (0..segments.len().saturating_sub(2 * MIN_COLUMN_SEGMENTS - 1)).find_map(|from| {
        // A row is not split: a stretch begins with the first segment of its row.
        if from < rows_end || from > 0 && is_same_row(&segments[from - 1], &segments[from]) {
            return None;
        }
        match longest_columns(segments, from)? {
            ColumnSearch::Columns(columns) => Some(columns),
            ColumnSearch::Rows { to } => {
                rows_end = to;
                None
            }
        }
    })
}

/// The result of a search from one segment.
enum ColumnSearch {
    Columns(Columns),
    /// Lines with dates or labels beside them. A part of the stretch would not show that.
    Rows {
        to: usize,
    },
}

fn longest_columns(segments: &[Segment], from: usize) -> Option<ColumnSearch> {
    // The gutters of the segments so far.
    let mut strips: Vec<(f32, f32)> = Vec::new();
    let mut stretches: Vec<(usize, Vec<(f32, f32)>)> = Vec::new();
    let (mut left_end, mut right_end) = (segments[from].left, segments[from].right);
    for (position, segment) in segments.iter().enumerate().skip(from + 1) {
        strips = strips.into_iter().flat_map(|strip| cut(strip, segment)).collect();
        if segment.left > right_end {
            strips.push((right_end, segment.left));
        }
        if segment.right < left_end {
            strips.push((segment.right, left_end));
        }
        left_end = left_end.min(segment.left);
        right_end = right_end.max(segment.right);
        let ends_a_row = segments.get(position + 1).is_none_or(|next| !is_same_row(segment, next));
        if !ends_a_row {
            continue;
        }
        let mut gutters: Vec<(f32, f32)> = strips.iter().copied().filter(|strip| width(*strip) >= MIN_GUTTER).collect();
        if gutters.is_empty() {
            if stretches.is_empty() {
                continue;
            }
            break;
        }
        gutters.sort_by(|a, b| width(*b).total_cmp(&width(*a)));
        gutters.truncate(MAX_GUTTERS);
        stretches.push((position, gutters));
    }
    // The longest stretch in columns; only a limited number is tried.
    let step = (stretches.len() / MAX_STRETCHES).max(1);
    stretches.iter().rev().step_by(step).find_map(|(position, gutters)| {
        let mut rows = None;
        for strip in gutters {
            let (gutter, to) = (f32::midpoint(strip.0, strip.1), position + 1);
            match kind(&segments[from..to], gutter) {
                Some(Kind::Rows) => rows = Some(ColumnSearch::Rows { to }),
                Some(kind) => return Some(ColumnSearch::Columns(Columns { from, to, gutter, kind })),
                None => {}
            }
        }
        rows
    })
}

fn width((left, right): (f32, f32)) -> f32 {
    right - left
}

/// The parts of a gutter that a segment leaves.
fn cut((left, right): (f32, f32), segment: &Segment) -> Vec<(f32, f32)> {
    let parts = [(left, right.min(segment.left)), (left.max(segment.right), right)];
    if segment.right <= left || segment.left >= right {
        return vec![(left, right)];
    }
    parts.into_iter().filter(|part| width(*part) >= MIN_GUTTER).collect()
}

/// The kind of two columns. `None` when they are read row by row, as dates or labels beside their lines.
fn kind(block: &[Segment], gutter: f32) -> Option<Kind> {
    let (left, right): (Vec<&Segment>, Vec<&Segment>) = block.iter().partition(|segment| segment.right <= gutter);
    if left.len() < MIN_COLUMN_SEGMENTS || right.len() < MIN_COLUMN_SEGMENTS {
        return None;
    }
    let extent = |side: &[&Segment]| {
        let top = side.iter().map(|segment| segment.y).fold(f32::MAX, f32::min);
        let bottom = side.iter().map(|segment| segment.y).fold(f32::MIN, f32::max);
        (top, bottom)
    };
    let ((left_top, left_bottom), (right_top, right_bottom)) = (extent(&left), extent(&right));
    let overlap = left_bottom.min(right_bottom) - left_top.max(right_top);
    let shorter = (left_bottom - left_top).min(right_bottom - right_top);
    if overlap < 0.5 * shorter {
        return None;
    }
    let is_left_lighter = letters(&left) <= letters(&right);
    let (light, heavy) = if is_left_lighter { (&left, &right) } else { (&right, &left) };
    let begins_left = || {
        let words: String = heavy.iter().map(|segment| segment.text.as_str()).collect();
        !reads_from_right(&words)
    };
    if are_headings(light, heavy) && is_left_lighter == begins_left() {
        return Some(Kind::Headings);
    }
    // A title or a heading above rows is no label, although it begins where the labels do.
    let mut labels: Vec<&Segment> = light.iter().copied().filter(|line| !stands_above(line, heavy)).collect();
    // A heading may end the stretch.
    labels.pop_if(|last| is_alone(last, heavy));
    if label_groups(light, heavy) || label_groups(&labels, heavy) {
        Some(Kind::Rows)
    } else if are_labels(light, heavy) || are_labels(&labels, heavy) || are_cells(&labels, light, heavy) {
        None
    } else {
        Some(Kind::Columns)
    }
}

/// Whether all labels are beside lines, and a heading stands between them where the other side is empty: a table of two columns.
fn are_cells(labels: &[&Segment], side: &[&Segment], lines: &[&Segment]) -> bool {
    let top = lines.iter().map(|line| line.y).fold(f32::MAX, f32::min);
    let has_heading = side.iter().any(|line| line.y > top && stands_above(line, lines));
    has_heading && labels.len() >= 3 && labels.iter().all(|label| lines.iter().any(|line| is_beside(label, line)))
}

/// Whether the other side is empty at the height of a line.
fn is_alone(line: &Segment, others: &[&Segment]) -> bool {
    others.iter().all(|other| (line.y - other.y).abs() > CLEARANCE * line.size.max(other.size))
}

/// Whether the other side is empty at the height of a line, and goes on below it.
fn stands_above(line: &Segment, others: &[&Segment]) -> bool {
    is_alone(line, others) && others.iter().any(|other| other.y > line.y)
}

/// Whether a side consists of section headings: few short texts without dates, each aligned with a line of the other side.
fn are_headings(side: &[&Segment], lines: &[&Segment]) -> bool {
    let dated = side.iter().filter(|label| label.text.chars().any(char::is_numeric)).count();
    letters(side) * 6 <= letters(lines) && dated * 5 <= side.len() && label_groups(side, lines)
}

/// Whether a side consists of groups of a few short lines, each aligned with a line of the other side.
fn label_groups(side: &[&Segment], lines: &[&Segment]) -> bool {
    let groups = labels(side);
    let beside = groups.iter().filter(|group| lines.iter().any(|line| is_beside(group[0], line))).count();
    let is_short = letters(side) < 24 * side.len() && side.len() <= 3 * groups.len();
    let is_light = letters(side) * 3 <= letters(lines);
    groups.len() >= 2 && is_short && is_light && beside * 10 >= groups.len() * 8
}

fn is_beside(label: &Segment, line: &Segment) -> bool {
    (label.y - line.y).abs() <= SAME_BASELINE * label.size
}

fn letters(side: &[&Segment]) -> usize {
    side.iter().map(|segment| segment.text.chars().count()).sum()
}

/// Whether a side labels the lines of the other side: its segments are short, aligned with lines, and few or dates.
fn are_labels(labels: &[&Segment], lines: &[&Segment]) -> bool {
    let beside = labels.iter().filter(|label| lines.iter().any(|line| is_beside(label, line))).count();
    let dated = labels.iter().filter(|label| label.text.chars().any(char::is_numeric)).count();
    let is_short = !labels.is_empty() && letters(labels) < 24 * labels.len();
    let is_sparse = labels.len() * 10 <= lines.len() * 8;
    let are_dates = dated * 10 >= labels.len() * 6;
    let are_light = letters(labels) * 2 <= letters(lines);
    is_short && beside * 10 >= labels.len() * 7 && (is_sparse || are_dates || are_light)
}
