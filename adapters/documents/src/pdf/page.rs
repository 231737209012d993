//! Interprets the content of a page as far as text is concerned: which glyph stands where, how large.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::LARGEST_STREAM;
use super::font::Font;
use crate::refusal::Refusal;

/// More glyphs than this on a page is no resume.
const MOST_GLYPHS: usize = 60_000;
/// Bytes that the glyphs of a page stand for: a font may say that one of them stands for a book.
const MOST_TEXT: usize = 1024 * 1024;
/// Fonts of a page. One that is written where it is used is read anew each time.
const MOST_FONTS: usize = 1_000;
/// Forms inside forms.
const DEEPEST_FORM: usize = 5;
/// Operations of a page and its forms.
const MOST_OPERATIONS: usize = 500_000;
/// Saved graphics states; real pages nest a dozen.
const DEEPEST_STATE: usize = 256;

/// A painted glyph, in points from the lower left corner of the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) text: String,
    /// Where it begins and where the next one would.
    pub(crate) left: f32,
    pub(crate) right: f32,
    /// Its baseline.
    pub(crate) y: f32,
    /// The height of its font.
    pub(crate) size: f32,
    /// Painted from bottom to top or top to bottom.
    pub(crate) is_upright: bool,
}

/// `[a b 0; c d 0; e f 1]`, applied to row vectors.
#[derive(Debug, Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn translation(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `other`.
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Self([a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l])
    }

    fn apply(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (x * a + y * c + e, x * b + y * d + f)
    }
}

/// What `q` saves and `Q` restores.
#[derive(Clone, Copy)]
struct State {
    to_page: Matrix,
    font: Option<usize>,
    size: f32,
    char_spacing: f32,
    word_spacing: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

struct Interpreter<'d> {
    document: &'d Document,
    fonts: Vec<Font<'d>>,
    /// Fonts read already, by object.
    known_fonts: HashMap<ObjectId, usize>,
    glyphs: Vec<Glyph>,
    /// Bytes that they stand for.
    text: usize,
    operations: usize,
}

/// Every glyph of a page, in the order of painting.
pub(crate) fn glyphs(document: &Document, page: ObjectId) -> Result<Vec<Glyph>, Refusal> {
    let content = document.get_page_content_with_limit(page, LARGEST_STREAM).map_err(Refusal::because)?;
    let mut interpreter = Interpreter {
        document,
        fonts: Vec::new(),
        known_fonts: HashMap::new(),
        glyphs: Vec::new(),
        text: 0,
        operations: 0,
    };
    let (own, inherited) = document.get_page_resources(page).map_err(Refusal::because)?;
    let mut resources: Vec<&Dictionary> = own.into_iter().collect();
    resources.extend(inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok()));
    let state = State {
        to_page: Matrix::IDENTITY,
        font: None,
        size: 0.0,
        char_spacing: 0.0,
        word_spacing: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    interpreter.run(&content, &resources, state, 0)?;
    Ok(interpreter.glyphs)
}

