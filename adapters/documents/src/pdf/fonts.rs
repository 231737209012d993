//! Properties of fonts that the glyphs do not carry: weight, substitution, and the meaning of codes.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::OutlineGlyph;
use hayro::hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro::hayro_syntax::page::Resources;
use hayro_font::{Font, FontCache, FontGlyph};

use crate::read_error::ReadError;

/// Fonts that are read per document.
const MAX_FONTS: usize = 200;
/// The maximum number of widths of a font. There are 65,536 codes; some fonts repeat a few.
const MAX_WIDTHS: u64 = 4 * 65_536;
/// The maximum unpacked size of a `CMap`.
const MAX_CMAP_BYTES: usize = 4 * 1024 * 1024;
/// The maximum depth of forms that are searched for fonts.
const MAX_FORM_DEPTH: usize = 3;

/// The properties of a font.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FontFacts {
    /// Whether it is bold, by its name or its descriptor.
    pub(super) is_bold: bool,
    /// Whether it is not embedded, so that a substitute is used, whose glyphs are stretched to the declared widths.
    pub(super) is_substituted: bool,
    /// Whether a code without a mapping may be read as the ASCII character of its number.
    pub(super) has_plain_codes: bool,
}

/// The fonts of a document.
#[derive(Default)]
pub(super) struct FontTable<'a> {
    cache: FontCache<'a>,
    fonts: Vec<(Font<'a>, FontFacts)>,
    known: HashSet<usize>,
    /// The properties, by the identity of the font in glyphs.
    facts: RefCell<HashMap<u128, FontFacts>>,
}

impl<'a> FontTable<'a> {
    /// Adds the fonts of a page and its forms. Refuses fonts that would exhaust the memory.
    pub(super) fn learn(&mut self, resources: &Resources<'a>, settings: &InterpreterSettings) -> Result<(), ReadError> {
        self.learn_nested(resources, settings, 0)
    }

    fn learn_nested(
        &mut self,
        resources: &Resources<'a>,
        settings: &InterpreterSettings,
        depth: usize,
    ) -> Result<(), ReadError> {
        for name in resources.fonts.keys() {
            let Some(dict) = resources.get_font(&name) else { continue };
            // A dictionary is identified by the position of its bytes in the file.
            if self.fonts.len() >= MAX_FONTS || !self.known.insert(dict.data().as_ptr() as usize) {
                continue;
            }
            if has_too_many_widths(&dict) || has_too_large_a_map(&dict) {
                return Err(ReadError::unreadable("a font has too many widths or mappings"));
            }
            if let Some(font) = self.cache.font(&dict, &settings.font_resolver, &settings.cmap_resolver) {
                self.fonts.push((font, facts(&dict)));
                self.facts.borrow_mut().clear();
            }
        }
        if depth == MAX_FORM_DEPTH {
            return Ok(());
        }
        for name in resources.x_objects.keys() {
            let Some(form) = resources.get_x_object(&name) else { continue };
            let Some(own) = form.dict().get::<Dict<'a>>(b"Resources") else { continue };
            if self.known.len() < 4 * MAX_FONTS && self.known.insert(form.dict().data().as_ptr() as usize) {
                self.learn_nested(&Resources::new(own), settings, depth + 1)?;
            }
        }
        Ok(())
    }

    /// The properties of the font of a glyph; the defaults for an unknown font.
    pub(super) fn facts(&self, glyph: &OutlineGlyph) -> FontFacts {
        let identity = glyph.identifier();
        *self.facts.borrow_mut().entry(identity.cache_key()).or_insert_with(|| {
            let font = self.fonts.iter().find(|(font, _)| {
                let same = font.glyph(glyph.glyph_id(), glyph.char_code());
                matches!(same, FontGlyph::Outline(same) if same.identifier() == identity)
            });
            font.map(|(_, facts)| *facts).unwrap_or_default()
        })
    }
}

fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    dict.get::<Array<'a>>(b"DescendantFonts")?.iter::<Dict<'a>>().next()
}

/// Whether the ranges of widths expand to far more entries than there are glyphs.
fn has_too_many_widths(dict: &Dict<'_>) -> bool {
    let Some(descendant) = descendant(dict) else { return false };
    let mut declared: u64 = 0;
    if let Some(widths) = descendant.get::<Array<'_>>(b"W") {
        let mut widths = widths.flex_iter();
        loop {
            if widths.next::<(u32, Array<'_>)>().is_some() {
                continue;
            }
            let Some((first, last, _)) = widths.next::<(u32, u32, f32)>() else { break };
            declared += u64::from(last.saturating_sub(first));
        }
    }
    if let Some(widths) = descendant.get::<Array<'_>>(b"W2") {
        let mut widths = widths.flex_iter();
        loop {
            if widths.next::<(u32, Array<'_>)>().is_some() {
                continue;
            }
            let Some((first, last, ..)) = widths.next::<(u32, u32, f32, f32, f32)>() else { break };
            declared += u64::from(last.saturating_sub(first));
        }
    }
    declared > MAX_WIDTHS
}

/// Whether the `ToUnicode` map is larger than any map of all codes.
fn has_too_large_a_map(dict: &Dict<'_>) -> bool {
    let map = dict.get::<Stream<'_>>(b"ToUnicode").and_then(|map| map.decoded_data().ok().map(|map| map.len()));
    map.is_some_and(|length| length > MAX_CMAP_BYTES)
}

fn facts(dict: &Dict<'_>) -> FontFacts {
    let is_composite = dict.get::<Name<'_>>(b"Subtype").is_some_and(|name| name.as_str() == "Type0");
    let descendant = descendant(dict);
    let descriptor = descendant.as_ref().unwrap_or(dict).get::<Dict<'_>>(b"FontDescriptor");
    let name = dict.get::<Name<'_>>(b"BaseFont").map(|name| name.as_str().to_lowercase()).unwrap_or_default();
    let weight = descriptor.as_ref().and_then(|descriptor| descriptor.get::<f32>(b"FontWeight")).unwrap_or(0.0);
    let has_program = descriptor.as_ref().is_some_and(|descriptor| {
        [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.get::<Stream<'_>>(key).is_some())
    });
    FontFacts {
        is_bold: is_bold_name(&name) || weight >= 600.0,
        is_substituted: !has_program,
        has_plain_codes: !is_composite && dict.get::<Dict<'_>>(b"Encoding").is_none(),
    }
}

/// Recognises the words for bold in font names, and the names of the Computer Modern family (`cmbx10`).
fn is_bold_name(name: &str) -> bool {
    let words = ["bold", "black", "heavy", "cmbx", "cmssbx", "sfbx", "ecbx", "-bd", "-demi", "semibold"];
    words.iter().any(|word| name.contains(word)) && !name.contains("semilight")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_fonts_are_known_by_their_names() {
        for name in ["abcdef+lato-bold", "helvetica-boldoblique", "cmbx10", "montserrat-black", "lmroman10-bold"] {
            assert!(is_bold_name(name), "{name}");
        }
        for name in ["helvetica", "cmr10", "lato-light", "sourcesanspro-regular"] {
            assert!(!is_bold_name(name), "{name}");
        }
    }
}
