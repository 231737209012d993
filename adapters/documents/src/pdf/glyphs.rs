//! The glyphs of a page: text, position and visibility.

use std::collections::HashMap;

use hayro::hayro_interpret::font::{Glyph as PaintedGlyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::object::{Dict, String as PdfString};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};

use super::annotations::text_string;
use super::bullets;
use super::canvas::{Canvas, Colour, colour};
use super::fonts::{FontFacts, FontTable};
use crate::characters::is_private;
use crate::read_error::ReadError;

/// The maximum number of glyphs on a page.
const MAX_GLYPHS: usize = 60_000;
/// The maximum nesting of marked-content sequences.
const MAX_MARK_DEPTH: usize = 64;
/// Smaller letters, in points, count as invisible.
const MIN_READABLE_SIZE: f64 = 2.0;
/// The maximum size of the text of a glyph.
const MAX_MEANING_BYTES: usize = 64;
/// The maximum coordinate, in points; glyphs beyond it are dropped.
const MAX_COORDINATE: f64 = 1e5;
/// Small shapes that are kept.
const MAX_SMALL_SHAPES: usize = 1_000;
/// Units per em.
const UNITS: f64 = 1_000.0;

/// A glyph, in points from the top left corner of the displayed page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Its text; empty when the font has no mapping.
    pub(super) text: String,
    /// Its origin on the baseline.
    pub(super) from: Point,
    /// The origin of the next glyph.
    pub(super) to: Point,
    /// The height of its font.
    pub(super) size: f64,
    /// The direction of the baseline, in steps of five degrees, clockwise from "to the right".
    pub(super) turn: i16,
    pub(super) is_bold: bool,
}

impl Glyph {
    /// Horizontal text that is not painted, such as a form value.
    pub(super) fn level(text: &str, (left, right): (f64, f64), baseline: f64, size: f64) -> Self {
        let right = right.min(left + size * 0.5 * u32::try_from(text.chars().count()).map_or(1.0, f64::from));
        let (from, to) = (Point::new(left, baseline), Point::new(right, baseline));
        Self { text: text.to_owned(), from, to, size, turn: 0, is_bold: false }
    }
}

/// The content of a page.
#[derive(Default)]
pub(super) struct PageContent {
    /// In the order of painting.
    pub(super) glyphs: Vec<Glyph>,
    /// The invisible ones.
    pub(super) hidden: Vec<Glyph>,
    /// The part of the page that pictures cover; more than 1 when they overlap.
    pub(super) pictured: f64,
    /// Painted shapes.
    pub(super) shapes: usize,
    /// The bounds of shapes that may be bullets.
    small_shapes: Vec<Rect>,
    /// The number of glyphs without a mapping, whitespace aside.
    unknown: usize,
}

impl PageContent {
    /// The number of visible letters and digits.
    pub(super) fn letters(&self) -> usize {
        letters(&self.glyphs)
    }

    /// Whether the page is a scan with a hidden OCR layer.
    pub(super) fn is_scan(&self) -> bool {
        self.pictured > 0.5 && letters(&self.hidden) > 4 * self.letters()
    }

    /// Whether the text is garbled: unmapped or private characters, only signs, or words that no language has.
    pub(super) fn is_garbled(&self) -> bool {
        let letters = self.letters();
        let private = self.glyphs.iter().flat_map(|glyph| glyph.text.chars()).filter(|c| is_private(*c)).count();
        if (self.unknown + private) > 40 && (self.unknown + private) * 2 > letters {
            return true;
        }
        let signs = self.glyphs.iter().flat_map(|glyph| glyph.text.chars());
        let signs = signs.filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
        if signs > 40 && signs > 4 * letters {
            return true;
        }
        let latin = self.glyphs.iter().flat_map(|glyph| glyph.text.chars()).filter(char::is_ascii_alphabetic);
        let (mut all, mut vowels) = (0, 0);
        for letter in latin {
            all += 1;
            vowels += usize::from("aeiouyAEIOUY".contains(letter));
        }
        all > 200 && all * 2 > letters && vowels * 100 < all * 14
    }
}

fn letters(glyphs: &[Glyph]) -> usize {
    glyphs.iter().flat_map(|glyph| glyph.text.chars()).filter(|c| c.is_alphanumeric()).count()
}

/// Interprets a page.
pub(super) fn interpret<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    fonts: &FontTable<'a>,
) -> Result<PageContent, ReadError> {
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let to_page = page.initial_transform(true).to_kurbo();
    // Not clipped to the page, so that glyphs outside are reported as invisible.
    let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
    let mut context = Context::new(to_page, everywhere, cache, page.xref(), settings.clone());
    let mut reader = Reader {
        fonts,
        canvas: Canvas::new(bounds),
        content: PageContent::default(),
        area: bounds.area().max(1.0),
        marks: Vec::new(),
        painted: HashMap::new(),
        maybe_clip: Vec::new(),
        has_too_much: false,
    };
    interpret_page(page, &mut context, &mut reader);
    if reader.has_too_much {
        return Err(ReadError::unreadable("a page has too much content"));
    }
    bullets::add(&mut reader.content.glyphs, &reader.content.small_shapes);
    Ok(reader.content)
}

