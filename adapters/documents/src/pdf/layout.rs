//! From glyphs to text: words by gaps, lines by baselines, columns by gutters.
//!
//! Glyphs that touch make words; words with ordinary gaps make segments; segments stand in rows and columns. Two columns
//! are read one after the other, but a date at the end of a line or in the margin belongs to its line. All distances are
//! in units of the font's height.

use super::page::Glyph;
use super::script::{is_icon, presentable, reading_order, reads_from_right};

/// A gap of this much separates words.
const WORD_GAP: f32 = 0.17;
/// A gap of this much separates segments of a line.
const SEGMENT_GAP: f32 = 1.15;
/// Baselines this near are one line.
const SAME_LINE: f32 = 0.4;
/// A label stands at the very height of its line; lines of two columns meet there only by chance.
const EXACTLY_BESIDE: f32 = 0.12;
/// Lines farther apart than this are different paragraphs.
const PARAGRAPH_GAP: f32 = 1.9;
/// The empty strip between columns, in points.
const GUTTER: f32 = 9.0;
/// A column has at least so many segments.
const COLUMN_SEGMENTS: usize = 4;
/// More segments than this are a table or a drawing, not columns of prose.
const MOST_SEGMENTS: usize = 1_500;

/// Words on one line without a large gap.
#[derive(Debug, Clone, PartialEq)]
struct Segment {
    /// What was painted, from left to right.
    pieces: Vec<String>,
    /// What it reads.
    text: String,
    left: f32,
    right: f32,
    y: f32,
    size: f32,
}

/// The text of a page, lines separated by line breaks, paragraphs by blank lines.
pub(crate) fn text(glyphs: Vec<Glyph>) -> String {
    let (upright, turned): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|glyph| glyph.is_upright);
    let words: String = upright.iter().map(|glyph| glyph.text.as_str()).collect();
    let mut segments = segments(upright, reads_from_right(&words));
    segments.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.left.total_cmp(&b.left)));
    let mut text = String::new();
    write_region(&segments, &mut text);
    // Text that runs up or down the page comes last, as one line.
    let turned: String = turned.into_iter().map(|glyph| glyph.text).collect();
    if !turned.trim().is_empty() {
        text.push_str(turned.trim());
        text.push('\n');
    }
    text
}

/// Glyphs that follow one another on a line.
fn segments(mut glyphs: Vec<Glyph>, page_reads_from_right: bool) -> Vec<Segment> {
    glyphs.retain(|glyph| !glyph.text.chars().all(is_icon));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.left.total_cmp(&b.left)));
    for glyph in glyphs {
        let line = lines.iter_mut().rev().take(3).find(|line| is_same_line(&line[0], &glyph));
        match line {
            Some(line) => line.push(glyph),
            None => lines.push(vec![glyph]),
        }
    }
    lines.into_iter().flat_map(|line| line_segments(line, page_reads_from_right)).collect()
}

/// A bullet or a superscript may sit a little higher than its line.
fn is_same_line(first: &Glyph, other: &Glyph) -> bool {
    (first.y - other.y).abs() <= SAME_LINE * first.size.min(other.size)
}

fn line_segments(mut line: Vec<Glyph>, page_reads_from_right: bool) -> Vec<Segment> {
    line.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut segments: Vec<Segment> = Vec::new();
    let mut last: Option<Glyph> = None;
    for glyph in line {
        let is_blank = glyph.text.trim().is_empty();
        let Some(segment) = segments.last_mut() else {
            if !is_blank {
                segments.push(Segment::of(&glyph));
                last = Some(glyph);
            }
            continue;
        };
        // Bold is sometimes painted by painting twice.
        let is_repeated = last.as_ref().is_some_and(|last| {
            last.text == glyph.text && (last.left - glyph.left).abs() < 0.12 * glyph.size && !is_blank
        });
        if is_repeated {
            continue;
        }
        let gap = (glyph.left - segment.right) / segment.size.min(glyph.size);
        if is_blank {
            // A painted space; how wide it is shows when the next glyph comes.
            segment.note_space();
        } else if gap > SEGMENT_GAP {
            segments.push(Segment::of(&glyph));
        } else {
            if gap > WORD_GAP {
                segment.note_space();
            }
            segment.push(&glyph);
        }
        if !is_blank {
            last = Some(glyph);
        }
    }
    for segment in &mut segments {
        segment.text = presentable(reading_order(std::mem::take(&mut segment.pieces), page_reads_from_right).trim());
    }
    segments.retain(|segment| !segment.text.is_empty());
    segments
}

impl Segment {
    fn of(glyph: &Glyph) -> Self {
        let (pieces, text) = (vec![glyph.text.clone()], String::new());
        Self { pieces, text, left: glyph.left, right: glyph.right, y: glyph.y, size: glyph.size }
    }

    fn push(&mut self, glyph: &Glyph) {
        self.pieces.push(glyph.text.clone());
        self.right = self.right.max(glyph.right);
        self.size = self.size.max(glyph.size);
    }

    fn note_space(&mut self) {
        if self.pieces.last().is_some_and(|piece| piece != " ") {
            self.pieces.push(" ".to_owned());
        }
    }
}