impl<'d> Interpreter<'d> {
    fn run(&mut self, content: &[u8], resources: &[&'d Dictionary], state: State, depth: usize) -> Result<(), Refusal> {
        let mut state = state;
        let mut saved = Vec::new();
        let (mut text, mut line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        // One operation at a time: a page of millions of them never stands in memory (finding D1).
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else { break };
            self.operations += 1;
            if self.has_too_much() {
                return Err(Refusal::because("a page has too much content"));
            }
            let numbers = numbers(&operation);
            match (operation.operator.as_str(), numbers.as_slice()) {
                ("q", _) if saved.len() < DEEPEST_STATE => saved.push(state),
                ("Q", _) => state = saved.pop().unwrap_or(state),
                ("cm", &[a, b, c, d, e, f]) => state.to_page = Matrix([a, b, c, d, e, f]).then(state.to_page),
                ("BT", _) => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                ("Tf", &[size]) => {
                    state.size = size;
                    state.font = operation.operands.first().and_then(|name| self.font(name, resources));
                }
                ("Tc", &[spacing]) => state.char_spacing = spacing,
                ("Tw", &[spacing]) => state.word_spacing = spacing,
                ("Tz", &[percent]) => state.stretch = percent / 100.0,
                ("TL", &[leading]) => state.leading = leading,
                ("Ts", &[rise]) => state.rise = rise,
                ("Tm", &[a, b, c, d, e, f]) => (text, line) = (Matrix([a, b, c, d, e, f]), Matrix([a, b, c, d, e, f])),
                ("Td", &[x, y]) => {
                    line = Matrix::translation(x, y).then(line);
                    text = line;
                }
                ("TD", &[x, y]) => {
                    state.leading = -y;
                    line = Matrix::translation(x, y).then(line);
                    text = line;
                }
                ("T*", _) => {
                    line = Matrix::translation(0.0, -state.leading).then(line);
                    text = line;
                }
                ("Tj", _) => text = self.show(operation.operands.first(), &state, text),
                ("TJ", _) => text = self.show_adjusted(operation.operands.first(), &state, text),
                ("'", _) => {
                    line = Matrix::translation(0.0, -state.leading).then(line);
                    text = self.show(operation.operands.first(), &state, line);
                }
                ("\"", &[word_spacing, char_spacing]) => {
                    (state.word_spacing, state.char_spacing) = (word_spacing, char_spacing);
                    line = Matrix::translation(0.0, -state.leading).then(line);
                    text = self.show(operation.operands.get(2), &state, line);
                }
                ("Do", _) if depth < DEEPEST_FORM => {
                    if let Some(name) = operation.operands.first() {
                        self.form(name, resources, state, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn has_too_much(&self) -> bool {
        let (glyphs, fonts) = (self.glyphs.len(), self.fonts.len());
        self.operations > MOST_OPERATIONS || glyphs > MOST_GLYPHS || self.text > MOST_TEXT || fonts > MOST_FONTS
    }

    /// The font of this name, read once.
    fn font(&mut self, name: &Object, resources: &[&'d Dictionary]) -> Option<usize> {
        let object = resource(self.document, resources, b"Font", name)?;
        let id = object.as_reference().ok();
        if let Some(&known) = id.and_then(|id| self.known_fonts.get(&id)) {
            return Some(known);
        }
        let dictionary = self.document.dereference(object).ok()?.1.as_dict().ok()?;
        self.fonts.push(Font::read(self.document, dictionary));
        let position = self.fonts.len() - 1;
        if let Some(id) = id {
            self.known_fonts.insert(id, position);
        }
        Some(position)
    }

    /// A form is a page within the page.
    fn form(&mut self, name: &Object, resources: &[&'d Dictionary], state: State, depth: usize) -> Result<(), Refusal> {
        let document = self.document;
        let Some(object) = resource(document, resources, b"XObject", name) else { return Ok(()) };
        let Some(stream) = document.dereference(object).ok().and_then(|(_, object)| object.as_stream().ok()) else {
            return Ok(());
        };
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        if !is_form {
            return Ok(());
        }
        let Ok(content) = stream.get_plain_content_with_limit(LARGEST_STREAM) else { return Ok(()) };
        let matrix = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array).ok();
        let matrix: Option<Vec<f32>> =
            matrix.map(|matrix| matrix.iter().filter_map(|number| number.as_float().ok()).collect());
        let matrix = matrix.and_then(|numbers| numbers.try_into().ok()).map_or(Matrix::IDENTITY, Matrix);
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let own: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
        let state = State { to_page: matrix.then(state.to_page), ..state };
        self.run(&content, &own, state, depth + 1)
    }

    fn show(&mut self, string: Option<&Object>, state: &State, text: Matrix) -> Matrix {
        let Some(bytes) = string.and_then(|string| string.as_str().ok()) else { return text };
        let Some(font) = state.font.map(|position| &self.fonts[position]) else { return text };
        let mut text = text;
        for shown in font.decode(bytes) {
            let spacing = state.char_spacing + if shown.is_space { state.word_spacing } else { 0.0 };
            let advance = (shown.width / 1000.0 * state.size + spacing) * state.stretch;
            let next = Matrix::translation(advance, 0.0).then(text);
            self.text += shown.text.len();
            self.glyphs.extend(glyph(shown.text, state, text, next));
            text = next;
            // One string may be the whole page.
            if self.has_too_much() {
                break;
            }
        }
        text
    }

    fn show_adjusted(&mut self, array: Option<&Object>, state: &State, text: Matrix) -> Matrix {
        let Some(items) = array.and_then(|array| array.as_array().ok()) else { return text };
        let mut text = text;
        for item in items {
            text = match item.as_float() {
                Ok(adjustment) => {
                    let shift = -adjustment / 1000.0 * state.size * state.stretch;
                    Matrix::translation(shift, 0.0).then(text)
                }
                Err(_) => self.show(Some(item), state, text),
            };
        }
        text
    }
}

/// Where a glyph stands on the page; `None` when it means nothing or stands nowhere.
fn glyph(text: String, state: &State, from: Matrix, to: Matrix) -> Option<Glyph> {
    let (from, to) = (from.then(state.to_page), to.then(state.to_page));
    let (x0, y0) = from.apply(0.0, state.rise);
    let (x1, y1) = to.apply(0.0, state.rise);
    let (_, top) = from.apply(0.0, state.rise + state.size);
    let (side, _) = from.apply(0.0, state.rise + state.size);
    let height = ((top - y0).powi(2) + (side - x0).powi(2)).sqrt();
    let is_somewhere = [x0, y0, x1, y1, height].iter().all(|number| number.is_finite()) && height > 0.1;
    let is_upright = (y1 - y0).abs() <= (x1 - x0).abs();
    (is_somewhere && !text.is_empty()).then_some(Glyph {
        text,
        left: x0.min(x1),
        right: x0.max(x1),
        y: y0,
        size: height,
        is_upright,
    })
}

/// A named resource: the nearest dictionary that has it.
fn resource<'d>(
    document: &'d Document,
    resources: &[&'d Dictionary],
    kind: &[u8],
    name: &Object,
) -> Option<&'d Object> {
    let name = name.as_name().ok()?;
    resources.iter().find_map(|dictionary| {
        dictionary.get_deref(kind, document).ok().and_then(|found| found.as_dict().ok()?.get(name).ok())
    })
}

fn numbers(operation: &Operation) -> Vec<f32> {
    operation.operands.iter().filter_map(|operand| operand.as_float().ok()).collect()
}