/// Collects the painted glyphs, shapes and pictures.
struct Reader<'f, 'a> {
    fonts: &'f FontTable<'a>,
    canvas: Canvas,
    content: PageContent,
    area: f64,
    /// The open marked-content sequences.
    marks: Vec<Mark>,
    /// Glyphs by first character and approximate position, to detect repeated painting.
    painted: HashMap<(char, i64, i64), usize>,
    /// Invisible glyphs that become visible when a picture is clipped to their outlines next.
    maybe_clip: Vec<Glyph>,
    has_too_much: bool,
}

struct Mark {
    /// The `ActualText` of the sequence.
    actual: Option<String>,
    /// The number of glyphs before it.
    seen: usize,
    hidden: usize,
}

impl<'a> Device<'a> for Reader<'_, 'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.content.shapes += 1;
        if matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            let path = props.transform * path.clone();
            if self.content.small_shapes.len() < MAX_SMALL_SHAPES {
                self.content.small_shapes.extend(bullets::candidate(&path));
            }
            self.canvas.fill(path, &props.paint);
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        // Letters filled with a picture or a gradient.
        let shown = std::mem::take(&mut self.maybe_clip);
        if !shown.is_empty() && shown.iter().all(|glyph| bounds.inflate(2.0, 2.0).contains(glyph.from)) {
            let hidden = self.content.hidden.len() - shown.len();
            self.content.hidden.truncate(hidden);
            self.content.glyphs.extend(shown);
        }
        self.canvas.push_clip(bounds);
    }

    fn pop_clip(&mut self) {
        self.canvas.pop_clip();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_transparency_group(&mut self) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let is_vertical = matches!(run.writing_mode(), WritingMode::Vertical);
        if !matches!(mode, DrawMode::Invisible) {
            self.maybe_clip.clear();
        }
        let colour = colour(&props.paint);
        for glyph in run.glyphs() {
            if self.content.glyphs.len() + self.content.hidden.len() >= MAX_GLYPHS {
                self.has_too_much = true;
                return;
            }
            let to_page = props.transform * glyph.transform();
            let Some((glyph, is_known)) = self.place(glyph, to_page, is_vertical) else { continue };
            self.take(glyph, is_known, colour, matches!(mode, DrawMode::Invisible));
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let bounds = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        self.content.pictured += self.canvas.picture(bounds) / self.area;
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        if self.marks.len() < MAX_MARK_DEPTH {
            let actual = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"));
            let actual = actual.map(|actual| text_string(&actual));
            self.marks.push(Mark { actual, seen: self.content.glyphs.len(), hidden: self.content.hidden.len() });
        }
    }

    fn end_marked_content(&mut self) {
        let Some(mark) = self.marks.pop() else { return };
        let Some(actual) = mark.actual else { return };
        replace(&mut self.content.glyphs, mark.seen, &actual);
        replace(&mut self.content.hidden, mark.hidden, &actual);
    }
}