/// Writes segments, sorted from top to bottom, in reading order.
fn write_region(segments: &[Segment], text: &mut String) {
    let Some(columns) = first_columns(segments) else {
        write_lines(segments, text);
        return;
    };
    write_lines(&segments[..columns.from], text);
    let block = &segments[columns.from..columns.to];
    let (left, right): (Vec<Segment>, Vec<Segment>) =
        block.iter().cloned().partition(|segment| segment.right <= columns.gutter);
    let words: String = block.iter().map(|segment| segment.text.as_str()).collect();
    let (first, second) = if reads_from_right(&words) { (right, left) } else { (left, right) };
    write_region(&first, text);
    write_region(&second, text);
    write_region(&segments[columns.to..], text);
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
        let top = side.iter().map(|segment| segment.y).fold(f32::MIN, f32::max);
        let bottom = side.iter().map(|segment| segment.y).fold(f32::MAX, f32::min);
        (bottom, top)
    };
    let ((left_bottom, left_top), (right_bottom, right_top)) = (extent(&left), extent(&right));
    let overlap = left_top.min(right_top) - left_bottom.max(right_bottom);
    let shorter = (left_top - left_bottom).min(right_top - right_bottom);
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

fn is_same_row(a: &Segment, b: &Segment) -> bool {
    (a.y - b.y).abs() <= SAME_LINE * a.size.min(b.size)
}

/// Writes segments line by line.
fn write_lines(segments: &[Segment], text: &mut String) {
    let mut above: Option<&Segment> = None;
    let mut row: Vec<&Segment> = Vec::new();
    let flush = |row: &mut Vec<&Segment>, text: &mut String| {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut words: Vec<&str> = row.iter().map(|segment| segment.text.as_str()).collect();
        if reads_from_right(&words.concat()) {
            words.reverse();
        }
        push_line(text, &words.join("\t"));
        row.clear();
    };
    for segment in segments {
        if let Some(last) = above
            && !is_same_row(last, segment)
        {
            flush(&mut row, text);
            if (last.y - segment.y) > PARAGRAPH_GAP * last.size.max(segment.size) {
                text.push('\n');
            }
        }
        row.push(segment);
        above = Some(segment);
    }
    if !row.is_empty() {
        flush(&mut row, text);
        text.push('\n');
    }
}

/// A word cut by a soft hyphen at the end of its line is put together again, and a bullet that was painted a little higher
/// or lower stands before its words.
fn push_line(text: &mut String, line: &str) {
    if text.ends_with("\u{ad}\n") {
        text.truncate(text.len() - "\u{ad}\n".len());
    }
    let is_after_bullet = ["•", "●", "▪", "◦", "‣", "–", "-"].iter().any(|mark| {
        let above = text.strip_suffix('\n').and_then(|text| text.strip_suffix(mark));
        above.is_some_and(|above| above.is_empty() || above.ends_with('\n'))
    });
    if is_after_bullet {
        text.pop();
        text.push(' ');
    }
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each letter half as wide as its font is high.
    fn line(text: &str, left: f32, y: f32) -> Vec<Glyph> {
        let mut at = left;
        let glyph = |c: char| {
            let glyph = Glyph { text: c.to_string(), left: at, right: at + 5.0, y, size: 10.0, is_upright: true };
            at += 5.0;
            glyph
        };
        text.chars().map(glyph).collect()
    }

    fn page(lines: &[(&str, f32, f32)]) -> String {
        text(lines.iter().flat_map(|&(words, left, y)| line(words, left, y)).collect())
    }

    #[test]
    fn words_are_found_by_their_gaps() {
        let mut glyphs = line("over", 50.0, 700.0);
        glyphs.extend(line("fitting", 72.5, 700.0));
        assert_eq!(text(glyphs), "over fitting\n\n");
    }

    #[test]
    fn two_columns_are_read_one_after_the_other() {
        let lines: Vec<(&str, f32, f32)> = vec![
            ("Ada Lovelace, analyst", 50.0, 760.0),
            ("SKILLS", 50.0, 700.0),
            ("Mathematics", 50.0, 683.0),
            ("Notes", 50.0, 666.0),
            ("Poetry", 50.0, 649.0),
            ("Wrote the first program for an engine", 200.0, 703.0),
            ("that was never built, and explained it", 200.0, 691.0),
            ("in notes longer than the article that", 200.0, 679.0),
            ("they belong to.", 200.0, 667.0),
        ];
        let read = page(&lines);
        let order: Vec<usize> =
            ["Ada", "SKILLS", "Poetry", "Wrote", "belong"].map(|word| read.find(word).unwrap()).to_vec();
        assert!(order.is_sorted(), "{read}");
    }

    #[test]
    fn dates_at_the_end_of_lines_stay_with_them() {
        let lines: Vec<(&str, f32, f32)> = (0..6_u8)
            .flat_map(|n| {
                let y = 700.0 - 14.0 * f32::from(n);
                [("Analyst at the engine works, London", 50.0, y), ("2019 - 2021", 400.0, y)]
            })
            .collect();
        assert!(page(&lines).starts_with("Analyst at the engine works, London\t2019 - 2021\n"), "{}", page(&lines));
    }

    #[test]
    fn a_bullet_painted_lower_stands_before_its_words() {
        assert_eq!(page(&[("•", 50.0, 706.0), ("Weld", 62.0, 700.0)]), "• Weld\n\n");
    }

    #[test]
    fn lines_far_apart_are_paragraphs() {
        assert_eq!(
            page(&[("one", 50.0, 700.0), ("two", 50.0, 688.0), ("three", 50.0, 660.0)]),
            "one\ntwo\n\nthree\n\n"
        );
    }

    #[test]
    fn bold_that_was_painted_twice_is_read_once() {
        let mut glyphs = line("Bold", 50.0, 700.0);
        glyphs.extend(line("Bold", 50.3, 700.0));
        assert_eq!(text(glyphs), "Bold\n\n");
    }

    #[test]
    fn an_empty_page_has_no_text() {
        assert_eq!(text(Vec::new()), "");
    }
}
