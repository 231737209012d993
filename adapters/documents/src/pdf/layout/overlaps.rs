//! Separates texts that are painted over one another on a line, such as the overflow of a narrow cell, or a shadow. Sorted by
//! position alone, their letters would be mixed.

use std::collections::{HashMap, HashSet};

use super::segments::OrientedGlyph;

/// A letter at a greater distance from the previously painted one, in heights, begins another text.
const MAX_LETTER_DISTANCE: f32 = 1.2;
/// The maximum overlap of adjacent letters, in heights.
const MAX_KERNING: f32 = 0.35;
/// The minimum share of a letter that is covered by another one in a conflict.
const MIN_COVERAGE: f32 = 0.4;
/// The minimum number of conflicting letters of two texts; a single one may be an accent.
const MIN_CONFLICTS: usize = 2;
/// The minimum number of letters of a text.
const MIN_TEXT_LETTERS: usize = 3;

/// Splits the letters of a line into layers without conflicts. Usually there is one. A shadow is dropped.
pub(super) fn layers(mut line: Vec<OrientedGlyph>) -> Vec<Vec<OrientedGlyph>> {
    line.sort_by_key(|letter| letter.order);
    let texts = texts(&line);
    let conflicts = conflicts(&line, &texts);
    if conflicts.is_empty() {
        return vec![line];
    }
    let mut words: HashMap<usize, String> = HashMap::new();
    for (letter, &text) in line.iter().zip(&texts) {
        words.entry(text).or_default().push_str(letter.text.trim());
    }
    let mut covered_by: HashMap<usize, Vec<usize>> = HashMap::new();
    for (earlier, later) in conflicts {
        covered_by.entry(later).or_default().push(earlier);
    }
    let mut layer_of: Vec<Option<usize>> = Vec::new();
    for text in 0..=texts.last().copied().unwrap_or(0) {
        let earlier = covered_by.remove(&text).unwrap_or_default();
        let is_shadow = earlier.iter().any(|other| is_shadow(&words[&text], &words[other]));
        let taken: HashSet<usize> = earlier.into_iter().filter_map(|other| layer_of[other]).collect();
        // Texts that were painted consecutively belong together, such as bold and plain words of a line.
        let usual = text.checked_sub(1).and_then(|before| layer_of[before]).unwrap_or(0);
        let layer = std::iter::once(usual).chain(0..=taken.len()).find(|layer| !taken.contains(layer));
        layer_of.push(layer.filter(|_| !is_shadow));
    }
    let mut layers: Vec<Vec<OrientedGlyph>> = Vec::new();
    for (letter, text) in line.into_iter().zip(texts) {
        let Some(layer) = layer_of[text] else { continue };
        layers.resize_with(layers.len().max(layer + 1), Vec::new);
        layers[layer].push(letter);
    }
    layers
}

/// Whether a text repeats another one. Some of its letters may have been dropped as duplicates.
fn is_shadow(text: &str, other: &str) -> bool {
    let mut rest = other.chars();
    text.len() * 10 >= other.len() * 7 && text.chars().all(|c| rest.any(|other| other == c))
}

/// The text of each letter, in the order of painting. A text continues while the next letter is adjacent to the last one in the
/// same direction.
fn texts(line: &[OrientedGlyph]) -> Vec<usize> {
    let (mut text, mut direction) = (0, None);
    let mut texts = Vec::with_capacity(line.len());
    for (index, letter) in line.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).map(|before| &line[before]) {
            let way = way(before, letter).filter(|way| direction.is_none_or(|direction| direction == *way));
            text += usize::from(way.is_none());
            direction = way;
        }
        texts.push(text);
    }
    texts
}

