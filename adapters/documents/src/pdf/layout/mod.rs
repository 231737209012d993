//! From glyphs to lines in reading order.
//!
//! Consecutive glyphs on a baseline form a segment (`segments`); texts that are painted over one another are separated first
//! (`overlaps`). Segments are grouped into columns and rows (`columns`), labels that a narrow column breaks are joined
//! (`wrapped_labels`), rows become lines (`rows`), and hyphenated words are joined (`hyphens`). Text in another direction is
//! laid out in a rotated frame of its own.

mod columns;
mod hyphens;
mod overlaps;
mod rows;
mod segments;
mod wrapped_labels;

use std::collections::BTreeMap;

use domain_model::candidates::document::{Line, Place};
use hayro::kurbo::{Point, Rect};

use super::annotations::Annotations;
use super::glyphs::Glyph;
use super::script::reads_from_right;

pub(super) use hyphens::join_hyphens;
use segments::OrientedGlyph;

/// The rotation that turns text of one direction so that it runs to the right.
#[derive(Clone, Copy)]
struct Frame {
    sine: f64,
    cosine: f64,
}

impl Frame {
    fn turned(degrees: i16) -> Self {
        let (sine, cosine) = match degrees {
            0 => (0.0, 1.0),
            90 => (1.0, 0.0),
            180 => (0.0, -1.0),
            270 => (-1.0, 0.0),
            other => f64::from(other).to_radians().sin_cos(),
        };
        Self { sine, cosine }
    }

    fn enter(self, point: Point) -> Point {
        Point::new(point.x * self.cosine + point.y * self.sine, point.y * self.cosine - point.x * self.sine)
    }

    fn leave(self, rect: Rect) -> Rect {
        let back = |x: f64, y: f64| Point::new(x * self.cosine - y * self.sine, x * self.sine + y * self.cosine);
        let corners = [back(rect.x0, rect.y0), back(rect.x1, rect.y1), back(rect.x0, rect.y1), back(rect.x1, rect.y0)];
        corners[1..].iter().fold(Rect::from_points(corners[0], corners[0]), |all, corner| all.union_pt(*corner))
    }
}

/// Converts a coordinate to single precision, which suffices for a page.
#[expect(clippy::cast_possible_truncation, reason = "glyphs stand within 100,000 points")]
fn single(coordinate: f64) -> f32 {
    coordinate as f32
}

/// The lines of a page, their blocks numbered from `block` on.
pub(super) fn lines(glyphs: Vec<Glyph>, annotations: &Annotations, page: u16, block: u32) -> Vec<Line> {
    let painted: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    let from_right = reads_from_right(&painted);
    let mut frames: BTreeMap<i16, Vec<OrientedGlyph>> = BTreeMap::new();
    for (order, glyph) in glyphs.into_iter().enumerate() {
        let frame = Frame::turned(glyph.turn);
        let (from, to) = (frame.enter(glyph.from), frame.enter(glyph.to));
        frames.entry(glyph.turn).or_default().push(OrientedGlyph {
            text: glyph.text,
            left: single(from.x.min(to.x)),
            right: single(from.x.max(to.x)),
            y: single(from.y),
            size: single(glyph.size),
            is_bold: glyph.is_bold,
            order,
        });
    }
    let mut frames: Vec<(i16, Vec<OrientedGlyph>)> = frames.into_iter().collect();
    // The direction of most letters comes first.
    frames.sort_by_key(|(_, letters)| std::cmp::Reverse(letters.len()));
    let (mut lines, mut block) = (Vec::new(), block);
    for (turn, letters) in frames {
        let frame = Frame::turned(turn);
        let segments = segments::segments(letters, from_right);
        let regions = columns::reading_order(segments);
        for row in rows::rows(&regions) {
            let place = frame.leave(row.bounds);
            let mut line = row.line;
            line.block += block;
            line.links = annotations.targets(place);
            if annotations.is_in_field(row.last) && turn == 0 {
                line.role = domain_model::candidates::document::LineRole::FormField;
            }
            line.place = Some(Place {
                page,
                left: single(place.x0),
                top: single(place.y0),
                right: single(place.x1),
                bottom: single(place.y1),
            });
            lines.push(line);
        }
        block = lines.last().map_or(block, |line: &Line| line.block + 1);
    }
    lines
}

