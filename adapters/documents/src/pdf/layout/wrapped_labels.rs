//! Joins the lines of a label that a narrow column breaks: `Bachelor of⏎Science` beside a university, `10/2014 –⏎12/2019` beside
//! a position. Read row by row, the rest would stand before a line of the text beside it. Distances are in font heights.

use super::columns::Region;
use super::rows::{gather, mark_length};
use super::segments::Segment;
use crate::pdf::script::reads_from_right;

/// The maximum distance of the lines of a label.
const MAX_STEP: f32 = 1.5;
/// The maximum distance of aligned edges.
const ALIGNED: f32 = 0.3;
/// The minimum distance of a label from the text beside it.
const MIN_GUTTER: f32 = 0.5;
/// The width of a space.
const SPACE: f32 = 0.25;
/// The maximum length of a preposition or conjunction at the end of a line.
const MAX_LINK_CHARS: usize = 3;

/// The region with every label in the row of its first line.
pub(super) fn join(region: &Region) -> Region {
    let mut rows: Vec<Vec<Segment>> =
        gather(region).into_iter().map(|row| row.into_iter().cloned().collect()).collect();
    let column = Column::of(region);
    for index in 0..rows.len() {
        for next in index + 1..rows.len() {
            let (above, below) = rows.split_at_mut(next);
            let (row, next) = (&mut above[index], &mut below[0]);
            if !column.is_wrapped(row, next) {
                break;
            }
            let rest = next.remove(column.first(next));
            let at = column.first(row);
            let label = &mut row[at];
            label.text = format!("{} {}", label.text, rest.text);
            label.below = rest.y - label.y;
            (label.left, label.right) = (label.left.min(rest.left), label.right.max(rest.right));
        }
    }
    rows.concat()
}

/// The column of the labels, at the side on which lines begin.
struct Column {
    is_right: bool,
    /// Its outer edge.
    edge: f32,
}

impl Column {
    fn of(region: &Region) -> Self {
        let text: String = region.iter().map(|segment| segment.text.as_str()).collect();
        let is_right = reads_from_right(&text);
        let left = region.iter().map(|segment| segment.left).fold(f32::MAX, f32::min);
        let right = region.iter().map(|segment| segment.right).fold(f32::MIN, f32::max);
        Self { is_right, edge: if is_right { right } else { left } }
    }

    /// The index of the first cell of a row, in the direction of reading.
    fn first<S>(&self, row: &[S]) -> usize {
        if self.is_right { row.len().saturating_sub(1) } else { 0 }
    }

    /// Whether the label of a row continues in the next row.
    fn is_wrapped(&self, row: &[Segment], next: &[Segment]) -> bool {
        let (Some(label), Some(rest)) = (row.get(self.first(row)), next.get(self.first(next))) else { return false };
        let Some(beside) = self.beside(row) else { return false };
        let size = label.size;
        let step = rest.y - label.y - label.below;
        let is_aligned =
            (rest.left - label.left).abs() < ALIGNED * size || (rest.right - label.right).abs() < ALIGNED * size;
        let is_alike = rest.is_bold == label.is_bold && (rest.size - size).abs() < 0.1 * size;
        let is_beside = self.distance(rest, beside) >= MIN_GUTTER * size;
        if !is_aligned || !is_alike || !is_beside || step <= 0.0 || step > MAX_STEP * size {
            return false;
        }
        if is_open_range(&label.text, &rest.text) {
            return true;
        }
        mark_length(&label.text).is_none()
            && mark_length(&rest.text).is_none()
            && !has_digit(&label.text)
            && !has_digit(&rest.text)
            && !self.fits(label, rest, beside)
            && continues(&label.text, &rest.text, self.beside(next))
    }

