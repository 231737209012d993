//! Which segments stand in columns of their own, to be read one after the other. All distances are in points, or in units of
//! the font's height where they say so.

use super::segments::Segment;
use crate::pdf::script::reads_from_right;

/// Baselines this near, in heights, are one row.
const SAME_ROW: f32 = 0.4;
/// A label stands at the very height of its line; lines of two columns meet there only by chance.
const EXACTLY_BESIDE: f32 = 0.12;
/// The empty strip between columns.
const GUTTER: f32 = 9.0;
/// A column has at least so many segments.
const COLUMN_SEGMENTS: usize = 4;
/// More segments than this are a table or a drawing, not columns of prose.
const MOST_SEGMENTS: usize = 1_500;

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
    divide(&first, regions);
    divide(&second, regions);
    divide(&segments[columns.to..], regions);
}

/// Do they stand in one row?
pub(super) fn is_same_row(a: &Segment, b: &Segment) -> bool {
    (a.y - b.y).abs() <= SAME_ROW * a.size.min(b.size)
}

/// A stretch of segments that stands in two columns.
#[derive(Debug, PartialEq)]
struct Columns {
    from: usize,
    to: usize,
    /// The middle of the empty strip.
    gutter: f32,
}

/// The first stretch of segments, as long as possible, with an empty strip from its top to its bottom and a column of
/// prose on either side.
fn first_columns(segments: &[Segment]) -> Option<Columns> {
    if segments.len() > MOST_SEGMENTS {
        return None;
    }
    (0..segments.len().saturating_sub(2 * COLUMN_SEGMENTS - 1)).find_map(|from| {
        // A row is not torn apart: a stretch begins with the first segment of its line.
        if from > 0 && is_same_row(&segments[from - 1], &segments[from]) {
            return None;
        }
        longest_columns(segments, from)
    })
}

fn longest_columns(segments: &[Segment], from: usize) -> Option<Columns> {
    // The empty strips between the segments seen so far.
    let mut strips: Vec<(f32, f32)> = Vec::new();
    let mut had_strips = false;
    let mut longest = None;
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
        let widest = strips.iter().copied().max_by(|a, b| width(*a).total_cmp(&width(*b)));
        let Some(strip) = widest.filter(|strip| width(*strip) >= GUTTER) else {
            if had_strips {
                break;
            }
            continue;
        };
        had_strips = true;
        let gutter = f32::midpoint(strip.0, strip.1);
        if are_columns(&segments[from..=position], gutter) {
            longest = Some(Columns { from, to: position + 1, gutter });
        }
    }
    longest
}

fn width((left, right): (f32, f32)) -> f32 {
    right - left
}

/// What a segment leaves of an empty strip.
fn cut((left, right): (f32, f32), segment: &Segment) -> Vec<(f32, f32)> {
    let parts = [(left, right.min(segment.left)), (left.max(segment.right), right)];
    if segment.right <= left || segment.left >= right {
        return vec![(left, right)];
    }
    parts.into_iter().filter(|part| width(*part) >= GUTTER).collect()
}

/// Are both sides of the gutter prose of their own, side by side? Dates or labels beside their lines are not.
fn are_columns(block: &[Segment], gutter: f32) -> bool {
    let (left, right): (Vec<&Segment>, Vec<&Segment>) = block.iter().partition(|segment| segment.right <= gutter);
    if left.len() < COLUMN_SEGMENTS || right.len() < COLUMN_SEGMENTS {
        return false;
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
        return false;
    }
    if letters(&left) <= letters(&right) { !are_labels(&left, &right) } else { !are_labels(&right, &left) }
}

fn letters(side: &[&Segment]) -> usize {
    side.iter().map(|segment| segment.text.chars().count()).sum()
}

/// A side whose segments are short, each at the height of a line of the other side, and few, light or dates, labels those
/// lines.
fn are_labels(labels: &[&Segment], lines: &[&Segment]) -> bool {
    let is_beside = |label: &Segment, line: &Segment| (label.y - line.y).abs() <= EXACTLY_BESIDE * label.size;
    let beside = labels.iter().filter(|label| lines.iter().any(|line| is_beside(label, line))).count();
    let dated = labels.iter().filter(|label| label.text.chars().any(char::is_numeric)).count();
    let is_short = letters(labels) < 24 * labels.len();
    let is_sparse = labels.len() * 10 <= lines.len() * 8;
    let are_dates = dated * 10 >= labels.len() * 6;
    let are_light = letters(labels) * 2 <= letters(lines);
    is_short && beside * 10 >= labels.len() * 7 && (is_sparse || are_dates || are_light)
}