/// The side of a letter on which the next one is.
fn way(letter: &OrientedGlyph, next: &OrientedGlyph) -> Option<Direction> {
    let size = letter.size.min(next.size);
    let is_beside = |gap: f32, widest: f32| (-MAX_KERNING * size..=widest * size).contains(&gap);
    if next.order != letter.order + 1 {
        None
    } else if is_beside(next.left - letter.right, MAX_LETTER_DISTANCE) {
        Some(Direction::Right)
    } else if is_beside(letter.left - next.right, MAX_KERNING) {
        Some(Direction::Left)
    } else {
        None
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Right,
    Left,
}

/// Pairs of texts that cover one another, the earlier one first.
fn conflicts(line: &[OrientedGlyph], texts: &[usize]) -> HashSet<(usize, usize)> {
    let mut lengths: HashMap<usize, usize> = HashMap::new();
    let mut letters: Vec<(&OrientedGlyph, usize)> = Vec::new();
    for (letter, &text) in line.iter().zip(texts) {
        if !letter.is_blank() {
            *lengths.entry(text).or_default() += 1;
            letters.push((letter, text));
        }
    }
    letters.retain(|(_, text)| lengths[text] >= MIN_TEXT_LETTERS);
    letters.sort_by(|a, b| a.0.left.total_cmp(&b.0.left));
    let mut covered: HashMap<(usize, usize), usize> = HashMap::new();
    for pair in letters.windows(2) {
        let [(a, first), (b, second)] = pair else { continue };
        let narrower = (a.right - a.left).min(b.right - b.left);
        if first != second && a.right.min(b.right) - b.left > MIN_COVERAGE * narrower.max(0.01) {
            *covered.entry((*first.min(second), *first.max(second))).or_default() += 1;
        }
    }
    covered.into_iter().filter(|(_, letters)| *letters >= MIN_CONFLICTS).map(|(texts, _)| texts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters five points wide, painted from this place on.
    fn painted(texts: &[(&str, f32)]) -> Vec<OrientedGlyph> {
        let places = texts.iter().flat_map(|&(text, from)| {
            (0_u16..).zip(text.chars()).map(move |(index, c)| (c, from + 5.0 * f32::from(index)))
        });
        let letter = |(order, (c, left)): (usize, (char, f32))| OrientedGlyph {
            text: c.to_string(),
            left,
            right: left + 5.0,
            y: 0.0,
            size: 10.0,
            is_bold: false,
            order,
        };
        places.enumerate().map(letter).collect()
    }

    fn read(texts: &[(&str, f32)]) -> Vec<String> {
        let text = |layer: Vec<OrientedGlyph>| layer.into_iter().map(|letter| letter.text).collect::<String>();
        layers(painted(texts)).into_iter().map(text).collect()
    }

    #[test]
    fn overlapping_texts_become_layers() {
        assert_eq!(read(&[("Bachelor", 0.0), ("University", 22.0)]), ["Bachelor", "University"]);
        assert_eq!(read(&[("Kaunas", 100.0), ("Technologijos", 62.0)]), ["Kaunas", "Technologijos"]);
        assert_eq!(read(&[("lighthouse", 0.0), ("keeper", 13.0), ("2019", 28.0)]).len(), 3);
    }

    #[test]
    fn words_of_a_line_stay_together() {
        let line = [("Bachelor", 0.0), ("University", 22.0), ("of Galway", 90.0)];
        assert_eq!(read(&line), ["Bachelor", "Universityof Galway"]);
    }

    #[test]
    fn right_to_left_texts_form_layers() {
        let mut letters = painted(&[("University", 0.0), ("Bachelor", 37.0)]);
        // Each is painted from its right end on.
        for text in [0..10, 10..18] {
            let orders: Vec<usize> = text.clone().rev().collect();
            letters[text].iter_mut().zip(orders).for_each(|(letter, order)| letter.order = order);
        }
        let texts: Vec<String> =
            layers(letters).into_iter().map(|layer| layer.into_iter().map(|letter| letter.text).collect()).collect();
        assert_eq!(texts, ["ytisrevinU", "rolehcaB"]);
    }

    #[test]
    fn a_shadow_is_read_once() {
        assert_eq!(read(&[("Lanterns", 0.0), ("Lanterns", 3.0)]), ["Lanterns"]);
        assert_eq!(read(&[("Quay", 0.0), ("Quay", 2.5), ("Quay", 4.0)]), ["Quay"]);
        assert!(
            is_shadow("Lantens", "Lanterns") && !is_shadow("Lan", "Lanterns") && !is_shadow("Lanterns", "Landings")
        );
    }

    #[test]
    fn adjacent_texts_are_one_layer() {
        for texts in [
            &[("Keeper", 0.0), ("2019", 200.0)][..],
            &[("2019", 200.0), ("Keeper", 0.0)],
            &[("Resume", 0.0), ("´", 5.5), ("´", 25.5)],
            &[("Keeper", 0.0), ("of lights", 29.0)],
            &[],
        ] {
            assert_eq!(read(texts).len(), 1, "{texts:?}");
        }
    }
}
