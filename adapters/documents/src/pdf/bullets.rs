//! Bullets that are painted as shapes, as browsers and drawing programs do. They become the sign, so that the items of a list
//! are told apart.

use hayro::kurbo::{BezPath, Rect, Shape};

use super::glyphs::Glyph;
use super::script::reads_from_right;

/// The size of a bullet, in points …
const SIZES: std::ops::Range<f64> = 1.2..6.0;
/// … and relative to the font beside it. Larger ones are icons and points of a timeline.
const RELATIVE_SIZES: std::ops::Range<f64> = 0.12..0.45;
/// The maximum ratio of its sides.
const MAX_RATIO: f64 = 1.25;
/// The distance from its text, in font heights.
const GAPS: std::ops::Range<f64> = 0.1..2.2;
/// The minimum distance from a text or another shape before it. Rows of points rate a skill, for example.
const CLEARANCE: f64 = 3.0;
/// The heights above the baseline at which its middle stands, in font heights.
const HEIGHTS: std::ops::Range<f64> = 0.05..0.65;
/// Bullets stand at least this often below one another.
const MIN_ITEMS: usize = 2;
/// A page with more small shapes has a drawing.
const MAX_SHAPES: usize = 400;
/// Coordinates within this distance are the same.
const ALIGNED: f64 = 0.6;

/// The bounds of a filled path that may be a bullet.
pub(super) fn candidate(path: &BezPath) -> Option<Rect> {
    let bounds = path.bounding_box();
    let (width, height) = (bounds.width(), bounds.height());
    let is_compact = width <= height * MAX_RATIO && height <= width * MAX_RATIO;
    (SIZES.contains(&width) && SIZES.contains(&height) && is_compact).then_some(bounds)
}

/// Adds a sign for each of the shapes that is a bullet.
pub(super) fn add(glyphs: &mut Vec<Glyph>, shapes: &[Rect]) {
    if shapes.is_empty() || shapes.len() > MAX_SHAPES {
        return;
    }
    let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    let side = Side { is_right: reads_from_right(&text) };
    let mut bullets: Vec<(Rect, Glyph)> = Vec::new();
    for shape in shapes {
        let is_alone = shapes.iter().all(|other| {
            let apart = (other.center().x - shape.center().x).abs();
            apart < ALIGNED || apart > CLEARANCE * 2.0 * shape.width() || !are_level(other, shape)
        });
        if let Some(text) = side.text_of(shape, glyphs).filter(|_| is_alone) {
            let sign = Glyph::level("•", (shape.x0, shape.x1), text.from.y, text.size);
            bullets.push((*shape, sign));
        }
    }
    let is_listed = |shape: &Rect| {
        let items = bullets.iter().filter(|(other, _)| (other.center().x - shape.center().x).abs() < ALIGNED);
        items.count() >= MIN_ITEMS
    };
    let listed: Vec<Glyph> =
        bullets.iter().filter(|(shape, _)| is_listed(shape)).map(|(_, sign)| sign.clone()).collect();
    glyphs.extend(listed);
}

fn are_level(a: &Rect, b: &Rect) -> bool {
    (a.center().y - b.center().y).abs() < a.height().max(b.height())
}

/// The side of a text on which its bullets stand.
struct Side {
    is_right: bool,
}

impl Side {
    /// The first glyph of the text that a shape marks.
    fn text_of<'g>(&self, shape: &Rect, glyphs: &'g [Glyph]) -> Option<&'g Glyph> {
        let level = |glyph: &&Glyph| {
            let height = (glyph.from.y - shape.center().y) / glyph.size;
            glyph.turn == 0 && HEIGHTS.contains(&height) && !glyph.text.trim().is_empty()
        };
        // How far behind the shape a glyph begins, and how far before it one ends.
        let behind = |glyph: &Glyph| if self.is_right { shape.x0 - glyph.to.x } else { glyph.from.x - shape.x1 };
        let before = |glyph: &Glyph| if self.is_right { glyph.from.x - shape.x1 } else { shape.x0 - glyph.to.x };
        let text = glyphs
            .iter()
            .filter(level)
            .filter(|glyph| behind(glyph) >= 0.0)
            .min_by(|a, b| behind(a).total_cmp(&behind(b)))?;
        let is_free = glyphs.iter().filter(level).all(|glyph| {
            let gap = before(glyph);
            behind(glyph) >= 0.0 || gap > CLEARANCE * glyph.size
        });
        let size = shape.height() / text.size;
        (is_free && GAPS.contains(&(behind(text) / text.size)) && RELATIVE_SIZES.contains(&size)).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use hayro::kurbo::Point;

    use super::super::layout::painted;
    use super::*;

    fn dot(x: f64, baseline: f64, size: f64) -> Rect {
        Rect::from_center_size(Point::new(x, baseline - 3.5), (size, size))
    }

    /// The number of bullets among these shapes beside two lines at 62 points.
    fn bullets(shapes: &[Rect]) -> usize {
        let mut glyphs = [painted("Welded", 62.0, 100.0), painted("Measured", 62.0, 114.0)].concat();
        let before = glyphs.len();
        add(&mut glyphs, shapes);
        glyphs.len() - before
    }

    #[test]
    fn shapes_before_the_lines_of_a_list_are_bullets() {
        assert_eq!(bullets(&[dot(54.0, 100.0, 3.0), dot(54.0, 114.0, 3.0)]), 2);
        assert_eq!(bullets(&[dot(54.0, 100.0, 2.0), dot(54.0, 114.0, 2.0), dot(54.0, 300.0, 2.0)]), 2);
    }

    #[test]
    fn other_shapes_are_none() {
        for shapes in [
            vec![dot(54.0, 100.0, 3.0)],
            vec![dot(54.0, 100.0, 5.0), dot(54.0, 114.0, 5.0)],
            vec![dot(30.0, 100.0, 3.0), dot(30.0, 114.0, 3.0)],
            vec![dot(110.0, 100.0, 3.0), dot(110.0, 114.0, 3.0)],
            [46.0, 50.0, 54.0].iter().flat_map(|x| [dot(*x, 100.0, 3.0), dot(*x, 114.0, 3.0)]).collect(),
        ] {
            assert_eq!(bullets(&shapes), 0, "{shapes:?}");
        }
    }

    #[test]
    fn only_small_compact_shapes_may_be_bullets() {
        let shape = |width: f64, height: f64| candidate(&Rect::new(0.0, 0.0, width, height).to_path(0.1));
        assert!(shape(3.0, 3.2).is_some());
        assert!(shape(3.0, 6.0).is_none() && shape(12.0, 12.0).is_none() && shape(0.5, 0.5).is_none());
    }
}