    /// The cell beside the label.
    fn beside<'r>(&self, row: &'r [Segment]) -> Option<&'r Segment> {
        let beside = if self.is_right { row.len().checked_sub(2)? } else { 1 };
        row.get(beside)
    }

    /// The gap between a label and the text beside it.
    fn distance(&self, label: &Segment, beside: &Segment) -> f32 {
        if self.is_right { label.left - beside.right } else { beside.left - label.right }
    }

    /// Whether the first word of the rest would have found room in the line above it.
    fn fits(&self, label: &Segment, rest: &Segment, beside: &Segment) -> bool {
        let letters = |text: &str| f32::from(u16::try_from(text.chars().count()).unwrap_or(u16::MAX));
        let word = rest.text.split_whitespace().next().map_or(0.0, letters);
        let width = (rest.right - rest.left) * word / letters(&rest.text).max(1.0) + SPACE * label.size;
        let inner = self.distance(label, beside) - MIN_GUTTER * label.size;
        let outer = if self.is_right { self.edge - label.right } else { label.left - self.edge };
        width <= inner.max(outer)
    }
}

/// Whether a range of dates is broken at its dash.
fn is_open_range(label: &str, rest: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—');
    has_digit(label) && (label.trim_end().ends_with(is_dash) || rest.trim_start().starts_with(is_dash))
}

/// Whether a line continues the label above it, rather than being a label of its own. `beside` is what stands next to it.
fn continues(label: &str, rest: &str, beside: Option<&Segment>) -> bool {
    let last = label.split_whitespace().next_back().unwrap_or_default();
    let is_linked = last.chars().count() <= MAX_LINK_CHARS && last.chars().all(char::is_lowercase);
    is_linked
        || label.ends_with([',', '&', '/'])
        || rest.starts_with(char::is_lowercase)
        || beside.is_none_or(|beside| mark_length(&beside.text).is_some())
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{painted, read};

    /// The lines of a page with these labels and texts beside them, in rows of 12 points.
    fn rows(painted_rows: &[(&str, &str)]) -> Vec<String> {
        let rows = (0_u8..).zip(painted_rows).flat_map(|(row, (label, text))| {
            let y = 100.0 + 12.0 * f64::from(row);
            [painted(label, 50.0, y), painted(text, 150.0, y)].concat()
        });
        read(rows.collect()).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn a_label_that_a_narrow_column_breaks_is_whole_in_its_first_row() {
        assert_eq!(
            rows(&[("Bachelor of", "University of Galway"), ("Engineering", "First class")]),
            ["Bachelor of Engineering\tUniversity of Galway", "First class"]
        );
        assert_eq!(
            rows(&[("Diplôme", "Université de Nantes"), ("universitaire", "Mention bien"), ("", "Nantes")])[0],
            "Diplôme universitaire\tUniversité de Nantes"
        );
        assert_eq!(
            rows(&[("Meisterschule", "Handwerkskammer Ulm"), ("Elektrotechnik", "• mit Auszeichnung")]),
            ["Meisterschule Elektrotechnik\tHandwerkskammer Ulm", "mit Auszeichnung"]
        );
        assert_eq!(
            rows(&[("Diplôme", "Rennes"), ("universitaire", "2019"), ("d'études avancées", "Mention bien")]),
            ["Diplôme universitaire d'études avancées\tRennes", "2019", "Mention bien"]
        );
    }

    #[test]
    fn a_range_that_is_broken_at_its_dash_is_whole() {
        assert_eq!(
            rows(&[("10/2014 –", "Staff nurse"), ("12/2019", "Cared for patients.")]),
            ["10/2014 – 12/2019\tStaff nurse", "Cared for patients."]
        );
        assert_eq!(
            rows(&[("Mai 2014", "Köchin"), ("– heute", "Gasthof Linde")]),
            ["Mai 2014 – heute\tKöchin", "Gasthof Linde"]
        );
    }

    #[test]
    fn labels_below_one_another_stay_apart() {
        for rows_of_labels in [
            [("Operating systems", "Linux"), ("Databases", "SQLite")],
            [("Tallow & Co", "Keeper of lights"), ("Galway", "• Lit the lamps")],
            [("2014 – 2019", "Staff nurse"), ("Galway", "Cared for patients.")],
            [("May 2019", "Welder"), ("March 2017", "Fitter")],
        ] {
            let expected = rows_of_labels.map(|(label, text)| format!("{label}\t{text}"));
            assert_eq!(rows(&rows_of_labels), expected);
        }
    }
}