impl<'a> Reader<'_, 'a> {
    /// A painted glyph, and whether its text is known. `None` when its coordinates are implausible.
    fn place(&self, glyph: &PaintedGlyph<'a>, to_page: Affine, is_vertical: bool) -> Option<(Glyph, bool)> {
        let (facts, advance) = match glyph {
            PaintedGlyph::Outline(outline) => (self.fonts.facts(outline), outline.advance_width()),
            PaintedGlyph::Type3(drawn) => (FontFacts::default(), drawn.advance_width()),
        };
        let advance = advance.map_or(0.0, f64::from);
        let [a, b, c, d, ..] = to_page.as_coeffs();
        let (along, up) = (Vec2::new(a, b) * UNITS, Vec2::new(c, d) * UNITS);
        let mut size = up.hypot();
        let from = to_page * Point::ZERO;
        let step = if is_vertical {
            -up
        } else if facts.is_substituted && along.hypot() > 0.0 {
            // A substitute is stretched to the declared width, which the advance already contains.
            along / along.hypot() * size * (advance / UNITS)
        } else {
            along * (advance / UNITS)
        };
        if matches!(glyph, PaintedGlyph::Type3(_)) && (size < step.hypot() * 0.6 || size > step.hypot() * 12.0) {
            // A Type 3 font has a scale of its own.
            size = step.hypot() * 1.8;
        }
        if !are_plausible([from.x, from.y, step.x, step.y, size]) || size < 0.05 {
            return None;
        }
        let direction = if step.hypot() > 0.0 { step } else { along };
        let (text, is_known) = meaning(glyph, facts);
        Some((Glyph { text, from, to: from + step, size, turn: turn(direction), is_bold: facts.is_bold }, is_known))
    }

    fn take(&mut self, glyph: Glyph, is_known: bool, colour: Option<Colour>, is_invisible: bool) {
        let is_blank = is_known && glyph.text.trim().is_empty();
        let middle = glyph.from.midpoint(glyph.to);
        let body = Point::new(middle.x, middle.y - 0.3 * glyph.size);
        let body = if glyph.turn == 0 { body } else { middle };
        let is_hidden = is_invisible
            || glyph.size < MIN_READABLE_SIZE
            || !self.canvas.shows(body, glyph.size)
            || (!is_blank && !self.canvas.contrasts(colour, body));
        if !is_blank && !is_hidden && self.is_repeated(&glyph) {
            return;
        }
        if !is_known {
            self.content.unknown += 1;
        }
        if !is_hidden {
            self.content.glyphs.push(glyph);
            return;
        }
        if is_invisible {
            self.maybe_clip.push(glyph.clone());
        }
        self.content.hidden.push(glyph);
    }

    /// Whether the same glyph was painted here before, as a shadow or to simulate bold.
    fn is_repeated(&mut self, glyph: &Glyph) -> bool {
        let Some(initial) = glyph.text.chars().next() else { return false };
        let reach = (0.12 * glyph.size).min(0.5 * glyph.from.distance(glyph.to)).max(0.01);
        let cell = |coordinate: f64| cell(coordinate / (0.15 * glyph.size));
        let (x, y) = (cell(glyph.from.x), cell(glyph.from.y));
        for (beside, below) in (-1..=1).flat_map(|x| (-1..=1).map(move |y| (x, y))) {
            let key = (initial, x + beside, y + below);
            let Some(first) = self.painted.get(&key).and_then(|&index| self.content.glyphs.get_mut(index)) else {
                continue;
            };
            let apart = first.from.distance(glyph.from);
            if first.text == glyph.text && apart < reach && (first.size - glyph.size).abs() < 0.2 * glyph.size {
                first.is_bold |= apart > 0.01 && (first.from.y - glyph.from.y).abs() < 0.01;
                return true;
            }
        }
        self.painted.insert((initial, x, y), self.content.glyphs.len());
        false
    }
}

/// Whether all coordinates are finite and within the maximum.
pub(super) fn are_plausible<const N: usize>(coordinates: [f64; N]) -> bool {
    coordinates.iter().all(|coordinate| coordinate.abs() < MAX_COORDINATE)
}

/// The direction of a vector, in steps of five degrees.
#[expect(clippy::cast_possible_truncation, reason = "an angle is from -180 to 180")]
fn turn(direction: Vec2) -> i16 {
    let steps = (direction.y.atan2(direction.x).to_degrees() / 5.0).round() as i16;
    (steps * 5).rem_euclid(360)
}

#[expect(clippy::cast_possible_truncation, reason = "coordinates beyond the range share a cell")]
fn cell(coordinate: f64) -> i64 {
    coordinate.round() as i64
}

/// The text of a glyph, and whether it is known.
fn meaning(glyph: &PaintedGlyph<'_>, facts: FontFacts) -> (String, bool) {
    let unicode = glyph.as_unicode().map(|unicode| match unicode {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    });
    let unicode = unicode.map(|unicode| unicode.replace(|c: char| c.is_control() && c != '\t' || c == '\u{fffd}', ""));
    match unicode {
        // Longer than any ligature.
        Some(unicode) if !unicode.is_empty() && unicode.len() <= MAX_MEANING_BYTES => (unicode, true),
        // An unmapped glyph without an outline is a space.
        _ if !facts.is_substituted && draws_nothing(glyph) => (" ".to_owned(), true),
        _ => {
            let code = u8::try_from(glyph.char_code()).ok().map(char::from);
            let plain = code.filter(|c| facts.has_plain_codes && (c.is_ascii_graphic() || *c == ' '));
            (plain.map(String::from).unwrap_or_default(), plain.is_some())
        }
    }
}

fn draws_nothing(glyph: &PaintedGlyph<'_>) -> bool {
    matches!(glyph, PaintedGlyph::Outline(outline) if outline.outline().elements().is_empty())
}

/// Replaces the glyphs from `first` on by the actual text, if they are on one line.
fn replace(glyphs: &mut Vec<Glyph>, first: usize, actual: &str) {
    let Some((begin, rest)) = glyphs.get(first..).and_then(<[Glyph]>::split_first) else { return };
    let is_one_line = rest.iter().all(|glyph| {
        let away = glyph.from - begin.from;
        let (sine, cosine) = f64::from(begin.turn).to_radians().sin_cos();
        glyph.turn == begin.turn && (away.y * cosine - away.x * sine).abs() < 0.5 * begin.size
    });
    let painted: String = glyphs[first..].iter().map(|glyph| glyph.text.as_str()).collect();
    if !is_one_line || painted == actual {
        return;
    }
    let to = glyphs.last().map_or(begin.to, |last| last.to);
    let whole = Glyph { text: actual.to_owned(), to, ..begin.clone() };
    glyphs.truncate(first);
    if !actual.is_empty() {
        glyphs.push(whole);
    }
}
