//! Tracks the painted shapes of a page to decide whether letters are visible.

use hayro::hayro_interpret::Paint;
use hayro::kurbo::{BezPath, Point, Rect, Shape};

/// Filled shapes that are tracked. Beyond that, no text counts as hidden by its colour.
const MAX_FILLS: usize = 2_000;
/// The maximum segments of a path that is tested exactly; longer paths count as their bounding box.
const MAX_SEGMENTS: usize = 100;
/// Colours whose components all differ by less are indistinguishable.
const MIN_CONTRAST: f32 = 0.08;
/// Paint with at most this opacity is invisible.
const MAX_TRANSPARENT_OPACITY: f32 = 0.05;
/// Paint with at least this opacity determines the visible colour.
const MIN_OPAQUE_OPACITY: f32 = 0.6;

/// Red, green, blue and opacity, from 0 to 1.
pub(super) type Colour = [f32; 4];

/// The painted page so far.
#[derive(Default)]
pub(super) struct Canvas {
    fills: Vec<Fill>,
    /// The current clip rectangles.
    clips: Vec<Rect>,
}

struct Fill {
    bounds: Rect,
    /// The exact shape; `None` where the bounds suffice.
    path: Option<BezPath>,
    /// `None` for pictures and gradients.
    colour: Option<Colour>,
}

impl Canvas {
    /// An empty page.
    pub(super) fn new(page: Rect) -> Self {
        Self { fills: Vec::new(), clips: vec![page] }
    }

    /// Paints a shape.
    pub(super) fn fill(&mut self, path: BezPath, paint: &Paint<'_>) {
        let colour = colour(paint);
        if self.fills.len() > MAX_FILLS || colour.is_some_and(|[.., opacity]| opacity < MIN_OPAQUE_OPACITY) {
            return;
        }
        let bounds = path.bounding_box().intersect(self.clip());
        // A rule or an underline is not a background.
        if bounds.width() < 2.0 || bounds.height() < 2.0 {
            return;
        }
        let path = (5..=MAX_SEGMENTS).contains(&path.elements().len()).then_some(path);
        self.fills.push(Fill { bounds, path, colour });
    }

    /// Paints a picture. Returns its visible area.
    pub(super) fn picture(&mut self, bounds: Rect) -> f64 {
        let bounds = bounds.intersect(self.clip());
        if self.fills.len() <= MAX_FILLS {
            self.fills.push(Fill { bounds, path: None, colour: None });
        }
        bounds.area().max(0.0)
    }

    pub(super) fn push_clip(&mut self, bounds: Rect) {
        self.clips.push(self.clip().intersect(bounds));
    }

    pub(super) fn pop_clip(&mut self) {
        if self.clips.len() > 1 {
            self.clips.pop();
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or_default()
    }

    /// Whether the point is inside the page and the clip rectangles. Letters may exceed an edge by their height.
    pub(super) fn shows(&self, point: Point, height: f64) -> bool {
        let clip = self.clip();
        clip.width() > 0.0 && clip.height() > 0.0 && clip.inflate(height, 0.3 * height).contains(point)
    }

    /// Whether the colour contrasts with the background at the point.
    pub(super) fn contrasts(&self, colour: Option<Colour>, point: Point) -> bool {
        let Some(colour) = colour else { return true };
        if colour[3] < MAX_TRANSPARENT_OPACITY {
            return false;
        }
        if self.fills.len() > MAX_FILLS {
            return true;
        }
        let below =
            self.fills.iter().rev().find(|fill| {
                fill.bounds.contains(point) && fill.path.as_ref().is_none_or(|path| path.winding(point) != 0)
            });
        let Some(background) = below.map_or(Some([1.0; 4]), |fill| fill.colour) else { return true };
        (0..3).any(|component| (colour[component] - background[component]).abs() >= MIN_CONTRAST)
    }
}

/// The colour of a paint, converted by its profile. `None` for gradients and patterns.
pub(super) fn colour(paint: &Paint<'_>) -> Option<Colour> {
    match paint {
        Paint::Color(colour) => Some(colour.to_rgba().components()),
        Paint::Pattern(_) => None,
    }
}
