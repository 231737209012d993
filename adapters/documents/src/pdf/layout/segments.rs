//! Groups glyphs on a baseline without a large gap into segments. Distances are in font heights.

use super::overlaps::layers;
use crate::characters::{is_private, tidy_broken};
use crate::pdf::script::reading_order;

/// The maximum distance of baselines on a line.
const SAME_LINE: f32 = 0.35;
/// Gaps that are wider than those within words by this much separate words.
const WORD_GAP: f32 = 0.13;
/// The minimum gap between segments of a line …
const SEGMENT_GAP: f32 = 1.15;
/// … and when the right one was not painted next.
const JUMP_GAP: f32 = 0.55;
/// The minimum gap of letter-spaced text.
const MIN_LETTER_SPACING: f32 = 0.12;
/// The maximum letters of letter-spaced text with painted spaces.
const MAX_SPACED: usize = 40;
/// The minimum gap that sets apart cells within a segment: several spaces, or a quad …
const CELL_GAP: f32 = 0.6;
/// … relative to the gaps between the words of the line.
const CELL_GAP_RATIO: f32 = 2.2;
/// The gap between words of a line that has only one gap.
const USUAL_WORD_GAP: f32 = 0.3;
/// The minimum number of gaps to determine letter spacing.
const MIN_GAPS: usize = 3;
/// The maximum size of an index or exponent, relative to its neighbour.
const MAX_INDEX_RATIO: f32 = 0.85;
/// The maximum number of segments of a page that is searched for indices.
const MAX_SEGMENTS: usize = 4_000;

/// A glyph in the frame in which its text runs to the right and lines follow one another downwards.
#[derive(Debug, Clone)]
pub(super) struct OrientedGlyph {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Its baseline.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// The order of painting.
    pub(super) order: usize,
}

impl OrientedGlyph {
    /// Whether it is white space or a sign of an icon font.
    pub(super) fn is_blank(&self) -> bool {
        !self.text.is_empty() && self.text.chars().all(|c| c.is_whitespace() || is_private(c) && !is_bullet_sign(c))
    }
}

/// Bullets of Symbol and Wingdings in the private use area.
fn is_bullet_sign(c: char) -> bool {
    matches!(c, '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}')
}

/// Text on one line without a large gap.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// Its text.
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Its baseline.
    pub(super) y: f32,
    /// The height of the lines above it that were joined to it.
    pub(super) above: f32,
    /// The height of the lines below it that were joined to it.
    pub(super) below: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    letters: Vec<OrientedGlyph>,
    /// Whether white space was painted before each letter.
    spaces: Vec<bool>,
}

/// The segments of a page, in no order.
pub(super) fn segments(mut letters: Vec<OrientedGlyph>, page_reads_from_right: bool) -> Vec<Segment> {
    letters.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.left.total_cmp(&b.left)));
    let mut lines: Vec<Vec<OrientedGlyph>> = Vec::new();
    for letter in letters {
        let line = lines.iter_mut().rev().take(4).find(|line| {
            let first = &line[0];
            (first.y - letter.y).abs() <= SAME_LINE * first.size.min(letter.size)
        });
        match line {
            Some(line) => line.push(letter),
            None => lines.push(vec![letter]),
        }
    }
    let mut segments: Vec<Segment> = lines.into_iter().flat_map(layers).flat_map(cut).collect();
    attach_indices(&mut segments);
    for segment in &mut segments {
        segment.finish(page_reads_from_right);
    }
    segments.retain(|segment| !segment.text.is_empty());
    segments
}

/// Splits a line at large gaps.
fn cut(mut line: Vec<OrientedGlyph>) -> Vec<Segment> {
    line.sort_by(|a, b| a.left.total_cmp(&b.left));
    attach_accents(&mut line);
    let mut segments: Vec<Segment> = Vec::new();
    let (mut has_space, mut blanks) = (false, 0);
    for letter in line {
        if letter.is_blank() {
            has_space = true;
            blanks += 1;
            continue;
        }
        let space = std::mem::take(&mut has_space);
        let skipped = std::mem::take(&mut blanks);
        if let Some(segment) = segments.last_mut() {
            let gap = (letter.left - segment.right) / segment.size.min(letter.size);
            let last = segment.letters.last().map_or(0, |last| last.order);
            let is_next = letter.order > last && letter.order - last <= skipped + 1;
            // Small gaps are skipped early, because a line may have many letters.
            if gap <= JUMP_GAP || gap <= segment.widest_gap(is_next) {
                segment.push(letter, space);
                continue;
            }
        }
        segments.push(Segment::of(letter));
    }
    segments
}

