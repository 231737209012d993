//! Fonts, as far as reading needs them: which characters a code stands for, and how wide it is.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::{LARGEST_STREAM, cmap};

/// A width for codes no table names, in thousandths of the font size.
const USUAL_WIDTH: f32 = 500.0;
/// Widths that a font may tell. There are 65,536 codes, and some fonts tell a few of them again.
const MOST_WIDTHS: usize = 4 * 65_536;

/// A font of a page.
pub(crate) struct Font<'d> {
    codes: Codes<'d>,
    widths: HashMap<u32, f32>,
    default_width: f32,
}

enum Codes<'d> {
    /// One byte a code, 256 of them.
    Simple(Vec<String>),
    /// Two bytes a code, as far as the font says.
    Composite(Option<Encoding<'d>>),
}

/// A shown code.
pub(crate) struct Shown {
    /// What it stands for; empty when the font does not say.
    pub(crate) text: String,
    /// In thousandths of the font size.
    pub(crate) width: f32,
    /// Is it the one-byte space, which word spacing applies to?
    pub(crate) is_space: bool,
}

impl<'d> Font<'d> {
    /// Reads a font dictionary; what it does not say is filled with usual values.
    pub(crate) fn read(document: &'d Document, dictionary: &'d Dictionary) -> Self {
        let is_composite = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        if is_composite { Self::composite(document, dictionary) } else { Self::simple(document, dictionary) }
    }

    fn simple(document: &'d Document, dictionary: &'d Dictionary) -> Self {
        let first = integer(document, dictionary, b"FirstChar").unwrap_or(0);
        let widths = numbers(document, dictionary, b"Widths");
        let widths: HashMap<u32, f32> = (first..).zip(widths).collect();
        let missing = dictionary
            .get_deref(b"FontDescriptor", document)
            .and_then(Object::as_dict)
            .ok()
            .and_then(|descriptor| number(document, descriptor, b"MissingWidth"))
            .filter(|width| *width > 0.0);
        // The widths of a Type 3 font are in a space of its own.
        let scale = dictionary
            .get_deref(b"FontMatrix", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|matrix| matrix.first().and_then(|x| x.as_float().ok()))
            .map_or(1.0, |scale| scale * 1000.0);
        let widths = widths.into_iter().map(|(code, width)| (code, width * scale)).collect();
        Self {
            codes: Codes::Simple(simple_codes(document, dictionary)),
            widths,
            default_width: missing.unwrap_or(USUAL_WIDTH),
        }
    }

    fn composite(document: &'d Document, dictionary: &'d Dictionary) -> Self {
        let descendant = dictionary
            .get_deref(b"DescendantFonts", document)
            .and_then(Object::as_array)
            .ok()
            .and_then(|fonts| fonts.first())
            .and_then(|font| document.dereference(font).ok())
            .and_then(|(_, font)| font.as_dict().ok());
        let (widths, default_width) = descendant.map_or_else(
            || (HashMap::new(), 1000.0),
            |font| (composite_widths(document, font), number(document, font, b"DW").unwrap_or(1000.0)),
        );
        let encoding = encoding(document, dictionary);
        Self { codes: Codes::Composite(encoding), widths, default_width }
    }

    /// The codes of a shown string, in order.
    pub(crate) fn decode(&self, bytes: &[u8]) -> Vec<Shown> {
        let width = |code: u32| self.widths.get(&code).copied().unwrap_or(self.default_width);
        match &self.codes {
            Codes::Simple(table) => bytes
                .iter()
                .map(|&byte| Shown {
                    text: table[usize::from(byte)].clone(),
                    width: width(u32::from(byte)),
                    is_space: byte == b' ',
                })
                .collect(),
            Codes::Composite(encoding) => bytes
                .chunks_exact(2)
                .map(|pair| Shown {
                    text: encoding.as_ref().and_then(|encoding| meaning(encoding, pair)).unwrap_or_default(),
                    width: width(u32::from(u16::from_be_bytes([pair[0], pair[1]]))),
                    is_space: false,
                })
                .collect(),
        }
    }
}

/// What each byte stands for: by the font's own map to Unicode, else by its encoding.
fn simple_codes(document: &Document, dictionary: &Dictionary) -> Vec<String> {
    let named = encoding(document, dictionary);
    let mut without_encoding = dictionary.clone();
    without_encoding.remove(b"Encoding");
    let mapped = dictionary.has(b"ToUnicode").then(|| encoding(document, &without_encoding)).flatten();
    (0..=255)
        .map(|byte| {
            let by_map = mapped.as_ref().and_then(|encoding| meaning(encoding, &[byte]));
            by_map.or_else(|| named.as_ref().and_then(|encoding| meaning(encoding, &[byte]))).unwrap_or_default()
        })
        .collect()
}

/// What the font says of its codes; nothing when saying it would take for ever.
fn encoding<'d>(document: &'d Document, dictionary: &'d Dictionary) -> Option<Encoding<'d>> {
    if let Ok(map) = dictionary.get_deref(b"ToUnicode", document).and_then(Object::as_stream)
        && !map.get_plain_content_with_limit(LARGEST_STREAM).is_ok_and(|map| cmap::is_modest(&map))
    {
        return None;
    }
    dictionary.get_font_encoding_with_limit(document, LARGEST_STREAM).ok()
}

fn meaning(encoding: &Encoding<'_>, code: &[u8]) -> Option<String> {
    let text = encoding.bytes_to_string(code).ok()?;
    let is_known = !text.is_empty() && !text.contains(['\u{fffd}', '\0']);
    is_known.then_some(text)
}

/// `W` of a composite font: `first [w w w]` or `first last w`, any number of times. A range is two numbers and tells
/// thousands of widths, so they are counted.
fn composite_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f32> {
    let mut widths = HashMap::new();
    let mut told = 0;
    let Ok(array) = font.get_deref(b"W", document).and_then(Object::as_array) else { return widths };
    let mut rest = array.iter();
    while let (Some(first), Some(second)) = (rest.next(), rest.next()) {
        let Some(first) = first.as_i64().ok().and_then(|code| u32::try_from(code).ok()) else { return widths };
        let second = document.dereference(second).map_or(second, |(_, object)| object);
        if let Ok(list) = second.as_array() {
            widths.extend((first..).zip(list.iter().filter_map(|width| width.as_float().ok())));
            continue;
        }
        let last = second.as_i64().ok().and_then(|code| u32::try_from(code).ok());
        let (Some(last), Some(Ok(width))) = (last, rest.next().map(Object::as_float)) else { return widths };
        let codes = first..=last.min(u32::from(u16::MAX));
        told += codes.clone().count();
        if told > MOST_WIDTHS {
            return widths;
        }
        widths.extend(codes.map(|code| (code, width)));
    }
    widths
}

fn number(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<f32> {
    dictionary.get_deref(key, document).and_then(Object::as_float).ok()
}

fn integer(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<u32> {
    let value = dictionary.get_deref(key, document).and_then(Object::as_i64).ok()?;
    u32::try_from(value).ok()
}

fn numbers(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<f32> {
    let Ok(array) = dictionary.get_deref(key, document).and_then(Object::as_array) else { return Vec::new() };
    array
        .iter()
        .map(|item| document.dereference(item).ok().and_then(|(_, width)| width.as_float().ok()).unwrap_or(0.0))
        .collect()
}
