//! What is painted where on a page, as far as it decides whether letters can be seen.

use hayro::hayro_interpret::Paint;
use hayro::kurbo::{BezPath, Point, Rect, Shape};

/// Filled shapes that are remembered; where more are painted, nothing counts as hidden by its colour.
const MOST_FILLS: usize = 2_000;
/// Segments of a path that is tested exactly; a longer one is taken for its bounding box.
const MOST_SEGMENTS: usize = 100;
/// Colours whose components all differ by less than this cannot be told apart.
const SAME_COLOUR: f32 = 0.08;
/// What lets more than this through is not seen.
const TRANSPARENT: f32 = 0.05;
/// What lets less than this through decides what colour is seen.
const OPAQUE: f32 = 0.6;

/// Red, green, blue and opacity, from 0 to 1.
pub(super) type Colour = [f32; 4];

/// The page as it is painted so far.
#[derive(Default)]
pub(super) struct Canvas {
    fills: Vec<Fill>,
    /// The rectangles that what is painted now is cut to.
    clips: Vec<Rect>,
}

struct Fill {
    bounds: Rect,
    /// The exact shape; `None` where its bounds are exact enough.
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
        if self.fills.len() > MOST_FILLS || colour.is_some_and(|[.., opacity]| opacity < OPAQUE) {
            return;
        }
        let bounds = path.bounding_box().intersect(self.clip());
        // A rule or an underline is no background.
        if bounds.width() < 2.0 || bounds.height() < 2.0 {
            return;
        }
        let path = (5..=MOST_SEGMENTS).contains(&path.elements().len()).then_some(path);
        self.fills.push(Fill { bounds, path, colour });
    }

    /// Paints a picture. Returns the area of it that is seen.
    pub(super) fn picture(&mut self, bounds: Rect) -> f64 {
        let bounds = bounds.intersect(self.clip());
        if self.fills.len() <= MOST_FILLS {
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

    /// Is what is painted here inside of the page and of what it is cut to?
    /// The last letters of a line may reach over an edge by their height.
    pub(super) fn shows(&self, point: Point, height: f64) -> bool {
        let clip = self.clip();
        clip.width() > 0.0 && clip.height() > 0.0 && clip.inflate(height, 0.3 * height).contains(point)
    }

    /// Does this colour stand out from what is there?
    pub(super) fn contrasts(&self, colour: Option<Colour>, point: Point) -> bool {
        let Some(colour) = colour else { return true };
        if colour[3] < TRANSPARENT {
            return false;
        }
        if self.fills.len() > MOST_FILLS {
            return true;
        }
        let below =
            self.fills.iter().rev().find(|fill| {
                fill.bounds.contains(point) && fill.path.as_ref().is_none_or(|path| path.winding(point) != 0)
            });
        let Some(background) = below.map_or(Some([1.0; 4]), |fill| fill.colour) else { return true };
        (0..3).any(|component| (colour[component] - background[component]).abs() >= SAME_COLOUR)
    }
}

/// The colour of a paint, which may take a profile to find out. `None` for gradients and patterns.
pub(super) fn colour(paint: &Paint<'_>) -> Option<Colour> {
    match paint {
        Paint::Color(colour) => Some(colour.to_rgba().components()),
        Paint::Pattern(_) => None,
    }
}