/// Combines accents with the letters under them.
fn attach_accents(line: &mut Vec<OrientedGlyph>) {
    let accents: Vec<usize> = (0..line.len()).filter(|&index| combining(&line[index].text).is_some()).collect();
    for index in accents.into_iter().rev() {
        let middle = f32::midpoint(line[index].left, line[index].right);
        let neighbours = [index.checked_sub(1), (index + 1 < line.len()).then_some(index + 1)];
        let bearer = neighbours.into_iter().flatten().find(|&neighbour| {
            let letter = &line[neighbour];
            letter.text.chars().all(char::is_alphabetic)
                && !letter.text.is_empty()
                && (letter.left..=letter.right).contains(&middle)
        });
        if let (Some(bearer), Some(mark)) = (bearer, combining(&line[index].text)) {
            let letter = &mut line[bearer];
            letter.text = letter.text.replace('ı', "i").replace('ȷ', "j");
            letter.text.push(mark);
            line.remove(index);
        }
    }
}

fn combining(accent: &str) -> Option<char> {
    Some(match accent {
        "`" | "ˋ" => '\u{300}',
        "´" | "ˊ" => '\u{301}',
        "ˆ" | "^" => '\u{302}',
        "˜" | "~" => '\u{303}',
        "¯" | "ˉ" => '\u{304}',
        "˘" => '\u{306}',
        "˙" => '\u{307}',
        "¨" => '\u{308}',
        "˚" => '\u{30a}',
        "˝" => '\u{30b}',
        "ˇ" => '\u{30c}',
        "¸" => '\u{327}',
        "˛" => '\u{328}',
        _ => return None,
    })
}

/// Joins an index or exponent to the word that it touches.
fn attach_indices(segments: &mut Vec<Segment>) {
    if segments.len() > MAX_SEGMENTS {
        return;
    }
    let mut index = 0;
    while index < segments.len() {
        let small = &segments[index];
        let near = index.saturating_sub(40)..(index + 40).min(segments.len());
        let bearer = near.filter(|&other| other != index).find(|&other| {
            let big = &segments[other];
            let middle = small.y - 0.35 * small.size;
            let gap = (small.left - big.right).max(big.left - small.right) / big.size;
            let is_index = small.size < MAX_INDEX_RATIO * big.size
                && small.letters.len() <= 4
                && (big.y - 0.9 * big.size..=big.y + 0.2 * big.size).contains(&middle)
                && (small.y - big.y).abs() > 0.05 * big.size
                && (-0.3..0.3).contains(&gap);
            // As in the logotype of TeX.
            let is_shifted = small.letters.len() <= 2
                && small.size < 1.2 * big.size
                && (small.y - big.y).abs() < 0.5 * small.size
                && small.left > big.left
                && small.right < big.right
                && big.has_room(small);
            is_index || is_shifted
        });
        let Some(bearer) = bearer else {
            index += 1;
            continue;
        };
        let small = segments.remove(index);
        let bearer = if bearer > index { bearer - 1 } else { bearer };
        segments[bearer].absorb(small);
    }
}

impl Segment {
    fn of(letter: OrientedGlyph) -> Self {
        Self {
            text: String::new(),
            left: letter.left,
            right: letter.right,
            y: letter.y,
            above: 0.0,
            below: 0.0,
            size: letter.size,
            is_bold: false,
            letters: vec![letter],
            spaces: vec![false],
        }
    }

    fn push(&mut self, letter: OrientedGlyph, space: bool) {
        self.right = self.right.max(letter.right);
        self.size = self.size.max(letter.size);
        self.letters.push(letter);
        self.spaces.push(space);
    }

    /// Whether the other segment fits into a gap between its letters.
    fn has_room(&self, other: &Self) -> bool {
        let middle = f32::midpoint(other.left, other.right);
        !self.letters.iter().any(|letter| (letter.left..letter.right).contains(&middle))
    }

    fn absorb(&mut self, small: Self) {
        let first = small.letters.first().map_or(0.0, |letter| letter.left);
        let at = self.letters.iter().take_while(|letter| letter.left <= first).count();
        self.left = self.left.min(small.left);
        self.right = self.right.max(small.right);
        self.letters.splice(at..at, small.letters);
        self.spaces.splice(at..at, small.spaces);
    }

