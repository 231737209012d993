//! Annotations of a page: the targets of links, and the values of form fields.

use std::borrow::Cow;

use hayro::hayro_interpret::util::{RectExt, TransformExt};
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, Rect as PdfRect, Stream, String as PdfString};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Rect;

use super::glyphs::{Glyph, are_plausible};

/// Annotations that are read per page.
const MAX_ANNOTATIONS: usize = 2_000;
/// The maximum length of a target or a value.
const MAX_VALUE_CHARS: usize = 4_000;
/// The maximum number of lines of a value.
const MAX_LINES: usize = 200;
/// Ancestors of a field that are searched for inherited entries.
const MAX_ANCESTORS: usize = 8;
/// The flags `Hidden` and `NoView`.
const HIDDEN_FLAGS: u32 = 1 << 1 | 1 << 5;

/// The annotations of a page. Rectangles are in points from the top left corner of the displayed page.
#[derive(Debug, Default)]
pub(super) struct Annotations {
    /// Links and their targets.
    pub(super) links: Vec<(Rect, String)>,
    /// Form fields with their values, and whether the page paints the value itself.
    fields: Vec<(Rect, String, bool)>,
}

impl Annotations {
    /// Values without an appearance, as glyphs at their positions.
    pub(super) fn unpainted_values(&self) -> Vec<Glyph> {
        let unpainted = self.fields.iter().filter(|(.., is_painted)| !is_painted);
        unpainted.flat_map(|(rect, value, _)| value_glyphs(*rect, value)).collect()
    }

    /// Whether the rectangle lies in a form field.
    pub(super) fn is_in_field(&self, place: Rect) -> bool {
        self.fields.iter().any(|(rect, ..)| rect.inflate(2.0, 2.0).contains(place.center()))
    }

    /// The targets of the links over this rectangle, in order.
    pub(super) fn targets(&self, place: Rect) -> Vec<String> {
        let mut targets: Vec<(f64, &String)> = self
            .links
            .iter()
            .filter(|(rect, _)| {
                let shared = rect.intersect(place);
                shared.width() > 0.3 * rect.width().min(place.width())
                    && shared.height() > 0.4 * rect.height().min(place.height())
            })
            .map(|(rect, target)| (rect.x0, target))
            .collect();
        targets.sort_by(|a, b| a.0.total_cmp(&b.0));
        targets.dedup_by(|a, b| a.1 == b.1);
        targets.into_iter().map(|(_, target)| target.clone()).collect()
    }
}

/// The glyphs of a value; its lines are below one another.
fn value_glyphs(rect: Rect, value: &str) -> Vec<Glyph> {
    let lines: Vec<&str> = value.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).take(MAX_LINES).collect();
    let step = rect.height() / u32::try_from(lines.len().max(1)).map_or(1.0, f64::from);
    let size = (step * 0.65).clamp(4.0, 12.0);
    let mut baseline = rect.y0 + step / 2.0 + size * 0.35;
    let mut glyphs = Vec::new();
    for line in lines {
        glyphs.push(Glyph::level(line.trim(), (rect.x0 + 2.0, rect.x1), baseline, size));
        baseline += step;
    }
    glyphs
}

/// Reads the annotations of a page.
pub(super) fn read(page: &Page<'_>) -> Annotations {
    let mut found = Annotations::default();
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else { return found };
    let to_page = page.initial_transform(true).to_kurbo();
    for annotation in annotations.iter::<Dict<'_>>().take(MAX_ANNOTATIONS) {
        let Some(rect) = annotation.get::<PdfRect>(b"Rect") else { continue };
        let rect = to_page.transform_rect_bbox(rect.to_kurbo());
        if !are_plausible([rect.x0, rect.y0, rect.x1, rect.y1]) {
            continue;
        }
        match annotation.get::<Name<'_>>(b"Subtype").as_ref().map(Name::as_str) {
            Some("Link") => found.links.extend(target(&annotation).map(|target| (rect, target))),
            Some("Widget") => found.fields.extend(value(&annotation).map(|(value, painted)| (rect, value, painted))),
            _ => {}
        }
    }
    found
}

fn target(link: &Dict<'_>) -> Option<String> {
    let action = link.get::<Dict<'_>>(b"A")?;
    let target = text_string(&action.get::<PdfString<'_>>(b"URI")?);
    let target = target.trim();
    (!target.is_empty() && target.len() <= MAX_VALUE_CHARS).then(|| target.to_owned())
}

/// The value of a text or choice field, and whether an appearance paints it.
fn value(widget: &Dict<'_>) -> Option<(String, bool)> {
    if widget.get::<u32>(b"F").unwrap_or(0) & HIDDEN_FLAGS != 0 {
        return None;
    }
    let kind = inherited(widget, |field| field.get::<Name<'_>>(b"FT").map(|kind| kind.as_str().to_owned()))?;
    if kind != "Tx" && kind != "Ch" {
        return None;
    }
    let value = inherited(widget, |field| match field.get::<Object<'_>>(b"V")? {
        Object::String(value) => Some(text_string(&value)),
        Object::Stream(value) => value.decoded_data().ok().map(|bytes| text_string(&bytes)),
        Object::Array(values) => {
            let values: Vec<String> = values.iter::<PdfString<'_>>().map(|value| text_string(&value)).collect();
            Some(values.join(", "))
        }
        _ => None,
    })?;
    let appearance = widget.get::<Dict<'_>>(b"AP").and_then(|appearances| appearances.get::<Stream<'_>>(b"N"));
    // An appearance without a string is an empty frame.
    let is_painted = appearance.and_then(|appearance| appearance.decoded_data().ok()).is_some_and(|content| {
        content.windows(2).any(|operator| matches!(operator, b"Tj" | b"TJ" | b"Do") || operator == b"' ")
    });
    let value: String = value.chars().take(MAX_VALUE_CHARS).collect();
    (!value.trim().is_empty()).then_some((value, is_painted))
}

/// An entry of a field, or of its nearest ancestor that has it.
fn inherited<T>(widget: &Dict<'_>, says: impl Fn(&Dict<'_>) -> Option<T>) -> Option<T> {
    let mut field = widget.clone();
    for _ in 0..MAX_ANCESTORS {
        if let Some(entry) = says(&field) {
            return Some(entry);
        }
        field = field.get::<Dict<'_>>(b"Parent")?;
    }
    None
}

/// A text string: UTF-16 or UTF-8 with its mark, `PDFDocEncoding` otherwise (ISO 32000-2, 7.9.2.2).
pub(super) fn text_string(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks().0.iter().map(|&pair| unit(pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            // Many writers omit the byte order mark.
            Ok(text) if !bytes.is_ascii() => Cow::Borrowed(text).into_owned(),
            _ => bytes.iter().map(|&byte| pdf_doc_encoding(byte)).collect(),
        },
    }
}

fn pdf_doc_encoding(byte: u8) -> char {
    const FROM_80: [char; 31] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž',
    ];
    match byte {
        0x80..=0x9e => FROM_80[usize::from(byte - 0x80)],
        0xa0 => '€',
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_every_encoding() {
        assert_eq!(text_string(b"Galway"), "Galway");
        assert_eq!(text_string(b"\xfe\xff\x00K\x00\xf6"), "Kö");
        assert_eq!(text_string(b"\xff\xfeK\x00\xf6\x00"), "Kö");
        assert_eq!(text_string("\u{feff}Köln".as_bytes()), "Köln");
        assert_eq!(text_string("Köln".as_bytes()), "Köln");
        assert_eq!(text_string(b"Caf\xe9 \x85 \xa0"), "Café – €");
    }
}