#[cfg(test)]
pub(super) use tests::painted;

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters half as wide as the font is high.
    pub(in crate::pdf) fn painted(text: &str, left: f64, y: f64) -> Vec<Glyph> {
        let glyph = |(index, c): (u16, char)| {
            let left = left + 5.0 * f64::from(index);
            Glyph {
                text: c.to_string(),
                from: Point::new(left, y),
                to: Point::new(left + 5.0, y),
                size: 10.0,
                turn: 0,
                is_bold: false,
            }
        };
        (0..).zip(text.chars()).map(glyph).collect()
    }

    pub(super) fn read(glyphs: Vec<Glyph>) -> Vec<Line> {
        lines(glyphs, &Annotations::default(), 0, 0)
    }

    fn page(painted_lines: &[(&str, f64, f64)]) -> String {
        let glyphs = painted_lines.iter().flat_map(|&(text, left, y)| painted(text, left, y)).collect();
        let lines: Vec<String> = read(glyphs).into_iter().map(|line| line.text + "\n").collect();
        lines.concat()
    }

    #[test]
    fn words_are_separated_at_gaps() {
        assert_eq!(page(&[("over", 50.0, 100.0), ("fitting", 72.5, 100.0)]), "over fitting\n");
    }

    #[test]
    fn two_columns_are_read_one_after_the_other() {
        let read = page(&[
            ("Ada Lovelace, analyst", 50.0, 40.0),
            ("SKILLS", 50.0, 100.0),
            ("Mathematics", 50.0, 117.0),
            ("Notes", 50.0, 134.0),
            ("Poetry", 50.0, 151.0),
            ("Wrote the first program for an engine", 200.0, 97.0),
            ("that was never built, and explained it", 200.0, 109.0),
            ("in notes longer than the article that", 200.0, 121.0),
            ("they belong to.", 200.0, 133.0),
        ]);
        let order: Vec<usize> =
            ["Ada", "SKILLS", "Poetry", "Wrote", "belong"].map(|word| read.find(word).unwrap()).to_vec();
        assert!(order.is_sorted(), "{read}");
    }

    #[test]
    fn dates_at_the_right_margin_stay_with_their_lines() {
        let lines: Vec<(&str, f64, f64)> = (0..6_u8)
            .flat_map(|n| {
                let y = 100.0 + 14.0 * f64::from(n);
                [("Analyst at the engine works, London", 50.0, y), ("2019 - 2021", 400.0, y)]
            })
            .collect();
        assert!(page(&lines).starts_with("Analyst at the engine works, London\t2019 - 2021\n"), "{}", page(&lines));
    }

    #[test]
    fn headings_above_labels_do_not_make_them_a_column() {
        // Dates beside positions, under headings that begin where the dates do.
        let read = page(&[
            ("Work", 50.0, 100.0),
            ("2019 - 2021", 50.0, 124.0),
            ("Keeper of lights", 180.0, 124.0),
            ("Tallow & Co, Galway", 180.0, 137.0),
            ("2016 - 2019", 50.0, 160.0),
            ("Fitter", 180.0, 160.0),
            ("Corrib Works, Galway", 180.0, 173.0),
            ("School", 50.0, 200.0),
            ("2012 - 2016", 50.0, 224.0),
            ("University of Galway", 180.0, 224.0),
            ("Languages", 50.0, 250.0),
            ("Irish", 50.0, 274.0),
            ("native", 180.0, 274.0),
            ("English", 50.0, 295.0),
            ("fluent", 180.0, 295.0),
        ]);
        for row in [
            "2019 - 2021\tKeeper of lights\nTallow",
            "2016 - 2019\tFitter",
            "School\n2012 - 2016\tUniv",
            "Irish\tnative",
        ] {
            assert!(read.contains(row), "{row:?} in {read}");
        }
    }

    #[test]
    fn a_table_whose_columns_are_alike_is_read_row_by_row() {
        let read = page(&[
            ("Technical skills", 50.0, 100.0),
            ("Drawing", 50.0, 124.0),
            ("AutoCAD, Revit", 180.0, 124.0),
            ("Software", 50.0, 145.0),
            ("Excel", 180.0, 145.0),
            ("Spoken", 50.0, 170.0),
            ("Italian", 50.0, 194.0),
            ("native", 180.0, 194.0),
            ("English", 50.0, 215.0),
            ("fluent", 180.0, 215.0),
        ]);
        assert!(read.contains("Drawing\tAutoCAD, Revit\nSoftware\tExcel\nSpoken\nItalian\tnative\n"), "{read}");
    }

    #[test]
    fn a_grid_of_items_is_read_row_by_row_and_a_sidebar_in_the_same_rows_is_not() {
        let grid = page(&[
            ("Skills", 50.0, 100.0),
            ("• Looms", 50.0, 124.0),
            ("• Cards", 180.0, 124.0),
            ("• Engines", 310.0, 124.0),
            ("• Tables", 50.0, 141.0),
            ("• Notes", 180.0, 141.0),
            ("• Proofs", 310.0, 141.0),
            ("Languages", 50.0, 170.0),
            ("French", 50.0, 194.0),
            ("Italian", 180.0, 194.0),
            ("German", 310.0, 194.0),
        ]);
        assert!(grid.starts_with("Skills\nLooms\t• Cards\t• Engines\nTables\t• Notes"), "{grid}");
        let beside: Vec<(&str, f64, f64)> =
            ["School", "Diploma in weaving", "Technical college of Leeds", "2011 - 2014"]
                .into_iter()
                .zip([100.0, 113.0, 126.0, 139.0])
                .map(|(text, y)| (text, 50.0, y))
                .chain((0..9_u8).map(|row| ("• Looms", 310.0, 100.0 + 13.0 * f64::from(row))))
                .collect();
        assert!(page(&beside).starts_with("School\nDiploma in weaving\nTechnical"), "{}", page(&beside));
    }

    #[test]
    fn wide_gaps_set_apart_the_cells_of_a_line() {
        let spread = |left: f64| [painted("ada@post.example", 50.0, 100.0), painted("Leeds", left, 100.0)].concat();
        // The address is 80 points wide.
        assert_eq!(read(spread(137.0))[0].text, "ada@post.example\tLeeds");
        assert_eq!(read(spread(134.0))[0].text, "ada@post.example Leeds");
        // A sign separates already.
        let signed = [("Old", 50.0), ("looms", 68.0), ("|", 101.0), ("Cards", 114.0)];
        let signed = signed.into_iter().flat_map(|(word, left)| painted(word, left, 100.0)).collect();
        assert_eq!(read(signed)[0].text, "Old looms | Cards");
        // Justified prose has wide gaps everywhere.
        let words = ["Wrote", "notes", "about", "looms"].into_iter().zip([50.0, 82.0, 114.0, 146.0]);
        assert_eq!(
            read(words.flat_map(|(word, left)| painted(word, left, 100.0)).collect())[0].text,
            "Wrote notes about looms"
        );
    }

    #[test]
    fn a_title_that_goes_on_below_is_whole_before_its_dates() {
        let painted = |rest: &'static str, left: f64, step: f64| {
            page(&[
                ("Officer, Department of Weather,", 50.0, 100.0),
                ("2019 - 2021", 400.0, 100.0),
                (rest, left, 100.0 + step),
                ("Measured rain.", 50.0, 150.0),
            ])
        };
        let whole = "Officer, Department of Weather, Division of Rain\t2019 - 2021\nMeasured rain.\n";
        assert_eq!(painted("Division of Rain", 50.0, 12.0), whole);
        assert_eq!(painted("Division of Rain", 60.0, 12.0), whole, "indented");
        for (rest, left, step) in
            [("• Division of Rain", 50.0, 12.0), ("Division", 200.0, 12.0), ("Division", 50.0, 25.0)]
        {
            assert!(painted(rest, left, step).starts_with("Officer, Department of Weather,\t2019 - 2021\n"), "{rest}");
        }
    }

    #[test]
    fn a_bullet_painted_lower_marks_its_item() {
        let lines = read([painted("•", 50.0, 94.0), painted("Weld", 62.0, 100.0)].concat());
        assert_eq!((lines[0].text.as_str(), lines.len()), ("Weld", 1));
        assert_eq!(lines[0].role, domain_model::candidates::document::LineRole::ListItem);
    }

    #[test]
    fn lines_far_apart_are_blocks() {
        let lines =
            read([painted("one", 50.0, 50.0), painted("two", 50.0, 62.0), painted("three", 50.0, 90.0)].concat());
        assert_eq!(lines.iter().map(|line| line.block).collect::<Vec<_>>(), [0, 0, 1]);
    }

    #[test]
    fn rotated_text_is_a_line_of_its_own() {
        let mut glyphs = painted("Maren Tallow, keeper of lights", 100.0, 100.0);
        for (index, c) in (0_u16..).zip("Curriculum vitae".chars()) {
            let y = 300.0 - 5.0 * f64::from(index);
            let (from, to) = (Point::new(40.0, y), Point::new(40.0, y - 5.0));
            glyphs.push(Glyph { text: c.to_string(), from, to, size: 10.0, turn: 270, is_bold: false });
        }
        let lines = read(glyphs);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Maren Tallow, keeper of lights", "Curriculum vitae"]);
        let place = lines[1].place.unwrap();
        assert!(place.left < 41.0 && place.right < 60.0 && place.top < 230.0 && place.bottom > 290.0, "{place:?}");
    }

    #[test]
    fn an_empty_page_has_no_lines() {
        assert_eq!(read(Vec::new()), Vec::new());
    }
}