    /// The gaps between the letters.
    fn gaps(&self) -> Vec<f32> {
        let mut right = f32::MIN;
        let mut gaps = Vec::with_capacity(self.letters.len());
        for letter in &self.letters {
            gaps.push((letter.left - right) / letter.size.max(0.01));
            right = right.max(letter.right);
        }
        gaps.split_off(1.min(gaps.len()))
    }

    /// The spacing of letters within words.
    fn spacing(&self) -> f32 {
        let mut gaps = self.gaps();
        if gaps.len() < MIN_GAPS {
            return 0.0;
        }
        gaps.sort_by(f32::total_cmp);
        gaps[gaps.len() * 3 / 10].max(0.0)
    }

    /// Whether it is letter-spaced.
    fn is_spaced(&self, spacing: f32) -> bool {
        let spaces = self.spaces.iter().filter(|space| **space).count();
        // Many single characters with spaces between them are a list of characters.
        spacing > MIN_LETTER_SPACING && !(self.letters.len() > MAX_SPACED && spaces * 2 > self.letters.len())
    }

    /// The maximum gap to the next letter of the segment.
    fn widest_gap(&self, is_next: bool) -> f32 {
        let gap = if is_next { SEGMENT_GAP } else { JUMP_GAP };
        // With letter spacing, word gaps are wider too.
        let spacing = self.spacing();
        if self.is_spaced(spacing) { gap + 2.5 * spacing } else { gap }
    }

    /// Assembles its text from the letters.
    fn finish(&mut self, page_reads_from_right: bool) {
        let (spacing, gaps) = (self.spacing(), self.gaps());
        let is_spaced = self.is_spaced(spacing);
        let least = if is_spaced {
            spacing + (0.5 * spacing).max(MIN_LETTER_SPACING)
        } else {
            WORD_GAP + spacing.min(MIN_LETTER_SPACING)
        };
        let cell_gap =
            if is_spaced { f32::INFINITY } else { cell_gap(gaps.iter().copied().filter(|gap| *gap > least)) };
        let mut pieces: Vec<String> = Vec::with_capacity(self.letters.len() * 5 / 4);
        for (index, letter) in self.letters.iter().enumerate() {
            let gap = index.checked_sub(1).and_then(|before| gaps.get(before).copied()).unwrap_or(0.0);
            let is_break = gap > least || !is_spaced && self.spaces[index] && gap > -0.2;
            if is_break && index > 0 {
                let is_separated = is_separator(&self.letters[index - 1].text) || is_separator(&letter.text);
                pieces.push(if gap >= cell_gap && !is_separated { "\t" } else { " " }.to_owned());
            }
            pieces.push(letter.text.replace(is_bullet_sign, "•").replace(is_private, ""));
        }
        self.text = tidy_broken(&reading_order(pieces, page_reads_from_right));
        let bold = self.letters.iter().filter(|letter| letter.is_bold).count();
        self.is_bold = bold * 2 > self.letters.len();
        self.size = usual_size(&self.letters);
        self.letters = Vec::new();
    }
}

/// The minimum gap between cells of a line with these gaps between words.
fn cell_gap(words: impl Iterator<Item = f32>) -> f32 {
    let mut gaps: Vec<f32> = words.collect();
    gaps.sort_by(f32::total_cmp);
    // The narrower half: a line may have more gaps between cells than between words.
    let usual = if gaps.len() > 1 { gaps[(gaps.len() - 1) / 4] } else { USUAL_WORD_GAP };
    (CELL_GAP_RATIO * usual).max(CELL_GAP)
}

/// Whether a sign separates what is beside it, so that the gaps around it need not.
fn is_separator(text: &str) -> bool {
    matches!(
        text,
        "|" | "¦"
            | "•"
            | "·"
            | "∙"
            | "●"
            | "▪"
            | "◦"
            | "-"
            | "–"
            | "—"
            | "/"
            | ":"
            | "~"
            | "*"
            | "»"
            | "›"
            | "→"
    )
}

/// The most frequent size of letters.
fn usual_size(letters: &[OrientedGlyph]) -> f32 {
    let mut sizes: Vec<f32> = letters.iter().map(|letter| letter.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}
